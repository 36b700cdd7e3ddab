"""The project was begun and by the month's end the register knows no building permit."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_month


def permit_missing(standing: ir.Table, as_of: date) -> tuple[ir.BooleanValue, None, None]:
    """Project-months. A site too small for a permit stands here as well: the rule's points are few for that."""
    permit, after = standing.permit_on, standing.following
    return (standing.starts_on < after) & (permit.isnull() | (permit >= after)), None, None


PERMIT_MISSING = each_month(
    "permit_missing",
    "开工没有施工许可",
    "已经开工，到月末没有施工许可日期",
    "保障农民工工资支付条例 23",
    permit_missing,
)
