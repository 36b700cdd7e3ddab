"""Two months running nothing at all was paid to anybody, and the day of the second has passed."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_month


def unpaid_two_months(standing: ir.Table, as_of: date) -> tuple[ir.BooleanValue, ir.IntegerValue, ir.IntegerValue]:
    """Those listed in the second month, and what is due for both."""
    now = (standing.due_fen > 0) & (standing.paid_fen == 0) & (standing.last_due_on < as_of)
    before = (standing.before_due_fen > 0) & (standing.before_paid_fen == 0)
    return now & before, standing.listed, standing.due_fen + standing.before_due_fen


UNPAID_TWO_MONTHS = each_month(
    "unpaid_two_months",
    "连续两个月分文未发",
    "上月和本月都有应发工资，都没有发过一分钱，本月的应发日期已过",
    "保障农民工工资支付条例 13",
    unpaid_two_months,
)
