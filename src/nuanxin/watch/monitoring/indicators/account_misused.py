"""Money left the wage account for something else than wages."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_month


def account_misused(standing: ir.Table, as_of: date) -> tuple[ir.BooleanValue, None, ir.IntegerValue]:
    """What left it."""
    return standing.other_out_fen > 0, None, standing.other_out_fen


ACCOUNT_MISUSED = each_month(
    "account_misused",
    "专户资金他用",
    "当月专用账户有发放工资以外的支出",
    "保障农民工工资支付条例 26",
    account_misused,
)
