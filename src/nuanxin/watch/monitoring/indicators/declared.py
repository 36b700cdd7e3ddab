"""What an indicator is: one question to the wage tables, asked of every project and month, the same on every engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from nuanxin.watch.monitoring.risk.declared import Figures, Own


@dataclass(frozen=True)
class Wages:
    """What the indicators ask, as expressions of one engine.

    records: one row a worker and month with all of attendance (days NULL: did not come), pay (due_on NULL: not in the payroll), the
    roster's own_card (card_is_own: pay went to it; NULL where either is not known), contract_signed and left_on, the minimum_wage_fen of
    the project, and what every load works out of the month and the roster: card_shared, elsewhere, outside_stay (`warehouse.records`).
    months: every project and month that is asked about. standing: one row for each of them (`warehouse.project_months`): following, the
    month after; the sums of the month (NULL where nobody came or was listed), before_ of the month before, next_due_fen; deposits,
    deposits_dated, deposit_last; fee_fen, first_fee_day, other_out_fen of the month; came_in_fen and balance_fen until its end,
    wages_out_fen of all months in which its wages were paid (NULL where nothing ever moved); labour_fee_due_day, permit_on, starts_on.
    """

    records: ir.Table
    months: ir.Table
    standing: ir.Table


# Of a record, or of a project's month, and the day of the run: is it true of it, and the money concerned (None: nobody wrote it down).
OfRecord = Callable[[ir.Table, date], tuple[ir.BooleanValue, ir.IntegerValue | None]]
# The same and in the middle how many workers are concerned (None: nobody in particular, so one).
OfMonth = Callable[[ir.Table, date], tuple[ir.BooleanValue, ir.IntegerValue | None, ir.IntegerValue | None]]


@dataclass(frozen=True)
class Indicator:
    """key as in the contract; asks: what it looks for, in Chinese; cites: the rule behind it.

    It is a matter of single records or of whole project-months: one of both is there. Whoever asks many asks them in two passes.
    """

    key: str
    name: str
    asks: str
    cites: str
    of_record: OfRecord | None = None
    of_month: OfMonth | None = None

    def expression(self, wages: Wages, as_of: date) -> ir.Table:
        """Rows (project_id, month, workers, amount_fen) of the months in which it is true; `amount_fen` in 分."""
        if self.of_record is not None:
            return _of_records(wages.records, *self.of_record(wages.records, as_of))
        assert self.of_month is not None
        return _of_months(wages.standing, *self.of_month(wages.standing, as_of))


def each_record(key: str, name: str, asks: str, cites: str, of_record: OfRecord) -> Indicator:
    """An indicator that is a matter of single records."""
    return Indicator(key, name, asks, cites, of_record=of_record)


def each_month(key: str, name: str, asks: str, cites: str, of_month: OfMonth) -> Indicator:
    """An indicator that is a matter of whole project-months."""
    return Indicator(key, name, asks, cites, of_month=of_month)


def none_is_nought(money: ir.IntegerValue) -> ir.IntegerValue:
    """Where nothing was handed in, nothing."""
    known: ir.IntegerValue = ibis.coalesce(money, 0)
    return known


@dataclass(frozen=True)
class _With:
    """An indicator's question with figures given; equal figures make an equal question, so that it is taken apart once."""

    asks: Callable[..., Any]
    own: Own

    def __call__(self, table: ir.Table, as_of: date) -> Any:
        return self.asks(table, as_of, self.own)


def reckoned_with(indicators: Sequence[Indicator], figures: Figures) -> tuple[Indicator, ...]:
    """The same indicators, those that stand in `figures` with these instead of the house's of the day."""
    return tuple(
        _reckoned(one, tuple(sorted(figures[one.key].items()))) if one.key in figures else one for one in indicators
    )


def _reckoned(one: Indicator, own: Own) -> Indicator:
    return replace(
        one,
        of_record=_With(one.of_record, own) if one.of_record is not None else None,
        of_month=_With(one.of_month, own) if one.of_month is not None else None,
    )


def _of_records(records: ir.Table, true: ir.BooleanValue, money: ir.IntegerValue | None) -> ir.Table:
    rows = records.filter(true)
    fen = money.sum().fill_null(0).cast("int64") if money is not None else ibis.literal(0, "int64")
    return rows.group_by("project_id", "month").agg(workers=rows.count().cast("int64"), amount_fen=fen)


def _of_months(
    standing: ir.Table, true: ir.BooleanValue, workers: ir.IntegerValue | None, money: ir.IntegerValue | None
) -> ir.Table:
    many = (workers if workers is not None else ibis.literal(1)).cast("int64")
    fen = (money if money is not None else ibis.literal(0)).cast("int64")
    return (
        standing.select("project_id", "month", workers=many, amount_fen=fen, holds=true).filter("holds").drop("holds")
    )
