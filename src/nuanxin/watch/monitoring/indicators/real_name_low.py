"""Fewer than nine in ten of those who worked have a signed contract."""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages


def real_name_low(wages: Wages, as_of: date) -> ir.Table:
    """Workers without a signed contract, in months in which they are more than a tenth."""
    sums = wages.sums
    low = sums.filter(sums.signed * 10 < sums.came * 9)
    return low.select(
        "project_id", "month", workers=(low.came - low.signed).cast("int64"), amount_fen=ibis.literal(0, "int64")
    )


REAL_NAME_LOW = Indicator(
    "real_name_low",
    "实名制（劳动合同）比例低",
    "有考勤的工人中签订劳动合同的不足九成",
    "保障农民工工资支付条例 28",
    real_name_low,
)
