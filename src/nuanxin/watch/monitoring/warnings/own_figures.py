"""What the figures of places find: beside the run with the house's, one small run for each set whose figures are its own."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from nuanxin.foundation.organisations.permission import within
from nuanxin.watch.monitoring.indicators import INDICATORS
from nuanxin.watch.monitoring.indicators.declared import Indicator, reckoned_with
from nuanxin.watch.monitoring.risk.declared import Rules
from nuanxin.watch.monitoring.risk.grading import Found
from nuanxin.watch.monitoring.risk.house import figure, figures_of
from nuanxin.watch.monitoring.risk.local import in_force, rules_of
from nuanxin.watch.monitoring.running import run_indicators


def found_by_own_figures(
    home: Path, *, first: date, last: date, on: date, regions: Collection[str] | None = None
) -> dict[int, Found]:
    """Set in force → its indicators that reckon otherwise than the house today, as they find. regions: None, everywhere."""
    found: dict[int, Found] = {}
    for rule_set in in_force(on).values():
        asked = _otherwise(rules_of(rule_set), on)
        here = [code for code in sorted(within(rule_set.region_id)) if regions is None or code in regions]
        if asked and here:
            run = run_indicators(home, first=first, last=last, as_of=on, regions=here, indicators=asked)
            found[rule_set.pk] = run.by_indicator()
    return found


def _otherwise(rules: Rules, on: date) -> tuple[Indicator, ...]:
    """Of the set's indicators those with any figure that is not the house's of the day."""
    figures = figures_of(rules)
    mine = {key: said for key, said in figures.items() if any(figure(key, name, on) != n for name, n in said.items())}
    return reckoned_with([one for one in INDICATORS if one.key in mine], mine)
