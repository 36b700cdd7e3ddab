"""The demonstration plays every state of mediation and of notarised repayment that does not need a local setting."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.procedures.versions import newest
from nuanxin.rights.disputes.mediation.models import MediatorAppointment, RegularCheck
from nuanxin.rights.disputes.notary.models import Dunning
from nuanxin.web.terminal.demo.desks.mediation import stories
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import engage
from nuanxin.web.terminal.demo.playing import play_all

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = date(2026, 11, 20)


def test_every_state_is_played(regions: None) -> None:
    stopped = play_all(stories(), engage(), Inventor(7), TODAY)
    assert stopped == 0
    for key, off in (("people_mediation", set[str]()), ("notarised_repayment", {"listing", "delisted"})):
        declared = {step.key for step in newest(key).steps}
        taken = set(CaseStep.objects.filter(case__procedure=key).values_list("step", flat=True))
        assert declared - taken == off
        standing = set(Case.objects.filter(procedure=key).values_list("step", flat=True))
        assert declared - standing <= {*off, "session", "performed", "examine", "consent", "agreement"}
    assert set(RegularCheck.objects.values_list("ended_how", flat=True)) == {"", "spot", "file", "gone"}
    assert MediatorAppointment.objects.values("mediator").distinct().count() >= 2
    assert Dunning.objects.filter(overdue=True).exists() and Dunning.objects.filter(overdue=False).exists()
