"""A sheet that a unit filled in Excel, read back into the cells of its form: figures in persons, 分 and pieces, slips by place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import zip_longest

from nuanxin.command.reporting.forms.checking import cell_name
from nuanxin.command.reporting.forms.layout import Grid, grid_of, numbered_line
from nuanxin.command.reporting.forms.model import PLACEHOLDER, Form
from nuanxin.command.reporting.forms.units import MONEY, PERSONS, family
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.common.text import half_width

_EMPTY = re.compile(r"[_＿\-—/]*")
_IN_ONE = {**dict.fromkeys(MONEY, 100), **dict.fromkeys(PERSONS, 1)} | {
    "万元": 100 * 10**4, "亿元": 100 * 10**8, "万人": 10**4, "万人次": 10**4,
}  # fmt: skip
MOST_SAID = 6


@dataclass
class FilledSheet:
    """Every cell and item that had a figure; what could not be read; what was read and looks wrong."""

    figures: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def read_filled(content: bytes, of: Form) -> FilledSheet:
    """The figures of a filled sheet. BadInput where it is no workbook or the sheet of another form or version.

    A cell that cannot be read is named and does not keep the others out; an empty one is missing.
    """
    grid, read = grid_of(content), FilledSheet()
    if of.columns:
        line, first = numbered_line(grid)
        _must_be_the_same(of, grid, line, first)
        for cell, text in _cells(of, grid, line, first):
            _take(of, read, cell, text)
    for key, text in _blanks(of, grid):
        _take(of, read, key, text)
    read.doubts += list(_broken_sums(of, read.figures))
    return read


def _take(of: Form, read: FilledSheet, cell: str, text: str) -> None:
    if _EMPTY.fullmatch(text):
        return
    try:
        read.figures[cell] = figure(text, of.unit_of(cell))
    except ValueError as wrong:
        read.faults.append(f"{cell_name(of, cell)}：{wrong}")


def figure(text: str, unit: str) -> int:
    """What a cell of the paper says, in persons, 分 or pieces. ValueError in words.

    >>> figure("1.2345", "万人"), figure("7,000.50", "元"), figure("0.7", "万元")
    (12345, 700050, 700000)
    """
    plain = half_width(text).replace(",", "").replace("，", "").strip()
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise ValueError(f"“{text}”不是数字（本格以{unit}为单位，只写数字）") from None
    if not number.is_finite() or number < 0:
        raise ValueError(f"“{text}”应当是不小于0的数")
    if len(plain) > 15:  # what workbooks keep of 0.1 + 0.2
        number = Decimal(format(float(number), ".15g"))
    small = number * _IN_ONE.get(unit, 1)
    if small != small.to_integral_value():
        least = {"money": "分", "persons": "人"}.get(family(unit), unit)
        raise ValueError(f"“{text}”换算后不是整{least}，请核对数字和单位（{unit}）")
    return int(small)


def _must_be_the_same(of: Form, grid: Grid, line: int, first: int) -> None:
    """The heads and rows of the sheet are those of the form; else it is the paper of another version."""
    faults = []
    count = sum(1 for text in grid[line][first:] if text)
    if count != len(of.columns):
        faults.append(f"表上有{count}列，本期表式有{len(of.columns)}列")
    for place, column in enumerate(of.columns.values()):
        said = _heads(grid, line, first + place)
        if place < count and said[-len(column.heads) :] != [_squeezed(head) for head in column.heads]:
            faults.append(
                f"第{place + 1}列表头是“{'/'.join(said[-len(column.heads) :])}”，本期是“{'/'.join(column.heads)}”"
            )
    rows = [row[0] for row in grid[line + 1 : line + 1 + len(of.rows)]]
    for number, (said_name, row) in enumerate(zip_longest(rows, of.rows.values()), 1):
        if row and (said_name or "") != _squeezed(row.name):
            faults.append(f"第{number}行是“{said_name or '空'}”，本期是“{row.name}”")
    if faults:
        more = f"等{len(faults)}处" if len(faults) > MOST_SAID else ""
        why = "；".join(faults[:MOST_SAID]) + more
        raise BadInput(
            Fault(
                f"这份表不是本期用的表式（《{of.title}》{of.version}版）：{why}",
                remedy="请下载本期空白表，把数抄过去再上传",
            )
        )


def _heads(grid: Grid, line: int, place: int) -> list[str]:
    column = [row[place] if place < len(row) else "" for row in grid[:line]]
    return [text for n, text in enumerate(column) if text and (n == 0 or text != column[n - 1])]


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _cells(of: Form, grid: Grid, line: int, first: int) -> Iterator[tuple[str, str]]:
    for down, key in enumerate(of.rows, 1):
        row = grid[line + down]
        for place, number in enumerate(of.columns, first):
            yield f"{key}.{number}", row[place] if place < len(row) else ""


def _blanks(of: Form, grid: Grid) -> Iterator[tuple[str, str]]:
    """The figures in the sentences: the words around the blanks are those of the form."""
    said = list(dict.fromkeys(text for row in grid for text in row if text))
    for sentence in of.lines:
        keys = PLACEHOLDER.findall(sentence)
        words = [re.escape(_squeezed(part)) for part in PLACEHOLDER.split(sentence)[::2]]
        pattern = re.compile(r"([^；，。]*?)".join(words))
        found = next((match for text in said if (match := pattern.fullmatch(text))), None)
        yield from zip(keys, found.groups() if found else (), strict=False)


def _broken_sums(of: Form, figures: Mapping[str, int]) -> Iterator[str]:
    """Sums as written that are not the sum of their parts: the house adds up itself, and says so."""
    for row in of.rows:
        for column in of.columns:
            cell = f"{row}.{column}"
            sums = of.source_of(cell).sums
            if sums and cell in figures and all(part in figures for part in sums):
                added = sum(figures[part] for part in sums)
                if added != figures[cell]:
                    yield f"{cell_name(of, cell)}表上写的不等于各分项之和，系统按分项相加"
