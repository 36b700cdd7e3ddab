"""Less was paid than was due, and the day has passed."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_record


def wages_part_paid(records: ir.Table, as_of: date) -> tuple[ir.BooleanValue, ir.IntegerValue]:
    """Workers and what is missing."""
    due, paid = records.amount_due_fen, records.amount_paid_fen
    return (paid > 0) & (paid < due) & (records.due_on < as_of), due - paid


WAGES_PART_PAID = each_record(
    "wages_part_paid",
    "工资没有足额支付",
    "到了应发日期，实发少于应发",
    "保障农民工工资支付条例 11",
    wages_part_paid,
)
