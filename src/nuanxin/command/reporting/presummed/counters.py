"""Pre-summed tables: one row holds the whole winter form of an area from a first day to any last day.

`rebuild_counters` sums everything in one pass a table; `refresh_counters` adds only what changed since; `counted_table`
reads one table by one look-up. All give exactly what a recount gives; where they cannot, they say so (None).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from nuanxin.command.counters.facts import EVERYWHERE, Window, kept_parties
from nuanxin.command.reporting.counting import completed_flat
from nuanxin.command.reporting.forms.figures import FilledForm
from nuanxin.command.reporting.forms.loading import WINTER, form
from nuanxin.command.reporting.models import CountedWindow, CounterShare, NodeCount
from nuanxin.command.reporting.presummed.shares import (
    FIGURES,
    Figures,
    Steps,
    add_figures,
    clue_shares,
    difference,
    employer_shares,
    publication_shares,
    region_shares,
)
from nuanxin.command.reporting.presummed.writing import set_figures
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.boundaries.models import BoundaryChange
from nuanxin.foundation.organisations.boundaries.then import areas_then, changed_between
from nuanxin.foundation.rows.pouring import pour
from nuanxin.rights.cases.models import OfficialAct, Settlement
from nuanxin.watch.inspection.models import Visit

FAR = date(9999, 12, 31)
# Rows written shortly before the last refresh may have been committed after it; looking at them again does no harm.
OVERLAP = timedelta(minutes=15)
_BATCH = 500  # rows a query; databases limit how many values one may carry
# Written out, as a page asks for hundreds of tables and building the query costs more than running it.
_LOOK_UP = """
    SELECT node.figures FROM reporting_nodecount node JOIN reporting_countedwindow kept ON kept.id = node.window_id
    WHERE kept.start = %s AND kept.known_on = %s AND node.area_id = %s AND node.day <= %s
      AND NOT EXISTS (SELECT 1 FROM organisations_boundarychange redrawn WHERE redrawn.kind <> 'rename'
                      AND redrawn.applied_at IS NOT NULL AND redrawn.effective_on > %s AND redrawn.effective_on <= %s)
    ORDER BY node.day DESC LIMIT 1
