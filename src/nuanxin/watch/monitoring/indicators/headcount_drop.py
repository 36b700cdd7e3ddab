"""Of at least twenty workers of the month before fewer than half came."""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages

LEAST = 20  # workers of the month before


def headcount_drop(wages: Wages, as_of: date) -> ir.Table:
    """Project-months; workers: how many stayed away."""
    sums = wages.sums
    before = sums.filter(sums.came >= LEAST).select(of="project_id", then="month", before="came")
    now = sums.select(who="project_id", in_month="month", n="came")
    asked = wages.months
    rows = asked.join(before, [asked.project_id == before.of, asked.previous == before.then])
    rows = rows.left_join(now, [rows.project_id == now.who, rows.month == now.in_month])
    rows = rows.select("project_id", "month", "before", n=rows.n.fill_null(0))
    fell = rows.filter(rows.n * 2 < rows.before)
    return fell.select(
        "project_id", "month", workers=(fell.before - fell.n).cast("int64"), amount_fen=ibis.literal(0, "int64")
    )


HEADCOUNT_DROP = Indicator(
    "headcount_drop",
    "人数骤减",
    "上月有考勤的不少于二十人，本月不到一半",
    "保障农民工工资支付条例 31",
    headcount_drop,
)
