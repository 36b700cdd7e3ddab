"""What stands with the services: activities held, people who came, materials made and given, media posts (XN-03); practices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from nuanxin.command.bulletins.counting.scope import Scope
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.organisations.boundaries.then import codes_then
from nuanxin.services.events.counting import Window, activities, count, handouts, materials, posts
from nuanxin.services.events.practices.models import Practice
from nuanxin.services.events.versions import known_on


@dataclass(frozen=True)
class Service:
    """Something of the services that is counted; `day`, `adds`: the fields of a row that say when and how much."""

    name: str
    unit: str
    rows: Callable[[Window], QuerySet[Any]]
    day: str
    adds: str = ""
    definition: str = ""


SERVICES: dict[str, Service] = {
    "activities": Service("举办活动", "场", activities, "held_on", definition="统计期内举办的活动，多家合办的计一场"),
    "persons": Service(
        "活动参加人次", "人次", activities, "held_on", "persons", "每场按到场人数计；同日同地同一批人的只计最多的一场"
    ),
    "made": Service("制作宣传品", "份", materials, "made_on", "made", "统计期内制作的宣传品份数"),
    "given": Service("发放宣传品", "份", handouts, "given_on", "amount", "统计期内发放的宣传品份数，不论何时制作"),
    "posts": Service("媒体发布", "条", posts, "posted_on", definition="统计期内的媒体发布"),
}


def service(key: str) -> Service:
    """By key; BadInput for an unknown one."""
    if key not in SERVICES:
        raise BadInput(Fault(f"没有“{key}”这一项服务数据", remedy=f"可用：{'、'.join(SERVICES)}"))
    return SERVICES[key]


def served(key: str, window: Window) -> int:
    """The number of one of them."""
    service(key)
    return int(getattr(count(window), key))


def practices(scope: Scope) -> QuerySet[Practice]:
    """Typical practices of the area, recorded in the window and checked for persons' data."""
    rows = Practice.objects.filter(
        known_on(scope.as_of),
        region__in=codes_then(scope.region.pk, scope.last),
        recorded_on__range=(scope.start, scope.last),
        checked_on__lte=scope.as_of,
    )
    return rows.select_related("unit").order_by("recorded_on", "pk")
