"""What an indicator is: one question to the wage tables, asked of every project and month, the same on every engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir


@dataclass(frozen=True)
class Wages:
    """The tables of the warehouse as expressions, and every project and month that is asked about.

    months: project_id, month (its first day), previous, following (those of the months beside: not every engine can shift a
    date). attendance: one row a worker and month with days, hours, day_map.
    """

    projects: ir.Table
    workers: ir.Table
    attendance: ir.Table
    payroll: ir.Table
    account_flows: ir.Table
    deposits: ir.Table
    months: ir.Table


Expression = Callable[[Wages, date], ir.Table]


@dataclass(frozen=True)
class Indicator:
    """key as in the contract; asks: what it looks for, in Chinese; cites: the rule behind it.

    expression: rows (project_id, month, workers, amount_fen) of the months in which it is true; `amount_fen` in 分.
    """

    key: str
    name: str
    asks: str
    cites: str
    expression: Expression


def per_month(rows: ir.Table, amount: ir.IntegerValue | None = None) -> ir.Table:
    """Rows of workers (project_id, month, one a worker) counted by project and month."""
    money = amount.sum().cast("int64") if amount is not None else ibis.literal(0, "int64")
    return rows.group_by("project_id", "month").agg(workers=rows.count().cast("int64"), amount_fen=money)


def whole_project(rows: ir.Table, amount: ir.IntegerValue | None = None) -> ir.Table:
    """Project-months as they are: nobody in particular is concerned, so one."""
    money = amount if amount is not None else ibis.literal(0)
    return rows.select("project_id", "month", workers=ibis.literal(1, "int64"), amount_fen=money.cast("int64"))
