"""Wages were paid, but after the day on which they were due."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_record


def paid_late(records: ir.Table, as_of: date) -> tuple[ir.BooleanValue, ir.IntegerValue]:
    """Workers and what was paid late. A payment whose day nobody wrote down is not told."""
    return (records.amount_paid_fen > 0) & (records.paid_on > records.due_on), records.amount_paid_fen


PAID_LATE = each_record(
    "paid_late",
    "晚于应发日期支付",
    "工资已发，实发日期晚于应发日期",
    "保障农民工工资支付条例 13",
    paid_late,
)
