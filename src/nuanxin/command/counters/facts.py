"""The dated facts that a form counts: which rows fall into a region and a window, as known on a day.

One fact counts when it happened in the window and by the day asked, was recorded by that day, and was not withdrawn
by then (contracts, `--as-of`). Counting, drill-down, differences and counters all start from these four queries.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.organisations.boundaries.then import codes_then
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.models import Employer, PartyMerge, Project, Worker
from nuanxin.rights.cases.models import OfficialAct, Settlement
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.earlier.reading import as_known, perhaps_in
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.pairs import ClueMerge
from nuanxin.watch.inspection.models import Visit

M = TypeVar("M", bound=Model)
EVERYWHERE = ""  # as the region of a window: no limit of place


@dataclass(frozen=True)
class Window:
    """A region with all below it, first and last day, and the day as known on which it is counted.

    `without`: areas left out because they report for themselves. `frozen`: the numbers of the rows that a filed
    report was counted from, by table; then nothing else counts, whatever was recorded or withdrawn since.
    """

    region: str
    start: date
    end: date
    as_of: date
    without: tuple[str, ...] = ()
    frozen: Mapping[str, list[int]] | None = None

    @property
    def last(self) -> date:
        """The last day that counts: nothing after the day asked has happened yet."""
        return min(self.end, self.as_of)


def checked_window(region: str, start: date, end: date, as_of: date) -> Window:
    """A window that can be counted. BadInput when the region is unknown or the days stand the wrong way round."""
    faults = []
    if not Region.objects.filter(pk=region).exists():
        faults.append(Fault(f"没有区划代码 {region}", remedy="请核对六位区划代码，或先执行 nuanxin setup"))
    if start > end:
        faults.append(Fault(f"起始日期 {start} 晚于截止日期 {end}", remedy="请对调起止日期"))
    if faults:
        raise BadInput(faults)
    return Window(region, start, end, as_of)


def settlements(window: Window) -> QuerySet[Settlement]:
    """What was solved: columns 4–9, items 2–5."""
    return _known("settlements", Settlement.objects.all(), window, "solved_on")


def acts(window: Window) -> QuerySet[OfficialAct]:
    """Orders, decisions, referrals, police filings, publications, listings: columns 10–14, item 7."""
    return _known("acts", OfficialAct.objects.all(), window, "done_on")


def visits(window: Window) -> QuerySet[Visit]:
    """Visits in the order in which a later one stands for its employer: columns 1–3, item 1."""
    known = _known("visits", Visit.objects.all(), window, "visited_on")
    return known.order_by("visited_on", "recorded_on", "recorded_at", "pk")


def reception_clues(window: Window) -> QuerySet[Any]:
    """Clues of 集中接访, without those that were found to be another clue by then: item 6."""
    if window.frozen is not None:
        return frozen_clues(window, "clues")
    return standing_clues(window).filter(
        then_channel=Channel.RECEPTION, then_received_on__range=(window.start, window.last)
    )


def standing_clues(window: Window) -> QuerySet[Any]:
    """Clues of the area recorded by the day asked, without those that were found to be another clue by then.

    Each as it was known then (`then_region` …): what was corrected or reopened later counts as it stood.
    """
    merges = ClueMerge.objects.filter(merged=OuterRef("pk"))
    by_then = merges.filter(merged_on__lte=window.as_of).filter(not_before(window, "undone_on"))
    return (
        as_known(Clue.objects.filter(_perhaps_in(window)), window.as_of)
        .filter(in_area(window, "then_region"), then_recorded_on__lte=window.as_of)
        .exclude(Exists(by_then))
        .exclude(Q(merged_into__isnull=False) & ~Exists(merges))
    )


def _perhaps_in(window: Window) -> Q:
    return Q() if window.region == EVERYWHERE else perhaps_in(codes_then(window.region, window.last), window.as_of)


def frozen_clues(window: Window, table: str) -> QuerySet[Any]:
    """The clues that a filed report was counted from, as they were known then."""
    frozen = (window.frozen or {}).get(table, ())
    return as_known(Clue.objects.filter(pk__in=numbered(frozen)), window.as_of)


def numbered(numbers: Iterable[int]) -> RawSQL:
    """Primary keys for `pk__in=`, handed over as one JSON value: databases limit how many values a query may carry."""
    each = {
        "sqlite": "SELECT value FROM json_each(%s)",
        "postgresql": "SELECT value::bigint FROM jsonb_array_elements_text(%s::jsonb)",
    }[connection.vendor]
    return RawSQL(each, [json.dumps(sorted(numbers))])  # noqa: S611 - fixed text, the numbers are a parameter


def _known(table: str, rows: QuerySet[M], window: Window, happened: str) -> QuerySet[M]:
    if window.frozen is not None:
        return rows.filter(pk__in=numbered(window.frozen.get(table, ())))
    return rows.filter(
        in_area(window),
        not_before(window, "withdrawn_on"),
        **{f"{happened}__range": (window.start, window.last), "recorded_on__lte": window.as_of},
    )


def in_area(window: Window, region: str = "region_id") -> Q:
    """With the map of the window's last day: a merge after it changes nothing, one within it brings all to the successor."""
    inside = Q(**{f"{region}__in": codes_then(window.region, window.last)}) if window.region != EVERYWHERE else Q()
    for area in window.without:
        inside &= ~Q(**{f"{region}__in": codes_then(area, window.last)})
    return inside


def not_before(window: Window, ended: str) -> Q:
    return Q(**{f"{ended}__isnull": True}) | Q(**{f"{ended}__gt": window.as_of})


def kept_parties(kind: str, as_of: date) -> dict[int, int]:
    """Merged employers, projects or workers (`kind` as on the entry) as known on a day: merged → kept, chains followed.

    A merge decided later does not change the answer for an earlier day; one undone later still holds for it.
    """
    kinds: dict[str, type[Employer] | type[Project] | type[Worker]] = {
        "employer": Employer, "project": Project, "worker": Worker,
    }  # fmt: skip
    entries = list(
        PartyMerge.objects.filter(kind=kind)
        .order_by("pk")
        .values_list("merged_id", "kept_id", "merged_on", "undone_on")
    )
    told = {merged for merged, *_ in entries}
    step: dict[int, int] = {
        pk: kept
        for pk, kept in kinds[kind].objects.filter(merged_into__isnull=False).values_list("pk", "merged_into_id")
        if kept is not None and pk not in told
    }
    for merged, kept, merged_on, undone_on in entries:
        if merged_on <= as_of and (undone_on is None or undone_on > as_of):
            step[merged] = kept
    return {merged: _end_of(merged, step) for merged in step}


def _end_of(party: int, step: dict[int, int]) -> int:
    seen = {party}
    while party in step and step[party] not in seen:
        party = step[party]
        seen.add(party)
    return party
