"""The figures of a campaign: activities, person-times, migrants, materials made and given, media posts, as known on a day.

Person-times count by definition: everybody present counts once in an activity; where several activities of one day and
region had the same people (`people`), only the largest counts. What was joined is withdrawn and counted in its record.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Max, Model, QuerySet, Sum

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.organisations.boundaries.then import codes_then
from nuanxin.foundation.organisations.models import Region
from nuanxin.services.events.materials.models import Handout, Material, MediaPost
from nuanxin.services.events.models import Activity
from nuanxin.services.events.versions import known_on


@dataclass(frozen=True)
class Window:
    """A region with all below it, first and last day, the day as known on which it is counted.

    kinds, audience: only activities of these (none: all); materials and posts have neither. unit: only its own rows.
    """

    region: str
    start: date
    end: date
    as_of: date
    kinds: tuple[str, ...] = ()
    unit: int | None = None
    audience: str = ""

    @property
    def last(self) -> date:
        """Nothing after the day asked has happened yet."""
        return min(self.end, self.as_of)


@dataclass(frozen=True)
class Figures:
    """unstated: activities that do not say how many were migrants."""

    activities: int = 0
    persons: int = 0
    migrants: int = 0
    unstated: int = 0
    viewers: int = 0
    made: int = 0
    given: int = 0
    posts: int = 0


class Line(NamedTuple):
    """One activity as the pure count sees it."""

    people: UUID
    region: str
    held_on: date
    persons: int
    migrants: int | None
    viewers: int | None


def checked_window(
    region: str, start: date, end: date, as_of: date, *, kinds: Collection[str] = (), unit: int | None = None
) -> Window:
    """A window that can be counted. BadInput: unknown region, days the wrong way round."""
    faults = []
    if not Region.objects.filter(pk=region).exists():
        faults.append(Fault(f"没有区划代码 {region[:12]}", remedy="请核对区划代码"))
    if start > end:
        faults.append(Fault(f"起始日期 {start} 晚于截止日期 {end}", remedy="请对调起止日期"))
    if faults:
        raise BadInput(faults)
    return Window(region, start, end, as_of, tuple(kinds), unit)


def counted(lines: Iterable[Line]) -> Figures:
    """Activities and people of some lines. Pure."""
    groups: dict[tuple[UUID, str, date], list[int]] = {}
    activities = unstated = viewers = 0
    for line in lines:
        activities += 1
        unstated += line.migrants is None
        viewers += line.viewers or 0
        most = groups.setdefault((line.people, line.region, line.held_on), [0, 0])
        most[0], most[1] = max(most[0], line.persons), max(most[1], line.migrants or 0)
    persons, migrants = (sum(group[n] for group in groups.values()) for n in (0, 1))
    return Figures(activities, persons, migrants, unstated, viewers)


# What is recorded of events: model, and the day on which it happened.
RECORDS: Mapping[str, tuple[type[Model], str]] = {
    "activities": (Activity, "held_on"),
    "materials": (Material, "made_on"),
    "handouts": (Handout, "given_on"),
    "media_posts": (MediaPost, "posted_on"),
}


def happened(key: str, start: date, last: date, as_of: date) -> QuerySet[Any]:
    """Versions that stood on a day of what happened in a stretch, anywhere: the counters of campaigns begin here too."""
    model, day = RECORDS[key]
    return model._default_manager.filter(known_on(as_of), **{f"{day}__range": (start, last)})


def activities(window: Window) -> QuerySet[Activity]:
    """The rows behind the activities of a window."""
    rows = _rows("activities", window)
    rows = rows.filter(kind__in=window.kinds) if window.kinds else rows
    return rows.filter(audience=window.audience) if window.audience else rows


def materials(window: Window) -> QuerySet[Material]:
    """The batches made in a window."""
    return _rows("materials", window)


def handouts(window: Window) -> QuerySet[Handout]:
    """What was given in a window, wherever it had been made."""
    return _rows("handouts", window)


def posts(window: Window) -> QuerySet[MediaPost]:
    return _rows("media_posts", window)


def count(window: Window) -> Figures:
    """All figures of a window, in five questions to the ledger."""
    return Figures(
        **_people(activities(window)),
        made=_sum(materials(window), "made"),
        given=_sum(handouts(window), "amount"),
        posts=posts(window).count(),
    )


def count_by(window: Window, by: str) -> dict[Any, Figures]:
    """The figures of activities by "kind", "audience" or "unit_id". An activity is counted under its organiser, once; people once in a part."""
    parts: dict[Any, list[Line]] = {}
    for part, *line in activities(window).order_by().values_list(by, *_LINE).iterator():
        parts.setdefault(part, []).append(Line(*line))
    return {part: counted(lines) for part, lines in parts.items()}


def count_everything_by_unit(window: Window) -> Mapping[int, Figures]:
    """Every figure of each unit of a window, as XN-03 asks for them per unit."""
    found = {unit: vars(told).copy() for unit, told in count_by(window, "unit_id").items()}
    for key, rows, what in (
        ("made", materials(window), Sum("made")), ("given", handouts(window), Sum("amount")), ("posts", posts(window), Count("pk")),
    ):  # fmt: skip
        for unit, number in rows.order_by().values_list("unit_id").annotate(n=what):
            found.setdefault(unit, vars(Figures()).copy())[key] = int(number)
    return {unit: Figures(**told) for unit, told in found.items()}


_LINE = ("people", "region_id", "held_on", "persons", "migrants", "viewers")


def _people(rows: QuerySet[Activity]) -> dict[str, int]:
    told = rows.aggregate(activities=Count("pk"), stated=Count("migrants"), viewers=Sum("viewers"))
    groups = rows.order_by().values("people", "region_id", "held_on").annotate(p=Max("persons"), m=Max("migrants"))
    most = groups.aggregate(persons=Sum("p"), migrants=Sum("m"))
    return {
        "activities": told["activities"],
        "persons": most["persons"] or 0,
        "migrants": most["migrants"] or 0,
        "unstated": told["activities"] - told["stated"],
        "viewers": told["viewers"] or 0,
    }


def _sum(rows: QuerySet[Any], column: str) -> int:
    return int(rows.aggregate(n=Sum(column))["n"] or 0)


def _rows(key: str, window: Window) -> QuerySet[Any]:
    """With the map of the window's last day: a merge after it changes nothing, one within it brings all to the successor."""
    rows = happened(key, window.start, window.last, window.as_of).filter(
        region__in=codes_then(window.region, window.last)
    )
    return rows.filter(unit=window.unit) if window.unit is not None else rows
