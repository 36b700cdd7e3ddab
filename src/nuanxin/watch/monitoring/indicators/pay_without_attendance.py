"""Somebody stands in the payroll of a month in which he never came."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_record


def pay_without_attendance(records: ir.Table, as_of: date) -> tuple[ir.BooleanValue, ir.IntegerValue]:
    """Workers and what was to be paid to them."""
    return records.due_on.notnull() & records.days.isnull(), records.amount_due_fen


PAY_WITHOUT_ATTENDANCE = each_record(
    "pay_without_attendance",
    "有工资没有考勤",
    "工资表中有这个人，当月没有考勤",
    "保障农民工工资支付条例 28",
    pay_without_attendance,
)
