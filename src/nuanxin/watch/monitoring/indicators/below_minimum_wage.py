"""A whole month of work (twenty days at least) for less than the minimum wage of the place."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_record
from nuanxin.watch.monitoring.risk.declared import Own
from nuanxin.watch.monitoring.risk.house import figure


def below_minimum_wage(records: ir.Table, as_of: date, own: Own = ()) -> tuple[ir.BooleanValue, ir.IntegerValue]:
    """Workers and what they lack of the minimum wage."""
    enough = records.days >= figure("below_minimum_wage", "days", as_of, own)
    paid, least = records.amount_paid_fen, records.minimum_wage_fen
    return enough & (paid > 0) & (paid < least), least - paid


BELOW_MINIMUM_WAGE = each_record(
    "below_minimum_wage",
    "低于最低工资",
    "当月出勤二十天以上，实发低于当地最低工资标准",
    "劳动法 48",
    below_minimum_wage,
)
