"""One card received the pay of two or more workers in a month, on whatever projects."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, per_month


def shared_card(wages: Wages, as_of: date) -> ir.Table:
    """Workers and what was paid to the card. One worker paid by two projects to his card is one worker."""
    pay = wages.payroll
    paid = pay.filter(pay.amount_paid_fen > 0, pay.card.notnull())
    owners = paid.group_by("card", "month").agg(owners=paid.worker_id.nunique())
    shared = owners.filter(owners.owners >= 2).select("card", "month")
    rows = paid.semi_join(shared, ["card", "month"])
    return per_month(rows, rows.amount_paid_fen)


SHARED_CARD = Indicator(
    "shared_card",
    "一卡多人",
    "当月一张卡收到两个以上工人的工资",
    "保障农民工工资支付条例 31",
    shared_card,
)
