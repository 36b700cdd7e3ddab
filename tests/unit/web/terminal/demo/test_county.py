"""The demonstration: every step of every procedure stands somewhere, and the clues lie where people work."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.foundation.documents.models import Paper
from nuanxin.rights.cases.models import CaseStep
from nuanxin.rights.cases.procedures.versions import all_procedures
from nuanxin.rights.intake.models import Clue
from nuanxin.web.terminal.demo.county import play_county
from nuanxin.web.terminal.demo.people import COUNTY

# What no story takes, and why.
NOT_PLAYED = {
    "notarised_repayment": {"listing", "delisted"},  # only where a place has switched its own list on
}


@pytest.mark.slow
@pytest.mark.django_db
def test_the_county_is_played(regions: None) -> None:
    told = play_county(seed=1, today=date(2026, 11, 20))
    assert told["clues"] == Clue.objects.count() >= 70
    places = set(Clue.objects.values_list("region_id", flat=True))
    assert len([place for place in places if place.startswith(COUNTY) and place != COUNTY]) >= 2
    assert Clue.objects.filter(region_id=COUNTY).count() * 3 < told["clues"]
    steps = set(CaseStep.objects.values_list("step", flat=True))
    assert {"urge", "urge_served", "enforcement", "supervision", "penalty_served"} <= steps
    kinds = set(Paper.objects.values_list("kind", flat=True))
    assert {"urging_notice", "enforcement_application", "compensation_order", "supervision_proposal"} <= kinds
    taken = set(CaseStep.objects.values_list("case__procedure", "step"))
    anywhere = {step for _, step in taken}
    for whole in all_procedures():
        played = anywhere if whole.key == "criminal_referral" else {step for key, step in taken if key == whole.key}
        assert {step.key for step in whole.steps} - played <= NOT_PLAYED.get(whole.key, set()), whole.key
