"""One card received the pay of two or more workers in a month, on whatever projects."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_record


def shared_card(records: ir.Table, as_of: date) -> tuple[ir.BooleanValue, ir.IntegerValue]:
    """Workers and what was paid to the card. One worker paid by two projects to his card is one worker."""
    return records.card_shared, records.amount_paid_fen


SHARED_CARD = each_record(
    "shared_card",
    "一卡多人",
    "当月一张卡收到两个以上工人的工资",
    "保障农民工工资支付条例 31",
    shared_card,
)
