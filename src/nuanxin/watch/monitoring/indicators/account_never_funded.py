"""People work and nothing ever came into the wage account."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_month, none_is_nought


def account_never_funded(standing: ir.Table, as_of: date) -> tuple[ir.BooleanValue, ir.IntegerValue, ir.IntegerValue]:
    """Those who came in the month, and what is due to them."""
    return (standing.came > 0) & (none_is_nought(standing.came_in_fen) == 0), standing.came, standing.due_fen


ACCOUNT_NEVER_FUNDED = each_month(
    "account_never_funded",
    "专户从未进账",
    "已有工人上工，到月末专用账户没有进过一分钱",
    "保障农民工工资支付条例 24,26",
    account_never_funded,
)
