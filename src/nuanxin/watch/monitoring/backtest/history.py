"""What the indicators say of months gone by, each as of the day on which the house would have looked at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from nuanxin.foundation.warehouse.loading import brought_up
from nuanxin.watch.monitoring.indicators import INDICATORS
from nuanxin.watch.monitoring.indicators.declared import reckoned_with
from nuanxin.watch.monitoring.months import month_after, months_between
from nuanxin.watch.monitoring.passes import asked_months, found_in_passes
from nuanxin.watch.monitoring.risk.declared import Own, Rules
from nuanxin.watch.monitoring.risk.house import figures_of, own_figures

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class History:
    """found: key → rows of all months. looked_on: month → the day of its run. asked: every project and month looked at.
    version: of the warehouse. own: figures of the rules with which it was asked, where they are not the house's first. Payments are known as they stand today: a wage paid late since then does not count as unpaid."""

    found: Rows
    looked_on: dict[date, date]
    asked: frozenset[tuple[str, date]]
    version: int
    own: Mapping[str, Own] = field(default_factory=dict)


def look_on(month: date, run_after_days: int) -> date:
    """The day on which a month is looked at: so many days after its end."""
    return month_after(month) + timedelta(days=run_after_days - 1)


def history_of(
    home: Path, *, first: date, last: date, run_after_days: int, on: date, rules: Rules | None = None
) -> History:
    """Ask every month of the range whose day has come, of every project there is, with the figures of these rules."""
    indicators = INDICATORS if rules is None else reckoned_with(INDICATORS, figures_of(rules))
    own = {} if rules is None else own_figures(rules)
    kept = brought_up(home)
    looked = {one: look_on(one, run_after_days) for one in months_between(first, last)}
    looked = {month: day for month, day in looked.items() if day <= on}
    if not kept.version or not looked:
        return History({}, {}, frozenset(), kept.version, own)
    found: Rows = {one.key: [] for one in INDICATORS}
    asked: set[tuple[str, date]] = set()
    for month, day in looked.items():
        for row in found_in_passes(home, kept, month, month, day, indicators=indicators).to_pylist():
            found[row.pop("indicator")].append(row)
        for _, projects in asked_months(home, kept, month, month):
            asked.update((project, month) for project in projects.to_pylist())
    return History(found, looked, frozenset(asked), kept.version, own)
