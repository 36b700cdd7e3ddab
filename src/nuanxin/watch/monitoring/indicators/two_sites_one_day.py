"""One worker came on two projects on the same day: his card was swiped by another, or one of the sheets is not true."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_record


def two_sites_one_day(records: ir.Table, as_of: date) -> tuple[ir.BooleanValue, None]:
    """Workers, on each of the projects."""
    return records.elsewhere, None


TWO_SITES_ONE_DAY = each_record(
    "two_sites_one_day",
    "同日两处考勤",
    "同一工人同一天在两个项目都有考勤",
    "保障农民工工资支付条例 28",
    two_sites_one_day,
)
