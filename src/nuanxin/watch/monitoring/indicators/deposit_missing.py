"""There is no wage deposit, or its last guarantee has run out."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_month


def deposit_missing(standing: ir.Table, as_of: date) -> tuple[ir.BooleanValue, None, None]:
    """Every asked month of the project. A deposit without an end (cash) never runs out."""
    endless = (standing.deposits > standing.deposits_dated).fill_null(False)
    return ~(endless | (standing.deposit_last >= as_of).fill_null(False)), None, None


DEPOSIT_MISSING = each_month(
    "deposit_missing",
    "没有工资保证金",
    "没有存储工资保证金，或者保函已经到期",
    "保障农民工工资支付条例 32",
    deposit_missing,
)
