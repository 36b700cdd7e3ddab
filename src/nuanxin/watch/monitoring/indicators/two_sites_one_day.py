"""One worker came on two projects on the same day: his card was swiped by another, or one of the sheets is not true."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, per_month


def two_sites_one_day(wages: Wages, as_of: date) -> ir.Table:
    """Workers, on each of the projects. Only those who stand in two rosters are compared."""
    here = wages.roving
    there = here.select(other="project_id", who="worker_id", then="month", map="day_map")
    pairs = here.join(there, [here.worker_id == there.who, here.month == there.then, here.project_id != there.other])
    both = pairs.filter((pairs.day_map & pairs.map) != 0).select("project_id", "worker_id", "month").distinct()
    return per_month(both)


TWO_SITES_ONE_DAY = Indicator(
    "two_sites_one_day",
    "同日两处考勤",
    "同一工人同一天在两个项目都有考勤",
    "保障农民工工资支付条例 28",
    two_sites_one_day,
)
