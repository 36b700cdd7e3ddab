"""Counters by key: a number for a window, the rows behind it, a number for each of many areas. Forms, indicators, rankings.

`counter("solved_persons").number(window)` · `.rows(window)` · `.figure(...)`; `numbers(window, asked)` counts many at once,
one query a table, however many cells ask. A key or split that is not in `book.yaml` is a BadInput that says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Greatest

from nuanxin.command.counters.book import Entry, Where, book, entry, slips
from nuanxin.command.counters.distinct import Looked, standing
from nuanxin.command.counters.facts import EVERYWHERE, Window, numbered
from nuanxin.command.counters.grouping import Cell, Grouping
from nuanxin.command.counters.inspected import Areas
from nuanxin.command.counters.tables import LABOUR_INSPECTION, TABLES, Table
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.organisations.boundaries.then import areas_then
from nuanxin.rights.cases.models import ActKind, SolvedBy

Asked = tuple[str, Where]


@dataclass(frozen=True)
class How:
    """How a counter counts: rows of a table that meet `only`; `measure` is what is added up ("" counts rows).

    A distinct one (each employer once …) takes only the rows that `distinct.standing` picks.
    """

    table: str
    only: Q = field(default_factory=Q)
    measure: str = ""
    chosen: str = ""
    inspection_only: bool = False  # 解决 by labour inspection, wider where other_ways is inside


def _solved(measure: str = "", filed: bool | None = None) -> How:
    only = Q() if filed is None else Q(solved_by=SolvedBy.FILED) if filed else ~Q(solved_by=SolvedBy.FILED)
    return How("settlements", only, measure, inspection_only=True)


def _each(prefix: str, only: Q) -> dict[str, How]:
    measures = {"cases": "", "persons": "persons", "amount": "amount_fen"}
    return {f"{prefix}_{part}": How("settlements", only, measure) for part, measure in measures.items()}


def _projects(line: str) -> dict[str, How]:
    return {
        f"{line}_projects_checked": How("visits", chosen=f"{line}.checked"),
        f"{line}_projects_owing": How("visits", chosen=f"{line}.owing"),
        f"{line}_arrears_fen": How("visits", measure="arrears_fen", chosen=f"{line}.owing"),
        f"{line}_arrears_persons": How("visits", measure="arrears_persons", chosen=f"{line}.owing"),
    }


_SKIP_OR_MASS = Q(mass=True) | Q(kind="skip_level")
_HOW: dict[str, How] = {
    "employers_inspected": How("visits", chosen="employers"),
    "workforce_inspected": How("visits", measure="workforce", chosen="employers"),
    "migrants_inspected": How("visits", measure="migrants", chosen="employers"),
    "inspections": How("visits"),
    "visits_with_arrears": How("visits", Q(arrears_found=True)),
    **_projects("government"),
    **_projects("state_firm"),
    "solved_filed": _solved(filed=True),
    "solved_unfiled": _solved(filed=False),
    "solved_persons": _solved("persons"),
    "solved_migrants": _solved("migrant_persons"),
    "solved_amount": _solved("amount_fen"),
    "solved_migrant_amount": _solved("migrant_amount_fen"),
    **_each("settled", Q()),
    "settled_migrants": How("settlements", measure="migrant_persons"),
    **_each("new_form", Q(new_form=True)),
    **_each("mediated", Q(solved_by__in=(SolvedBy.MEDIATION, SolvedBy.ARBITRATION))),
    **_each("court", Q(solved_by=SolvedBy.COURT)),
    **_each("industry", Q(solved_by=SolvedBy.INDUSTRY)),
    "orders": How("acts", Q(kind=ActKind.ORDER)),
    "decisions": How("acts", Q(kind=ActKind.DECISION)),
    "penalties": How("acts", Q(kind=ActKind.PENALTY)),
    "referrals": How("acts", Q(kind=ActKind.REFERRAL)),
    "police_filings": How("acts", Q(kind=ActKind.POLICE_FILING)),
    "published_employers": How("acts", Q(kind=ActKind.PUBLICATION), chosen="published"),
    "listed": How("acts", Q(kind=ActKind.LISTING)),
    "clues_received": How("received"),
    "clue_persons": How("received", measure="then_persons"),
    "clue_amount": How("received", measure="then_amount_fen"),
    "clues_closed": How("closed"),
    "open_clues": How("open"),
    "open_persons": How("open", measure="then_persons"),
    "open_amount": How("open", measure="then_amount_fen"),
    "open_government_clues": How("open", Q(then_government=True)),
    "reception_clues": How("clues"),
    "legal_aid_cases": How("legal_aid"),
    "legal_aid_persons": How("legal_aid", measure="aided"),
    "legal_advice": How("advice"),
    "hardship_workers": How("relief", chosen="relieved"),
    "hardship_amount": How("relief", measure="amount_fen"),
    "advanced_amount": How("advances", measure="amount_fen"),
    "petitions": How("petitions"),
    "mass_petitions": How("petitions", Q(mass=True)),
    "skip_level_petitions": How("petitions", Q(kind="skip_level")),
    "mass_or_skip_petitions": How("petitions", _SKIP_OR_MASS),
    "mass_or_skip_persons": How("petitions", _SKIP_OR_MASS, "persons"),
    "activities_held": How("activities"),
    "activity_persons": How("activities", measure="persons", chosen="people"),
    "brochures_made": How("materials", Q(kind__in=("handbook", "leaflet")), "made"),
    "materials_made": How("materials", measure="made"),
    "materials_given": How("handouts", measure="amount"),
    "media_posts": How("media_posts"),
}
# A measure that is no plain field: persons on the clue of an aid file, one where none are stated.
_WORKED_OUT = {"aided": Greatest(Coalesce(F("then_persons"), Value(1)), Value(1))}


_HERE = ("",)  # one area, whatever it is called


@dataclass(frozen=True)
class Counter:
    """One counter: what the book says of it and how it counts."""

    key: str
    entry: Entry
    how: How

    @property
    def table(self) -> Table:
        return TABLES[self.how.table]

    def number(self, window: Window, where: Where | None = None) -> int:
        """The number: rows, persons or 分."""
        return numbers(window, [(self.key, where or {})])[0]

    def rows(self, window: Window, where: Where | None = None) -> QuerySet[Any]:
        """The rows behind the number, each with `measured`: what it adds."""
        return rows_behind(window, [(self.key, where or {})])

    def narrowed(self, where: Where) -> Q:
        """Which rows of its table a counter takes that counts rows as they are."""
        found = self.how.only & self.table.narrowed(where)
        if self.how.inspection_only and where.get("other_ways") != "inside":
            found &= Q(solved_by__in=LABOUR_INSPECTION)
        return found

    def cell(self, where: Where) -> Cell:
        """The same for facts that are grouped."""
        return Cell(self.narrowed(where), self.how.measure)

    def added(self, each: Iterable[Any]) -> int:
        """What those that are counted once add up to."""
        measure = self.how.measure
        return sum(getattr(one, measure) for one in each) if measure else sum(1 for _ in each)

    def measured(self) -> Any:
        """What one row adds, as an expression."""
        measure = self.how.measure
        if not measure:
            return Value(1)
        return _WORKED_OUT.get(measure) or Coalesce(F(measure), Value(0))


def counter(key: str) -> Counter:
    """A counter by key. BadInput for an unknown one."""
    return Counter(key, entry(key), _HOW[key])


def counters() -> dict[str, Counter]:
    """All of them, in the order of the book."""
    return {key: counter(key) for key in book().counters}


def numbers(window: Window, asked: Iterable[Asked]) -> list[int]:
    """Many numbers of one window, in the order asked: one query a table, one look at the visits."""
    asked = list(asked)
    found = by_area(window, asked, lambda region: _HERE)
    return found.get(_HERE[0], [0] * len(asked))


def by_area(window: Window, asked: Iterable[Asked], areas: Areas) -> dict[str, list[int]]:
    """The same numbers for each area that the regions of a window count for, in the same queries; nothing for an empty one."""
    wanted = {place: (counter(key), _sound(key, where)) for place, (key, where) in enumerate(asked)}
    looked = Looked(window, areas)
    found: dict[str, list[int]] = defaultdict(lambda: [0] * len(wanted))
    by_table: dict[str, dict[int, Cell]] = defaultdict(dict)
    for place, (one, where) in wanted.items():
        if not one.how.chosen:
            by_table[one.how.table][place] = one.cell(where)
            continue
        for area, each in standing(one.how.chosen, looked, where).items():
            found[area][place] = one.added(each)
    for key, cells in by_table.items():
        table = TABLES[key]
        for area, sums in grouping(table, cells).by_area(table.rows(window), table.region, areas).items():
            for place, number in sums.items():
                found[area][place] = number
    return dict(found)


def everywhere(window: Window, asked: Iterable[Asked]) -> dict[str, list[int]]:
    """Many numbers of every area at once, whatever region the window names; areas where nothing happened are missing."""
    areas = areas_then(window.last)
    return by_area(replace(window, region=EVERYWHERE), asked, areas.__getitem__)


def rows_behind(window: Window, asked: Sequence[Asked]) -> QuerySet[Any]:
    """The rows behind figures that stand in one table and add up the same, each once, with `measured`: what it adds."""
    wanted = [(counter(key), _sound(key, where)) for key, where in asked]
    first, looked = wanted[0][0], Looked(window, lambda region: _HERE)
    meant, once = Q(pk__in=()), set[int]()
    for one, where in wanted:
        if one.how.chosen:
            once.update(each.latest for each in standing(one.how.chosen, looked, where).get(_HERE[0], ()))
        else:
            meant |= one.narrowed(where) or ~Q(pk__in=())
    if once:
        meant |= Q(pk__in=numbered(once))
    found: QuerySet[Any] = first.table.rows(window).filter(meant).annotate(measured=first.measured())
    return found


def grouping(table: Table, cells: Mapping[int, Cell]) -> Grouping:
    """How the cells of a table are counted in one query."""
    return Grouping(cells, _WORKED_OUT, table.lot)


def _sound(key: str, where: Where) -> Where:
    if wrong := slips(key, where):
        raise BadInput([Fault(each, remedy="请从指标目录中选择") for each in wrong])
    return where
