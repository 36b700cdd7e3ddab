"""What the indicators say of months gone by, each as of the day on which the house would have looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

from nuanxin.foundation.warehouse.engine import engine
from nuanxin.foundation.warehouse.keeping import what_holds
from nuanxin.watch.monitoring.asking import true_months, wages_in
from nuanxin.watch.monitoring.indicators import INDICATORS
from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages
from nuanxin.watch.monitoring.months import month_after, months_between

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class History:
    """found: key → rows of all months. looked_on: month → the day of its run. asked: every project and month looked at.
    version: of the warehouse. Payments are known as they stand today: a wage paid late since then does not count as unpaid."""

    found: Rows
    looked_on: dict[date, date]
    asked: frozenset[tuple[str, date]]
    version: int


def look_on(month: date, run_after_days: int) -> date:
    """The day on which a month is looked at: so many days after its end."""
    return month_after(month) + timedelta(days=run_after_days - 1)


def history_of(home: Path, *, first: date, last: date, run_after_days: int, on: date) -> History:
    """Ask every month of the range whose day has come, of every project there is."""
    kept = what_holds(home)
    looked = {one: look_on(one, run_after_days) for one in months_between(first, last)}
    looked = {month: day for month, day in looked.items() if day <= on}
    if not kept.version or not looked:
        return History({}, {}, frozenset(), kept.version)
    found: Rows = {}
    with engine(home) as connection:
        wages = wages_in(ibis.duckdb.from_connection(connection), home, kept, min(looked), max(looked))
        for one in INDICATORS:
            found[one.key] = _rows_of(one, wages, looked)
        asked = frozenset((row["project_id"], row["month"]) for row in wages.months.to_pyarrow().to_pylist())
    return History(found, looked, asked, kept.version)


def _rows_of(one: Indicator, wages: Wages, looked: dict[date, date]) -> list[dict[str, Any]]:
    """All months at once where the day makes no difference, else each month as of its own day."""
    late = true_months(one, wages, max(looked.values()))
    if late.equals(true_months(one, wages, min(looked.values()) - timedelta(days=1))):
        return _read(late)
    return [
        row for month, day in looked.items() for row in _read(true_months(one, wages, day).filter(_.month == month))
    ]


def _read(rows: ir.Table) -> list[dict[str, Any]]:
    columns = rows.select("project_id", "month", "workers", "amount_fen")
    return list(columns.order_by("project_id", "month").to_pyarrow().to_pylist())
