"""Fewer than a share of those who worked have a signed contract: by the contract nine in ten."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_month
from nuanxin.watch.monitoring.risk.declared import Own
from nuanxin.watch.monitoring.risk.house import figure


def real_name_low(standing: ir.Table, as_of: date, own: Own = ()) -> tuple[ir.BooleanValue, ir.IntegerValue, None]:
    """Workers without a signed contract."""
    share = figure("real_name_low", "percent", as_of, own)
    return standing.signed * 100 < standing.came * share, standing.came - standing.signed, None


REAL_NAME_LOW = each_month(
    "real_name_low",
    "实名制（劳动合同）比例低",
    "有考勤的工人中签订劳动合同的不足九成",
    "保障农民工工资支付条例 28",
    real_name_low,
)
