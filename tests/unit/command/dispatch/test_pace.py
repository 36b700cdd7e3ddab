"""How fast matters are cleared: those settled in the last fortnight, also of an imported ledger that names no day of acceptance."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nuanxin.command.dispatch.clearing.open_cases import ALL, forecast
from nuanxin.foundation.organisations.models import Region
from tests.conftest import TODAY, People
from tests.unit.command.dispatch.scene import clue_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accepted", "conclusion", "counted"),
    [
        (True, "unfounded", True),
        (False, "coordinated", True),
        (False, "filed_solved", True),
        (False, "withdrawn", False),
    ],
)
def test_what_was_accepted_or_settled_is_the_pace(
    accepted: bool, conclusion: str, counted: bool, people: People
) -> None:
    until = TODAY + timedelta(days=28)
    for n, closed in enumerate((TODAY, TODAY - timedelta(days=13), TODAY - timedelta(days=14))):
        clue_of(
            people.owner, f"C{n}", days=40, state="closed", conclusion=conclusion, closed_on=closed,
            accepted_on=date(2023, 12, 2) if accepted else None,
        )  # fmt: skip
    area = Region.objects.get(pk="410721")
    told = forecast(area, TODAY, until, left=10)
    assert told.closed_lately == (2 if counted else 0), "the third is a day too old"
    assert told.forecast == (TODAY + timedelta(days=70) if counted else None)
    assert forecast(area, TODAY, until, left=10, which=ALL).closed_lately == 2
