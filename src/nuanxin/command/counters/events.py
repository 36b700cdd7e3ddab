"""Activities, materials and media posts as tables that counters count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model, Q, QuerySet

from nuanxin.command.counters.facts import Window, in_area
from nuanxin.services.events.kinds import kinds
from nuanxin.services.events.materials.models import Handout, Material, MediaPost
from nuanxin.services.events.models import Activity
from nuanxin.services.events.versions import known_on

Rows = Callable[[Window], QuerySet[Any]]
EVENT_MODELS: Mapping[str, type[Model]] = {
    "activities": Activity,
    "materials": Material,
    "handouts": Handout,
    "media_posts": MediaPost,
}


def _serving(row: str) -> Q:
    """Activities of every kind that serves the row of the notice (CN-06 …)."""
    return Q(kind__in=[kind.code for kind in kinds().values() if row in kind.serves])


def _known(key: str, day: str) -> Rows:
    """Versions that stood on the day asked, of the area, happened in the window."""

    def rows(window: Window) -> QuerySet[Any]:
        happened = {f"{day}__range": (window.start, window.last)}
        return EVENT_MODELS[key]._default_manager.filter(in_area(window), known_on(window.as_of), **happened)

    return rows


Splits = Mapping[str, str | Callable[[str], Q]]
# key, name, rows, day, splits
EVENTS: tuple[tuple[str, str, Rows, str, Splits], ...] = (
    ("activities", "活动", _known("activities", "held_on"), "held_on", {"activity": "kind", "serves": _serving}),
    ("materials", "宣传品", _known("materials", "made_on"), "made_on", {"material": "kind"}),
    ("handouts", "发放", _known("handouts", "given_on"), "given_on", {}),
    ("media_posts", "媒体发布", _known("media_posts", "posted_on"), "posted_on", {}),
)
