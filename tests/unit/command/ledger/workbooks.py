"""Workbooks of the ledger for tests: rows as dicts of heading → cell."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from django.core.management import call_command

from nuanxin.command.ledger.sheets import SHEETS

Rows = Sequence[Mapping[str, Any]]


def clue(number: str, **cells: Any) -> dict[str, Any]:
    """A clue that is taken, unless `cells` spoil it."""
    return {
        "外部编号": number,
        "渠道": "电话12333",
        "收到日期": "2023-12-20",
        "用人单位": "新乡平原建筑劳务有限公司",
        "区划代码": "410721",
        "诉求": "拖欠工资",
    } | cells


def settlement(number: str, **cells: Any) -> dict[str, Any]:
    return {
        "外部编号": number,
        "解决途径": "协调",
        "解决日期": "2023-12-28",
        "解决人数": 3,
        "其中农民工": 2,
        "解决金额(元)": 30000,
        "其中农民工金额(元)": 20000.5,
    } | cells


def visit(credit_code: str, **cells: Any) -> dict[str, Any]:
    return {
        "用人单位": "新乡平原建筑劳务有限公司",
        "统一社会信用代码": credit_code,
        "检查日期": "2023-12-01",
        "职工人数": 50,
        "其中农民工": 40,
        "行业领域": "其他",
        "区划代码": "410721",
        "查实欠薪": "否",
    } | cells


def workbook(path: Path, sheets: Mapping[str, Rows], headings: Mapping[str, Sequence[str]] | None = None) -> Path:
    """Write sheets; headings are those of the contract plus whatever the rows carry, or exactly those given."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        own = [column.heading for column in SHEETS[name].columns] if name in SHEETS else []
        extra = [h for row in rows for h in row if h not in own]
        shown = list((headings or {}).get(name, list(dict.fromkeys([*own, *extra]))))
        page.write_row(0, 0, shown)
        for number, row in enumerate(rows, 1):
            for at, heading in enumerate(shown):
                cell = row.get(heading, "")
                if isinstance(cell, (date, datetime)):
                    page.write_datetime(number, at, cell, day)
                elif isinstance(cell, str):
                    page.write_string(number, at, cell)
                elif cell is not None:
                    page.write(number, at, cell)
    book.close()
    return path


def command(name: str, *arguments: Any, **options: Any) -> dict[str, Any]:
    """Run a command of the terminal and return its JSON."""
    out = io.StringIO()
    call_command(name, *[str(one) for one in arguments], "--json", stdout=out, **options)
    result: dict[str, Any] = json.loads(out.getvalue())
    return result
