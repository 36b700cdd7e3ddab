"""The map of another day: which regions lay in an area then, which areas a region lay in, who stands for an ended region."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from nuanxin.foundation.organisations.boundaries.models import BoundaryChange, BoundaryMove
from nuanxin.foundation.organisations.models import Region, RegionReach
from nuanxin.foundation.organisations.permission import codes_of, within

Codes = list[str]


def codes_then(area: str, on: date) -> Codes | QuerySet[RegionReach, str]:
    """The regions of an area on a day, for `region__in=`; where nothing has changed since, as `codes_of` gives them."""
    later = list(_after(on).filter(area=area).values_list("member_id", "joined"))
    return sorted(_undone(within(area), later)) if later else codes_of(area)


def areas_then(on: date) -> dict[str, Codes]:
    """Each region with all areas that contained it on a day."""
    now: dict[str, Codes] = defaultdict(list)
    for area, member in RegionReach.objects.order_by("member_id", "area_id").values_list("area_id", "member_id"):
        now[member].append(area)
    later: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for member, area, joined in _after(on).values_list("member_id", "area_id", "joined"):
        later[member].append((area, joined))
    for member, moves in later.items():
        now[member] = sorted(_undone(now[member], moves))
    return now


def changed_between(after: date, until: date) -> bool:
    """Whether the map changed on a day after the first and not after the second."""
    return BoundaryMove.objects.filter(change__effective_on__gt=after, change__effective_on__lte=until).exists()


def standing_for(region: Region, on: date) -> Region:
    """The region itself, or what it became by that day: a merge of a merge is followed to its end."""
    seen = {region.pk}
    while region.valid_to and region.valid_to < on and region.succeeded_by and region.succeeded_by_id not in seen:
        region = region.succeeded_by
        seen.add(region.pk)
    return region


def changes_of(region: str) -> list[BoundaryChange]:
    """Every change that a region was part of, the newest first."""
    rows = BoundaryChange.objects.select_related("successor", "recorded_by").order_by("-effective_on", "-pk")
    return [one for one in rows if one.successor_id == region or region in (*one.predecessors, *one.towns)]


def _after(on: date) -> QuerySet[BoundaryMove]:
    return BoundaryMove.objects.filter(change__effective_on__gt=on).order_by("-change__effective_on", "-change_id")


def _undone(now: Iterable[str], moves: Iterable[tuple[str, bool]]) -> set[str]:
    """Moves taken back, the latest first."""
    codes = set(now)
    for code, joined in moves:
        (codes.discard if joined else codes.add)(code)
    return codes
