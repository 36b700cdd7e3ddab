"""Where work can be reported: the counties with a labour bureau in this house, else all counties it knows."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.kinds import RegionLevel, UnitKind
from nuanxin.foundation.organisations.models import Region, Unit

MANY = 150  # more counties than this are asked for in two steps: first the city


def counties() -> list[Region]:
    """Counties and zones in force that have a bureau of their own; where no bureau is entered yet, every county."""
    rows = Region.objects.filter(level=RegionLevel.COUNTY, valid_to__isnull=True).select_related("parent")
    rows = rows.exclude(valid_from__gt=occasion.today()).order_by("parent__code", "code")
    served = Unit.objects.filter(kind=UnitKind.HRSS, valid_to__isnull=True).values("region")
    return list(rows.filter(pk__in=served)) or list(rows)


def must_choose_city(city: str) -> bool:
    """Whether the list is too long for one screen and no city was chosen."""
    return not city and len(counties()) > MANY


def cities() -> list[Region]:
    """The cities (or provinces) that the counties lie in."""
    found = {county.parent for county in counties() if county.parent}
    return sorted(found, key=lambda region: region.code)


def city_of(county: str) -> str:
    """The code of the city that a county lies in; empty where the county is unknown."""
    found = Region.objects.filter(pk=county).first() if county else None
    return (found.parent_id or "") if found else ""


def place_choices(city: str = "") -> list[Any]:
    """Choices of a select, grouped by city where there is more than one."""
    rows = [county for county in counties() if not city or county.parent_id == city]
    groups = [
        (parent.name if parent else "", [(county.code, county.name) for county in of])
        for parent, of in groupby(rows, key=lambda county: county.parent)
    ]
    return groups if len(groups) > 1 else (groups[0][1] if groups else [])
