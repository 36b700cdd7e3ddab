"""Nothing was paid although the day on which it was due has passed."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, per_month


def wages_overdue(wages: Wages, as_of: date) -> ir.Table:
    """Workers and what they are owed."""
    pay = wages.payroll
    late = pay.filter(pay.amount_paid_fen == 0, pay.due_on < as_of)
    return per_month(late, late.amount_due_fen)


WAGES_OVERDUE = Indicator(
    "wages_overdue",
    "工资到期未付",
    "到了应发日期，一分钱没有发",
    "保障农民工工资支付条例 13",
    wages_overdue,
)
