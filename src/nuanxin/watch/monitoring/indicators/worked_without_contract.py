"""Somebody worked whom the roster says to have no signed contract. Where it says nothing, nobody is told."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_record


def worked_without_contract(records: ir.Table, as_of: date) -> tuple[ir.BooleanValue, ir.IntegerValue]:
    """Workers and what the payroll says is due to them."""
    return records.days.notnull() & ~records.contract_signed, records.amount_due_fen


WORKED_WITHOUT_CONTRACT = each_record(
    "worked_without_contract",
    "未签合同先进场",
    "花名册写明没有签订劳动合同，当月有考勤",
    "保障农民工工资支付条例 28",
    worked_without_contract,
)
