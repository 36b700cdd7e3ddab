"""Nothing was paid although the day on which it was due has passed."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_record


def wages_overdue(records: ir.Table, as_of: date) -> tuple[ir.BooleanValue, ir.IntegerValue]:
    """Workers and what they are owed."""
    late = (records.amount_paid_fen == 0) & (records.due_on < as_of)
    return late, records.amount_due_fen


WAGES_OVERDUE = each_record(
    "wages_overdue",
    "工资到期未付",
    "到了应发日期，一分钱没有发",
    "保障农民工工资支付条例 13",
    wages_overdue,
)
