"""What lies in the wage account at the month's end does not cover the wages of the next month."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_month, none_is_nought


def account_short(standing: ir.Table, as_of: date) -> tuple[ir.BooleanValue, None, ir.IntegerValue]:
    """What is lacking. A project without flows has nothing; a month without payroll after it needs nothing."""
    lacking = none_is_nought(standing.next_due_fen) - none_is_nought(standing.balance_fen)
    return lacking > 0, None, lacking


ACCOUNT_SHORT = each_month(
    "account_short",
    "专户余额不足",
    "月末专用账户余额少于下月应发工资",
    "保障农民工工资支付条例 26",
    account_short,
)
