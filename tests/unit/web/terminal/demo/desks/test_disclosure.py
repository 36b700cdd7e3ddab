"""The stories of publishing decisions can be played, and leave one in every state."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nuanxin.rights.credit.disclosure.models import DisclosedDecision, DisclosureDuty
from nuanxin.rights.credit.disclosure.reading import public_decisions
from nuanxin.web.terminal.demo.desks.disclosure import stories, told
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import engage
from nuanxin.web.terminal.demo.playing import NotYet, Stage
from nuanxin.web.terminal.demo.stories import HANDLED

TODAY = date(2026, 11, 20)


@pytest.mark.django_db
def test_every_state_is_played(regions: None) -> None:
    cast, inventor = engage(), Inventor(5)
    more = [(told(HANDLED, "due"), 200 + n) for n in range(5)]
    for story, days in sorted([*stories(), *more], key=lambda one: -one[1]):
        stage = Stage(cast, inventor, TODAY, TODAY - timedelta(days=days))
        stage.day = stage.calendar.previous_working(stage.day)
        try:
            story(stage)
        except NotYet:
            continue
    duties = DisclosureDuty.objects.all()
    assert {row.state for row in duties} == {"due", "asked", "published", "withheld", "withdrawn"}
    due = duties.filter(state="due")
    assert due.filter(due_on__lt=TODAY).exists() and due.filter(due_on__gte=TODAY).exists()
    assert duties.filter(kind="penalty", state="published").exists() and public_decisions().count() >= 5
    assert DisclosedDecision.objects.filter(replaces__isnull=False).exists()
    assert DisclosedDecision.objects.filter(published_on=None).exists()
