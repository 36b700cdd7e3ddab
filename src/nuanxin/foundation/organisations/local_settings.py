"""What a place has set for itself: the nearest region wins."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from nuanxin.foundation.organisations.kinds import RegionLevel
from nuanxin.foundation.organisations.models import LocalSetting, RegionReach

_NEAREST_LAST = {
    level: n
    for n, level in enumerate(
        (RegionLevel.COUNTRY, RegionLevel.PROVINCE, RegionLevel.CITY, RegionLevel.COUNTY, RegionLevel.TOWN)
    )
}


def upwards(region: str) -> dict[str, int]:
    """The region and all that it lies in, each with its rank: the higher, the nearer."""
    rows = RegionReach.objects.filter(member=region).values_list("area_id", "area__level")
    return {code: _NEAREST_LAST[RegionLevel(level)] for code, level in rows}


def local_setting(key: str, region: str, on: date) -> tuple[Any, str] | None:
    """(value, source) that holds there on that day; None where nobody has set it."""
    held = LocalSetting.objects.filter(key=key, valid_from__lte=on)
    rows = list(held.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).order_by("valid_from"))
    if not rows:
        return None
    rank = upwards(region)
    near = [row for row in rows if row.region_id in rank]
    best = max(near, key=lambda row: (rank[row.region_id], row.valid_from), default=None)
    return (best.value, best.source) if best else None
