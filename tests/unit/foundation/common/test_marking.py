"""The mark: who, account, at most the last four digits of the telephone, when; in footer and properties of every sheet."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import pytest
import xlsxwriter

from nuanxin.foundation.common.disclosure.marking import WORDS, mark_of, mark_workbook
from nuanxin.foundation.common.occasion import BEIJING

AT = datetime(2024, 1, 10, 9, 5, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13837312345", "，电话尾号2345"), ("0373-5081234", "，电话尾号1234"), ("", ""), ("110", ""), ("1234", "")],
)
def test_only_the_last_digits(phone: str, shown: str) -> None:
    assert mark_of(name="王承办", account="wang", phone=phone, at=AT) == f"王承办（wang{shown}）2024-01-10 09:05"


def test_every_sheet_and_the_properties() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet("一")
    book.add_worksheet("二")
    mark_workbook(book, "甲&乙（a）2024-01-10 09:05")
    book.close()
    with zipfile.ZipFile(out) as parts:
        for sheet in ("sheet1", "sheet2"):
            text = parts.read(f"xl/worksheets/{sheet}.xml").decode()
            assert "甲&amp;&amp;乙（a）2024-01-10" in text and WORDS in text
        assert "甲&amp;乙（a）" in parts.read("docProps/core.xml").decode()


def test_without_a_mark_nothing_is_written() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet()
    mark_workbook(book, "")
    book.close()
    with zipfile.ZipFile(out) as parts:
        assert "headerFooter" not in parts.read("xl/worksheets/sheet1.xml").decode()
