"""People worked, and so long after the month's end there still is no payroll of it."""

from __future__ import annotations

from datetime import date, timedelta

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_month
from nuanxin.watch.monitoring.risk.declared import Own
from nuanxin.watch.monitoring.risk.house import figure


def payroll_missing(standing: ir.Table, as_of: date, own: Own = ()) -> tuple[ir.BooleanValue, ir.IntegerValue, None]:
    """Those who came. How many days after the month's end is a dated figure of the house."""
    over = standing.following <= as_of - timedelta(days=figure("payroll_missing", "days", as_of, own))
    return over & (standing.came > 0) & (standing.listed == 0), standing.came, None


PAYROLL_MISSING = each_month(
    "payroll_missing",
    "工资表迟报",
    "当月有考勤，月末后超过规定天数仍没有工资表",
    "保障农民工工资支付条例 15,31",
    payroll_missing,
)
