"""What changed since a report was filed: its figures beside those of now, with the rows that explain each difference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from nuanxin.command.counters.facts import Window, numbered
from nuanxin.command.reporting.definitions import form_of
from nuanxin.command.reporting.drafting import Draft, draft, flat_figures, frozen_window, live_window
from nuanxin.command.reporting.drill import drill
from nuanxin.command.reporting.forms.checking import cell_name, flat
from nuanxin.command.reporting.models import Report


@dataclass(frozen=True)
class Difference:
    """One cell: filed, now, and why. `came`, `went`: rows that count now and did not then, and the other way round.

    A row that counts both times and adds something else now stands in both, as it was and as it is. `below`: for a sum
    of files, the areas whose file gives another number now: region → (filed, now).
    """

    cell: str
    name: str
    filed: int
    now: int
    kind: str
    came: QuerySet[Any]
    went: QuerySet[Any]
    below: dict[str, tuple[int, int]]


def later_changes(report: Report, on: date) -> list[Difference]:
    """Every cell and item of a filed report that would be another number as known on a day; never changes the report."""
    assert report.frozen is not None, "only a prepared report can be compared"
    if report.carried.exists():  # the ledger behind it is in another installation
        return []
    now = draft(report, on)
    figures_then, figures_now = flat_figures(report), flat(now.filled.rows, now.filled.items)
    windows = frozen_window(report), live_window(report, on)
    return [
        _difference(report, now, cell, figures_then.get(cell, 0), figure, windows)
        for cell, figure in figures_now.items()
        if figures_then.get(cell, 0) != figure
    ]


def _difference(
    report: Report, now: Draft, cell: str, filed: int, figure: int, windows: tuple[Window, Window]
) -> Difference:
    settings = dict(now.filled.settings)
    of = now.filled.form
    before, after = (drill(cell, window, settings, of) for window in windows)
    then_rows, now_rows = (set(each.rows.order_by().values_list("pk", "measured")) for each in (before, after))
    went, came = ({pk for pk, _ in rows} for rows in (then_rows - now_rows, now_rows - then_rows))
    then_below: dict[str, dict[str, int]] = (report.frozen or {}).get("below", {})
    areas = sorted({*then_below, *now.below})
    below = {area: (then_below.get(area, {}).get(cell, 0), now.below.get(area, {}).get(cell, 0)) for area in areas}
    return Difference(
        cell,
        cell_name(form_of(report.round), cell),
        filed,
        figure,
        before.kind,
        after.rows.filter(pk__in=numbered(came)),
        before.rows.filter(pk__in=numbered(went)),
        {area: pair for area, pair in below.items() if pair[0] != pair[1]},
    )
