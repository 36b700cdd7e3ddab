"""What each region's facts, each employer and each publication adds to the counters of every area, day by day.

Additive figures are shared by region. Distinct ones (employers, projects, published employers) are shared by the party:
its contribution to an area is recomputed visit by visit with the same code that counts a table, and only what changes
from one day to the next becomes a step. So steps add up to the recount exactly, for any last day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any

from django.db.models import Count, Q

from nuanxin.command.counters.facts import Window, acts, numbered, reception_clues, settlements, visits
from nuanxin.command.counters.inspected import (
    PROJECT_LINES,
    SECTORS,
    VISIT_FIELDS,
    ProjectNames,
    Seen,
    VisitRow,
    published_by_area,
)
from nuanxin.command.reporting.counting import (
    ITEM_KEYS,
    SETTLED_SUMS,
    Counted,
    SettledRow,
    add_acts,
    add_settled,
    count_employers,
    count_projects,
)
from nuanxin.command.reporting.forms.loading import WINTER, form

WINTER_COUNTERS = [column.counts or "" for column in form(WINTER).columns.values()]
# The fixed order in which a node's figures are kept: every counter by sector, then every item.
FIGURES = [f"{counter}.{sector}" for counter in WINTER_COUNTERS for sector in SECTORS] + ITEM_KEYS
_PLACE = {name: str(place) for place, name in enumerate(FIGURES)}
Figures = dict[str, int]  # place of the figure → number
Days = dict[date, Figures]
# areas (their codes with blanks between, where several take the same) → day → {place of the figure: added that day}
Steps = dict[str, dict[str, dict[str, int]]]
Areas = Mapping[str, list[str]]  # region → the areas it lies in, itself included


def figures_of(counted: Counted) -> dict[str, int]:
    """The counted numbers by their place in `FIGURES`, without zeros."""
    figures = {
        _PLACE[f"{counter}.{sector}"]: number
        for counter, by_sector in counted.counters.items()
        for sector, number in by_sector.items()
    }
    figures |= {_PLACE[item]: number for item, number in counted.items.items()}
    return {place: number for place, number in figures.items() if number}


def counted_of(figures: list[int]) -> Counted:
    """The other way round: figures in their fixed order as counters and items."""
    counted = Counted()
    for name, number in zip(FIGURES, figures, strict=True):
        counter, _, sector = name.partition(".")
        if name in _ITEMS:
            counted.items[name] = number
        else:
            counted.add(counter, sector, number)
    return counted


_ITEMS = frozenset(ITEM_KEYS)


def region_shares(window: Window, areas: Areas, only: Iterable[str] | None = None) -> Iterator[tuple[str, Steps]]:
    """Settlements and acts of each region: ("region:410721", steps); of the regions named, or of all."""
    place = Q() if only is None else Q(region_id__in=list(only))
    by_region: dict[str, Days] = defaultdict(lambda: defaultdict(dict))
    solved = settlements(window).filter(place).order_by().values("region_id", "solved_on", "lot")
    grouped = solved.annotate(**SETTLED_SUMS).values_list("region_id", "solved_on", *SettledRow._fields)
    for region, day, lot, *sums in grouped.iterator(chunk_size=20_000):
        _add_sums(by_region[region][day], lot, sums)
    acted = acts(window).filter(place).values("region_id", "done_on", "sector", "kind").annotate(n=Count("pk"))
    for row in acted.order_by():
        counted = Counted()
        add_acts(row, counted)
        add_figures(by_region[row["region_id"]][row["done_on"]], figures_of(counted))
    for region, days in by_region.items():
        yield f"region:{region}", _in_all_areas(days, areas[region])


def _add_sums(figures: Figures, lot: int, sums: Sequence[int]) -> None:
    for place, which in _places_of_lot(lot):
        figures[place] = figures.get(place, 0) + sums[which]


@cache
def _places_of_lot(lot: int) -> list[tuple[str, int]]:
    """Where each sum of a lot goes: (place of the figure, which of the sums), as `add_settled` says."""
    return [
        (place, which)
        for which in range(len(SETTLED_SUMS))
        for place in figures_of(_one_settled(lot, [int(each == which) for each in range(len(SETTLED_SUMS))]))
    ]


def _one_settled(lot: int, sums: Sequence[int]) -> Counted:
    counted = Counted()
    add_settled(SettledRow(lot, *sums), counted)
    return counted


def add_figures(figures: Figures, change: Mapping[str, int]) -> None:
    """Add figures by place."""
    for place, number in change.items():
        figures[place] = figures.get(place, 0) + number


def clue_shares(window: Window, areas: Areas) -> Iterator[tuple[str, Steps]]:
    """Reception clues of each region. Always of all regions: a clue may have moved, and there are few."""
    by_region: dict[str, Days] = defaultdict(dict)
    received = reception_clues(window).values("region_id", "received_on").annotate(n=Count("pk"))
    for row in received.order_by():
        by_region[row["region_id"]][row["received_on"]] = {_PLACE["reception_clues"]: row["n"]}
    for region, days in by_region.items():
        yield f"clues:{region}", _in_all_areas(days, areas[region])


def publication_shares(window: Window, areas: Areas) -> Iterator[tuple[str, Steps]]:
    """Each employer published, once per area, from the day of its first publication there. Always of all: there are few."""
    first: dict[str, Steps] = defaultdict(dict)
    one = {_PLACE["published_employers"]: 1}
    for area, employers in published_by_area(window, areas).items():
        for key, since in employers.items():
            first[key][area] = {since.isoformat(): one}
    for key, steps in first.items():
        yield f"published:{key}", steps


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
            here = seen.setdefault(area, Seen(projects={line: {} for line in PROJECT_LINES}))
            here.take(tuple(visit), employer, names)
            counted = Counted()
            count_employers(here.employers.values(), counted)
            count_projects(here, counted)
            after = figures_of(counted)
            _step(steps.setdefault(area, {}).setdefault(visited_on.isoformat(), {}), before[area], after)
            before[area] = after
    return steps


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
