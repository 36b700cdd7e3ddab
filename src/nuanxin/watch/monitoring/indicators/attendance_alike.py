"""Every worker came on the very same days for the very same hours: a sheet copied, not kept (rule of the house)."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_month
from nuanxin.watch.monitoring.risk.declared import Own
from nuanxin.watch.monitoring.risk.house import figure


def attendance_alike(standing: ir.Table, as_of: date, own: Own = ()) -> tuple[ir.BooleanValue, ir.IntegerValue, None]:
    """The crew, from a dated number of workers on. Where no hours were handed in the days alone are compared."""
    enough = standing.came >= figure("attendance_alike", "workers", as_of, own)
    same_hours = standing.most_hours.isnull() | (standing.least_hours == standing.most_hours)
    return enough & (standing.least_map == standing.most_map) & same_hours, standing.came, None


ATTENDANCE_ALIKE = each_month(
    "attendance_alike",
    "考勤雷同",
    "当月全部工人的出勤日期和工时完全相同",
    "保障农民工工资支付条例 28,31",
    attendance_alike,
)
