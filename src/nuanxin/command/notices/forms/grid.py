"""A table as rows of cells: merged heads (left blank in plain text) spread again, columns with number and unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nuanxin.foundation.common.reading.official.letters import Passage

_NUMBER = re.compile(r"[（(]?(\d{1,3})[）)]?|[①-⑳]")
_UNIT = re.compile(
    r"[（(]((?:单位：)?(?:万|百|千|亿)?(?:人次|户次|场次|批次|户|人|件|元|个|家|名|项|次|场|起|条|份|期|%|％|美元|平方米|公里|天|日|辆|班|支|处|所|篇|吨|亩|岁|月|年))[）)]"
)
_ROW_MARKS = re.compile(r"^(?:甲|乙|丙|序号|编号|行次|代码|栏次)$")
_ROW_HEADS = re.compile(
    r"^(?:项目|类别|行业|领域|行业领域|单位|指标|内容|地区|县区|县（市、区）|市县|指标名称|项目名称|)$"
)


@dataclass(frozen=True)
class Column:
    """`heading` = merged heads joined with /, without the unit; `heads` = its cells from the top, as printed."""

    number: int
    heading: str
    unit: str | None
    heads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stub:
    """What stands over the names of the rows and over their numbers; nothing where there is no such column."""

    name: str | None = None
    number: str | None = None


@dataclass(frozen=True)
class Grid:
    """A table taken apart: `columns`, names of `rows`, and how much of its body is filled in."""

    columns: tuple[Column, ...]
    rows: tuple[str, ...]
    filled: float
    heads: tuple[str, ...]
    body: tuple[tuple[str, ...], ...]
    stub: Stub = Stub()
    row_numbers: tuple[int | None, ...] = ()


def read_grid(lines: list[tuple[str, ...]]) -> Grid | None:
    """None where the lines are no table (fewer than two columns, or no head)."""
    width = max((len(line) for line in lines), default=0)
    if width < 2 or not lines:
        return None
    table = [[_squeezed(cell) for cell in line] + [""] * (width - len(line)) for line in lines]
    numbered = _number_row(table)
    heads = table[:numbered] if numbered is not None else table[: _head_height(table)]
    body = table[numbered + 1 :] if numbered is not None else table[len(heads) :]
    if not heads:
        return None
    spread = _spread(heads)
    marks = _row_columns(table, numbered, spread, body, width)
    columns = _columns(table, numbered, spread, marks, width)
    named = next((c for c in range(width) if c in marks and not _is_counter(spread, body, c)), None)
    counter = next((c for c in range(width) if c in marks and _is_counter(spread, body, c)), None)
    kept = [row for row in body if named is not None and _row_name(row, named)]
    rows = tuple(_row_name(row, named) for row in kept)
    numbers = tuple(int(n) if (n := row[counter] if counter is not None else "").isdecimal() else None for row in kept)
    cells = [row[c] for row in body for c in range(width) if c not in marks]
    filled = sum(bool(cell.strip("_ ")) for cell in cells) / len(cells) if cells else 0.0
    flat = tuple("/".join(p for p in path if p) for path in spread)
    labels = table[numbered] if numbered is not None else ["".join(path) for path in spread]
    stub = Stub(*(labels[c] or None if c is not None else None for c in (named, counter)))
    return Grid(columns, rows, filled, flat, tuple(tuple(row) for row in body), stub, numbers)


def _squeezed(cell: str) -> str:
    return Passage.of(cell).printed()


def _number_row(table: list[list[str]]) -> int | None:
    """The row that numbers the columns: 甲 1 2 3 …, most cells numbers one after the other."""
    for index, row in enumerate(table[:8]):
        numbers = [int(m.group(1)) for cell in row if (m := _NUMBER.fullmatch(cell)) and m.group(1)]
        if (
            index
            and len(numbers) >= 2
            and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
            and numbers[0] == 1
        ):
            others = [cell for cell in row if cell and not _NUMBER.fullmatch(cell)]
            if all(_ROW_MARKS.match(cell) for cell in others):
                return index
    return None


def _head_height(table: list[list[str]]) -> int:
    """Without a number row: the first row, and those under it that only split its merged cells."""
    height = 1
    while height < min(4, len(table)):
        row, above = table[height], table[height - 1]
        splits = all(not cell or not above[c] or _left(above, c) != c or _spans(above, c) for c, cell in enumerate(row))
        if not row[0] and any(row) and splits:
            height += 1
        else:
            break
    return height


def _left(row: list[str], column: int) -> int:
    while column and not row[column]:
        column -= 1
    return column


def _spans(row: list[str], column: int) -> bool:
    return column + 1 < len(row) and not row[column + 1]


def _spread(heads: list[list[str]]) -> list[tuple[str, ...]]:
    """For each column its heads from the top; a blank cell belongs to the head on its left if something stands below."""
    width = len(heads[0])
    paths: list[tuple[str, ...]] = []
    for column in range(width):
        path: list[str] = []
        for level, row in enumerate(heads):
            below = any(lower[column] for lower in heads[level + 1 :])
            cell = row[column]
            if not cell and below:
                left = _left(row, column)
                same_above = all(_owner(heads[u], left) == _owner(heads[u], column) for u in range(level))
                cell = row[left] if same_above and left != column else ""
            path.append(cell)
        paths.append(tuple(path))
    return paths


def _owner(row: list[str], column: int) -> int:
    return _left(row, column)


def _row_columns(
    table: list[list[str]], numbered: int | None, spread: list[tuple[str, ...]], body: list[list[str]], width: int
) -> set[int]:
    """Columns that name or count the rows and are not filled in."""
    if numbered is not None:
        return {c for c in range(width) if not _NUMBER.fullmatch(table[numbered][c])}
    marks = {c for c in range(width) if _ROW_MARKS.match("".join(spread[c]))}
    first = min((c for c in range(width) if c not in marks), default=0)
    names = [row[first] for row in body]
    if len([n for n in names if n and not n.isdecimal()]) >= 2 and _ROW_HEADS.match("".join(spread[first])):
        marks.add(first)
    return marks


def _columns(
    table: list[list[str]], numbered: int | None, spread: list[tuple[str, ...]], marks: set[int], width: int
) -> tuple[Column, ...]:
    columns: list[Column] = []
    for column in range(width):
        if column in marks or not any(spread[column]):
            continue
        found = _NUMBER.fullmatch(table[numbered][column]) if numbered is not None else None
        number = int(found.group(1)) if found and found.group(1) else len(columns) + 1
        columns.append(Column(number, *_heading(spread[column]), tuple(head for head in spread[column] if head)))
    return tuple(columns)


def _heading(path: tuple[str, ...]) -> tuple[str, str | None]:
    unit = None
    names: list[str] = []
    for head in path:
        found = _UNIT.search(head)
        if found:
            unit = found.group(1).removeprefix("单位：")
        name = _UNIT.sub("", head)
        if name and (not names or names[-1] != name):
            names.append(name)
    return "/".join(names), unit


def _is_counter(spread: list[tuple[str, ...]], body: list[list[str]], column: int) -> bool:
    values = [row[column] for row in body if row[column]]
    return "".join(spread[column]) in ("序号", "编号", "行次", "代码") or (
        bool(values) and all(v.isdecimal() for v in values)
    )


def _row_name(row: list[str], column: int | None) -> str:
    name = row[column] if column is not None else ""
    return "" if _ROW_MARKS.match(name) else name
