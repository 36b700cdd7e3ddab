"""Of at least twenty workers of the month before fewer than half came."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_month, none_is_nought

LEAST = 20  # workers of the month before


def headcount_drop(standing: ir.Table, as_of: date) -> tuple[ir.BooleanValue, ir.IntegerValue, None]:
    """Project-months; workers: how many stayed away."""
    before, now = standing.before_came, none_is_nought(standing.came)
    return (before >= LEAST) & (now * 2 < before), before - now, None


HEADCOUNT_DROP = each_month(
    "headcount_drop",
    "人数骤减",
    "上月有考勤的不少于二十人，本月不到一半",
    "保障农民工工资支付条例 31",
    headcount_drop,
)
