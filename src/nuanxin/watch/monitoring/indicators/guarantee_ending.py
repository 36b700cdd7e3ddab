"""The last guarantee of the wage deposit runs out soon and nothing follows it."""

from __future__ import annotations

from datetime import date, timedelta

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_month
from nuanxin.watch.monitoring.risk.declared import Own
from nuanxin.watch.monitoring.risk.house import figure


def guarantee_ending(standing: ir.Table, as_of: date, own: Own = ()) -> tuple[ir.BooleanValue, None, None]:
    """Every asked month of the project, as with the missing deposit: it is the day of the run that counts."""
    soon = as_of + timedelta(days=figure("guarantee_ending", "days", as_of, own))
    all_dated, last = standing.deposits == standing.deposits_dated, standing.deposit_last
    return all_dated & (last >= as_of) & (last <= soon), None, None


GUARANTEE_ENDING = each_month(
    "guarantee_ending",
    "保函即将到期",
    "最后一份保函在规定天数内到期，没有接续",
    "工程建设领域农民工工资保证金规定 17",
    guarantee_ending,
)
