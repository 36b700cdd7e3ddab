"""The designer's boxes laid out for the page: which line, which box, what stands in it, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nuanxin.command.counters.book import book
from nuanxin.command.reporting.designing.building import unit_in
from nuanxin.command.reporting.designing.sources import counter_of
from nuanxin.command.reporting.designing.worksheet import Line, Worksheet, heads_of

Said = Mapping[str, list[str]]


@dataclass(frozen=True)
class Box:
    """One box: its name in the form, what stands in it, how it is called aloud."""

    name: str
    value: str
    label: str
    width: str
    kind: str = "text"
    hint: str = ""  # below the box
    ghost: str = ""  # in the empty box
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    number: int
    boxes: tuple[Box, ...]
    hidden: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """Lines of one kind. `moves`: they may be put in, moved and taken out one by one."""

    kind: str
    title: str
    what: str  # 列, 行, 句 …
    intro: str
    heads: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    moves: bool = True


# box → (what stands above it, width, kind)
COLUMNS = {
    "h1": ("表头第1层", "w-head", "text"), "h2": ("第2层", "w-head", "text"), "h3": ("第3层", "w-head", "text"),
    "h4": ("第4层", "w-head", "text"), "unit": ("单位", "w-unit", "unit"), "counter": ("由哪个指标统计", "w-counter", "counter"),
    "split": ("只统计", "w-split", "split"), "sums": ("由各列相加", "w-sum", "text"), "of": ("其中属第几列", "w-num", "text"),
    "decimals": ("小数位", "w-num", "text"), "name": ("简称", "w-name", "text"),
}  # fmt: skip
ROWS = {
    "name": ("行名", "w-row", "text"), "sums": ("由各行相加", "w-sum", "text"), "of": ("其中属第几行", "w-num", "text"),
    "split": ("只统计", "w-split", "split"), "counter": ("由哪个指标统计", "w-counter", "counter"), "unit": ("单位", "w-unit", "unit"),
}  # fmt: skip
BLANKS = {
    "name": ("名称", "w-row", "text"), "unit": ("单位", "w-unit", "unit"), "counter": ("由哪个指标统计", "w-counter", "counter"),
    "split": ("只统计", "w-split", "split"),
}  # fmt: skip
CHECKS = {
    "rule": ("校验", "w-rule", "rule"), "columns": ("哪几列（空）", "w-cols", "text"), "low": ("人均不低于（元）", "w-sum", "text"),
    "high": ("不高于（元）", "w-sum", "text"), "percent": ("增减%", "w-num", "text"), "severity": ("不符时", "w-sev", "severity"),
    "says": ("怎么说", "w-says", "text"),
}  # fmt: skip
SINGLES = {
    "row": ("第几行", "w-num", "text"), "column": ("第几列", "w-num", "text"), "counter": ("由哪个指标统计（空：由单位填）", "w-counter", "counter"),
    "split": ("只统计", "w-split", "split"),
}  # fmt: skip


def tables(sheet: Worksheet, said: Said) -> dict[str, Table]:
    """Every table of the designer by its kind."""
    return {
        "columns": _columns(sheet, said),
        "rows": _table(sheet, said, "rows", "行", "行", "从上到下每行一条。合计行在“由各行相加”写行号，如 2-4。", ROWS),
        "lines": _table(
            sheet, said, "lines", "表下的句子", "句", "照来文抄，要填数的地方写两个以上下划线，如：检查工地____个，欠薪____万元；",
            {"text": ("句子", "w-line", "text")},
        ),
        "blanks": _table(
            sheet, said, "blanks", "句子里的空", "空", "保存后自动列出。每个空写单位；由台账统计的选指标，其余由单位填。", BLANKS, moves=False,
        ),
        "checks": _table(sheet, said, "checks", "校验", "条", "上报时自动检查。“必须改”的不改不能上报，“须说明”的写了说明就能上报。", CHECKS),
        "singles": _table(
            sheet, said, "singles", "个别格另定", "格", "某一格和它所在的行、列不一样时才用：另选指标，或改由单位填。", SINGLES,
        ),
    }  # fmt: skip


def _columns(sheet: Worksheet, said: Said) -> Table:
    deep = any(line["h3"].strip() or line["h4"].strip() for line in sheet.columns)
    spec = {box: told for box, told in COLUMNS.items() if box != "h4" or deep}
    heads = list(heads_of(sheet.columns))
    ghosts = [_column_ghosts(line, head) for line, head in zip(sheet.columns, heads, strict=True)]
    intro = (
        "从左到右每列一条。上下合并的表头写在第1层；几列共用的大表头只在第一列写一次，后面几列的第1层留空，从第2层写起。"
        "表头末尾写（件）、（万元），单位就不用再填。没选指标、没写相加的列由单位填报。也可以在 Excel 里选中整个表头，复制后粘贴到第1列的表头框。"
    )
    return _table(sheet, said, "columns", "列", "列", intro, spec, ghosts=ghosts)


def _column_ghosts(line: Line, heads: list[str]) -> dict[str, str]:
    ghosts = {f"h{n}": f"〃{text}" for n, text in enumerate(heads, 1) if not line[f"h{n}"].strip()}
    return ghosts | {"unit": unit_in(heads)}


def _table(
    sheet: Worksheet, said: Said, kind: str, title: str, what: str, intro: str,
    spec: Mapping[str, tuple[str, str, str]], *, moves: bool = True, ghosts: list[dict[str, str]] | None = None,
) -> Table:  # fmt: skip
    rows = []
    for n, line in enumerate(sheet.of_kind(kind)):
        shown = tuple(_boxes(said, kind, what, n, line, spec, ghosts[n] if ghosts else {}))
        hidden = tuple((f"{kind}-{n}-{box}", value) for box, value in line.items() if box not in spec)
        rows.append(Row(n + 1, shown, hidden))
    heads = tuple((label, width) for label, width, _ in spec.values())
    return Table(kind, title, what, intro, heads, tuple(rows), moves)


def _boxes(
    said: Said, kind: str, what: str, n: int, line: Line, spec: Mapping[str, tuple[str, str, str]], ghosts: Mapping[str, str]
) -> Iterator[Box]:  # fmt: skip
    for box, (label, width, looks) in spec.items():
        name = f"{kind}-{n}-{box}"
        hint = _definition(line[box]) if looks == "counter" else ""
        yield Box(
            name,
            line[box],
            f"第{n + 1}{what} {label}",
            width,
            looks,
            hint,
            ghosts.get(box, ""),
            tuple(said.get(name, ())),
        )


def _definition(text: str) -> str:
    try:
        one = book().counters[counter_of(text)] if text.strip() else None
    except ValueError:
        return ""
    return f"{one.definition}（以{one.unit}计）" if one else ""
