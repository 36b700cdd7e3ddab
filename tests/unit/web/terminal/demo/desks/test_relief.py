"""The stories of relief reach every state they promise."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.rights.relief.deposit.models import DepositReturn, DrawDown, Guarantee, WageDeposit
from nuanxin.rights.relief.fund.models import FundAdvance, FundRecovery
from nuanxin.rights.relief.hardship.models import HardshipReferral, ReliefGrant
from nuanxin.rights.relief.once.gathering import findings_for
from nuanxin.web.terminal.demo.desks.relief import stories
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import engage
from nuanxin.web.terminal.demo.playing import play_all

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_every_state_is_played(regions: None) -> None:
    cast = engage()
    assert play_all(stories(), cast, Inventor(7), date(2026, 11, 20)) == 0
    assert {row.state for row in FundAdvance.objects.all()} == {"applied", "approved", "refused", "paid"}
    assert set(FundRecovery.objects.values_list("kind", flat=True)) == {"demand", "recovered"}
    drawn = DrawDown.objects.all()
    assert {bool(row.received_on) for row in drawn} == {bool(row.paid_on) for row in drawn} == {True, False}
    assert {bool(row.topped_up_on) for row in drawn} == {True, False} and drawn.filter(guarantee__isnull=False).exists()
    assert {row.agreed for row in DepositReturn.objects.all()} == {None, True, False}
    assert (
        WageDeposit.objects.filter(ended_on__isnull=False).exists() and Guarantee.objects.filter(ended_on=None).exists()
    )
    assert WageDeposit.objects.filter(assessments__exempt=True).exists()
    assert (
        HardshipReferral.objects.filter(answer="给予救助").exists() and ReliefGrant.objects.filter(urgent=True).exists()
    )
    assert "back_to_fund" in {one.kind for one in findings_for(cast.desks["fund_manager"])}
