"""More hours in the month than a dated figure of the house (no law's: what the law allows is less, but sites reckon over longer spans)."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_record
from nuanxin.watch.monitoring.risk.declared import Own
from nuanxin.watch.monitoring.risk.house import figure


def hours_excessive(records: ir.Table, as_of: date, own: Own = ()) -> tuple[ir.BooleanValue, None]:
    """Workers. Where no hours were handed in nobody is told."""
    return records.hours > figure("hours_excessive", "hours", as_of, own), None


HOURS_EXCESSIVE = each_record(
    "hours_excessive",
    "工时过长",
    "当月工时超过规则中的上限",
    "劳动法 36,41",
    hours_excessive,
)