"""
_NODE = ("window_id", "area_id", "day", "figures")
Change = tuple[str, str, dict[str, int]]  # area, day, {place of the figure: added}


def counted_table(region: str, start: date, end: date, as_of: date) -> FilledForm | None:
    """The winter form of an area from the counters, with the form's default settings.

    None where the counters do not hold it: no window starts on that day, they are known as on another day, or regions
    were merged or split within the window, since they add up with the map of its first day.
    """
    with connection.cursor() as cursor:
        first, last = start.isoformat(), min(end, as_of).isoformat()
        cursor.execute(_LOOK_UP, [first, as_of.isoformat(), region, last, first, last])
        row = cursor.fetchone()
    kept = row or CountedWindow.objects.filter(start=start, known_on=as_of).exists()
    if not kept or (row is None and changed_between(start, min(end, as_of))):
        return None
    figures = json.loads(row[0]) if row else [0] * len(FIGURES)
    of = form(WINTER)
    named = dict(zip(FIGURES, figures, strict=True))
    return completed_flat(of, Window(region, start, end, as_of), named, settings=of.chosen({}))


@transaction.atomic
def rebuild_counters(*, start: date, on: date) -> CountedWindow:
    """Sum everything from a first day on, as known on `on`; what was summed before for that day is replaced."""
    CountedWindow.objects.filter(start=start).delete()
    window = CountedWindow.objects.create(start=start, known_on=on, refreshed_at=occasion.now(), merges=_merges(on))
    nodes: dict[str, dict[str, Figures]] = defaultdict(lambda: defaultdict(dict))
    shares = _shares_and_nodes(window, nodes)
    while batch := list(islice(shares, _BATCH)):  # a connection that copies cannot ask
        pour(CounterShare, ("window_id", "key", "steps"), batch)
    pour(NodeCount, _NODE, _running(window, nodes))
    return window


def _shares_and_nodes(window: CountedWindow, nodes: dict[str, dict[str, Figures]]) -> Iterator[tuple[int, str, str]]:
    """The shares as rows; on their way what happened each day is added to every area they belong to."""
    for key, steps in _all_shares(window.start, window.known_on):
        for areas, days in steps.items():
            for area in areas.split():
                of_area = nodes[area]
                for day, change in days.items():
                    add_figures(of_area[day], change)
        yield window.pk, key, json.dumps(steps)


@transaction.atomic
def refresh_counters(*, start: date, on: date) -> int:
    """Bring the counters of a first day up to what is known on `on`. Returns how many shares changed; 0 when none did."""
    window = CountedWindow.objects.select_for_update().filter(start=start).first()
    if window is None or on < window.known_on or _map_redrawn(window):
        return rebuild_counters(start=start, on=on).shares.count()
    changes: list[Change] = []
    changed = 0
    touched = _touched_shares(window, on)
    while batch := dict(islice(touched, _BATCH)):
        kept = dict(window.shares.filter(key__in=list(batch)).values_list("key", "steps"))
        differing = {key: list(difference(kept.get(key, {}), steps)) for key, steps in batch.items()}
        successors = [CounterShare(window=window, key=key, steps=batch[key]) for key, each in differing.items() if each]
        CounterShare.objects.bulk_create(
            successors, update_conflicts=True, unique_fields=["window", "key"], update_fields=["steps"]
        )
        changed += len(successors)
        changes += [change for each in differing.values() for change in each]
    _apply(window, changes)
    window.known_on, window.refreshed_at, window.merges = on, occasion.now(), _merges(on)
    window.save()
    return changed


def _all_shares(start: date, on: date) -> Iterator[tuple[str, Steps]]:
    window, areas = Window(EVERYWHERE, start, FAR, on), areas_then(start)
    yield from region_shares(window, areas)
    yield from clue_shares(window, areas)
    yield from publication_shares(window, areas)
    yield from employer_shares(window, areas, kept_parties("employer", on), kept_parties("project", on))


def _touched_shares(known: CountedWindow, on: date) -> Iterator[tuple[str, Steps]]:
    """Every share that may differ from what is kept, as it is now; empty steps for one that is gone."""
    window, areas = Window(EVERYWHERE, known.start, FAR, on), areas_then(known.start)
    regions = {
        region
        for model, happened in ((Settlement, "solved_on"), (OfficialAct, "done_on"))
        for region in model._default_manager.filter(_touched(known, on, happened)).values_list("region_id", flat=True)
    }
    yield from _with_gone(known, region_shares(window, areas, regions), [f"region:{region}" for region in regions])
    for prefix, shares in (("clues:", clue_shares), ("published:", publication_shares)):
        kept_before = known.shares.filter(key__startswith=prefix).values_list("key", flat=True)
        yield from _with_gone(known, shares(window, areas), kept_before)
    employers = _touched_employers(known, on)
    kept = kept_parties("employer", on)
    shares_now = employer_shares(window, areas, kept, kept_parties("project", on), employers)
    yield from _with_gone(known, shares_now, [f"employer:{employer}" for employer in employers])


def _map_redrawn(known: CountedWindow) -> bool:
    """Whether a change of boundaries that reaches back to the first day was entered since."""
    entered = BoundaryChange.objects.filter(effective_on__lte=known.start, applied_at__gte=known.refreshed_at - OVERLAP)
    return entered.exists()


def _touched(known: CountedWindow, on: date, happened: str) -> Q:
    """Rows written since, or whose day of happening, recording or withdrawal has come since."""
    since = (known.known_on, on)
    return (
        Q(recorded_at__gte=known.refreshed_at - OVERLAP)
        | Q(withdrawn_on__range=since)
        | Q(recorded_on__range=since)
        | Q(**{f"{happened}__range": since})
    )


def _touched_employers(known: CountedWindow, on: date) -> set[int]:
    """Employers visited, merged or parted since, with all that are one with them, then or now."""
    now = {kind: dict(pairs) for kind, pairs in _merges(on).items()}
    touched = set(Visit.objects.filter(_touched(known, on, "visited_on")).values_list("employer_id", flat=True))
    before = {kind: dict(pairs) for kind, pairs in known.merges.items()}
    projects = {int(merged) for merged, _ in set(before["project"].items()) ^ set(now["project"].items())}
    if projects:
        touched |= set(Visit.objects.filter(project_id__in=projects).values_list("employer_id", flat=True))
    for merged, kept in set(before["employer"].items()) ^ set(now["employer"].items()):
        touched |= {int(merged), kept}
    for pairs in (before["employer"], now["employer"]):
        ends = {pairs.get(str(employer), employer) for employer in touched}
        touched |= ends | {int(merged) for merged, kept in pairs.items() if kept in ends}
    return touched


def _with_gone(
    known: CountedWindow, shares: Iterable[tuple[str, Steps]], expected: Iterable[str]
) -> Iterator[tuple[str, Steps]]:
    gone = set(expected)
    for key, steps in shares:
        gone.discard(key)
        yield key, steps
    yield from ((key, {}) for key in sorted(gone))


def _merges(on: date) -> dict[str, Any]:
    return {kind: {str(m): kept for m, kept in kept_parties(kind, on).items()} for kind in ("employer", "project")}


def _running(window: CountedWindow, nodes: dict[str, dict[str, Figures]]) -> Iterator[tuple[int, str, str, str]]:
    for area, days in nodes.items():
        total = [0] * len(FIGURES)
        for day in sorted(days):
            for place, number in days[day].items():
                total[int(place)] += number
            yield window.pk, area, day, json.dumps(total)


def _apply(window: CountedWindow, changes: list[Change]) -> None:
    """Add changes to the running sums: the day they fall on, made where it is missing, and every later one."""
    by_area: dict[str, dict[date, Figures]] = defaultdict(lambda: defaultdict(dict))
    for area, day, change in changes:
        add_figures(by_area[area][date.fromisoformat(day)], change)
    for area, days in by_area.items():
        rows = {row.day: row for row in NodeCount.objects.filter(window=window, area=area).order_by("day")}
        added, last = [0] * len(FIGURES), [0] * len(FIGURES)
        made: list[tuple[int, str, str, str]] = []
        moved: list[tuple[str, int]] = []
        for each in sorted(rows.keys() | days.keys()):
            for place, number in days.get(each, {}).items():
                added[int(place)] += number
            row = rows.get(each)
            last = row.figures if row else last
            now = [before + more for before, more in zip(last, added, strict=True)]
            if row is None:
                made.append((window.pk, area, each.isoformat(), json.dumps(now)))
            elif any(added):
                moved.append((json.dumps(now), row.pk))
        pour(NodeCount, _NODE, made)
        set_figures(NodeCount, moved)
