"""Somebody stands in the payroll of a month in which he never came."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, per_month


def pay_without_attendance(wages: Wages, as_of: date) -> ir.Table:
    """Workers and what was to be paid to them."""
    pay = wages.payroll.anti_join(wages.attendance, ["project_id", "worker_id", "month"])
    return per_month(pay, pay.amount_due_fen)


PAY_WITHOUT_ATTENDANCE = Indicator(
    "pay_without_attendance",
    "有工资没有考勤",
    "工资表中有这个人，当月没有考勤",
    "保障农民工工资支付条例 28",
    pay_without_attendance,
)
