"""Labour cost came in the month, but less than its wages need."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, whole_project


def labour_fee_short(wages: Wages, as_of: date) -> ir.Table:
    """What is lacking of the wages due for the month. A month without any labour cost is told by `labour_fee_late`."""
    flows, sums = wages.account_flows, wages.sums
    fees = flows.filter(flows.kind == "labour_fee_in").group_by("project_id", "month").agg(fen=flows.amount_fen.sum())
    fees = fees.filter(fees.fen > 0).select(of="project_id", came_in="month", fen="fen")
    rows = sums.join(fees, [sums.project_id == fees.of, sums.month == fees.came_in])
    short = rows.filter(rows.fen < rows.due_fen)
    return whole_project(short, short.due_fen - short.fen)


LABOUR_FEE_SHORT = Indicator(
    "labour_fee_short",
    "人工费用不够发工资",
    "当月拨付的人工费用少于当月应发工资",
    "保障农民工工资支付条例 24,29",
    labour_fee_short,
)
