"""The stories of firms in difficulty reach every state they promise."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.foundation.common.occasion import occasion
from nuanxin.rights.relief.firms.models import FirmPlan, FirmPlanDecision, FirmPlanMeasure, PlanState
from nuanxin.rights.relief.firms.running import running_measures
from nuanxin.rights.relief.firms.wages import wages_of
from nuanxin.web.terminal.demo.desks.firms import stories
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import engage
from nuanxin.web.terminal.demo.playing import play_all
from tests.conftest import at

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_every_state_is_played(regions: None) -> None:
    today = date(2026, 11, 20)
    assert play_all(stories(), engage(), Inventor(7), today) == 0
    assert set(FirmPlan.objects.values_list("state", flat=True)) == set(PlanState.values)
    assert {row.agreed for row in FirmPlanDecision.objects.filter(kind="plan")} == {None, True, False}
    assert FirmPlanDecision.objects.filter(kind="closing", agreed=True).exclude(unpaid_why="").exists()
    assert FirmPlan.objects.filter(previous__isnull=False).exists()
    assert set(FirmPlanMeasure.objects.values_list("kind", flat=True)) == {"pay_first", "stabilise", "relief"}
    with occasion(at=at(today), source="test"):
        assert running_measures().filter(due_on__lt=today).exists()
        sums = [wages_of(plan, on=today).sums for plan in FirmPlan.objects.filter(state="approved")]
        assert any(one.paid_since_fen and one.missing_fen for one in sums)
