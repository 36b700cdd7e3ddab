"""What lies in the wage account at the month's end does not cover the wages of the next month."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, whole_project


def account_short(wages: Wages, as_of: date) -> ir.Table:
    """What is lacking. A project without flows has nothing; a month without payroll after it needs nothing."""
    flows = wages.account_flows
    signed = flows.mutate(
        fen=flows.kind.isin(["labour_fee_in", "other_in"]).ifelse(flows.amount_fen, -flows.amount_fen)
    )
    moved = signed.group_by("project_id", "month").agg(fen=signed.fen.sum())
    asked = wages.months
    moved = moved.select(of="project_id", moved_in="month", fen="fen")
    until = asked.left_join(moved, [asked.project_id == moved.of, asked.month >= moved.moved_in])
    held = until.group_by("project_id", "month", "following").agg(balance=until.fen.sum().fill_null(0))
    due = wages.sums.select(of="project_id", due_in="month", due="due_fen")
    rows = held.left_join(due, [held.project_id == due.of, held.following == due.due_in])
    rows = rows.select("project_id", "month", lacking=rows.due.fill_null(0) - rows.balance)
    short = rows.filter(rows.lacking > 0)
    return whole_project(short, short.lacking)


ACCOUNT_SHORT = Indicator(
    "account_short",
    "专户余额不足",
    "月末专用账户余额少于下月应发工资",
    "保障农民工工资支付条例 26",
    account_short,
)
