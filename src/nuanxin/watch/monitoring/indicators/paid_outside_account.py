"""The payroll says more was paid than left the wage account as wages when it was paid."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, whole_project
from nuanxin.watch.monitoring.months import month_number


def paid_outside_account(wages: Wages, as_of: date) -> ir.Table:
    """What did not come from the account, held against all wages that left it in the months of the payments.

    Wages of other months that left it then count too: what is told cannot have come from the account at all. A month in
    which a payment has no day is left out.
    """
    crews, sums, flows = wages.crews, wages.sums, wages.account_flows
    dated = crews.filter(crews.undated == 0).select("project_id", "month", "first_paid_on", "last_paid_on")
    paid = sums.filter(sums.paid_fen > 0).select("project_id", "month", "paid_fen").join(dated, ["project_id", "month"])
    out = flows.filter(flows.kind == "wage_out").group_by("project_id", "month").agg(fen=flows.amount_fen.sum())
    out = out.select(of="project_id", out_in="month", fen="fen")
    rows = paid.left_join(
        out,
        [
            paid.project_id == out.of,
            month_number(paid.first_paid_on) <= month_number(out.out_in),
            paid.last_paid_on >= out.out_in,
        ],
    )
    held = rows.group_by("project_id", "month", "paid_fen").agg(out=rows.fen.sum().fill_null(0))
    beside = held.filter(held.paid_fen > held.out)
    return whole_project(beside, beside.paid_fen - beside.out)


PAID_OUTSIDE_ACCOUNT = Indicator(
    "paid_outside_account",
    "专户外支付工资",
    "工资表实发合计大于同期从专用账户转出的工资",
    "保障农民工工资支付条例 31",
    paid_outside_account,
)
