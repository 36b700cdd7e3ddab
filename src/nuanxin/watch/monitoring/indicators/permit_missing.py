"""The project was begun and by the month's end the register knows no building permit."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, whole_project


def permit_missing(wages: Wages, as_of: date) -> ir.Table:
    """Project-months. A site too small for a permit stands here as well: the rule's points are few for that."""
    known = wages.projects.select("project_id", "permit_on", "starts_on")
    rows = wages.months.join(known, "project_id")
    bare = rows.filter(rows.starts_on < rows.following, rows.permit_on.isnull() | (rows.permit_on >= rows.following))
    return whole_project(bare)


PERMIT_MISSING = Indicator(
    "permit_missing",
    "开工没有施工许可",
    "已经开工，到月末没有施工许可日期",
    "保障农民工工资支付条例 23",
    permit_missing,
)
