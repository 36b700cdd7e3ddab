"""The counter's stories can be played, and leave the advice with its trace in the thread."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nuanxin.rights.intake.models import ClueEvent
from nuanxin.web.terminal.demo.desks.advice import stories
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import engage
from nuanxin.web.terminal.demo.playing import Stage

pytestmark = pytest.mark.django_db


def test_every_story_is_played_to_its_end(regions: None) -> None:
    cast, inventor, today = engage(), Inventor(1), date(2026, 11, 20)
    for story, days in stories():
        stage = Stage(cast, inventor, today, today - timedelta(days=days))
        stage.day = stage.calendar.previous_working(stage.day)
        story(stage)
    kept = list(ClueEvent.objects.filter(kind="keep_advice"))
    assert {event.details["chosen"] for event in kept} == {
        "inspection", "hardship_relief", "arbitration", "people_mediation", "legal_aid", "",
    }  # fmt: skip
    assert all(event.details["trace"] and event.for_worker for event in kept)
