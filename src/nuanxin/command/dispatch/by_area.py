"""A counter for each of many areas at once: one query for all, on one map, so that a merged county is compared with itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from nuanxin.command.counters.book import Where
from nuanxin.command.counters.facts import EVERYWHERE, Window
from nuanxin.command.counters.registry import by_area, counter
from nuanxin.foundation.organisations.boundaries.then import changed_between, codes_then
from nuanxin.foundation.organisations.models import Region, RegionReach
from nuanxin.rights.intake.earlier.reading import perhaps_in
from nuanxin.rights.intake.models import Clue

Homes = Mapping[str, str]  # region → the area that it counts for


def parts_of(area: Region, on: date) -> list[Region]:
    """The areas directly below one that are there on a day; an area without any stands for itself."""
    there = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return list(area.children.filter(there).order_by("code"))


def homes(areas: Iterable[str], on: date) -> dict[str, str]:
    """Which of these areas each region counts for, with the map of that day. The areas do not overlap."""
    areas = list(areas)
    if changed_between(on, date.max):
        return {member: area for area in areas for member in codes_then(area, on)}
    return dict(RegionReach.objects.filter(area__in=areas).values_list("member", "area"))


def spread(key: str, window: Window, area: str, within: Homes, where: Where | None = None) -> dict[str, int]:
    """The figure of each area, with the map of the window's last day; what lies in none of them stands under `area`."""
    there = replace(window, region=area)
    return {
        code: n
        for code, (n,) in by_area(there, [(key, where or {})], lambda region: (within.get(region, area),)).items()
    }


def rows_there(key: str, window: Window, area: str, map_on: date, where: Where | None = None) -> QuerySet[Any]:
    """The rows behind a figure of an area with the map of a day of one's choice; `counts_in`: the region of each."""
    of = counter(key)
    rows = of.rows(replace(window, region=EVERYWHERE), where)
    codes = codes_then(area, map_on)
    if rows.model is Clue:
        rows = rows.filter(perhaps_in(codes, window.as_of))
    found: QuerySet[Any] = rows.annotate(counts_in=F(of.table.region)).filter(counts_in__in=codes)
    return found


def own_level(rows: QuerySet[Any], area: Region, on: date) -> QuerySet[Any]:
    """Only what lies in none of the areas below: what a table shows as the area's own level."""
    return rows.exclude(counts_in__in=list(homes([one.code for one in parts_of(area, on)], on)))
