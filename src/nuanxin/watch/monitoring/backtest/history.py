"""What the indicators say of months gone by, each as of the day on which the house would have looked at it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import ibis

from nuanxin.foundation.warehouse.engine import engine
from nuanxin.foundation.warehouse.keeping import what_holds
from nuanxin.watch.monitoring.asking import true_months, wages_in
from nuanxin.watch.monitoring.indicators import INDICATORS
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
    found: Rows = defaultdict(list)
    looked: dict[date, date] = {}
    asked: set[tuple[str, date]] = set()
    if not kept.version:
        return History({}, {}, frozenset(), 0)
    with engine(home) as connection:
        backend = ibis.duckdb.from_connection(connection)
        for month in months_between(first, last):
            day = look_on(month, run_after_days)
            if day > on:
                break
            wages = wages_in(backend, home, kept, month, month)
            for one in INDICATORS:
                rows = true_months(one, wages, day).select("project_id", "month", "workers", "amount_fen")
                found[one.key].extend(rows.to_pyarrow().to_pylist())
            asked |= {(row["project_id"], row["month"]) for row in wages.months.to_pyarrow().to_pylist()}
            looked[month] = day
    return History(dict(found), looked, frozenset(asked), kept.version)
