"""A day of work is paid far less than the month before: days went up and wages did not, or wages went down (rule of the house)."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, concerning
from nuanxin.watch.monitoring.risk.house import figure


def day_pay_fell(wages: Wages, as_of: date) -> ir.Table:
    """Those who came, where the mean due for a day is under a dated share of that of the month before."""
    sums, asked = wages.sums, wages.months
    known = sums.filter(sums.days > 0, sums.listed > 0)
    now = known.select(who="project_id", in_month="month", came="came", due="due_fen", days="days")
    before = known.select(of="project_id", then="month", was_due="due_fen", was_days="days")
    rows = asked.join(now, [asked.project_id == now.who, asked.month == now.in_month])
    rows = rows.join(before, [rows.project_id == before.of, rows.previous == before.then])
    share = figure("day_pay_fell", "percent", as_of)
    fell = rows.filter(rows.due * rows.was_days * 100 < rows.was_due * rows.days * share)
    return concerning(fell, fell.came)


DAY_PAY_FELL = Indicator(
    "day_pay_fell",
    "日均工资骤降",
    "应发工资按出勤天数平均，低于上月的规定比例",
    "保障农民工工资支付条例 11",
    day_pay_fell,
)
