"""The same sum for everybody although they came on different numbers of days: a list made up, not reckoned (rule of the house)."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_month
from nuanxin.watch.monitoring.risk.declared import Own
from nuanxin.watch.monitoring.risk.house import figure


def pay_alike(
    standing: ir.Table, as_of: date, own: Own = ()
) -> tuple[ir.BooleanValue, ir.IntegerValue, ir.IntegerValue]:
    """Those listed, from a dated number on, and what was due to them."""
    enough = standing.listed >= figure("pay_alike", "workers", as_of, own)
    same = (standing.most_due_fen > 0) & (standing.least_due_fen == standing.most_due_fen)
    return enough & same & (standing.least_days < standing.most_days), standing.listed, standing.due_fen


PAY_ALIKE = each_month(
    "pay_alike",
    "应发金额雷同",
    "出勤天数不同，工资表中每个人的应发金额却完全相同",
    "保障农民工工资支付条例 31",
    pay_alike,
)
