"""The list as a workbook: exactly what is filtered, exactly the columns shown, in the order shown.

The first sheet is a bare table (headings in row 1) so that it can come back by import; conditions, count and sums stand
on the second. Texts are always written as texts: "=…", "+…", "-…", "@…" never become formulas, not even when edited.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

import xlsxwriter
from django.utils import timezone

from nuanxin.foundation.common.disclosure.marking import mark_workbook
from nuanxin.web.patterns.lights import Light
from nuanxin.web.patterns.listing.columns import Column, written
from nuanxin.web.patterns.listing.paging import ordering
from nuanxin.web.patterns.listing.query import Query, totals

MOST_ROWS = 1_048_575
LONGEST_TEXT = 32_767
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
WIDTHS = {"money": 16, "int": 10, "day": 12, "moment": 17, "light": 14, "masked": 22}


@dataclass(frozen=True)
class Export:
    """What left the house, for the audit record."""

    listing: str
    title: str
    rows: int
    columns: tuple[str, ...]
    conditions: tuple[str, ...]


class TooManyRows(ValueError):
    """More rows than one sheet holds."""


class _Sheet:
    """Writes cells by kind; every text passes through `text`."""

    def __init__(self, book: Any, sheet: Any) -> None:
        self.sheet = sheet
        self.plain = book.add_format({"num_format": "@"})
        self.quoted = book.add_format({"num_format": "@"})
        self.quoted.set_quote_prefix()
        self.head = book.add_format({"bold": True, "bg_color": "#DCE8F6", "border": 1, "text_wrap": True})
        self.money = book.add_format({"num_format": "#,##0.00"})
        self.int = book.add_format({"num_format": "#,##0"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})

    def text(self, row: int, place: int, value: str) -> None:
        style = self.quoted if value.startswith(DANGEROUS) else self.plain
        self.sheet.write_string(row, place, value[:LONGEST_TEXT], style)

    def cell(self, row: int, place: int, column: Column, value: Any, today: date) -> None:
        if value is None:
            return
        if column.kind == "money":
            self.sheet.write_number(row, place, value / 100, self.money)
        elif column.kind == "int":
            self.sheet.write_number(row, place, value, self.int)
        elif isinstance(value, datetime):
            self.sheet.write_datetime(row, place, timezone.localtime(value).replace(tzinfo=None), self.moment)
        elif isinstance(value, date) and column.kind != "light":
            self.sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), self.day)
        elif isinstance(value, Light):
            self.text(row, place, f"{value.word}（{value.day.isoformat()}）" if value.day else value.word)
        else:
            self.text(row, place, written(column, value))


def write_workbook(
    query: Query, *, today: date, made_at: datetime, made_by: str, mark: str = ""
) -> tuple[IO[bytes], Export]:
    """Write the workbook into a temporary file that vanishes when closed, with the mark of who takes it. Raises TooManyRows."""
    handle: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 — handed to the response, which closes it
    book = xlsxwriter.Workbook(
        handle, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(_sheet_name(query.listing.title))
    cells = _Sheet(book, sheet)
    sheet.freeze_panes(1, sum(1 for column in query.columns if column.frozen))
    for place, column in enumerate(query.columns):
        sheet.set_column(place, place, WIDTHS.get(column.kind, 20))
        sheet.write_string(0, place, heading(column), cells.head)
    number = 0
    for row in query.rows.order_by(*ordering(query.fields)).iterator(chunk_size=2000):
        number += 1
        if number > MOST_ROWS:
            handle.close()
            raise TooManyRows
        for place, column in enumerate(query.columns):
            value = column.shown(row, today) if column.kind == "light" else column.raw(row)
            cells.cell(number, place, column, value, today)
    made = Export(
        listing=query.listing.key,
        title=query.listing.title,
        rows=number,
        columns=tuple(column.label for column in query.columns),
        conditions=tuple(query.conditions),
    )
    _notes(book, query, made, made_at, made_by)
    mark_workbook(book, mark)
    book.close()
    handle.seek(0)
    return handle, made


def heading(column: Column) -> str:
    """The heading in the workbook: money says its unit."""
    return f"{column.label}（元）" if column.kind == "money" and "元" not in column.label else column.label


def _sheet_name(title: str) -> str:
    return "".join("_" if mark in "[]:*?/\\'" else mark for mark in title)[:31] or "列表"


def _notes(book: Any, query: Query, made: Export, made_at: datetime, made_by: str) -> None:
    sheet = book.add_worksheet("导出说明")
    cells = _Sheet(book, sheet)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 60)
    lines: list[tuple[str, str]] = [
        ("列表", made.title),
        ("导出人", made_by),
        ("导出时间", timezone.localtime(made_at).strftime("%Y-%m-%d %H:%M")),
        ("记录数", f"{made.rows:,} {query.listing.unit}"),
        ("筛选条件", "；".join(made.conditions) or "无（全部记录）"),
    ]
    found = totals(query, fully=True).sums
    lines += [
        (f"合计 {heading(column)}", written(column, found[column.key]))
        for column in query.columns
        if column.key in found
    ]
    for row, (name, value) in enumerate(lines):
        cells.text(row, 0, name)
        cells.text(row, 1, value)
