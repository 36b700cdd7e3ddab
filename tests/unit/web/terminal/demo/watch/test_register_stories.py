"""The demonstration shows signals in the reasons of warnings, accounts in every state, a chain with its money, referrals; again nothing new."""

from __future__ import annotations

import pytest

from nuanxin.watch.monitoring.accounts.recording import closed_early, not_opened, opened_late, standing_records
from nuanxin.watch.monitoring.chain.firms import chain_of, firms_of
from nuanxin.watch.monitoring.chain.models import SubcontractReferral
from nuanxin.watch.monitoring.chain.money import money_behind
from nuanxin.watch.monitoring.outside.models import OutsideSignal
from nuanxin.watch.monitoring.register.models import MonitoredProject, SystemCheck, SystemState
from nuanxin.watch.monitoring.warnings.models import RiskWarning
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import engage
from nuanxin.web.terminal.demo.watch.register_stories import play_register
from nuanxin.web.terminal.demo.watch.warning_stories import play_warnings
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db


def test_everything_once(regions: None) -> None:
    cast = engage()
    play_warnings(cast, Inventor(7), TODAY)
    assert play_register(cast, Inventor(7), TODAY) == 8
    said = {why["rule"] for one in RiskWarning.objects.all() for why in one.reasons if why["note"]}
    assert {
        "outside_tax_arrears",
        "outside_abnormal",
        "outside_owner_default",
        "outside_power_drop",
        "outside_suits",
    } <= said
    assert OutsideSignal.objects.exclude(replaced_at=None).count() == 1
    rows = standing_records()
    found = [rows.filter(each).count() for each in (opened_late(), not_opened(TODAY), closed_early())]
    assert found[0] and found[1] and found[2] == 1
    first = MonitoredProject.objects.get(code="DEMO-W1")
    placed = chain_of(first, list(firms_of(first)))
    assert max(one.depth for one in placed) == 4 and any(one.signs for one in placed)
    assert money_behind(first, TODAY).owed_fen == 168_000_000
    assert {one.state for one in SubcontractReferral.objects.all()} == {"已移送，未答复", "已受理", "查实违法"}
    assert set(SystemCheck.objects.values_list("state", flat=True)) == set(SystemState.values)
    assert play_register(cast, Inventor(7), TODAY) == 0
