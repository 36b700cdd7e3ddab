"""People work and nothing ever came into the wage account."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, concerning


def account_never_funded(wages: Wages, as_of: date) -> ir.Table:
    """Those who came in the month, and what is due to them."""
    flows, sums = wages.account_flows, wages.sums
    came_in = flows.filter(flows.kind.isin(["labour_fee_in", "other_in"]), flows.amount_fen > 0)
    since = came_in.group_by("project_id").agg(since=came_in.month.min()).rename(of="project_id")
    busy = sums.filter(sums.came > 0)
    rows = busy.left_join(since, busy.project_id == since.of)
    bare = rows.filter(rows.since.isnull() | (rows.since > rows.month))
    return concerning(bare, bare.came, bare.due_fen)


ACCOUNT_NEVER_FUNDED = Indicator(
    "account_never_funded",
    "专户从未进账",
    "已有工人上工，到月末专用账户没有进过一分钱",
    "保障农民工工资支付条例 24,26",
    account_never_funded,
)
