"""A form looked at before it is filed: counted from the ledger, with what units have typed so far; the rest stands empty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time

from nuanxin.command.counters.facts import checked_window
from nuanxin.command.reporting.counting import completed_flat, figures_of
from nuanxin.command.reporting.forms.figures import FilledForm
from nuanxin.command.reporting.forms.model import Form
from nuanxin.command.reporting.models import HandEntry, Report, ReportRound
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.organisations.permission import within


def live_form(
    of: Form, region: str, start: date, end: date, as_of: date, *, settings: Mapping[str, str] | None = None
) -> FilledForm:
    """Any form of a region for a window as known on a day, without filing."""
    window, chosen = checked_window(region, start, end, as_of), of.chosen(dict(settings or {}))
    typed = entered_so_far(of, region, start, end, as_of)
    whole = completed_flat(of, window, figures_of(of, window, chosen) | typed, settings=chosen)
    return replace(whole, unfilled=frozenset(of.entered_cells) - typed.keys())


def blank_form(of: Form, region: str, day: date) -> FilledForm:
    """The sheet with nothing in it, as it is handed out."""
    empty = dict.fromkeys(of.cells, 0)
    cells = {row: {number: empty.get(f"{row}.{number}", 0) for number in of.columns} for row in of.rows}
    items = dict.fromkeys(of.item_units, 0)
    return FilledForm(of, region, day, day, day, cells, items, of.chosen({}), unfilled=frozenset(empty))


def entered_so_far(of: Form, region: str, start: date, end: date, as_of: date) -> dict[str, int]:
    """What the region and all below it have typed for exactly these days, as known on a day; cells that nobody typed are missing.

    What an area typed itself stands for the sum of what those below it typed, as in its report.
    """
    cells = set(of.entered_cells)
    if not cells:
        return {}
    called = (
        ReportRound.objects.filter(form=of.key, start=start, end=end, reports__region=region).order_by("-pk").first()
    )
    if called is None:
        return {}
    parents = dict(
        Report.objects.filter(round=called, region__in=within(region)).values_list("region_id", "region__parent_id")
    )
    own = _typed(called, region, cells, as_of)
    below: dict[str | None, list[str]] = defaultdict(list)
    for code, parent in parents.items():
        below[parent].append(code)

    def said(code: str) -> dict[str, int]:
        added: dict[str, int] = defaultdict(int)
        for part in below[code]:
            for cell, figure in said(part).items():
                added[cell] += figure
        return dict(added) | own.get(code, {})

    return said(region)


def _typed(called: ReportRound, region: str, cells: set[str], as_of: date) -> dict[str, dict[str, int]]:
    """Region → cell → what stood there at the end of the day; an emptied cell is missing."""
    until = datetime.combine(as_of, time.max, BEIJING)
    rows = HandEntry.objects.filter(
        report__round=called, report__region__in=within(region), entered_at__lte=until
    ).order_by("pk")
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for code, cell, value in rows.values_list("report__region_id", "cell", "value"):
        found[code].pop(cell, None)
        if value is not None and cell in cells:
            found[code][cell] = value
    return found
