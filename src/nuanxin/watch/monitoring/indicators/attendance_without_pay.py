"""Somebody worked in the month and stands in no payroll of it."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, per_month


def attendance_without_pay(wages: Wages, as_of: date) -> ir.Table:
    """Workers; what they are owed nobody wrote down."""
    return per_month(wages.attendance.anti_join(wages.payroll, ["project_id", "worker_id", "month"]))


ATTENDANCE_WITHOUT_PAY = Indicator(
    "attendance_without_pay",
    "有考勤没有工资",
    "当月有考勤，工资表中没有这个人",
    "保障农民工工资支付条例 31",
    attendance_without_pay,
)
