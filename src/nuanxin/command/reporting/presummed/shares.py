"""What each region's facts, each employer and each publication adds to the counters of every area, day by day.

Additive figures are shared by region. Distinct ones (employers, projects, published employers) are shared by the party:
its contribution to an area is recomputed visit by visit with the same code that counts a table, and only what changes
from one day to the next becomes a step. So steps add up to the recount exactly, for any last day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Q

from nuanxin.command.counters.distinct import OF_VISITS
from nuanxin.command.counters.facts import Window, acts, numbered, visits
from nuanxin.command.counters.inspected import VISIT_FIELDS, ProjectNames, Seen, VisitRow, published_employers
from nuanxin.command.counters.registry import counter, grouping
from nuanxin.command.counters.tables import TABLES
from nuanxin.command.reporting.counting import asked_of
from nuanxin.command.reporting.forms.loading import WINTER, form

_FORM = form(WINTER)
# The fixed order in which a node's figures are kept: every column by sector, then every item.
FIGURES = [f"{row}.{column}" for column in _FORM.columns for row in _FORM.counted_rows] + list(_FORM.item_units)
_COUNTERS = [(counter(key), where) for key, where in asked_of(_FORM, _FORM.chosen({}), FIGURES)[1]]
Figures = dict[str, int]  # place of the figure in `FIGURES` → number
Days = dict[date, Figures]
# areas (their codes with blanks between, where several take the same) → day → {place of the figure: added that day}
Steps = dict[str, dict[str, dict[str, int]]]
Areas = Mapping[str, list[str]]  # region → the areas it lies in, itself included


def region_shares(window: Window, areas: Areas, only: Iterable[str] | None = None) -> Iterator[tuple[str, Steps]]:
    """Settlements and acts of each region: ("region:410721", steps); of the regions named, or of all."""
    place = Q() if only is None else Q(region_id__in=list(only))
    return _shares_of(("settlements", "acts"), "region", window, areas, place)


def clue_shares(window: Window, areas: Areas) -> Iterator[tuple[str, Steps]]:
    """Reception clues of each region. Always of all regions: a clue may have moved, and there are few."""
    return _shares_of(("clues",), "clues", window, areas, Q())


def _shares_of(keys: Sequence[str], name: str, window: Window, areas: Areas, place: Q) -> Iterator[tuple[str, Steps]]:
    by_region: dict[str, Days] = defaultdict(lambda: defaultdict(dict))
    for table in (TABLES[key] for key in keys):
        cells = {
            n: one.cell(where)
            for n, (one, where) in enumerate(_COUNTERS)
            if one.how.table == table.key and not one.how.chosen
        }
        rows = table.rows(window).filter(place)
        for (region, day), sums in grouping(table, cells).each(rows, table.region, table.day):
            figures = by_region[region][day]
            for n, number in sums.items():
                figures[_PLACES[n]] = figures.get(_PLACES[n], 0) + number
    for region, days in by_region.items():
        yield f"{name}:{region}", _in_all_areas(days, areas[region])


_PLACES = [str(place) for place in range(len(FIGURES))]


def add_figures(figures: Figures, change: Mapping[str, int]) -> None:
    """Add figures by place."""
    for place, number in change.items():
        figures[place] = figures.get(place, 0) + number


def publication_shares(window: Window, areas: Areas) -> Iterator[tuple[str, Steps]]:
    """Each employer published, once per area, from the day of its first publication there. Always of all: there are few."""
    steps: dict[str, Steps] = defaultdict(dict)
    one = {_PLACES[n]: 1 for n, (each, _) in enumerate(_COUNTERS) if each.how.chosen == "published"}
    for area, employers in published_employers(acts(window), as_of=window.as_of, areas=areas.__getitem__).items():
        for key, published in employers.items():
            steps[key][area] = {published.first.isoformat(): one}
    for key, of_areas in steps.items():
        yield f"published:{key}", of_areas


def employer_shares(
    window: Window,
    areas: Areas,
    kept: Mapping[int, int],
    kept_projects: Mapping[int, int],
    only: Iterable[int] | None = None,
) -> Iterator[tuple[str, Steps]]:
    """Each employer's visits: ("employer:7", steps), merged ones under the kept one; of the employers named, or of all."""
    rows = visits(window)
    if only is not None:
        rows = rows.filter(employer_id__in=numbered(only))
    in_order = rows.order_by("employer_id", "visited_on", "recorded_on", "recorded_at", "pk")
    found = in_order.values_list(*VISIT_FIELDS, "region_id", "visited_on", "recorded_on", "recorded_at")
    names = ProjectNames(dict(kept_projects))
    shared = {*kept, *kept.values()}
    together: dict[int, list[VisitRow]] = defaultdict(list)
    for employer, own in groupby(found.iterator(chunk_size=5000), key=lambda row: row[1]):
        if employer in shared:
            together[kept.get(employer, employer)] += own
        else:
            yield f"employer:{employer}", _employer_steps(employer, own, areas, names)
    for employer, rows_of_all in together.items():
        rows_of_all.sort(key=lambda row: (*row[-3:], row[0]))
        yield f"employer:{employer}", _employer_steps(employer, rows_of_all, areas, names)


def _employer_steps(employer: int, rows: Iterable[VisitRow], areas: Areas, names: ProjectNames) -> Steps:
    seen: dict[str, Seen] = {}
    before: dict[str, dict[str, int]] = defaultdict(dict)
    steps: Steps = {}
    for row in rows:
        *visit, region, visited_on, _, _ = row
        for area in areas[region]:
            here = seen.setdefault(area, Seen())
            here.take(tuple(visit), employer, names)
            after = _of_visits(here)
            _step(steps.setdefault(area, {}).setdefault(visited_on.isoformat(), {}), before[area], after)
            before[area] = after
    return steps


def _of_visits(seen: Seen) -> Figures:
    """What visits amount to, without zeros."""
    found = {
        _PLACES[n]: one.added(OF_VISITS[one.how.chosen](seen, where))
        for n, (one, where) in enumerate(_COUNTERS)
        if one.how.chosen in OF_VISITS
    }
    return {place: number for place, number in found.items() if number}


def _step(day: dict[str, int], before: Mapping[str, int], after: Mapping[str, int]) -> None:
    for place in before.keys() | after.keys():
        change = after.get(place, 0) - before.get(place, 0) + day.pop(place, 0)
        if change:
            day[place] = change


def _in_all_areas(days: Mapping[date, Figures], areas: Iterable[str]) -> Steps:
    """What happened in a region as a share of every area it lies in: written once, under all their names."""
    told = {
        on.isoformat(): {place: number for place, number in by_place.items() if number} for on, by_place in days.items()
    }
    share = {on: by_place for on, by_place in told.items() if by_place}
    return {" ".join(areas): share} if share else {}


def difference(before: Steps, after: Steps) -> Iterator[tuple[str, str, dict[str, int]]]:
    """(area, day, change of each figure) from one share to its successor; nothing where nothing changed."""
    for areas in before.keys() | after.keys():
        old, new = before.get(areas, {}), after.get(areas, {})
        for day in old.keys() | new.keys():
            change: dict[str, Any] = dict(new.get(day, {}))
            for place, number in old.get(day, {}).items():
                change[place] = change.get(place, 0) - number
            change = {place: number for place, number in change.items() if number}
            if change:
                yield from ((area, day, change) for area in areas.split())
