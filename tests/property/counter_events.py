"""Random activities, materials and posts, some corrected, withdrawn, with the same people; and the plain loop that counts them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from nuanxin.services.events.kinds import kinds
from nuanxin.services.events.materials.models import Handout, Material, MediaPost
from nuanxin.services.events.models import Activity
from tests.property.random_ledger import DAYS, FIRST, REGIONS, RandomLedger

KINDS = ("publicity", "legal_advice", "departure_course", "visit")


def write_events(ledger: RandomLedger, dice: random.Random) -> None:
    """Two days and places only, so that people meet twice."""
    groups = [UUID(int=n + 1) for n in range(3)]
    for number in range(12):
        day = FIRST + timedelta(days=dice.choice([3, DAYS // 2]))
        kept: dict[str, Any] = {
            "region_id": dice.choice(REGIONS), "unit": ledger.unit, "recorded_by": ledger.staff,
            "recorded_on": day + timedelta(days=dice.choice([0, 0, 30])),
        }  # fmt: skip
        if dice.random() < 0.25:
            kept |= {
                "withdrawn_on": kept["recorded_on"] + timedelta(days=dice.randrange(1, 40)),
                "withdrawn_why": "错登",
            }
        Activity.objects.create(
            **kept, kind=dice.choice(KINDS), place_kind="site", held_on=day, persons=dice.randrange(0, 90),
            people=dice.choice(groups),
        )  # fmt: skip
        made = Material.objects.create(
            **kept,
            kind=dice.choice(["handbook", "leaflet", "poster"]),
            title=f"宣传品{number}",
            made=number * 100,
            made_on=day,
        )
        Handout.objects.create(**kept, material=made, batch=made.series, given_on=day, amount=number + 1)
        MediaPost.objects.create(**kept, channel="wechat", title=f"推文{number}", posted_on=day)


def held(twin: Any) -> Iterator[Activity]:
    yield from twin.facts(Activity, "held_on")


def _splits(row: Activity) -> dict[str, Any]:
    return {"activity": row.kind, "serves": set(kinds()[row.kind].serves)}


def people(twin: Any, where: dict[str, str]) -> int:
    """Of one day, place and people the largest activity, among those that are asked about."""
    most: dict[Any, int] = {}
    for row in held(twin):
        told = _splits(row)
        if all(value == told[split] if split == "activity" else value in told[split] for split, value in where.items()):
            key = (row.people, row.region_id, row.held_on)
            most[key] = max(most.get(key, 0), row.persons)
    return sum(most.values())


EVENTS = {
    "activities_held": lambda twin: [(1, _splits(row)) for row in held(twin)],
    "activity_persons": lambda twin: [],  # asked of `people`: which row counts depends on the split
    "brochures_made": lambda twin: [
        (row.made, {}) for row in twin.facts(Material, "made_on") if row.kind in ("handbook", "leaflet")
    ],
    "materials_made": lambda twin: [(row.made, {"material": row.kind}) for row in twin.facts(Material, "made_on")],
    "materials_given": lambda twin: [(row.amount, {}) for row in twin.facts(Handout, "given_on")],
    "media_posts": lambda twin: [(1, {}) for _ in twin.facts(MediaPost, "posted_on")],
}
