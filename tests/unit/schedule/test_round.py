"""The daily round does each thing once, however often it is called."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.foundation.common.occasion import occasion
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.models import Clock
from nuanxin.rights.intake.registration import ClueFacts, ReporterFacts, register_clue
from nuanxin.schedule.round import daily_round
from tests.conftest import TODAY, People, at

DUE = date(2024, 1, 17)  # five working days after Wednesday 2024-01-10


@pytest.mark.django_db
def test_a_clock_that_comes_due_rings_once(people: People) -> None:
    facts = ClueFacts(
        channel=Channel.VISIT,
        region="410721",
        received_on=TODAY,
        reporters=(ReporterFacts(name="某某", phone="13800000000"),),
        employer_name="新乡甲建筑有限公司",
    )
    register_clue(facts=facts, by=people.owner, on=TODAY)
    assert Clock.objects.get(term="insp.accept").due_on == DUE
    with occasion(at=at(DUE), source="test"):
        first = daily_round(now=at(DUE), on=DUE)
        again = daily_round(now=at(DUE), on=DUE)
    assert first["rung"] == 1 and again["rung"] == 0
    assert first["messages"] > 0 and again["messages"] == 0
    assert {"reports_reminded", "odd_reading"} <= first.keys()
