"""Forms counted from dated facts by the book of counters: one query a table for all cells, of one area or of every area."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from nuanxin.command.counters.book import entry
from nuanxin.command.counters.facts import EVERYWHERE, Window, checked_window
from nuanxin.command.counters.registry import Asked, everywhere, numbers
from nuanxin.command.reporting.forms.figures import FilledForm, with_total
from nuanxin.command.reporting.forms.loading import WINTER, form
from nuanxin.command.reporting.forms.model import Form, Source


def winter_report(
    region: str,
    start: date,
    end: date,
    as_of: date,
    *,
    settings: Mapping[str, str] | None = None,
    previous: Mapping[str, int] | None = None,
) -> FilledForm:
    """The winter form (law.md §19) of a region (itself and all below) for a window, as known on a day.

    `settings` are the choices that the form leaves open (default: its first ones); `previous` are the figures last
    filed, flat, for the check that cumulative numbers do not fall. BadInput for an unknown region or turned days.
    """
    return form_report(form(WINTER), region, start, end, as_of, settings=settings, previous=previous)


def figures_of(of: Form, window: Window, settings: Mapping[str, str]) -> dict[str, int]:
    """Every cell and item of any form as the ledger counts it, under flat keys; what the unit types in is 0 here."""
    cells, asked = asked_of(of, settings)
    return dict.fromkeys(of.cells, 0) | dict(zip(cells, numbers(window, asked), strict=True))


def figures_everywhere(
    of: Form, start: date, end: date, as_of: date, *, settings: Mapping[str, str] | None = None
) -> dict[str, dict[str, int]]:
    """The same of every area at once, in the same queries; areas where nothing happened are missing."""
    cells, asked = asked_of(of, of.chosen(dict(settings or {})))
    found = everywhere(Window(EVERYWHERE, start, end, as_of), asked)
    return {area: dict.fromkeys(of.cells, 0) | dict(zip(cells, each, strict=True)) for area, each in found.items()}


def asked_of(of: Form, settings: Mapping[str, str], only: Iterable[str] = ()) -> tuple[list[str], list[Asked]]:
    """The cells that are counted (of those named, or all), and what each asks of the book of counters."""
    sources = {cell: of.source_of(cell) for cell in only or of.cells}
    counted = {cell: source for cell, source in sources.items() if source.counts}
    return list(counted), [(source.counts, where_of(source, settings)) for source in counted.values()]


def where_of(source: Source, settings: Mapping[str, str]) -> dict[str, str]:
    """The splits of a cell, with those readings of the round that its counter knows."""
    known = entry(source.counts).splits
    return {**{key: choice for key, choice in settings.items() if key in known}, **dict(source.where)}


def completed_flat(
    of: Form,
    window: Window,
    figures: Mapping[str, int],
    *,
    settings: Mapping[str, str],
    previous: Mapping[str, int] | None = None,
) -> FilledForm:
    """A filled form from flat figures of everything that is not added up: adds what is; `previous` only where cumulative."""
    plain = [number for number in of.columns if number not in of.added_columns]
    cells = {row: {number: figures.get(f"{row}.{number}", 0) for number in plain} for row in of.counted_rows}
    items = {key: figures.get(key, 0) for key in of.item_units}
    mono = previous if settings.get("period", "cumulative") == "cumulative" else None
    rows = with_total(of, cells)
    return FilledForm(of, window.region, window.start, window.end, window.as_of, rows, items, settings, mono)


def form_report(
    of: Form,
    region: str,
    start: date,
    end: date,
    as_of: date,
    *,
    settings: Mapping[str, str] | None = None,
    previous: Mapping[str, int] | None = None,
) -> FilledForm:
    """Any form of a region for a window as known on a day, without filing: typed cells stand empty at 0."""
    window, chosen = checked_window(region, start, end, as_of), of.chosen(dict(settings or {}))
    return completed_flat(of, window, figures_of(of, window, chosen), settings=chosen, previous=previous)
