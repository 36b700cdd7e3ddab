"""A worker has left the site and his wages were not paid in full: at the end of work all is due at once."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_record


def leaver_not_settled(records: ir.Table, as_of: date) -> tuple[ir.BooleanValue, ir.IntegerValue]:
    """Workers and what is missing, whatever day the payroll names for it."""
    due, paid = records.amount_due_fen, records.amount_paid_fen
    return (records.left_on < as_of) & (paid < due), due - paid


LEAVER_NOT_SETTLED = each_record(
    "leaver_not_settled",
    "退场未结清工资",
    "工人已经退场，工资没有一次付清",
    "工资支付暂行规定 9",
    leaver_not_settled,
)
