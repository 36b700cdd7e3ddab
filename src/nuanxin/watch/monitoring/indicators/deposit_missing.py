"""There is no wage deposit, or its last guarantee has run out."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, whole_project


def deposit_missing(wages: Wages, as_of: date) -> ir.Table:
    """Every asked month of the project. A deposit without an end (cash) never runs out."""
    held = wages.deposits
    good = held.filter(held.valid_to.isnull() | (held.valid_to >= as_of))
    return whole_project(wages.months.anti_join(good, "project_id"))


DEPOSIT_MISSING = Indicator(
    "deposit_missing",
    "没有工资保证金",
    "没有存储工资保证金，或者保函已经到期",
    "保障农民工工资支付条例 32",
    deposit_missing,
)
