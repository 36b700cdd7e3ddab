"""Somebody worked in the month and stands in no payroll of it."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_record


def attendance_without_pay(records: ir.Table, as_of: date) -> tuple[ir.BooleanValue, None]:
    """Workers; what they are owed nobody wrote down."""
    return records.days.notnull() & records.due_on.isnull(), None


ATTENDANCE_WITHOUT_PAY = each_record(
    "attendance_without_pay",
    "有考勤没有工资",
    "当月有考勤，工资表中没有这个人",
    "保障农民工工资支付条例 31",
    attendance_without_pay,
)
