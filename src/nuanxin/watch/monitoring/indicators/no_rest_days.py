"""Attendance on nearly every day of the month: no day of rest in the week, or a sheet that was filled in at the desk."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_record
from nuanxin.watch.monitoring.risk.declared import Own
from nuanxin.watch.monitoring.risk.house import figure


def no_rest_days(records: ir.Table, as_of: date, own: Own = ()) -> tuple[ir.BooleanValue, None]:
    """Workers with at least so many days (a dated figure of the house)."""
    return records.days >= figure("no_rest_days", "days", as_of, own), None


NO_REST_DAYS = each_record(
    "no_rest_days",
    "整月没有休息",
    "当月出勤天数达到规则中的天数，每周不足一个休息日",
    "劳动法 38",
    no_rest_days,
)
