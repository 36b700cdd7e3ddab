"""The template: one row a worker, the days of the month beside, formulas that check while the clerk writes.

Written in constant memory. What a formula fills in may be written over; what the check says is told again on upload.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from nuanxin.foundation.common.periods import Month
from nuanxin.rights.intake.estimate import Overtime
from nuanxin.watch.monitoring.employers.sheets.columns import CALENDAR, COLUMNS, DAYS, GUIDE, SHEET, Column
from nuanxin.watch.monitoring.employers.sheets.figures import DAY_HOURS, WageFigures

KIND_WORDS = {Overtime.WEEKDAY: "工", Overtime.REST_DAY: "休", Overtime.HOLIDAY: "假"}
ROWS_AT_LEAST = 50
_AT = {column.key: at for at, column in enumerate(COLUMNS)}
_FIRST_DAY = len(COLUMNS)
_FORMATS = {"yuan": "#,##0.00", "number": "0.##", "day": "yyyy-mm-dd"}


def template_workbook(
    *, project: str, figures: WageFigures, known: Sequence[dict[str, Any]] = (), rows: int = ROWS_AT_LEAST
) -> bytes:
    """The workbook for a project and month. known: workers of the last sheet by column key, so that nobody is typed twice."""
    stream = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    sheet = book.add_worksheet(SHEET)
    last = max(rows, len(known) + 20)
    _columns(book, sheet, figures.month)
    _choices(sheet, last)
    plain = {kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
    text, grey = book.add_format({"num_format": "@"}), book.add_format({"bg_color": "#F1F3F5", "font_color": "#3C4854"})
    for row in range(1, last + 1):
        given = known[row - 1] if row <= len(known) else {}
        for at, column in enumerate(COLUMNS):
            formula = _formula(column.key, row + 1, figures)
            if formula:
                sheet.write_formula(row, at, formula, grey if column.kind == "reckoned" else plain.get(column.kind), "")
            elif column.key in given:
                _write(sheet, row, at, given[column.key], plain.get(column.kind, text))
    _calendar(book, figures)
    _guide(book, project, figures)
    book.close()
    return stream.getvalue()


def _columns(book: Any, sheet: Any, month: Month) -> None:
    head = book.add_format({"bold": True, "bg_color": "#DCE8F6", "border": 1, "text_wrap": True, "valign": "vcenter"})
    must = book.add_format({"bold": True, "bg_color": "#F9DEC9", "border": 1, "text_wrap": True, "valign": "vcenter"})
    text = book.add_format({"num_format": "@"})
    for at, column in enumerate(COLUMNS):
        # Card and identity numbers have more digits than a number cell keeps.
        style = text if column.kind in ("id", "card", "phone", "text") else None
        sheet.set_column(at, at, column.width, style)
    sheet.set_column(_FIRST_DAY, _FIRST_DAY + 30, 5)
    for at, column in enumerate(COLUMNS):
        sheet.write_string(0, at, column.heading + ("*" if column.required else ""), must if column.required else head)
    for day in month.days():
        sheet.write_string(0, _FIRST_DAY + day.day - 1, DAYS[day.day - 1], head)
    sheet.freeze_panes(1, 1)


def _choices(sheet: Any, last: int) -> None:
    for at, column in enumerate(COLUMNS):
        rule = _rule(column)
        if rule:
            note = {"input_title": column.heading[:32], "input_message": column.help[:255]} if column.help else {}
            sheet.data_validation(1, at, last, at, {**rule, **note})
    hours = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 24}
    says = {"error_title": "小时数", "error_message": "请填0至24之间的小时数，没有出勤的空着", "ignore_blank": True}
    sheet.data_validation(1, _FIRST_DAY, last, _FIRST_DAY + 30, {**hours, **says})


def _rule(column: Column) -> dict[str, Any]:
    if column.choices:
        return {"validate": "list", "source": list(column.choices)}
    if column.kind in ("yuan", "number"):
        least = {"validate": "decimal", "criteria": ">=", "value": 0}
        return {**least, "error_title": column.heading[:32], "error_message": "请填不小于0的数字，单位看表头"}
    if column.kind == "id":
        long = {"validate": "length", "criteria": "==", "value": 18}
        return {**long, "error_title": "证件号码", "error_message": "身份证号应为18位", "error_type": "warning"}
    return {"validate": "any"} if column.help else {}


def _letter(key: str, row: int) -> str:
    """$D7 for a column's cell in that row."""
    return f"${_column_letter(_AT[key])}{row}"


def _column_letter(at: int) -> str:
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _days(row: int) -> str:
    return f"${_column_letter(_FIRST_DAY)}{row}:${_column_letter(_FIRST_DAY + 30)}{row}"


def _formula(key: str, row: int, figures: WageFigures) -> str:
    """The formula that a cell begins with; empty where the clerk writes."""
    days, kinds = _days(row), f"{CALENDAR}!$B$3:$AF$3"

    def cell(name: str) -> str:
        return _letter(name, row)

    if key == "days":
        return f'=COUNTIF({days},">0")'
    if key == "hours":
        return f"=SUM({days})"
    if key == "weekday":
        beyond = f'{kinds},"工",{days},">{DAY_HOURS}")'
        return f"=SUMIFS({days},{beyond}-{DAY_HOURS}*COUNTIFS({beyond}"
    if key in ("rest_day", "statutory_holiday"):
        word = "休" if key == "rest_day" else "假"
        return f'=SUMIFS({days},{kinds},"{word}")'
    if key == "overtime_fen":
        return _overtime_formula(row, figures)
    if key == "due_fen":
        return f"=ROUND({cell('base_fen')}+{cell('overtime_fen')}+{cell('allowance_fen')},2)"
    if key == "net_fen":
        off = "+".join(cell(name) for name in ("insurance_fen", "tax_fen", "loss_fen", "other_fen"))
        return f"=ROUND({cell('due_fen')}-({off}),2)"
    return _check_formula(row, figures) if key == "check" else ""


