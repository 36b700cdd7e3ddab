"""The demonstration holds every state of legal aid, and its board has something to show."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.disputes.legal_aid.models import AidAdvice, AidAssignment, AidSharing, DutyTurn, PaperInterview
from nuanxin.rights.disputes.legal_aid.procedure import KEY, V2026_1
from nuanxin.rights.disputes.legal_aid.same_day import applications, share, stragglers
from nuanxin.web.terminal.demo.desks.legal_aid import stories
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import engage
from nuanxin.web.terminal.demo.playing import play_all
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db


def test_every_step_is_played(regions: None) -> None:
    cast = engage()
    play_all(stories(), cast, Inventor(7), TODAY)
    cases = Case.objects.filter(procedure=KEY)
    played = set(CaseStep.objects.filter(case__in=cases).values_list("step", flat=True))
    assert played == {step.key for step in V2026_1.steps}
    assert {one.closing for one in cases if one.closed_on} == {
        "法律援助办结",
        "视为撤回申请",
        "申请人撤回申请",
        "不予或者终止法律援助",
    }
    unit = cast.desks["aid_officer"].unit
    assert unit is not None
    year = applications(unit, TODAY - timedelta(days=365), TODAY)
    assert {one.waits_for for one in stragglers(applications(unit), TODAY)} >= {
        "accept",
        "decide",
        "assign",
        "supplement",
    }
    assert 0 < share(year, TODAY - timedelta(days=365), TODAY).done < len(year)
    for kind in (AidAdvice, AidAssignment, AidSharing, DutyTurn, PaperInterview):
        assert kind._default_manager.exists(), kind
