"""The designer's sheet of paper: rows, columns, sentences and checks as they were typed. Plain Python.

Everything is text and is kept as typed, right or wrong. Rows and columns are named by the number that stands before them;
`id` is the key that a row or column has in the form, so that figures of an earlier version find their cells again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

Line = dict[str, str]
META = (
    "title", "key", "version", "annex", "source", "stub_name", "stub_number", "header", "footer", "items_title",
    "remarks", "due_town", "due_county", "due_city", "due_province",
)  # fmt: skip
KINDS: dict[str, tuple[str, ...]] = {
    "columns": ("id", "h1", "h2", "h3", "h4", "name", "unit", "decimals", "counter", "split", "sums", "of"),
    "rows": ("id", "name", "unit", "counter", "split", "sums", "of"),
    "lines": ("text", "was", "keys"),
    "blanks": ("key", "name", "unit", "counter", "split"),
    "checks": ("key", "rule", "columns", "says", "severity", "low", "high", "percent"),
    "singles": ("row", "column", "counter", "split"),
}
MOST = {"columns": 60, "rows": 200, "lines": 60, "blanks": 400, "checks": 60, "singles": 200}
LONGEST = 2000  # characters of one box
NUMBER = re.compile(r"\d+")
RANGE = re.compile(r"(\d+)\s*(?:[-~～—–至到])\s*(\d+)")
GONE = "？"  # stands where a number was whose row or column was taken out
ITEM_RULES = ("items_not_above", "projects")


@dataclass
class Worksheet:
    """What stands in the boxes of the designer. `carried`: parts of a copied form that have no boxes."""

    meta: Line = field(default_factory=dict)
    columns: list[Line] = field(default_factory=list)
    rows: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    blanks: list[Line] = field(default_factory=list)
    checks: list[Line] = field(default_factory=list)
    singles: list[Line] = field(default_factory=list)
    carried: dict[str, Any] = field(default_factory=dict)

    def of_kind(self, kind: str) -> list[Line]:
        found: list[Line] = getattr(self, kind)
        return found

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def from_json(kept: Mapping[str, Any]) -> Worksheet:
    return Worksheet(**kept)


def blank(kind: str) -> Line:
    return dict.fromkeys(KINDS[kind], "") | ({"severity": "hard"} if kind == "checks" else {})


def empty_sheet(rows: int, columns: int) -> Worksheet:
    """A sheet of so many rows, the first a total of the others, with the checks that every form should keep."""
    made = Worksheet(meta=dict.fromkeys(META, ""))
    made.meta |= {"stub_name": "项目", "stub_number": "序号", "header": "填报单位名称（盖章）、填报时间"}
    made.meta |= {"footer": "单位负责人、制表人、联系电话", "items_title": "其他情况：", "version": "1"}
    made.columns = [blank("columns") for _ in range(columns)]
    made.rows = [blank("rows") for _ in range(rows)]
    if rows > 1:
        made.rows[0] |= {"name": "合计", "sums": f"2-{rows}" if rows > 2 else "2"}
    return made


def numbers_in(text: str) -> list[int]:
    """2+3+4, 2、3, 2-4: the numbers that are meant, in order.

    >>> numbers_in("2-4、6"), numbers_in("1+2")
    ([2, 3, 4, 6], [1, 2])
    """
    written = RANGE.sub(lambda found: "+".join(map(str, _range(int(found[1]), int(found[2])))), text)
    return [int(number) for number in NUMBER.findall(written)]


def _range(first: int, last: int) -> range:
    return range(first, last + 1) if last - first < max(MOST.values()) else range(first, first + 1)


def reordered(sheet: Worksheet, kind: str, do: str, place: int) -> Worksheet:
    """One line added, put in before, moved or taken out; what names other lines by their number follows them."""
    lines = sheet.of_kind(kind)
    order: list[int | None] = list(range(len(lines)))
    if do == "add" and len(lines) < MOST[kind]:
        order.append(None)
    elif not 0 <= place < len(lines):
        return sheet
    elif do == "insert" and len(lines) < MOST[kind]:
        order.insert(place, None)
    elif do == "drop":
        order.pop(place)
    elif do in ("up", "down"):
        other = place + (1 if do == "down" else -1)
        if 0 <= other < len(lines):
            order[place], order[other] = order[other], order[place]
    if kind == "columns":
        _heads_written_out(lines)
    setattr(sheet, kind, [blank(kind) if old is None else lines[old] for old in order])
    if kind in ("columns", "rows"):
        _follow(sheet, kind, {old + 1: new for new, old in enumerate(order, 1) if old is not None})
    if kind == "columns":
        _heads_folded(sheet.columns)
    return sheet


def _follow(sheet: Worksheet, kind: str, now: Mapping[int, int]) -> None:
    for line in sheet.of_kind(kind):
        line["sums"] = _renumbered(line["sums"], now, sum=True)
        line["of"] = _renumbered(line["of"], now, sum=True)
    for single in sheet.singles:
        single[kind[:-1]] = _renumbered(single[kind[:-1]], now)
    if kind == "columns":
        for check in sheet.checks:
            if check["rule"] not in ITEM_RULES:
                check["columns"] = _renumbered(check["columns"], now)


def _renumbered(text: str, now: Mapping[int, int], *, sum: bool = False) -> str:
    if sum:
        kept = [now.get(number) for number in numbers_in(text)]
        plain = RANGE.fullmatch(text.strip())
        found = [number for number in kept if number]
        whole = plain and found and found == list(range(found[0], found[-1] + 1))
        if whole and len(found) > 1:
            return f"{found[0]}-{found[-1]}"
        return "+".join(str(number) for number in found) if NUMBER.search(text) else text
    return NUMBER.sub(lambda found: str(now.get(int(found[0]), GONE)), text)


def renumber_blanks(sheet: Worksheet, before: list[str]) -> None:
    """After the sentences changed: checks that name blanks by number follow them."""
    after = {line["key"]: place for place, line in enumerate(sheet.blanks, 1)}
    now = {old: after[key] for old, key in enumerate(before, 1) if key in after}
    for check in sheet.checks:
        if check["rule"] in ITEM_RULES:
            check["columns"] = _renumbered(check["columns"], now)


def heads_of(columns: list[Line]) -> Iterator[list[str]]:
    """The head cells of each column from the top: a box left empty above a filled one is the same as in the column before."""
    before: list[str] = []
    for line in columns:
        typed = [line[f"h{level}"].strip() for level in range(1, 5)]
        while typed and not typed[-1]:
            typed.pop()
        inherits = True
        heads = []
        for level, text in enumerate(typed):
            inherits = inherits and not text
            heads.append(before[level] if inherits and level < len(before) else text)
        before = heads
        yield heads


def _heads_written_out(columns: list[Line]) -> None:
    for line, heads in zip(columns, list(heads_of(columns)), strict=True):
        line |= {f"h{level}": text for level, text in enumerate(heads, 1)}


def _heads_folded(columns: list[Line]) -> None:
    """Merged heads are written once, in their first column."""
    before: list[str] = []
    for line in columns:
        heads = [line[f"h{level}"].strip() for level in range(1, 5)]
        while heads and not heads[-1]:
            heads.pop()
        line |= dict(zip((f"h{n}" for n in range(1, 5)), [*folded(heads, before), "", "", "", ""], strict=False))
        before = heads


def folded(heads: list[str], before: list[str]) -> list[str]:
    """The boxes of a column whose upper heads are those of the column before it: these stay empty, the lowest is written."""
    same = 0
    while same < min(len(heads) - 1, len(before)) and heads[same] == before[same]:
        same += 1
    return [""] * same + heads[same:]
