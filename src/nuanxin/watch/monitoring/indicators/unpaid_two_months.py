"""Two months running nothing at all was paid to anybody, and the day of the second has passed."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, concerning


def unpaid_two_months(wages: Wages, as_of: date) -> ir.Table:
    """Those listed in the second month, and what is due for both."""
    sums, asked = wages.sums, wages.months
    bare = sums.filter(sums.due_fen > 0, sums.paid_fen == 0)
    past = wages.crews.filter(wages.crews.last_due_on < as_of)
    now = bare.semi_join(past, ["project_id", "month"])
    now = now.select(who="project_id", in_month="month", listed="listed", due="due_fen")
    before = bare.select(of="project_id", then="month", owed="due_fen")
    rows = asked.join(now, [asked.project_id == now.who, asked.month == now.in_month])
    rows = rows.join(before, [rows.project_id == before.of, rows.previous == before.then])
    return concerning(rows, rows.listed, rows.due + rows.owed)


UNPAID_TWO_MONTHS = Indicator(
    "unpaid_two_months",
    "连续两个月分文未发",
    "上月和本月都有应发工资，都没有发过一分钱，本月的应发日期已过",
    "保障农民工工资支付条例 13",
    unpaid_two_months,
)
