"""Wages went to a card that is not the worker's own on the roster."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_record


def card_not_own(records: ir.Table, as_of: date) -> tuple[ir.BooleanValue, ir.IntegerValue]:
    """Workers and what was paid to that card."""
    return ~records.card_is_own, records.amount_paid_fen


CARD_NOT_OWN = each_record(
    "card_not_own",
    "工资卡不是本人的",
    "工资表的卡号与花名册的卡号不同",
    "保障农民工工资支付条例 31",
    card_not_own,
)
