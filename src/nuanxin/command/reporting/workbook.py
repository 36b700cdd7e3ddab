"""A filled form as an Excel sheet equal to the official one: merged heads, numbers with their formats, print area A4."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from nuanxin.command.reporting.forms.figures import FilledForm
from nuanxin.command.reporting.forms.sheet import (
    STUB_COLUMNS,
    Signature,
    basis_text,
    column_numbers,
    footer_texts,
    head_cells,
    head_lines,
    header_texts,
    remark_text,
)

A4 = 9
BODY, TITLE = "宋体", "方正小标宋简体"
# Sheet rows from 0: 附件, title, header, the lines of the head, the line of column numbers, then the rows.
TITLE_ROW, HEADER_ROW, HEAD_ROW = 1, 2, 3
FEWEST_COLUMNS = 8  # a form without a table still needs the width of a page
_CHARACTERS_A_LINE = 78  # of the merged width, for the height of wrapped sentences


def workbook_bytes(filled: FilledForm, signature: Signature | None = None) -> bytes:
    """The .xlsx file. Text goes in as text, never as a formula."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": filled.form.title, "comments": basis_text(filled)})
    _Sheet(book, filled, signature or Signature()).write()
    book.close()
    return out.getvalue()


class _Sheet:
    def __init__(self, book: Any, filled: FilledForm, signature: Signature) -> None:
        self._book, self._filled, self._signature = book, filled, signature
        self._sheet = book.add_worksheet(filled.form.title[:31])
        self._last = max(STUB_COLUMNS + len(filled.form.columns), FEWEST_COLUMNS) - 1
        self._lines = head_lines(filled.form)

    def write(self) -> None:
        self._page()
        self._top()
        if self._filled.form.columns:
            self._head()
            self._rows()
        end = self._below(self._first_row + len(self._filled.form.rows))
        self._sheet.print_area(0, 0, end, self._last)

    @property
    def _first_row(self) -> int:
        return HEAD_ROW + self._lines + bool(self._lines)

    def _page(self) -> None:
        sheet = self._sheet
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 1)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 13)
        sheet.set_column(1, 1, 5)
        sheet.set_column(STUB_COLUMNS, self._last, 9.3)

    def _format(self, **more: Any) -> Any:
        return self._book.add_format({"font_name": BODY, "font_size": 11, "valign": "vcenter", **more})

    def _boxed(self, **more: Any) -> Any:
        return self._format(border=1, align="center", text_wrap=True, **more)

    def _top(self) -> None:
        sheet, form = self._sheet, self._filled.form
        sheet.write_string(0, 0, form.annex, self._format(font_name="黑体"))
        sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, self._last, "", self._format())
        sheet.write_string(TITLE_ROW, 0, form.title, self._format(font_name=TITLE, font_size=20, align="center"))
        sheet.set_row(TITLE_ROW, 34)
        self._beside_one_another(HEADER_ROW, header_texts(self._filled, self._signature), first_wide=True)
        sheet.set_row(HEADER_ROW, 22)

    def _head(self) -> None:
        boxed = self._boxed()
        for cell in head_cells(self._filled.form):
            first, left = HEAD_ROW + cell.line, cell.column
            last, right = first + cell.lines - 1, left + cell.columns - 1
            if (first, left) != (last, right):
                self._sheet.merge_range(first, left, last, right, "", boxed)
            self._sheet.write_string(first, left, cell.text, boxed)
        for line, height in enumerate((*(22, 34, 50, 50)[: self._lines - 1], 50)):
            self._sheet.set_row(HEAD_ROW + line, height)
        stub = self._filled.form.stub
        for column, text in enumerate((stub.name, stub.number)):
            self._sheet.write_string(HEAD_ROW + self._lines, column, text, boxed)
        for place, number in enumerate(column_numbers(self._filled.form)):
            self._sheet.write_number(HEAD_ROW + self._lines, STUB_COLUMNS + place, int(number), boxed)

    def _rows(self) -> None:
        form, shown = self._filled.form, self._filled.paper_rows
        formats = {n: self._boxed(num_format="0" + "." * bool(n) + "0" * n) for n in range(7)}
        for line, (key, row) in enumerate(form.rows.items(), self._first_row):
            self._sheet.set_row(line, 26)
            self._sheet.write_string(line, 0, row.name, self._boxed())
            self._sheet.write_number(line, 1, row.number, self._boxed())
            for place, number in enumerate(form.columns, STUB_COLUMNS):
                style = formats[form.decimals_of(f"{key}.{number}")]
                if shown[key][number]:
                    self._sheet.write_number(line, place, float(shown[key][number]), style)
                else:
                    self._sheet.write_blank(line, place, None, style)

    def _below(self, line: int) -> int:
        plain = self._format(text_wrap=True, align="left")
        for text in (self._filled.form.items_title, *self._filled.lines) if self._filled.lines else ():
            self._paragraph(line, text, plain)
            line += 1
        self._beside_one_another(line, footer_texts(self._filled, self._signature))
        self._sheet.set_row(line, 30)
        self._paragraph(line + 1, remark_text(self._filled), self._format(text_wrap=True, align="left", font_size=10))
        small = self._format(text_wrap=True, align="left", font_size=8, font_color="#595959")
        self._paragraph(line + 2, basis_text(self._filled), small, line_height=12)
        return line + 2

    def _beside_one_another(self, line: int, texts: list[str], *, first_wide: bool = False) -> None:
        """Blanks of the header or footer side by side over the whole width; one may have two thirds of it."""
        if first_wide and len(texts) == 2:
            ends = [self._last * 2 // 3, self._last]
        else:
            width = (self._last + 1) // max(len(texts), 1)
            ends = [(place + 1) * width - 1 for place in range(len(texts) - 1)] + [self._last]
        left = 0
        for right, text in zip(ends, texts, strict=False):
            self._merged(line, left, right, text, self._format())
            left = right + 1

    def _paragraph(self, line: int, text: str, style: Any, line_height: int = 18) -> None:
        self._merged(line, 0, self._last, text, style)
        lines = sum(-(-max(len(part), 1) // _CHARACTERS_A_LINE) for part in text.split("\n"))
        self._sheet.set_row(line, line_height * lines + 2)

    def _merged(self, line: int, left: int, right: int, text: str, style: Any) -> None:
        if left != right:
            self._sheet.merge_range(line, left, line, right, "", style)
        self._sheet.write_string(line, left, text, style)
