"""The demonstration's stories of justice can be played: every one ends where it says, or at today."""

from __future__ import annotations

import pytest

from nuanxin.rights.cases.models import ActKind, Case, OfficialAct
from nuanxin.rights.justice.emergency.models import Incident
from nuanxin.rights.justice.petition.models import Petition
from nuanxin.web.terminal.demo.desks.justice import stories
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import engage
from nuanxin.web.terminal.demo.playing import play_all
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db


def test_some_of_every_kind_are_played(regions: None) -> None:
    """Every seventh, so that each desk has its turn; the demonstration itself plays all of them."""
    told = sorted(stories(), key=lambda one: -one[1])[::STEP]
    stopped = play_all(told, engage(), Inventor(7), TODAY)
    assert stopped < len(told) // 2
    filed = OfficialAct.objects.filter(kind=ActKind.POLICE_FILING, withdrawn_on__isnull=True)
    assert filed.values("clue").distinct().count() == filed.count()
    assert Case.objects.exclude(procedure="labour_inspection").exists()
    assert not Incident.objects.filter(closed_on__isnull=False, report__isnull=True).exists()
    assert not Petition.objects.filter(persons=0).exists()


STEP = 7
