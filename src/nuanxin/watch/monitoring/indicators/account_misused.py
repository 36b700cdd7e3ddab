"""Money left the wage account for something else than wages."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, whole_project


def account_misused(wages: Wages, as_of: date) -> ir.Table:
    """What left it."""
    flows = wages.account_flows
    out = flows.filter(flows.kind == "other_out").group_by("project_id", "month").agg(fen=flows.amount_fen.sum())
    taken = out.filter(out.fen > 0)
    return whole_project(taken, taken.fen)


ACCOUNT_MISUSED = Indicator(
    "account_misused",
    "专户资金他用",
    "当月专用账户有发放工资以外的支出",
    "保障农民工工资支付条例 26",
    account_misused,
)
