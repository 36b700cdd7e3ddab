"""Wages went to a card that is not the worker's own on the roster."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, per_month


def card_not_own(wages: Wages, as_of: date) -> ir.Table:
    """Workers and what was paid to that card."""
    roster = wages.workers.select("project_id", "worker_id", own="card")
    rows = wages.payroll.join(roster, ["project_id", "worker_id"])
    other = rows.filter(rows.card.notnull(), rows.own.notnull(), rows.card != rows.own)
    return per_month(other, other.amount_paid_fen)


CARD_NOT_OWN = Indicator(
    "card_not_own",
    "工资卡不是本人的",
    "工资表的卡号与花名册的卡号不同",
    "保障农民工工资支付条例 31",
    card_not_own,
)
