"""The labour cost of the month came after its day, or not at all."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, whole_project


def labour_fee_late(wages: Wages, as_of: date) -> ir.Table:
    """Project-months. Where no day was agreed on, only a month without any is told."""
    flows = wages.account_flows
    came = flows.filter(flows.kind == "labour_fee_in")
    first = came.group_by("project_id", "month").agg(first=came.on.day().min())
    rows = wages.months.left_join(
        first.rename(of="project_id", came_in="month"), [("project_id", "of"), ("month", "came_in")]
    )
    rows = rows.select("project_id", "month", "first").join(
        wages.projects.select("project_id", "labour_fee_due_day"), "project_id"
    )
    late = rows.filter(rows.first.isnull() | (rows.first > rows.labour_fee_due_day))
    return whole_project(late)


LABOUR_FEE_LATE = Indicator(
    "labour_fee_late",
    "人工费用拨付迟延",
    "当月第一笔人工费用晚于约定日期，或者没有拨付",
    "保障农民工工资支付条例 24,29",
    labour_fee_late,
)
