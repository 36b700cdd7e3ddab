"""Fewer than nine in ten of those who worked have a signed contract."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_month


def real_name_low(standing: ir.Table, as_of: date) -> tuple[ir.BooleanValue, ir.IntegerValue, None]:
    """Workers without a signed contract, in months in which they are more than a tenth."""
    return standing.signed * 10 < standing.came * 9, standing.came - standing.signed, None


REAL_NAME_LOW = each_month(
    "real_name_low",
    "实名制（劳动合同）比例低",
    "有考勤的工人中签订劳动合同的不足九成",
    "保障农民工工资支付条例 28",
    real_name_low,
)
