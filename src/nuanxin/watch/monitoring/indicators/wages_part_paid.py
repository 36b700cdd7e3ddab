"""Less was paid than was due, and the day has passed."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, per_month


def wages_part_paid(wages: Wages, as_of: date) -> ir.Table:
    """Workers and what is missing."""
    pay = wages.payroll
    part = pay.filter(pay.amount_paid_fen > 0, pay.amount_paid_fen < pay.amount_due_fen, pay.due_on < as_of)
    return per_month(part, part.amount_due_fen - part.amount_paid_fen)


WAGES_PART_PAID = Indicator(
    "wages_part_paid",
    "工资没有足额支付",
    "到了应发日期，实发少于应发",
    "保障农民工工资支付条例 11",
    wages_part_paid,
)
