"""A whole month of work (twenty days at least) for less than the minimum wage of the place."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages, per_month

FULL_MONTH_DAYS = 20  # of attendance


def below_minimum_wage(wages: Wages, as_of: date) -> ir.Table:
    """Workers and what they lack of the minimum wage."""
    attendance, projects = wages.attendance, wages.projects
    worked = attendance.filter(attendance.days >= FULL_MONTH_DAYS)
    rows = wages.payroll.join(worked, ["project_id", "worker_id", "month"]).join(projects, "project_id")
    low = rows.filter(rows.amount_paid_fen > 0, rows.amount_paid_fen < rows.minimum_wage_fen)
    return per_month(low, low.minimum_wage_fen - low.amount_paid_fen)


BELOW_MINIMUM_WAGE = Indicator(
    "below_minimum_wage",
    "低于最低工资",
    "当月出勤二十天以上，实发低于当地最低工资标准",
    "劳动法 48",
    below_minimum_wage,
)
