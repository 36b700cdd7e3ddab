"""The same sum for everybody although they came on different numbers of days: a list made up, not reckoned (rule of the house)."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, concerning
from nuanxin.watch.monitoring.risk.house import figure


def pay_alike(wages: Wages, as_of: date) -> ir.Table:
    """Those listed, from a dated number on, and what was due to them."""
    sums = wages.sums
    enough = sums.filter(sums.listed >= figure("pay_alike", "workers", as_of))
    rows = enough.select("project_id", "month", "listed", "due_fen").join(wages.crews, ["project_id", "month"])
    alike = rows.filter(
        rows.most_due_fen > 0, rows.least_due_fen == rows.most_due_fen, rows.least_days < rows.most_days
    )
    return concerning(alike, alike.listed, alike.due_fen)


PAY_ALIKE = Indicator(
    "pay_alike",
    "应发金额雷同",
    "出勤天数不同，工资表中每个人的应发金额却完全相同",
    "保障农民工工资支付条例 31",
    pay_alike,
)
