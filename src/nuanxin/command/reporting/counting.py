"""The winter form counted from dated facts (law.md §19, contracts `winter_report`): one pass over each table of facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, QuerySet, Sum

from nuanxin.command.reporting.facts import (
    Window,
    acts,
    checked_window,
    kept_parties,
    reception_clues,
    settlements,
    visits,
)
from nuanxin.command.reporting.forms.checking import Figures, check_figures
from nuanxin.command.reporting.forms.figures import FilledForm, shown_rows, with_total
from nuanxin.command.reporting.forms.loading import WINTER, form
from nuanxin.command.reporting.forms.model import Form
from nuanxin.foundation.parties.models import Employer, Project, Sector
from nuanxin.rights.cases.models import ActKind, OfficialAct, Settlement, SolvedBy
from nuanxin.watch.inspection.models import Visit

SECTORS = (Sector.CONSTRUCTION.value, Sector.MANUFACTURING.value, Sector.OTHER.value)
ACT_COUNTERS = {
    ActKind.ORDER: "orders",
    ActKind.DECISION: "decisions",
    ActKind.PENALTY: "penalties",
    ActKind.REFERRAL: "referrals",
    ActKind.POLICE_FILING: "police_filings",
}
# Which item a way of solving goes to; labour inspection's own two ways go to columns 4 and 5.
OTHER_WAYS = {
    SolvedBy.MEDIATION: "mediation_arbitration",
    SolvedBy.ARBITRATION: "mediation_arbitration",
    SolvedBy.COURT: "court",
    SolvedBy.INDUSTRY: "industry",
}
PROJECT_LINES = ("government", "state_firm")
_VISIT_FIELDS = (
    "pk", "employer_id", "sector", "workforce", "migrants", "project_id", "project_key", "government", "state_firm",
    "arrears_found", "arrears_persons", "arrears_fen",
)  # fmt: skip


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
    _count_employers(seen.employers.values(), counted)
    _count_projects(seen, counted)
    counted.items["reception_clues"] = reception_clues(window).count()
    return counted


def filled(
    of: Form,
    window: Window,
    counted: Counted,
    *,
    settings: Mapping[str, str],
    previous: Mapping[str, int] | None = None,
    by_hand: Mapping[str, int] | None = None,
) -> FilledForm:
    """The form with its counted numbers in place, those entered by hand over them ("other.4", "court.cases"), checked."""
    hand = by_hand or {}
    cells = {
        row: {
            number: hand.get(f"{row}.{number}", counted.counters.get(column.counts, {}).get(row, 0))
            for number, column in of.columns.items()
        }
        for row in of.counted_rows
    }
    items = {key: hand.get(key, counted.items.get(key, 0)) for key in of.item_units}
    return completed(of, window, cells, items, settings=settings, previous=previous)


def completed(
    of: Form,
    window: Window,
    cells: Mapping[str, Mapping[str, int]],
    items: Mapping[str, int],
    *,
    settings: Mapping[str, str],
    previous: Mapping[str, int] | None = None,
) -> FilledForm:
    """A filled form from the counted rows: adds the total row and runs the checks."""
    rows = with_total(of, cells)
    mono = previous if settings.get("period", "cumulative") == "cumulative" else None
    figures = Figures(of, rows, shown_rows(of, rows), items, mono)
    return FilledForm(
        of, window.region, window.start, window.end, window.as_of, rows, dict(items), check_figures(figures), settings
    )


def row_of(sector: str) -> str:
    """The row of a sector; what is blank or unknown is 其他 (law.md §19.1)."""
    return sector if sector in SECTORS else Sector.OTHER.value


def _count_settlements(rows: QuerySet[Settlement], counted: Counted, *, inside: bool) -> None:
    sums = rows.values("sector", "solved_by", "new_form").annotate(
        cases=Count("pk"),
        people=Sum("persons"),
        migrants=Sum("migrant_persons"),
        amount=Sum("amount_fen"),
        migrant_amount=Sum("migrant_amount_fen"),
    )
    for row in sums.order_by():
        way, sector = row["solved_by"], row_of(row["sector"])
        if way in (SolvedBy.FILED, SolvedBy.COORDINATED) or inside:
            counted.add("solved_filed" if way == SolvedBy.FILED else "solved_unfiled", sector, row["cases"])
            counted.add("solved_persons", sector, row["people"])
            counted.add("solved_migrants", sector, row["migrants"])
            counted.add("solved_amount", sector, row["amount"])
            counted.add("solved_migrant_amount", sector, row["migrant_amount"])
        memo = "new_forms" if row["new_form"] else None  # beside whatever way it was solved
        for item in filter(None, (OTHER_WAYS.get(way), memo)):
            counted.add_item(f"{item}.cases", row["cases"])
            counted.add_item(f"{item}.persons", row["people"])
            counted.add_item(f"{item}.amount_fen", row["amount"])


def _count_acts(rows: QuerySet[OfficialAct], counted: Counted, *, as_of: date) -> None:
    for row in rows.values("sector", "kind").annotate(n=Count("pk")).order_by():
        if row["kind"] in ACT_COUNTERS:
            counted.add(ACT_COUNTERS[row["kind"]], row_of(row["sector"]), row["n"])
        elif row["kind"] == ActKind.LISTING:
            counted.add_item("listed", row["n"])
    counted.items["published_employers"] = len(published_employers(rows, as_of=as_of))


def published_employers(rows: QuerySet[OfficialAct], *, as_of: date) -> dict[str, int]:
    """Each employer published, by key, with its latest publication; merged employers are one, a blank one is its clue's."""
    published = rows.filter(kind=ActKind.PUBLICATION).order_by("done_on", "recorded_on", "recorded_at", "pk")
    found = list(published.values_list("pk", "employer_key", "clue_id"))
    if not found:
        return {}
    same = _kept_keys(as_of)
    return {same.get(key, key) if key else f"clue:{clue}": pk for pk, key, clue in found}


