"""How long similar matters took: the median of those closed in the last year, shown to whoever holds a code, so published.

The county's figure where it may be published beside the others of its city; else the city's; else none (PV-02).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low

from django.db.models import Count, QuerySet

from nuanxin.foundation.common.disclosure import LEAST, safe_sums
from nuanxin.foundation.organisations.kinds import RegionLevel
from nuanxin.foundation.organisations.models import Region, RegionReach
from nuanxin.rights.intake.channels import Conclusion
from nuanxin.rights.intake.clocks.calendars import local_setting
from nuanxin.rights.intake.models import Clue

YEAR = timedelta(days=365)
LONGEST = timedelta(days=3 * 365)  # what was received before that is not looked at
LEAST_KEY = "publish.least"
# Ends that were no handling of the matter say nothing about how long handling takes.
NO_HANDLING = (Conclusion.DUPLICATE, Conclusion.WITHDRAWN, Conclusion.ELSEWHERE)


@dataclass(frozen=True)
class Similar:
    """Half of `number` matters of that kind in `area` were closed within `days` calendar days of their receipt."""

    area: str
    kind: str
    number: int
    days: int


def similar_closed(*, clue: Clue, on: date) -> Similar | None:
    """The figure for this clue's kind and place as of a day; None where too few were closed to say anything."""
    county = _of_level(clue.region, RegionLevel.COUNTY)
    city = county.parent if county and county.parent else clue.region
    closed = _closed(clue.kind, city.pk, on)
    cells = _cells(closed, city)
    least = least_published(city.pk, on)
    hidden, published = safe_sums(cells, [list(cells)], least=least)
    own = county.pk if county else ""
    if own in cells and own not in hidden and cells[own] >= least:
        return _figure(closed.filter(region__in=_members(own)), county.name if county else "", clue)
    if published[0] and sum(cells.values()) >= least:
        return _figure(closed, city.name, clue)
    return None


def least_published(region: str, on: date) -> int:
    """The smallest number that may be published there; the house's own where the place has set none."""
    found = local_setting(LEAST_KEY, region, on)
    return max(2, found[0]) if found and isinstance(found[0], int) else LEAST


def _figure(closed: QuerySet[Clue], area: str, clue: Clue) -> Similar:
    spans = [(end - start).days for start, end in closed.values_list("received_on", "closed_on") if end]
    return Similar(area, clue.get_kind_display(), len(spans), median_low(spans))


def _closed(kind: str, area: str, on: date) -> QuerySet[Clue]:
    rows = Clue.objects.filter(region__in=_members(area), kind=kind, merged_into__isnull=True)
    rows = rows.filter(closed_on__gt=on - YEAR, closed_on__lte=on, received_on__gt=on - LONGEST)
    return rows.exclude(conclusion__in=NO_HANDLING)


def _members(area: str) -> QuerySet[RegionReach, str]:
    return RegionReach.objects.filter(area=area).values_list("member", flat=True)


def _cells(closed: QuerySet[Clue], city: Region) -> dict[str, int]:
    """How many in each county; what lies at the city itself is a cell of its own."""
    inside = RegionReach.objects.filter(area__parent=city.pk).values_list("member", "area")
    county_of = dict(inside)
    counted: Counter[str] = Counter()
    for row in closed.values("region").annotate(n=Count("pk")).order_by():
        counted[county_of.get(row["region"], city.pk)] += row["n"]
    return dict(counted)


def _of_level(region: Region, level: RegionLevel) -> Region | None:
    found: Region | None = region
    while found is not None and found.level != level:
        found = found.parent
    return found
