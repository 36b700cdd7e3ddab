"""What a report says before it is filed: counted from the ledger, rolled up from accepted files, filled by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from nuanxin.command.counters.facts import Window
from nuanxin.command.counters.registry import counter
from nuanxin.command.counters.tables import TABLES
from nuanxin.command.reporting.counting import completed_flat, figures_of
from nuanxin.command.reporting.definitions import find_form, form_of
from nuanxin.command.reporting.forms.checking import flat
from nuanxin.command.reporting.forms.figures import FilledForm
from nuanxin.command.reporting.forms.model import Form
from nuanxin.command.reporting.forms.sheet import Signature
from nuanxin.command.reporting.models import Report, ReportState
from nuanxin.foundation.common.occasion import BEIJING

STANDING = (ReportState.FILED, ReportState.ACCEPTED, ReportState.LOCKED)  # filed and not returned
ROLLS_UP = (ReportState.ACCEPTED, ReportState.LOCKED)


@dataclass(frozen=True)
class Draft:
    """A report's figures with what they rest on: rows of the ledger, files of the areas below, entries by hand."""

    filled: FilledForm
    facts: Mapping[str, list[int]]
    by_hand: Mapping[str, int]
    below: Mapping[str, Mapping[str, int]]  # region → its filed figures, flat
    missing: tuple[str, ...]  # areas below whose file is not accepted
    unfilled: tuple[str, ...] = ()  # cells that the unit has to type in and has not

    def as_frozen(self) -> dict[str, Any]:
        """What `Report.frozen` holds; enough to print, drill and compare a year later."""
        content = self.filled.as_json()
        return {
            "form": self.filled.form.key,
            "version": self.filled.form.version,
            "settings": dict(self.filled.settings),
            **{key: content[key] for key in ("start", "end", "as_of", "rows", "shown", "checks")},
            "items": dict(self.filled.items),
            "previous": dict(self.filled.previous) if self.filled.previous is not None else None,
            "facts": {table: list(numbers) for table, numbers in self.facts.items()},
            "by_hand": dict(self.by_hand),
            "below": {region: dict(figures) for region, figures in self.below.items()},
            "missing": list(self.missing),
            **({"unfilled": list(self.unfilled)} if self.unfilled else {}),
        }


def draft(report: Report, as_of: date) -> Draft:
    """The figures of a report as known on a day.

    Where areas below report in the same round, it is the sum of their accepted files in persons and 分, and what
    happened in the area itself outside of them; else it is counted from the ledger. Entries by hand lie over both.
    """
    of, window = form_of(report.round), live_window(report, as_of)
    settings = of.chosen(report.round.settings)
    own = figures_of(of, window, settings)
    below = {
        child.region_id: flat_figures(child)
        for child in reports_below(report).filter(state__in=ROLLS_UP).order_by("region_id")
    }
    hand = hand_figures(report)
    added = {
        key: hand.get(key, figure + sum(figures.get(key, 0) for figures in below.values()))
        for key, figure in own.items()
    }
    whole = completed_flat(of, window, added, settings=settings, previous=previous_figures(report))
    called = reports_below(report).order_by("region_id").values_list("region_id", flat=True)
    missing = tuple(code for code in called if code not in below)
    unfilled = () if called else tuple(cell for cell in of.entered_cells if cell not in hand)
    return Draft(
        whole, facts_behind(of, window), {cell: hand[cell] for cell in hand if cell in own}, below, missing, unfilled
    )


def facts_behind(of: Form, window: Window) -> dict[str, list[int]]:
    """The numbers of the rows that a form is counted from, by table: what filing freezes."""
    tables = sorted({counter(of.source_of(cell).counts).how.table for cell in of.cells if of.source_of(cell).counts})
    rows = {table: TABLES[table].rows(window) for table in tables}
    return {table: sorted(found.order_by().values_list("pk", flat=True)) for table, found in rows.items()}


def live_window(report: Report, as_of: date) -> Window:
    """What the ledger counts for a report: its region without the areas that report for themselves."""
    below = reports_below(report).order_by("region_id").values_list("region_id", flat=True)
    last = min(report.round.end, as_of)
    # A county that ended while the round ran has a report of its own: its figures are not those of its successor too.
    ended = Report.objects.filter(
        round=report.round, region__succeeded_by=report.region_id, region__valid_to__lt=last
    ).values_list("region_id", flat=True)
    return Window(report.region_id, report.round.start, report.round.end, as_of, without=(*below, *sorted(ended)))


def frozen_window(report: Report) -> Window:
    """The window of a filed report with exactly the rows it was counted from, for drilling."""
    frozen = _frozen(report)
    start, end, as_of = (date.fromisoformat(frozen[key]) for key in ("start", "end", "as_of"))
    return Window(report.region_id, start, end, as_of, frozen=frozen["facts"])


def reports_below(report: Report) -> QuerySet[Report]:
    """The reports of the same round from the areas directly below."""
    return Report.objects.filter(round=report.round, region__parent=report.region_id)


def hand_figures(report: Report) -> dict[str, int]:
    """The standing entries by hand; one without a number gave its cell back to the ledger."""
    standing = report.hand_entries.filter(replaced_by__isnull=True, value__isnull=False)
    return {cell: value for cell, value in standing.values_list("cell", "value") if value is not None}


def flat_figures(report: Report) -> dict[str, int]:
    """Every cell and item that a report says, under one key each."""
    frozen = _frozen(report)
    return flat(frozen["rows"], frozen["items"])


def previous_figures(report: Report) -> dict[str, int] | None:
    """What the same region last filed on the same form; None the first time.

    A form whose readings say whether figures are cumulative is compared within the same action, i.e. the same first day.
    """
    earlier = Report.objects.filter(
        round__form=report.round.form, round__end__lt=report.round.end, region=report.region_id, state__in=STANDING
    )
    if "period" in form_of(report.round).settings:
        earlier = earlier.filter(round__start=report.round.start)
    last = earlier.order_by("-round__end").first()
    return flat_figures(last) if last else None


def filled_form(report: Report) -> FilledForm:
    """A prepared or filed report as a filled form, from its frozen cells, for pages, Excel and PDF."""
    frozen = _frozen(report)
    start, end, as_of = (date.fromisoformat(frozen[key]) for key in ("start", "end", "as_of"))
    return FilledForm(
        find_form(frozen["form"], frozen["version"]),
        report.region_id,
        start,
        end,
        as_of,
        frozen["rows"],
        frozen["items"],
        frozen["settings"],
        frozen["previous"],
        frozenset(frozen.get("unfilled", ())),
    )


def signature(report: Report) -> Signature:
    """The names in the signature fields; 填报时间 is the day of filing."""
    day = report.filed_at.astimezone(BEIJING).date() if report.filed_at else None
    return Signature(report.unit.name, day, {field: signed["text"] for field, signed in report.signed.items()})


def _frozen(report: Report) -> dict[str, Any]:
    frozen: dict[str, Any] | None = report.frozen
    assert frozen is not None, "only a prepared report has figures"
    return frozen
