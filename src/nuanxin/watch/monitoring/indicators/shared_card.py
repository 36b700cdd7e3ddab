"""One card received the pay of two or more workers in a month, on whatever projects."""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, per_month


def shared_card(wages: Wages, as_of: date) -> ir.Table:
    """Workers and what was paid to the card. One worker paid by two projects to his card is one worker.

    Two workers on one card: either it is the own card of both, or one of them was paid to a card that is not his. So only
    such cards need to be counted, not the millions that are their worker's and nobody else's.
    """
    records = wages.records
    paid = records.filter(records.amount_paid_fen > 0, records.card.notnull())
    odd = paid.filter(paid.card_is_own.isnull() | ~paid.card_is_own).select("card")
    to_odd = paid.semi_join(odd.union(wages.shared_cards.select("card"), distinct=True), "card")
    by_card = ibis.window(group_by=[to_odd.card, to_odd.month])
    owners = to_odd.select(
        "project_id", "month", "amount_paid_fen",
        first=to_odd.worker_id.min().over(by_card), last=to_odd.worker_id.max().over(by_card),
    )  # fmt: skip
    rows = owners.filter(owners.first != owners.last)
    return per_month(rows, rows.amount_paid_fen)


SHARED_CARD = Indicator(
    "shared_card",
    "一卡多人",
    "当月一张卡收到两个以上工人的工资",
    "保障农民工工资支付条例 31",
    shared_card,
    within_month=True,
)
