"""A day of work is paid far less than the month before: days went up and wages did not, or wages went down (rule of the house)."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_month
from nuanxin.watch.monitoring.risk.declared import Own
from nuanxin.watch.monitoring.risk.house import figure


def day_pay_fell(standing: ir.Table, as_of: date, own: Own = ()) -> tuple[ir.BooleanValue, ir.IntegerValue, None]:
    """Those who came, where the mean due for a day is under a dated share of that of the month before."""
    known = (standing.days > 0) & (standing.listed > 0) & (standing.before_days > 0) & (standing.before_listed > 0)
    share = figure("day_pay_fell", "percent", as_of, own)
    now = standing.due_fen * standing.before_days * 100
    return known & (now < standing.before_due_fen * standing.days * share), standing.came, None


DAY_PAY_FELL = each_month(
    "day_pay_fell",
    "日均工资骤降",
    "应发工资按出勤天数平均，低于上月的规定比例",
    "保障农民工工资支付条例 11",
    day_pay_fell,
)
