"""Forms counted from dated facts: any form by the book of counters, the winter form (law.md §19) in one pass a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet, Sum

from nuanxin.command.counters.book import entry
from nuanxin.command.counters.facts import (
    EVERYWHERE,
    Window,
    acts,
    checked_window,
    reception_clues,
    settlements,
    visits,
)
from nuanxin.command.counters.inspected import (
    PROJECT_LINES,
    Seen,
    SeenEmployer,
    look_at_visits,
    look_everywhere,
    published_by_area,
    published_employers,
    row_of,
)
from nuanxin.command.counters.registry import numbers
from nuanxin.command.reporting.forms.checking import flat
from nuanxin.command.reporting.forms.figures import FilledForm, with_total
from nuanxin.command.reporting.forms.loading import WINTER, form
from nuanxin.command.reporting.forms.model import Form, Source
from nuanxin.foundation.organisations.boundaries.then import areas_then
from nuanxin.rights.cases.models import ActKind, OfficialAct, Settlement, SolvedBy, read_lot

ACT_COUNTERS = {
    ActKind.ORDER: "orders",
    ActKind.DECISION: "decisions",
    ActKind.PENALTY: "penalties",
    ActKind.REFERRAL: "referrals",
    ActKind.POLICE_FILING: "police_filings",
}
# Which item a way of solving goes to; labour inspection's own two ways go to columns 4 and 5.
OTHER_WAYS: dict[str, str] = {
    SolvedBy.MEDIATION: "mediation_arbitration",
    SolvedBy.ARBITRATION: "mediation_arbitration",
    SolvedBy.COURT: "court",
    SolvedBy.INDUSTRY: "industry",
}
SOLVED_ITEMS = ("new_forms", "mediation_arbitration", "court", "industry")
ITEM_KEYS = [
    *(f"{line}.{part}" for line in PROJECT_LINES for part in ("checked", "arrears", "amount_fen", "persons")),
    *(f"{item}.{part}" for item in SOLVED_ITEMS for part in ("cases", "persons", "amount_fen")),
    "reception_clues",
    "published_employers",
    "listed",
]


@dataclass
class Counted:
    """Counters by sector ("solved_filed" → "construction" → n) and items by flat key ("court.cases" → n)."""

    counters: dict[str, dict[str, int]] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)

    def add(self, counter: str, sector: str, number: int) -> None:
        by_sector = self.counters.setdefault(counter, {})
        by_sector[sector] = by_sector.get(sector, 0) + number

    def add_item(self, key: str, number: int) -> None:
        self.items[key] = self.items.get(key, 0) + number

    def take_in(self, other: Counted) -> None:
        """Add everything that another holds: an area takes in its parts."""
        for counter, by_sector in other.counters.items():
            for sector, number in by_sector.items():
                self.add(counter, sector, number)
        for key, number in other.items.items():
            self.add_item(key, number)


def winter_report(
    region: str,
    start: date,
    end: date,
    as_of: date,
    *,
    settings: Mapping[str, str] | None = None,
    previous: Mapping[str, int] | None = None,
) -> FilledForm:
    """The winter form of a region (itself and all below) for a window, as known on a day.

    `settings` are the choices that the form leaves open (default: its first ones); `previous` are the figures last
    filed, flat, for the check that cumulative numbers do not fall. BadInput for an unknown region or turned days.
    """
    window = checked_window(region, start, end, as_of)
    chosen = form(WINTER).chosen(dict(settings or {}))
    return filled(form(WINTER), window, count(window, chosen), settings=chosen, previous=previous)


def count(window: Window, settings: Mapping[str, str]) -> Counted:
    """Every counter and item of a window. Four passes: settlements, acts, visits, reception clues."""
    counted = Counted()
    _count_settlements(settlements(window), counted, inside=settings.get("other_ways") == "inside")
    _count_acts(acts(window), counted, as_of=window.as_of)
    seen = look_at_visits(visits(window), as_of=window.as_of)
    count_employers(seen.employers.values(), counted)
    count_projects(seen, counted)
    counted.items["reception_clues"] = reception_clues(window).count()
    return counted


def count_everywhere(start: date, end: date, as_of: date) -> dict[str, Counted]:
    """Every counter and item of every area at once, in the same four passes; areas where nothing happened are missing."""
    window = Window(EVERYWHERE, start, end, as_of)
    parts: dict[str, Counted] = defaultdict(Counted)
    grouped = settlements(window).order_by().values("region_id", "lot").annotate(**SETTLED_SUMS)
    for region, *settled in grouped.values_list(*_BY_LOT):
        add_settled(SettledRow(*settled), parts[region])
    for row in acts(window).values("region_id", "sector", "kind").annotate(n=Count("pk")).order_by():
        add_acts(row, parts[row["region_id"]])
    for row in reception_clues(window).values("region_id").annotate(n=Count("pk")).order_by():
        parts[row["region_id"]].add_item("reception_clues", row["n"])
    areas = areas_then(window.last)
    found: dict[str, Counted] = defaultdict(Counted)
    for region, part in parts.items():
        for area in areas[region]:
            found[area].take_in(part)
    for area, keys in published_by_area(window, areas).items():
        found[area].add_item("published_employers", len(keys))
    for area, seen in look_everywhere(window, areas).items():
        count_employers(seen.employers.values(), found[area])
        count_projects(seen, found[area])
    return dict(found)


def filled(
    of: Form,
    window: Window,
    counted: Counted,
    *,
    settings: Mapping[str, str],
    previous: Mapping[str, int] | None = None,
) -> FilledForm:
    """The winter form with its counted numbers in place, added up and checked."""
    cells = {
        row: {
            number: counted.counters.get(column.counts or "", {}).get(row, 0) for number, column in of.columns.items()
        }
        for row in of.counted_rows
    }
    items = {key: counted.items.get(key, 0) for key in of.item_units}
    return completed(of, window, cells, items, settings=settings, previous=previous)


def figures_of(of: Form, window: Window, settings: Mapping[str, str]) -> dict[str, int]:
    """Every cell and item of any form as the ledger counts it, under flat keys; what the unit types in is 0 here.

    The winter form goes its own way, four passes for the whole table; both ways give the same (tests/property).
    """
    if of is form(WINTER):
        whole = filled(of, window, count(window, settings), settings=settings)
        return {cell: figure for cell, figure in flat(whole.rows, whole.items).items() if cell in set(of.cells)}
    counted = [(cell, of.source_of(cell)) for cell in of.cells]
    asked = [(source.counts, where_of(source, settings)) for _, source in counted if source.counts]
    found = iter(numbers(window, asked))
    return {cell: next(found) if source.counts else 0 for cell, source in counted}


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
    """A filled form from flat figures of everything that is not added up."""
    plain = [number for number in of.columns if number not in of.added_columns]
    cells = {row: {number: figures.get(f"{row}.{number}", 0) for number in plain} for row in of.counted_rows}
    items = {key: figures.get(key, 0) for key in of.item_units}
    return completed(of, window, cells, items, settings=settings, previous=previous)


def form_report(
    of: Form, region: str, start: date, end: date, as_of: date, *, settings: Mapping[str, str] | None = None
) -> FilledForm:
    """Any form of a region for a window as known on a day, without filing: typed cells stand empty at 0."""
    window, chosen = checked_window(region, start, end, as_of), of.chosen(dict(settings or {}))
    return completed_flat(of, window, figures_of(of, window, chosen), settings=chosen)


def completed(
    of: Form,
    window: Window,
    cells: Mapping[str, Mapping[str, int]],
    items: Mapping[str, int],
    *,
    settings: Mapping[str, str],
    previous: Mapping[str, int] | None = None,
) -> FilledForm:
    """A filled form from the counted rows: adds the total row; `previous` counts only where figures are cumulative."""
    mono = previous if settings.get("period", "cumulative") == "cumulative" else None
    rows = with_total(of, cells)
    return FilledForm(of, window.region, window.start, window.end, window.as_of, rows, dict(items), settings, mono)


class SettledRow(NamedTuple):
    """One group of settlements: its lot (sector, way, memo flag) and its sums."""

    lot: int
    cases: int
    people: int
    migrants: int
    amount: int
    migrant_amount: int


SETTLED_SUMS = {
    "cases": Count("*"),
    "people": Sum("persons"),
    "migrants": Sum("migrant_persons"),
    "amount": Sum("amount_fen"),
    "migrant_amount": Sum("migrant_amount_fen"),
}
_BY_LOT = ("region_id", *SettledRow._fields)


def _count_settlements(rows: QuerySet[Settlement], counted: Counted, *, inside: bool) -> None:
    grouped = (
        rows.order_by().values("region_id", "lot").annotate(**SETTLED_SUMS)
    )  # as the index lies, so that none sorts
    for _, *settled in grouped.values_list(*_BY_LOT):
        add_settled(SettledRow(*settled), counted, inside=inside)


def add_settled(row: SettledRow, counted: Counted, *, inside: bool = False) -> None:
    """One group of settlements of a sector, a way and a memo flag, with its sums, into the columns and items it belongs to."""
    sector, way, new_form = read_lot(row.lot)
    sector = row_of(sector)
    if way in (SolvedBy.FILED, SolvedBy.COORDINATED) or inside:
        counted.add("solved_filed" if way == SolvedBy.FILED else "solved_unfiled", sector, row.cases)
        counted.add("solved_persons", sector, row.people)
        counted.add("solved_migrants", sector, row.migrants)
        counted.add("solved_amount", sector, row.amount)
        counted.add("solved_migrant_amount", sector, row.migrant_amount)
    memo = "new_forms" if new_form else None  # beside whatever way it was solved
    for item in filter(None, (OTHER_WAYS.get(way), memo)):
        counted.add_item(f"{item}.cases", row.cases)
        counted.add_item(f"{item}.persons", row.people)
        counted.add_item(f"{item}.amount_fen", row.amount)


def _count_acts(rows: QuerySet[OfficialAct], counted: Counted, *, as_of: date) -> None:
    for row in rows.values("sector", "kind").annotate(n=Count("pk")).order_by():
        add_acts(row, counted)
    counted.items["published_employers"] = len(published_employers(rows, as_of=as_of))


def add_acts(row: Mapping[str, Any], counted: Counted) -> None:
    """One group of acts of a sector and a kind; publications are counted by employer, not here."""
    if row["kind"] in ACT_COUNTERS:
        counted.add(ACT_COUNTERS[row["kind"]], row_of(row["sector"]), row["n"])
    elif row["kind"] == ActKind.LISTING:
        counted.add_item("listed", row["n"])


def count_employers(employers: Iterable[SeenEmployer], counted: Counted) -> None:
    for employer in employers:
        counted.add("employers_inspected", employer.row, 1)
        counted.add("workforce_inspected", employer.row, employer.workforce)
        counted.add("migrants_inspected", employer.row, employer.migrants)


def count_projects(seen: Seen, counted: Counted) -> None:
    for line, projects in seen.projects.items():
        if not projects:
            continue
        counted.add_item(f"{line}.checked", len(projects))
        owing = [project for project in projects.values() if project.arrears]
        counted.add_item(f"{line}.arrears", len(owing))
        counted.add_item(f"{line}.amount_fen", sum(project.fen for project in owing))
        counted.add_item(f"{line}.persons", sum(project.persons for project in owing))
