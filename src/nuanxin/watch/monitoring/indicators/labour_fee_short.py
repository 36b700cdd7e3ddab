"""Labour cost came in the month, but less than its wages need."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_month


def labour_fee_short(standing: ir.Table, as_of: date) -> tuple[ir.BooleanValue, None, ir.IntegerValue]:
    """What is lacking of the wages due for the month. A month without any labour cost is told by `labour_fee_late`."""
    fee, due = standing.fee_fen, standing.due_fen
    return (fee > 0) & (fee < due), None, due - fee


LABOUR_FEE_SHORT = each_month(
    "labour_fee_short",
    "人工费用不够发工资",
    "当月拨付的人工费用少于当月应发工资",
    "保障农民工工资支付条例 24,29",
    labour_fee_short,
)
