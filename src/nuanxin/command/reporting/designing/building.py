"""From the boxes to a form: what is wrong is said with the box where it stands, all of it at once. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nuanxin.command.counters.book import book
from nuanxin.command.reporting.designing.checks import check_of
from nuanxin.command.reporting.designing.opening import LEVELS
from nuanxin.command.reporting.designing.sentences import items_of, printed
from nuanxin.command.reporting.designing.sources import BY_THE_UNIT, counter_of, in_words, split_of
from nuanxin.command.reporting.designing.worksheet import Line, Worksheet, heads_of, numbers_in
from nuanxin.command.reporting.forms.loading import built
from nuanxin.command.reporting.forms.model import Form
from nuanxin.command.reporting.forms.units import DECIMALS, family
from nuanxin.foundation.common.errors import BadInput

_IN_HEAD = re.compile(r"[（(]([^（）()]+)[）)]\s*$")
_ALONE = re.compile(r"(?:合计|小计|总计|其中|人数|金额|件数|户数|数量)")
_PART = re.compile(r"^(?:其中|#)[：:]?")
_LIST = re.compile(r"[、，,\n]+")


@dataclass(frozen=True)
class Slip:
    """One thing wrong: the box (columns-3-unit), how its place is called, what to do. No box: the whole form."""

    box: str
    place: str
    text: str


@dataclass
class Built:
    """What the boxes say: the definition, what is wrong, what might have been forgotten, the form where nothing is wrong."""

    definition: dict[str, Any] = field(default_factory=dict)
    slips: list[Slip] = field(default_factory=list)
    hints: list[Slip] = field(default_factory=list)
    form: Form | None = None
    sketch: Form | None = None  # as far as it can be drawn while something is still wrong

    def say(self, box: str, place: str, text: str) -> None:
        self.slips.append(Slip(box, place, text))


def build(sheet: Worksheet) -> Built:
    """The form of a worksheet, with every slip beside its box."""
    made = Built()
    column_keys = _keys(sheet.columns, "", 1)
    row_keys = _keys(sheet.rows, "row_", 1)
    columns = {column_keys[n]: _column(made, n, line, heads, column_keys)
               for n, (line, heads) in enumerate(zip(sheet.columns, heads_of(sheet.columns), strict=True), 1)}  # fmt: skip
    rows = {row_keys[n]: _row(made, n, line, row_keys) for n, line in enumerate(sheet.rows, 1)}
    _units(made, sheet, columns, rows)
    blank_keys = {n: line["key"] for n, line in enumerate(sheet.blanks, 1)}
    sources = {line["key"]: _blank(made, n, line) for n, line in enumerate(sheet.blanks, 1)}
    made.definition = {
        **_meta(made, sheet.meta),
        "rows": rows,
        "columns": columns,
        "single_cells": dict(_singles(made, sheet, row_keys, column_keys)),
        "items": items_of(sheet.blanks, sources),
        "lines": [printed(line) for line in sheet.lines if line["text"].strip()],
        "checks": list(_checks(made, sheet, column_keys, blank_keys)),
        **sheet.carried,
    }
    if not (rows and columns) and not made.definition["items"]:
        made.say("", "全表", "还没有行和列，也没有带空格的句子")
    if not made.slips:
        _cells(made, row_keys, column_keys)
    if not made.slips:
        try:
            made.form = built({key: held for key, held in made.definition.items() if held != {}}, "本表")
        except BadInput as wrong:
            for fault in wrong.faults:
                made.say("", "全表", fault.message.removeprefix("本表："))
    made.sketch = made.form or _sketched(made.definition)
    return made


def _sketched(definition: Mapping[str, Any]) -> Form | None:
    """Heads, rows and sentences alone, so that a form with slips can be looked at."""
    said = ("annex", "stub", "header", "footer", "items_title", "lines", "remarks")
    unit = {"unit": "个"}  # nothing is counted: any will do
    items = {
        key: {"name": item["name"]} | ({"fields": dict.fromkeys(item["fields"], "个")} if "fields" in item else unit)
        for key, item in definition["items"].items()
    }
    drawn = {
        **{key: definition[key] for key in said},
        "key": "sketch", "version": "0", "title": definition["title"] or "未命名报表", "source": definition["source"] or "—",
        "rows": {key: {"number": row["number"], "name": row["name"]} for key, row in definition["rows"].items()},
        "columns": {
            key: {"name": one["name"], "heads": one["heads"][:4], **unit} for key, one in definition["columns"].items()
        },
        "items": items, "checks": [],
    }  # fmt: skip
    try:
        return built(drawn, "本表")
    except BadInput:
        return None


def _keys(lines: list[Line], prefix: str, first: int) -> dict[int, str]:
    """Number → key: what a line had before it keeps, new ones get keys that nothing had."""
    taken = {line["id"] for line in lines if line["id"]}
    last = max([int(found[1]) for key in taken if (found := re.fullmatch(rf"{prefix}(\d+)", key))], default=0)
    keys = {}
    for number, line in enumerate(lines, first):
        if not line["id"]:
            last += 1
        keys[number] = line["id"] or f"{prefix}{last}"
    return keys


def _meta(made: Built, meta: Mapping[str, str]) -> dict[str, Any]:
    said = {key: meta[key].strip() for key in ("key", "version", "title", "annex", "source", "items_title")}
    for key, name in (("title", "表名"), ("version", "版本"), ("source", "依据")):
        if not said[key]:
            made.say(f"meta-{key}", name, f"请填写{name}" + "（如来文的文号）" * (key == "source"))
    for key, name, most in (
        ("title", "表名", 120),
        ("version", "版本", 20),
        ("source", "依据", 200),
        ("key", "键", 60),
    ):
        if len(said[key]) > most:
            made.say(f"meta-{key}", name, f"最多{most}个字")
    if said["key"] and not (said["key"].isidentifier() and said["key"].isascii() and said["key"].islower()):
        made.say("meta-key", "键", "只能用小写字母、数字和下划线，以字母开头")
    due = {}
    for level in LEVELS:
        text = meta[f"due_{level}"].strip()
        if text and not (text.isascii() and text.isdigit() and int(text) <= 365):
            made.say(f"meta-due_{level}", "上报期限", "应当是截止日后的天数，如 3")
        elif text:
            due[level] = int(text)
    return {
        **said,
        "stub": {"name": meta["stub_name"].strip() or "项目", "number": meta["stub_number"].strip() or "序号"},
        "header": _listed(meta["header"]),
        "footer": _listed(meta["footer"]),
        "remarks": [line.strip() for line in meta["remarks"].splitlines() if line.strip()],
        "due": due,
    }


def _listed(text: str) -> list[str]:
    return [part.strip() for part in _LIST.split(text) if part.strip()]


def _figure(made: Built, kind: str, n: int, place: str, line: Line, keys: Mapping[int, str]) -> dict[str, Any]:
    """What rows and columns share: source, sum, of which."""
    found = _source(made, kind, n, place, line)
    box, what = f"{kind}-{n - 1}", "列" if kind == "columns" else "行"
    sums = numbers_in(line["sums"])
    if line["sums"].strip():
        strange = [str(one) for one in sums if one not in keys or one == n]
        if strange or not sums:
            made.say(
                f"{box}-sums",
                place,
                f"相加的{what}号不对：{'、'.join(strange) or line['sums']}；请写{what}号，如 2+3+4",
            )
        elif line["counter"].strip():
            made.say(f"{box}-sums", place, "既写了指标又写了相加，请只留一样")
        else:
            found["sums"] = [keys[one] for one in sums]
    if text := line["of"].strip():
        if text.isdigit() and int(text) in keys and int(text) != n:
            found["of"] = keys[int(text)]
        else:
            made.say(f"{box}-of", place, f"没有第{text}{what}，“其中”请写它所属的{what}号")
    return found


def _source(made: Built, kind: str, n: int, place: str, line: Line) -> dict[str, Any]:
    """counts and where of a line; nothing counts it: typed by the unit."""
    found: dict[str, Any] = {}
    for box, key, read in (("counter", "counts", counter_of), ("split", "where", None)):
        if not line[box].strip():
            continue
        if line[box].strip() == BY_THE_UNIT:
            found |= {"entered": True} if kind in ("columns", "rows") else {}
            continue
        try:
            found[key] = read(line[box]) if read else split_of(line[box], found.get("counts", ""))
        except ValueError as wrong:
            made.say(f"{kind}-{n - 1}-{box}", place, str(wrong))
    return found


def _column(made: Built, n: int, line: Line, heads: list[str], keys: Mapping[int, str]) -> dict[str, Any]:
    place = f"第{n}列"
    if not heads or not all(heads):
        made.say(f"columns-{n - 1}-h1", place, "没有写表头" if not heads else "中间空了一级表头，请填上或左移")
        heads = [text or "？" for text in heads] or ["？"]
    found: dict[str, Any] = {"name": line["name"].strip() or _name(heads), "heads": heads}
    unit = line["unit"].strip() or unit_in(heads)
    if unit and unit not in DECIMALS:
        made.say(f"columns-{n - 1}-unit", place, _no_unit(unit))
    elif unit:
        found["unit"] = unit
    if text := line["decimals"].strip():
        if text in "0123456" and len(text) == 1:
            found["decimals"] = int(text)
        else:
            made.say(f"columns-{n - 1}-decimals", place, "小数位数应当是0到6")
    if _PART.match(heads[-1]) and not line["of"].strip():
        made.hints.append(Slip(f"columns-{n - 1}-of", place, "写着“其中”，没有写属于第几列，就不会校验"))
    return found | _figure(made, "columns", n, place, line, keys)


def _no_unit(unit: str) -> str:
    said = f"没有“{unit}”这个单位" if unit else "没有写单位"
    return f"{said}，请从下拉提示中选，如件、户、人、万人、元、万元"


def unit_in(heads: list[str]) -> str:
    """The unit that a head ends with: 立案(件) says 件."""
    told = (found[1].strip() for text in reversed(heads) if (found := _IN_HEAD.search(text)))
    return next((unit for unit in told if unit in DECIMALS), "")


def _name(heads: list[str]) -> str:
    bare = [_IN_HEAD.sub("", head) or head for head in heads]
    return bare[-1] if len(bare) < 2 or not _ALONE.match(bare[-1]) else bare[-2] + bare[-1]


def _row(made: Built, n: int, line: Line, keys: Mapping[int, str]) -> dict[str, Any]:
    place = f"第{n}行"
    if not line["name"].strip():
        made.say(f"rows-{n - 1}-name", place, "没有写行名")
    found: dict[str, Any] = {"number": n, "name": line["name"].strip() or "？"}
    if unit := line["unit"].strip():
        if unit in DECIMALS:
            found["unit"] = unit
        else:
            made.say(f"rows-{n - 1}-unit", place, _no_unit(unit))
    return found | _figure(made, "rows", n, place, line, keys)


def _blank(made: Built, n: int, line: Line) -> dict[str, Any]:
    place = f"空{n}"
    if line["unit"].strip() not in DECIMALS:
        made.say(f"blanks-{n - 1}-unit", place, _no_unit(line["unit"].strip()))
    found = _source(made, "blanks", n, place, line)
    if "counts" in found:
        wrong = [
            *in_words(found["counts"], found.get("where", {})),
            *_strange_unit(found["counts"], line["unit"].strip()),
        ]
        for text in wrong:
            made.say(f"blanks-{n - 1}-counter", place, text)
    return found


def _strange_unit(counter: str, unit: str) -> list[str]:
    one = book().counters[counter]
    if unit not in DECIMALS or family(one.unit) == family(unit):
        return []
    return [f"指标“{one.name}”以{one.unit}计，表上的单位是{unit}"]


def _units(made: Built, sheet: Worksheet, columns: Mapping[str, Any], rows: Mapping[str, Any]) -> None:
    """Every figure needs a unit: its column's, or every row's."""
    if rows and all(row.get("unit") for row in rows.values()):
        return
    for n, (line, column) in enumerate(zip(sheet.columns, columns.values(), strict=True)):
        if not column.get("unit") and not column.get("sums") and not line["unit"].strip():
            made.say(f"columns-{n}-unit", f"第{n + 1}列", "没有单位，请填写，或在表头末尾写（件）、（万元）")


def _singles(
    made: Built, sheet: Worksheet, rows: Mapping[int, str], columns: Mapping[int, str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for n, line in enumerate(sheet.singles, 1):
        row, column = (int(line[part]) if line[part].strip().isdigit() else 0 for part in ("row", "column"))
        place = f"个别格{n}"
        if row not in rows or column not in columns:
            made.say(f"singles-{n - 1}-row", place, "请写行号和列号")
            continue
        if sheet.rows[row - 1]["sums"].strip() or sheet.columns[column - 1]["sums"].strip():
            made.say(f"singles-{n - 1}-row", place, f"第{row}行第{column}列是相加得出的，不能另定")
            continue
        yield f"{rows[row]}.{columns[column]}", _source(made, "singles", n, place, line)


def _checks(
    made: Built, sheet: Worksheet, columns: Mapping[int, str], blanks: Mapping[int, str]
) -> Iterator[dict[str, Any]]:
    for n, line in enumerate(sheet.checks, 1):
        try:
            yield check_of(line, n, columns, blanks)
        except ValueError as wrong:
            made.say(f"checks-{n - 1}-columns", f"校验{n}", str(wrong))


def _cells(made: Built, rows: Mapping[int, str], columns: Mapping[int, str]) -> None:
    """Where a row's split meets a column's counter: said at the box that a clerk would change."""
    held = made.definition
    both = [n for n, row in enumerate(held["rows"].values()) if row.get("counts")]
    if both and any(column.get("counts") for column in held["columns"].values()):
        made.say(f"rows-{both[0]}-counter", f"第{both[0] + 1}行", "行和列都写了指标，请只在行上写，或只在列上写")
        return
    for c, column_key in columns.items():
        column, seen = held["columns"][column_key], set()
        for r, row_key in rows.items():
            row = held["rows"][row_key]
            if row.get("entered") or column.get("entered"):
                continue
            counts = column.get("counts") or row.get("counts")
            if not counts or row.get("sums") or column.get("sums") or f"{row_key}.{column_key}" in held["single_cells"]:
                continue
            by_row = not column.get("counts")
            box = f"rows-{r - 1}-counter" if by_row else f"columns-{c - 1}-counter"
            place = f"第{r}行" if by_row else f"第{c}列"
            where = {**row.get("where", {}), **column.get("where", {})}
            unit = column.get("unit") or row.get("unit") or ""
            for text in (*in_words(counts, where), *_strange_unit(counts, unit)):
                if text not in seen:
                    seen.add(text)
                    made.say(box, place, text)