def _kept_keys(as_of: date) -> dict[str, str]:
    """For merged employers: the key written on acts (credit code, else name) → the key of the kept one."""
    kept = kept_parties("employer", as_of)
    names = {
        pk: code or name
        for pk, code, name in Employer.objects.filter(pk__in={*kept, *kept.values()}).values_list(
            "pk", "credit_code", "name_key"
        )
    }
    return {names[merged]: names[end] for merged, end in kept.items() if merged in names and end in names}


@dataclass
class SeenEmployer:
    """An employer once: its latest visit, and whether any counted visit was tied to a project."""

    latest: int = 0
    sector: str = ""
    workforce: int = 0
    migrants: int = 0
    tied: bool = False

    @property
    def row(self) -> str:
        return Sector.CONSTRUCTION.value if self.tied else row_of(self.sector)


@dataclass
class SeenProject:
    """A project once on its line: the latest visit that carries the flag, and what it found."""

    latest: int
    arrears: bool
    persons: int
    fen: int


@dataclass
class Seen:
    """What the visits of a window amount to: employers, and per line of item 1 the projects by (name, employer)."""

    employers: dict[int, SeenEmployer] = field(default_factory=dict)
    projects: dict[str, dict[tuple[str, int], SeenProject]] = field(default_factory=dict)


def look_at_visits(rows: QuerySet[Visit], *, as_of: date) -> Seen:
    """One pass over visits in time order: what comes later stands."""
    kept_employers, kept_projects = kept_parties("employer", as_of), kept_parties("project", as_of)
    names = _ProjectNames(kept_projects)
    seen = Seen(projects={line: {} for line in PROJECT_LINES})
    for row in rows.values_list(*_VISIT_FIELDS).iterator(chunk_size=5000):
        pk, employer_id, sector, workforce, migrants, project_id, project_key, government, state_firm, *found = row
        employer_id = kept_employers.get(employer_id, employer_id)
        employer = seen.employers.setdefault(employer_id, SeenEmployer())
        employer.latest, employer.sector = pk, sector
        employer.workforce, employer.migrants = workforce, migrants
        employer.tied |= bool(project_key or project_id)
        if government or state_firm:
            arrears, persons, fen = found
            key = (names.of(project_id, project_key), employer_id)
            project = SeenProject(pk, arrears, persons or 0, fen or 0)
            for line, flag in zip(PROJECT_LINES, (government, state_firm), strict=True):
                if flag:
                    seen.projects[line][key] = project
    return seen


class _ProjectNames:
    """The name by which a visit's project is compared; a merged project goes by the name of the kept one."""

    def __init__(self, kept: dict[int, int]) -> None:
        self._kept = kept
        self._names: dict[int, str] = {}

    def of(self, project_id: int | None, project_key: str) -> str:
        if project_id is None or (project_key and project_id not in self._kept):
            return project_key
        project_id = self._kept.get(project_id, project_id)
        if project_id not in self._names:
            self._names[project_id] = Project.objects.values_list("name_key", flat=True).get(pk=project_id)
        return self._names[project_id]


def _count_employers(employers: Iterable[SeenEmployer], counted: Counted) -> None:
    for employer in employers:
        counted.add("employers_inspected", employer.row, 1)
        counted.add("workforce_inspected", employer.row, employer.workforce)
        counted.add("migrants_inspected", employer.row, employer.migrants)


def _count_projects(seen: Seen, counted: Counted) -> None:
    for line, projects in seen.projects.items():
        counted.add_item(f"{line}.checked", len(projects))
        owing = [project for project in projects.values() if project.arrears]
        counted.add_item(f"{line}.arrears", len(owing))
        counted.add_item(f"{line}.amount_fen", sum(project.fen for project in owing))
        counted.add_item(f"{line}.persons", sum(project.persons for project in owing))
