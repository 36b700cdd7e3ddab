"""The last guarantee of the wage deposit runs out soon and nothing follows it."""

from __future__ import annotations

from datetime import date, timedelta

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, whole_project
from nuanxin.watch.monitoring.risk.house import figure


def guarantee_ending(wages: Wages, as_of: date) -> ir.Table:
    """Every asked month of the project, as with the missing deposit: it is the day of the run that counts."""
    held = wages.deposits
    ends = held.group_by("project_id").agg(rows=held.count(), dated=held.valid_to.count(), last=held.valid_to.max())
    soon = as_of + timedelta(days=figure("guarantee_ending", "days", as_of))
    ending = ends.filter(ends.rows == ends.dated, ends.last >= as_of, ends.last <= soon)
    return whole_project(wages.months.semi_join(ending, "project_id"))


GUARANTEE_ENDING = Indicator(
    "guarantee_ending",
    "保函即将到期",
    "最后一份保函在规定天数内到期，没有接续",
    "工程建设领域农民工工资保证金规定 17",
    guarantee_ending,
)
