"""From any cell or item to the rows behind it: the same filters as the count, so that the list adds up to the figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Sum

from nuanxin.command.counters.facts import Window, acts, numbered, reception_clues, settlements, visits
from nuanxin.command.counters.inspected import PROJECT_LINES, look_at_visits, published_employers
from nuanxin.command.counters.registry import counter
from nuanxin.command.reporting.counting import ACT_COUNTERS, OTHER_WAYS, where_of
from nuanxin.command.reporting.forms.checking import cell_name
from nuanxin.command.reporting.forms.loading import WINTER, form
from nuanxin.command.reporting.forms.model import Form
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.parties.models import Sector
from nuanxin.rights.cases.models import ActKind, OfficialAct, SolvedBy
from nuanxin.rights.intake.models import Clue
from nuanxin.watch.inspection.models import Visit

SOLVED_MEASURES = {
    "solved_persons": "persons",
    "solved_migrants": "migrant_persons",
    "solved_amount": "amount_fen",
    "solved_migrant_amount": "migrant_amount_fen",
}
VISIT_MEASURES = {"employers_inspected": "", "workforce_inspected": "workforce", "migrants_inspected": "migrants"}
WAYS = {item: tuple(way for way, goes_to in OTHER_WAYS.items() if goes_to == item) for item in set(OTHER_WAYS.values())}


@dataclass(frozen=True)
class Drill:
    """The rows behind a figure. `kind`: the table, "entered" for a typed cell; `measure`: what is added up, "" = rows counted.

    Visits come once per employer or project: the latest one, which the figure is taken from. `parts`: for a sum over
    several tables, the cells that it adds up.
    """

    cell: str
    title: str
    kind: str
    rows: QuerySet[Any]
    measure: str = ""
    money: bool = False
    parts: tuple[str, ...] = ()

    @property
    def figure(self) -> int:
        """What the rows amount to, in persons, 分 or rows: equal to the cell."""
        if not self.measure:
            return self.rows.count()
        return int(self.rows.order_by().aggregate(sum=Sum(self.measure))["sum"] or 0)


def drill(cell: str, window: Window, settings: Mapping[str, str] | None = None, of: Form | None = None) -> Drill:
    """The rows behind "construction.4", "total.8", "government.amount_fen" or "listed". BadInput for an unknown cell."""
    of = of or form(WINTER)
    row, _, part = cell.partition(".")
    known = cell in of.item_units or (row in of.rows and part in of.columns)
    if not known:
        raise BadInput(Fault(f"表中没有“{cell}”这一格", remedy="请从统计表中点开"))
    if of is not form(WINTER):
        return _behind_any(of, cell, window, dict(settings or {}))
    if cell in of.item_units:
        kind, rows, measure = _ITEMS[row](row, part, window)
    else:
        kind, rows, measure = _behind_column(of.columns[part].counts or "", row, window, dict(settings or {}))
    return Drill(cell, cell_name(of, cell), kind, rows, measure, of.is_money(cell))


def _behind_any(of: Form, cell: str, window: Window, settings: dict[str, str]) -> Drill:
    """By the book of counters. Where a sum runs over several tables or measures there is no one list: its parts lead on."""
    parts = of.leaves(cell)
    sources = [of.source_of(part) for part in parts]
    counted = [source for source in sources if source.counts]
    hows = {(counter(source.counts).how.table, counter(source.counts).how.measure) for source in counted}
    name, money = cell_name(of, cell), of.is_money(cell)
    listed = tuple(parts) if parts != [cell] else ()
    if len(hows) != 1:
        return Drill(cell, name, "entered" if not hows else "parts", Clue.objects.none(), "", money, listed)
    ((table, measure),) = hows
    found: set[int] = set()
    for source in counted:
        found.update(
            counter(source.counts).rows(window, where_of(source, settings)).order_by().values_list("pk", flat=True)
        )
    rows = counter(counted[0].counts).table.rows(window).filter(pk__in=numbered(found))
    return Drill(
        cell,
        name,
        table,
        rows.annotate(measured=counter(counted[0].counts).measured()),
        "measured" if measure else "",
        money,
        listed,
    )


Behind = tuple[str, QuerySet[Any], str]


def _behind_column(counter: str, row: str, window: Window, settings: dict[str, str]) -> Behind:
    if counter in VISIT_MEASURES:
        seen = look_at_visits(visits(window), as_of=window.as_of)
        latest = [employer.latest for employer in seen.employers.values() if row in (employer.row, "total")]
        return "visits", Visit.objects.filter(pk__in=numbered(latest)), VISIT_MEASURES[counter]
    for kind, name in ACT_COUNTERS.items():
        if name == counter:
            return "acts", _in_row(acts(window).filter(kind=kind), row), ""
    ways: list[str] = [SolvedBy.FILED, SolvedBy.COORDINATED]
    if settings.get("other_ways") == "inside":
        ways += OTHER_WAYS
    if counter == "solved_filed":
        ways = [SolvedBy.FILED]
    elif counter == "solved_unfiled":
        ways.remove(SolvedBy.FILED)
    solved = settlements(window).filter(solved_by__in=ways)
    return "settlements", _in_row(solved, row), SOLVED_MEASURES.get(counter, "")


def _in_row(rows: QuerySet[Any], row: str) -> QuerySet[Any]:
    if row == "total":
        return rows
    named = (Sector.CONSTRUCTION.value, Sector.MANUFACTURING.value)
    return rows.filter(sector=row) if row in named else rows.exclude(sector__in=named)


def _projects(line: str, part: str, window: Window) -> Behind:
    seen = look_at_visits(visits(window), as_of=window.as_of)
    projects = seen.projects[line].values()
    latest = [project.latest for project in projects if project.arrears or part == "checked"]
    return (
        "visits",
        Visit.objects.filter(pk__in=numbered(latest)),
        {"amount_fen": "arrears_fen", "persons": "arrears_persons"}.get(part, ""),
    )


def _solved(item: str, part: str, window: Window) -> Behind:
    which = Q(new_form=True) if item == "new_forms" else Q(solved_by__in=WAYS[item])
    return "settlements", settlements(window).filter(which), "" if part == "cases" else part


def _reception(item: str, part: str, window: Window) -> Behind:
    return "clues", reception_clues(window), ""


def _published(item: str, part: str, window: Window) -> Behind:
    latest = published_employers(acts(window), as_of=window.as_of).values()
    return "acts", OfficialAct.objects.filter(pk__in=numbered(latest)), ""


def _listed(item: str, part: str, window: Window) -> Behind:
    return "acts", acts(window).filter(kind=ActKind.LISTING), ""


_ITEMS: dict[str, Callable[[str, str, Window], Behind]] = {
    **dict.fromkeys(PROJECT_LINES, _projects),
    **dict.fromkeys(("new_forms", *WAYS), _solved),
    "reception_clues": _reception,
    "published_employers": _published,
    "listed": _listed,
}
