"""The demonstration shows an item in every state, doubles joined and parted, a clarified rumour, a roster with hand-overs."""

from __future__ import annotations

import pytest

from nuanxin.watch.opinion.figures import figures
from nuanxin.watch.opinion.joining.models import OpinionJoin
from nuanxin.watch.opinion.models import OpinionItem
from nuanxin.watch.opinion.roster.models import WatchHandover, WatchShift
from nuanxin.watch.opinion.roster.planning import on_duty
from nuanxin.watch.opinion.words import Grade, State
from nuanxin.web.terminal.demo.people import engage
from nuanxin.web.terminal.demo.watch.opinion_stories import play_opinion
from tests.conftest import TODAY, at

pytestmark = pytest.mark.django_db


def test_every_state_is_shown_and_playing_again_adds_nothing(regions: None) -> None:
    cast = engage()
    count = play_opinion(cast, TODAY)
    assert play_opinion(cast, TODAY) == count
    files = OpinionItem.objects.filter(lead__isnull=True)
    assert set(files.values_list("state", flat=True)) == set(State.values)
    assert set(files.values_list("grade", flat=True)) == set(Grade.values)
    assert OpinionJoin.objects.filter(undone_at__isnull=True).count() == 2
    assert OpinionJoin.objects.filter(undone_at__isnull=False).count() == 1
    told = figures(
        OpinionItem.objects.all(), first=TODAY.replace(month=1, day=1).replace(year=2023), last=TODAY, at=at(TODAY)
    )
    assert (told.counts["clarified"], told.counts["overdue"], told.counts["linked"]) == (1, 1, 3)
    assert on_duty("410721", at(TODAY)) != []
    assert WatchHandover.objects.filter(taken_at__isnull=False).count() == 3
    assert WatchShift.objects.count() == 28
