"""People worked, and so long after the month's end there still is no payroll of it."""

from __future__ import annotations

from datetime import date, timedelta

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, concerning
from nuanxin.watch.monitoring.risk.house import figure


def payroll_missing(wages: Wages, as_of: date) -> ir.Table:
    """Those who came. How many days after the month's end is a dated figure of the house."""
    sums, asked = wages.sums, wages.months
    over = asked.filter(asked.following <= as_of - timedelta(days=figure("payroll_missing", "days", as_of)))
    bare = sums.filter(sums.came > 0, sums.listed == 0).semi_join(over, ["project_id", "month"])
    return concerning(bare, bare.came)


PAYROLL_MISSING = Indicator(
    "payroll_missing",
    "工资表迟报",
    "当月有考勤，月末后超过规定天数仍没有工资表",
    "保障农民工工资支付条例 15,31",
    payroll_missing,
)
