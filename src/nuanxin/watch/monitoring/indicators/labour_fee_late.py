"""The labour cost of the month came after its day, or not at all."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_month


def labour_fee_late(standing: ir.Table, as_of: date) -> tuple[ir.BooleanValue, None, None]:
    """Project-months. Where no day was agreed on, only a month without any is told."""
    first = standing.first_fee_day
    return first.isnull() | (first > standing.labour_fee_due_day), None, None


LABOUR_FEE_LATE = each_month(
    "labour_fee_late",
    "人工费用拨付迟延",
    "当月第一笔人工费用晚于约定日期，或者没有拨付",
    "保障农民工工资支付条例 24,29",
    labour_fee_late,
)
