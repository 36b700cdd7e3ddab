"""Quick ways to an activity, for tests."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from nuanxin.services.events.facts import ActivityFacts
from nuanxin.services.events.models import Activity
from nuanxin.services.events.recording import Recorded, record_activity
from tests.conftest import TODAY

PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 100


def facts(by: Any, **said: Any) -> ActivityFacts:
    """A publicity activity of the person's unit today, unless said otherwise."""
    told = {
        "kind": "publicity", "region_id": by.unit.region_id, "unit_id": by.unit_id, "place_kind": "market",
        "place": "城南零工市场", "held_on": TODAY, "persons": 60, "migrants": 50,
    }  # fmt: skip
    return ActivityFacts(**{**told, **said})


def enter(by: Any, *, on: date = TODAY, key: Any = None, answers: Any = None, given: Any = (), **said: Any) -> Recorded:
    return record_activity(
        facts=facts(by, **said), key=key or uuid4(), by=by, on=on, answers=answers or {}, given=given
    )


def held_activity(by: Any, **said: Any) -> Activity:
    return enter(by, **said).activity