def _overtime_formula(row: int, figures: WageFigures) -> str:
    """The least of the law for the stated hours, by the agreed rate; the clerk may pay more. Piece work is left to the quota."""
    law = figures.law
    if law.paid_hours is None or law.paid_days is None or len(law.factors) < len(Overtime):
        return ""
    hours = "+".join(f"{_plain(law.factors[kind])}*{_letter(str(kind), row)}" for kind in Overtime)
    rate, pay, system = (_letter(key, row) for key in ("rate_fen", "pay", "system"))
    month, day = f"{rate}/{_plain(law.paid_hours)}", f"{rate}/{_plain(DAY_HOURS)}"
    return f'=IF({system}="不定时",0,ROUND(IF({pay}="月",{month},IF({pay}="日",{day},0))*({hours}),2))'


def _check_formula(row: int, figures: WageFigures) -> str:
    """What the clerk sees while writing: sums, minimum wage, the cap of 36 hours and of deductions."""
    due, net, days = (_letter(key, row) for key in ("due_fen", "net_fen", "days"))
    overtime, loss, paid = (_letter(key, row) for key in ("overtime_fen", "loss_fen", "paid_fen"))
    hours = "+".join(_letter(str(kind), row) for kind in Overtime)
    said = []
    if figures.minimum_fen is not None:
        least = _plain(Decimal(figures.minimum_fen) / 100)
        said.append(f'IF(AND({days}>=20,{due}-{overtime}<{least}),"低于最低工资{least}元；","")')
    if figures.law.cap_hours is not None:
        cap = _plain(figures.law.cap_hours)
        said.append(f'IF({hours}>{cap},"加班超过{cap}小时；","")')
    if figures.deduct_share is not None:
        share = _plain(figures.deduct_share)
        said.append(f'IF({loss}>{share}*{due},"扣赔偿超过{_plain(figures.deduct_share * 100)}%；","")')
    said.append(f'IF(AND({days}>0,{due}=0),"有出勤没有工资；","")')
    said.append(f'IF({paid}<{net},"还差"&TEXT({net}-{paid},"0.00")&"元没发；","")')
    return f'=IF({_letter("name", row)}="","",{"&".join(said)})'


def _write(sheet: Any, row: int, at: int, value: Any, style: Any) -> None:
    if value is None or value == "":
        return
    if hasattr(value, "isoformat"):
        sheet.write_datetime(row, at, value, style)
    elif isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        sheet.write_number(row, at, float(value), style)
    else:
        sheet.write_string(row, at, str(value), style)


def _calendar(book: Any, figures: WageFigures) -> None:
    """The kinds of the month's days, which the formulas read: 工 workday, 休 rest day, 假 statutory holiday."""
    sheet = book.add_worksheet(CALENDAR)
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 31, 5)
    sheet.write_string(0, 0, "工作日写“工”，休息日和调休放假写“休”，法定节假日写“假”。本地另有规定的可以改。")
    sheet.write_string(1, 0, figures.month.chinese)
    for day in figures.kinds:
        sheet.write_string(1, day, DAYS[day - 1])
    sheet.write_string(2, 0, "这一天是")
    for day, kind in figures.kinds.items():
        sheet.write_string(2, day, KIND_WORDS[kind])


def _guide(book: Any, project: str, figures: WageFigures) -> None:
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 90)
    least = (
        f"{figures.minimum_fen / 100:g}元/月 {figures.minimum_cite}"
        if figures.minimum_fen
        else "本地还没有录入，上传时不查这一项"
    )
    law = figures.law
    lines = [
        ("项目", project),
        ("工资月份", figures.month.chinese),
        ("当地最低工资", least),
        ("日工资", f"月工资÷{_plain(law.paid_days)}天（{law.paid_days_cite}）" if law.paid_days else "没有核实的数字"),
        ("小时工资", f"月工资÷{_plain(law.paid_hours)}小时；日薪÷8小时" if law.paid_hours else "没有核实的数字"),
        (
            "一个月的正常工时",
            f"{_plain(figures.work_days)}天×8小时={_plain(figures.work_hours)}小时（{figures.work_days_cite}），综合工时超过的算加班"
            if figures.work_days and figures.work_hours
            else "没有核实的数字",
        ),
        ("加班工资", f"平日150%、休息日不能补休200%、法定节假日300%（{law.overtime_cite}）"),
        ("怎么填", "一人一行。带*的必须填。灰色格子是公式，不用填；加班小时和加班工资先由公式算出，可以改。"),
        ("考勤", "右边1日到31日，填当天干了几个小时；没有出勤空着。"),
        ("证件号和卡号", "这两列已经设成“文本”格式，请直接输入或者“选择性粘贴—数值”，不要改格式。"),
        ("交上来以后", "系统再查一遍，指出哪一行哪一列要改；您确认后才算提交。交错了可以再交一份更正。"),
        *((f"“{column.heading}”", column.help) for column in COLUMNS if column.help),
    ]
    bold, wrap = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
    for row, (label, words) in enumerate(lines):
        sheet.write_string(row, 0, label, bold)
        sheet.write_string(row, 1, words, wrap)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
