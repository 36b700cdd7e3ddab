"""The mark on what leaves the house: who, when, from which account. In the footer of every sheet and among the file's properties."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from nuanxin.foundation.common.occasion import BEIJING

WORDS = "内部资料，含个人信息，不得外传"
_LONGEST = 255  # characters that Excel takes in a header or footer


def mark_of(*, name: str, account: str, phone: str, at: datetime) -> str:
    """王承办（wang，电话尾号0000）2024-01-10 09:00. Of the telephone never more than the last four digits. Pure.

    >>> mark_of(name="王承办", account="wang", phone="", at=datetime(2024, 1, 10, 9, tzinfo=BEIJING))
    '王承办（wang）2024-01-10 09:00'
    """
    digits = "".join(sign for sign in phone if sign.isdigit())
    tail = f"，电话尾号{digits[-4:]}" if len(digits) > 4 else ""
    return f"{name}（{account}{tail}）{at.astimezone(BEIJING):%Y-%m-%d %H:%M}"


def mark_workbook(book: Any, mark: str) -> None:
    """Footer on every sheet that the (XlsxWriter) book has, and the same in the file's properties; call before closing."""
    if not mark:
        return
    book.set_properties({"author": mark, "comments": WORDS, "keywords": mark})
    for sheet in book.worksheets():
        sheet.set_header(f"&C{_plain(WORDS)}"[:_LONGEST])
        sheet.set_footer(f"&L{_plain(mark)}&R&P / &N"[:_LONGEST])


def _plain(text: str) -> str:
    """In a header `&` begins a command; doubled it is a sign."""
    return text.replace("&", "&&")
