"""Attendance on days before a worker entered the site, or after he left it."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_record
from nuanxin.watch.monitoring.months import month_number


def attendance_outside_stay(records: ir.Table, as_of: date) -> tuple[ir.BooleanValue, None]:
    """Workers. Bit n−1 of the map is the n-th day: those before the first lie below its bit, those after the last above."""
    now, days = month_number(records.month), records.day_map
    early = (now < records.entered_in) | ((now == records.entered_in) & (days % records.entered_bit != 0))
    late = (now > records.left_in) | ((now == records.left_in) & (days >= records.left_bit * 2))
    return records.days.notnull() & (early.fill_null(False) | late.fill_null(False)), None


ATTENDANCE_OUTSIDE_STAY = each_record(
    "attendance_outside_stay",
    "进退场日期外有考勤",
    "花名册的进场日期之前、退场日期之后有考勤",
    "保障农民工工资支付条例 28",
    attendance_outside_stay,
    of="stays",
)
