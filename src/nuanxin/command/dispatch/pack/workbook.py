"""A frozen pack as an Excel file: one sheet a list, text as text."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import xlsxwriter

from nuanxin.command.dispatch.pack.models import WeeklyPack

Line = dict[str, Any]
Part = tuple[str, str, tuple[tuple[str, Callable[[Line], Any]], ...]]


def _key(name: str) -> Callable[[Line], Any]:
    return lambda line: line.get(name)


def _yuan(line: Line) -> Any:
    return None if line["amount_fen"] is None else line["amount_fen"] / 100


_CLUE = (
    ("线索编号", _key("number")), ("地区", _key("region")), ("用人单位", _key("employer")), ("项目", _key("project")),
    ("收到日期", _key("received_on")), ("期限", _key("due_on")), ("逾期天数", lambda line: max(line["days"], 0)),
    ("人数", _key("persons")), ("金额（元）", _yuan), ("承办单位", _key("unit")), ("责任人", _key("officer")),
)  # fmt: skip
_COUNTS = (
    ("在办", _key("open")), ("超期", _key("overdue")), ("七日内到期", _key("at_risk")),
)  # fmt: skip
PARTS: tuple[Part, ...] = (
    ("overdue", "超期线索", _CLUE),
    ("at_risk", "七日内到期", _CLUE),
    ("counties", "分地区", (("地区", _key("name")), *_COUNTS)),
    ("units", "超期单位", (("单位", _key("name")), *_COUNTS)),
    ("promises", "承诺兑现", (("单位", _key("unit")), ("承诺事项", _key("text")), ("完成日期", _key("due_on")), ("兑现", _key("said")), ("情况", _key("reason")))),
    ("checks", "下周检查", (("类别", _key("kind")), ("对象", _key("about")), ("地区", _key("region")), ("最迟日期", _key("due_on")), ("责任人", _key("staff")))),
    ("slow", "超期任务", (("任务", _key("task")), ("责任单位", _key("unit")), ("期限", _key("due_on")), ("超期天数", _key("days")), ("状态", _key("state")))),
)  # fmt: skip


def pack_workbook(pack: WeeklyPack) -> bytes:
    """The .xlsx file. Text goes in as text, never as a formula."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": str(pack), "comments": f"SM3 {pack.digest}"})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    for key, name, columns in PARTS:
        sheet = book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_column(0, len(columns) - 1, 16)
        for across, (title, _) in enumerate(columns):
            sheet.write_string(0, across, title, head)
        for down, line in enumerate(pack.contents[key], 1):
            for across, (_, value) in enumerate(columns):
                _write(sheet, down, across, value(line))
    book.close()
    return out.getvalue()


def _write(sheet: Any, down: int, across: int, value: Any) -> None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(down, across, value)
    elif value not in (None, ""):
        sheet.write_string(down, across, str(value))
