"""The demonstration holds every state of arbitration."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.disputes.arbitration.models import ElementAnswer, Hearing, MissingPaper
from nuanxin.rights.disputes.arbitration.procedure.whole import KEY, V2026_1
from nuanxin.web.terminal.demo.desks.arbitration import stories
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import engage
from nuanxin.web.terminal.demo.playing import play_all

TODAY = date(2026, 6, 10)


@pytest.mark.slow
@pytest.mark.django_db
def test_every_state_is_played(regions: None) -> None:
    play_all(stories(), engage(), Inventor(7), TODAY)
    played = set(CaseStep.objects.filter(case__procedure=KEY).values_list("step", flat=True))
    assert {step.key for step in V2026_1.steps} - played == set()
    cases = Case.objects.filter(procedure=KEY)
    assert cases.filter(closing="解决结案").count() >= 2 and cases.filter(closed_on__isnull=True).count() > 20
    assert set(Hearing.objects.values_list("state", flat=True)) == {"planned", "held", "postponed", "cancelled"}
    assert MissingPaper.objects.filter(chases__gt=0).exists() and ElementAnswer.objects.filter(side="panel").exists()
