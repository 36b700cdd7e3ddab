"""A city with two counties in the middle of a campaign: clues of both, one of them late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.foundation.organisations.models import Unit
from nuanxin.rights.intake.models import Clue
from tests.conftest import TODAY, People

MONDAY = date(2024, 1, 8)


def campaign_of(people: People, **said: Any) -> Campaign:
    """Led by the city."""
    facts = {"title": "冬季行动", "start": date(2023, 11, 15), "end": date(2024, 2, 10), "plan": {}, "plan_digest": "x"}
    return Campaign.objects.create(
        unit=people.superior.unit, region_id="410700", opened_by=people.superior, **facts | said
    )


def clue_of(
    by: Any, number: str, *, days: int = 10, due: int | None = None, unit: Unit | None = None, **said: Any
) -> Clue:
    """A bare row: received so many days ago, due in so many."""
    received = TODAY - timedelta(days=days)
    unit = unit or by.unit
    facts = {
        "region_id": unit.region_id,
        "accepted_on": received,
        "state": "handling",
        "persons": 3,
        "amount_fen": 100_000,
    }
    return Clue.objects.create(
        number=number, channel="12345", sector="other", received_on=received, recorded_on=received, unit=unit, officer=by,
        first_officer=by, due_on=None if due is None else TODAY + timedelta(days=due), **facts | said,
    )  # fmt: skip
