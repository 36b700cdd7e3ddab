"""The payroll says more was paid than left the wage account as wages when it was paid."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import each_month, none_is_nought


def paid_outside_account(standing: ir.Table, as_of: date) -> tuple[ir.BooleanValue, None, ir.IntegerValue]:
    """What did not come from the account, held against all wages that left it in the months of the payments.

    Wages of other months that left it then count too: what is told cannot have come from the account at all. A month in
    which a payment has no day is left out.
    """
    paid, out = standing.paid_fen, none_is_nought(standing.wages_out_fen)
    return (standing.undated == 0) & (paid > out), None, paid - out


PAID_OUTSIDE_ACCOUNT = each_month(
    "paid_outside_account",
    "专户外支付工资",
    "工资表实发合计大于同期从专用账户转出的工资",
    "保障农民工工资支付条例 31",
    paid_outside_account,
)
