"""Activities, materials and media posts as tables that counters count."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db.models import Q

from nuanxin.services.events.counting import RECORDS
from nuanxin.services.events.kinds import kinds


def _serving(row: str) -> Q:
    """Activities of every kind that serves the row of the notice (CN-06 …)."""
    return Q(kind__in=[kind.code for kind in kinds().values() if row in kind.serves])


Splits = Mapping[str, str | Callable[[str], Q]]
# key, name, day, splits
EVENTS: tuple[tuple[str, str, str, Splits], ...] = (
    ("activities", "活动", RECORDS["activities"][1], {"activity": "kind", "serves": _serving}),
    ("materials", "宣传品", RECORDS["materials"][1], {"material": "kind"}),
    ("handouts", "发放", RECORDS["handouts"][1], {}),
    ("media_posts", "媒体发布", RECORDS["media_posts"][1], {}),
)
