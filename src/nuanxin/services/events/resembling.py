"""Whether an activity is entered a second time: same day, one place within the other, alike in kind, place or organiser."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from rapidfuzz import fuzz

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.text import half_width
from nuanxin.foundation.organisations.models import Region, RegionReach
from nuanxin.services.events.kinds import kinds
from nuanxin.services.events.models import Activity

ALIKE_FROM = 75  # of 100; the house's choice
_SIGNS = re.compile(r"[\W_]+")


class Told(Protocol):
    """What the comparison looks at; facts and versions both have it."""

    @property
    def kind(self) -> str: ...
    @property
    def place_kind(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def unit_id(self) -> int: ...
    @property
    def held_on(self) -> date: ...


@dataclass(frozen=True)
class Resembling:
    """A record that may be the same activity, and why."""

    activity: Activity
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What the officer says of a resembling record. why: needed for another; same_people: another, yet the same people came."""

    same: bool
    why: str = ""
    same_people: bool = False


class MayBeSame(Refusal):
    """Not saved yet: these are to be answered first."""

    def __init__(self, found: Iterable[Resembling]) -> None:
        self.found = list(found)
        said = "；".join(
            f"{one.activity.number} {one.activity.title}（{one.activity.unit.short_name}）" for one in self.found
        )
        super().__init__("可能已经登记过", why=said, remedy="请核对是不是同一活动；不是的写明理由")


def reasons(new: Told, old: Told) -> tuple[str, ...]:
    """Why the two may be one; none where they are not. Day and region have been looked at before. Pure."""
    if new.held_on != old.held_on:
        return ()
    near = _near(new, old)
    own = new.unit_id == old.unit_id
    if new.kind == old.kind and (near or own):
        return tuple(filter(None, ("种类相同", near, "主办单位相同" if own else "")))
    if near and own and _family(new.kind) == _family(old.kind):
        return ("同一类活动", near, "主办单位相同")
    return ()


def resembling(facts: Told, region: str, *, but: UUID | None = None) -> list[Resembling]:
    """Standing records of the day in the region, in what it lies in up to the county, or in what lies in it."""
    rows = Activity.objects.filter(held_on=facts.held_on, withdrawn_on__isnull=True)
    rows = rows.filter(region__in=_around(region)).select_related("unit", "region", "recorded_by")
    if but is not None:
        rows = rows.exclude(series=but)
    found = [Resembling(row, why) for row in rows.order_by("pk") if (why := reasons(facts, row))]
    return found[:20]


def one_by_one(region: str) -> None:
    """Entries around a place wait for one another, so that two phones at once see each other's."""
    codes = _above(region)
    list(Region.objects.select_for_update(no_key=True).filter(pk__in=codes).order_by("pk").values_list("pk"))


def _around(region: str) -> set[str]:
    inside = RegionReach.objects.filter(area=region).values_list("member_id", flat=True)
    return {*inside, *_above(region)}


def _above(region: str) -> set[str]:
    """The region and what it lies in, counties and towns only: a city's own activity is not looked for in each county."""
    over = RegionReach.objects.filter(member=region, area__level__in=("county", "town"))
    return {region, *over.values_list("area_id", flat=True)}


def _near(new: Told, old: Told) -> str:
    one, other = _plain(new.place), _plain(old.place)
    if one and other:
        alike = one in other or other in one or fuzz.ratio(one, other) >= ALIKE_FROM
        return "地点相近" if alike else ""
    return "场所相同" if new.place_kind == old.place_kind else ""


def _plain(place: str) -> str:
    return _SIGNS.sub("", half_width(place)).lower()


def _family(code: str) -> str:
    kind = kinds().get(code)
    return kind.family if kind else code
