"""Every worker came on the very same days for the very same hours: a sheet copied, not kept (rule of the house)."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, concerning
from nuanxin.watch.monitoring.risk.house import figure


def attendance_alike(wages: Wages, as_of: date) -> ir.Table:
    """The crew, from a dated number of workers on. Where no hours were handed in the days alone are compared."""
    sums = wages.sums
    enough = sums.filter(sums.came >= figure("attendance_alike", "workers", as_of)).select(
        "project_id", "month", "came"
    )
    crews = enough.join(wages.crews, ["project_id", "month"])
    same_hours = crews.most_hours.isnull() | (crews.least_hours == crews.most_hours)
    alike = crews.filter(crews.least_map == crews.most_map, same_hours)
    return concerning(alike, alike.came)


ATTENDANCE_ALIKE = Indicator(
    "attendance_alike",
    "考勤雷同",
    "当月全部工人的出勤日期和工时完全相同",
    "保障农民工工资支付条例 28,31",
    attendance_alike,
)
