"""What an indicator is: one question to the wage tables, asked of every project and month, the same on every engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import ibis
import ibis.expr.types as ir


@dataclass(frozen=True)
class Wages:
    """The tables of the warehouse as expressions, and every project and month that is asked about.

    months: project_id, month (its first day), previous, following (those of the months beside: not every engine can shift a
    date). attendance: one row a worker and month with days, hours, day_map.
    records: one row a worker and month with all of attendance (days NULL: did not come), pay (due_on NULL: not in the payroll), the
    roster's own_card (card_is_own: pay went to it; NULL where either is not known) and contract_signed, and the minimum_wage_fen of the project. sums: one row a project and month in which
    anybody came or was listed: came, signed (of those who came), days, listed, due_fen, paid_fen. shared_cards: cards of the
    roster that more than one worker has. Ask these rather than the tables they come from: they are read once for all.
    stays: the records of workers who entered since the first asked month or have left, with entered_on and left_on and the
    months (counted) and bits of both (`crews.movers_of`). roving: attendance of workers who stand in the rosters of two
    projects or more. crews: what `crews.crew_sums` sums up beside sums. The last two of the asked months alone; of the month before ask sums.
    """

    projects: ir.Table
    workers: ir.Table
    attendance: ir.Table
    payroll: ir.Table
    account_flows: ir.Table
    deposits: ir.Table
    months: ir.Table
    records: ir.Table
    sums: ir.Table
    shared_cards: ir.Table
    stays: ir.Table
    roving: ir.Table
    crews: ir.Table


# Of a record and the day of the run: is it true of this worker and month, and the money concerned (None: nobody wrote it down).
OfRecord = Callable[[ir.Table, date], tuple[ir.BooleanValue, ir.IntegerValue | None]]
Expression = Callable[[Wages, date], ir.Table]


@dataclass(frozen=True)
class Indicator:
    """key as in the contract; asks: what it looks for, in Chinese; cites: the rule behind it.

    expression: rows (project_id, month, workers, amount_fen) of the months in which it is true; `amount_fen` in 分.
    of_record: the same where it is a matter of single records; whoever asks many indicators asks these in one pass. of: which
    records, those of everybody or the stays.
    within_month: the expression looks at nothing but records of the very month, so it may be asked month by month.
    """

    key: str
    name: str
    asks: str
    cites: str
    expression: Expression
    of_record: OfRecord | None = None
    within_month: bool = False
    of: Literal["records", "stays"] = "records"


def each_record(
    key: str, name: str, asks: str, cites: str, of_record: OfRecord, of: Literal["records", "stays"] = "records"
) -> Indicator:
    """An indicator that is a matter of single records."""

    def expression(wages: Wages, as_of: date) -> ir.Table:
        records = getattr(wages, of)
        true, money = of_record(records, as_of)
        return per_month(records.filter(true), money)

    return Indicator(key, name, asks, cites, expression, of_record, within_month=True, of=of)


def per_month(rows: ir.Table, amount: ir.IntegerValue | None = None) -> ir.Table:
    """Rows of workers (project_id, month, one a worker) counted by project and month."""
    money = amount.sum().fill_null(0).cast("int64") if amount is not None else ibis.literal(0, "int64")
    return rows.group_by("project_id", "month").agg(workers=rows.count().cast("int64"), amount_fen=money)


def whole_project(rows: ir.Table, amount: ir.IntegerValue | None = None) -> ir.Table:
    """Project-months as they are: nobody in particular is concerned, so one."""
    money = amount if amount is not None else ibis.literal(0)
    return rows.select("project_id", "month", workers=ibis.literal(1, "int64"), amount_fen=money.cast("int64"))


def concerning(rows: ir.Table, workers: ir.IntegerValue, amount: ir.IntegerValue | None = None) -> ir.Table:
    """Project-months with so many workers, and so much money."""
    money = amount if amount is not None else ibis.literal(0)
    return rows.select("project_id", "month", workers=workers.cast("int64"), amount_fen=money.cast("int64"))
