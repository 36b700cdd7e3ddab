"""Of at least so many workers of the month before fewer than a share came: by the contract of twenty fewer than half."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_month, none_is_nought
from nuanxin.watch.monitoring.risk.declared import Own
from nuanxin.watch.monitoring.risk.house import figure


def headcount_drop(standing: ir.Table, as_of: date, own: Own = ()) -> tuple[ir.BooleanValue, ir.IntegerValue, None]:
    """Project-months; workers: how many stayed away."""
    least, share = (figure("headcount_drop", name, as_of, own) for name in ("workers", "percent"))
    before, now = standing.before_came, none_is_nought(standing.came)
    return (before >= least) & (now * 100 < before * share), before - now, None


HEADCOUNT_DROP = each_month(
    "headcount_drop",
    "人数骤减",
    "上月有考勤的不少于二十人，本月不到一半",
    "保障农民工工资支付条例 31",
    headcount_drop,
)
