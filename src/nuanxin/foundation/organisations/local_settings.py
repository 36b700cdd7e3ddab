"""What a place has set for itself: the nearest region wins."""

from __future__ import annotations

from datetime import date
from typing import Any

from nuanxin.foundation.organisations.kinds import RegionLevel
from nuanxin.foundation.organisations.models import LocalSetting, RegionReach
from nuanxin.foundation.rows.finding import found

_NEAREST_LAST = {
    level: n
    for n, level in enumerate(
        (RegionLevel.COUNTRY, RegionLevel.PROVINCE, RegionLevel.CITY, RegionLevel.COUNTY, RegionLevel.TOWN)
    )
}
# Asked at every registration: written out, since working it out takes Django longer than the database answers.
_HELD = """
    SELECT * FROM organisations_localsetting
     WHERE key = %s AND valid_from <= %s AND (valid_to IS NULL OR valid_to >= %s) ORDER BY valid_from"""


def upwards(region: str) -> dict[str, int]:
    """The region and all that it lies in, each with its rank: the higher, the nearer."""
    rows = RegionReach.objects.filter(member=region).values_list("area_id", "area__level")
    return {code: _NEAREST_LAST[RegionLevel(level)] for code, level in rows}


def local_setting(key: str, region: str, on: date) -> tuple[Any, str] | None:
    """(value, source) that holds there on that day; None where nobody has set it."""
    rows = found(LocalSetting, _HELD, [key, on, on])
    if not rows:
        return None
    rank = upwards(region)
    near = [row for row in rows if row.region_id in rank]
    best = max(near, key=lambda row: (rank[row.region_id], row.valid_from), default=None)
    return (best.value, best.source) if best else None
