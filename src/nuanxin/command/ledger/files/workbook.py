"""Sheets of the ledger written as a workbook: the export, the rows that come back with their reasons, the empty template."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from nuanxin.command.ledger.sheets import REASON, SHEETS, Column, Kind, Sheet
from nuanxin.foundation.common.disclosure.marking import mark_workbook
from nuanxin.foundation.common.errors import BadInput, Fault

_LONGEST_CELL = 32_767
_YES_NO = {True: "是", False: "否"}
_MAX_DATE_YEAR = 1900


class LedgerWriter:
    """A workbook being written row by row, in constant memory, into a file beside; it takes its name when complete.

    `mark`: who takes it and when, for what leaves with personal data (`common.disclosure.marking`).
    """

    def __init__(self, path: Path, mark: str = "") -> None:
        self.check_target(path)
        self.path, self.mark = path, mark
        self._beside = path.with_name(f".{path.name}.{os.getpid()}.part")
        # strings_to_*: text stays text whatever it looks like; nothing we write is ever a formula or a link.
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(str(self._beside), options)
        self.heading = self.book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True})
        self.required = self.book.add_format({"bold": True, "bg_color": "#FCE4D6", "border": 1, "text_wrap": True})
        self.text = self.book.add_format({"num_format": "@"})
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})
        self.money = self.book.add_format({"num_format": "#,##0.00"})

    @staticmethod
    def check_target(path: Path) -> None:
        """BadInput where no workbook can be written; asked before long work begins."""
        folder = path.absolute().parent
        if not folder.is_dir():
            raise BadInput(Fault(f"文件夹 {folder} 不存在", remedy="请先建立文件夹"))
        if path.suffix.lower() != ".xlsx":
            raise BadInput(Fault(f"文件名“{path.name}”应以 .xlsx 结尾", remedy="请改文件名"))

    def __enter__(self) -> LedgerWriter:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        with suppress(Exception) if kind else nullcontext():
            mark_workbook(self.book, self.mark)
            self.book.close()
        if kind:
            self._beside.unlink(missing_ok=True)
        else:
            self._beside.replace(self.path)

    def write_sheet(
        self, sheet: Sheet, rows: Iterable[tuple[Mapping[str, Any], Mapping[str, str]]], notes: Sequence[str]
    ) -> int:
        """Rows of stored values in the sheet's columns, notes behind; returns how many."""
        page = self.book.add_worksheet(sheet.name)
        headings = [column.heading for column in sheet.columns] + list(notes)
        self._head(page, headings, required={c.heading for c in sheet.columns if c.required})
        labels = {c.name: {value: label for label, value in c.choices.items()} for c in sheet.columns if c.choices}
        count = 0
        for count, (said, noted) in enumerate(rows, 1):
            for at, column in enumerate(sheet.columns):
                value = said[column.name]
                self._value(page, count, at, column, labels[column.name].get(value) if column.name in labels else value)
            for at, heading in enumerate(notes, len(sheet.columns)):
                if noted.get(heading):
                    self._string(page, count, at, noted[heading])
        return count

    def write_returned(self, sheet: Sheet, headings: Sequence[str], rows: Iterable[tuple[Sequence[Any], str]]) -> None:
        """Rows as they came, with the reason behind."""
        page = self.book.add_worksheet(sheet.name)
        kept = [at for at, heading in enumerate(headings) if heading != REASON]
        self._head(page, [*(headings[at] for at in kept), REASON], required=set())
        for number, (cells, reason) in enumerate(rows, 1):
            for at, position in enumerate(kept):
                self._as_it_came(page, number, at, cells[position] if position < len(cells) else "")
            self._string(page, number, len(kept), reason)

    def _head(self, page: Any, headings: Sequence[str], required: set[str]) -> None:
        page.freeze_panes(1, 0)
        page.set_column(0, len(headings), 16)
        for at, heading in enumerate(headings):
            page.write_string(0, at, heading, self.required if heading in required else self.heading)

    def _value(self, page: Any, row: int, at: int, column: Column, value: Any) -> None:
        if value is None or value == "":
            return
        if column.kind == Kind.MONEY:
            page.write_number(row, at, value / 100, self.money)
        elif column.kind == Kind.COUNT:
            page.write_number(row, at, value)
        elif column.kind == Kind.FLAG:
            page.write_string(row, at, _YES_NO[value])
        elif isinstance(value, date) and value.year > _MAX_DATE_YEAR:
            page.write_datetime(row, at, datetime(value.year, value.month, value.day), self.day)
        else:
            self._string(page, row, at, str(value))

    def _as_it_came(self, page: Any, row: int, at: int, cell: Any) -> None:
        if cell == "" or cell is None:
            return
        if isinstance(cell, bool):
            page.write_boolean(row, at, cell)
        elif isinstance(cell, (int, float)):
            page.write_number(row, at, cell)
        elif isinstance(cell, (date, datetime)) and cell.year > _MAX_DATE_YEAR:
            day = cell if isinstance(cell, datetime) else datetime(cell.year, cell.month, cell.day)
            page.write_datetime(row, at, day, self.day)
        else:
            self._string(page, row, at, str(cell))

    def _string(self, page: Any, row: int, at: int, text: str) -> None:
        page.write_string(row, at, text[:_LONGEST_CELL], self.text)


def write_template(path: Path) -> None:
    """An empty ledger workbook with every heading; those that must be filled have a warm ground."""
    with LedgerWriter(path) as writer:
        for sheet in SHEETS.values():
            writer.write_sheet(sheet, [], [])
