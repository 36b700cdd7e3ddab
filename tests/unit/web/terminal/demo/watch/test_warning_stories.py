"""The demonstration shows a warning in every state, its clue, its answers, and workers asked; played again nothing is new."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from nuanxin.foundation.organisations.permission import codes_of
from nuanxin.rights.intake.models import Clue
from nuanxin.watch.monitoring.asking_workers.brought import brought_by
from nuanxin.watch.monitoring.asking_workers.models import AskedWorker, AskRound
from nuanxin.watch.monitoring.pictures.funnel import funnel
from nuanxin.watch.monitoring.warnings.models import RiskWarning, WarningState
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import engage
from nuanxin.web.terminal.demo.watch.warning_stories import SITES, play_warnings
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db


def test_every_state_once_played(regions: None) -> None:
    cast = engage()
    assert play_warnings(cast, Inventor(7), TODAY) == len(SITES)
    states = Counter(RiskWarning.objects.values_list("state", flat=True))
    assert set(states) == set(WarningState.values) and states["ended"] == 2
    assert set(RiskWarning.objects.exclude(outcome="").values_list("outcome", flat=True)) == {"confirmed", "false"}
    assert set(RiskWarning.objects.values_list("grade", flat=True)) == {"red", "orange", "yellow", "blue"}
    assert all(row.due_on or row.only_watched for row in RiskWarning.objects.all())
    assert Clue.objects.filter(channel="monitoring").count() == 3  # of one warning and of two workers who said no
    assert Counter(AskedWorker.objects.values_list("said", flat=True)) == {"paid": 4, "": 4, "short": 1, "not_paid": 1}
    got = brought_by(list(AskRound.objects.all()))[1]
    assert (got.reach.clues, got.named_fen, got.paid_fen) == (2, 830_000, 680_000)
    reached = funnel(list(codes_of("410721")), date(2023, 1, 1), TODAY)
    assert (reached.workers_verified, reached.workers_paid, reached.paid_fen) == (3, 3, 1_695_000)
    assert play_warnings(cast, Inventor(7), TODAY) == 0
