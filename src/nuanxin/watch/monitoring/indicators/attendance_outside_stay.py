"""Attendance on days before a worker entered the site, or after he left it."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_record


def attendance_outside_stay(records: ir.Table, as_of: date) -> tuple[ir.BooleanValue, None]:
    """Workers."""
    return records.outside_stay, None


ATTENDANCE_OUTSIDE_STAY = each_record(
    "attendance_outside_stay",
    "进退场日期外有考勤",
    "花名册的进场日期之前、退场日期之后有考勤",
    "保障农民工工资支付条例 28",
    attendance_outside_stay,
)
