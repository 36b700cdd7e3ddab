"""Who has how much, and whom that suggests."""

from __future__ import annotations

from typing import Any

import pytest

from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.transfer.loads import Load, loads_of, suggested
from tests.conftest import TODAY, People
from tests.unit.rights.intake.clues import a_clue

pytestmark = pytest.mark.django_db


def test_open_clues_are_counted_by_officer(people: People) -> None:
    clues = [a_clue(people.owner) for _ in range(3)]
    Clue.objects.filter(pk=clues[0].pk).update(state="closed", closed_on=TODAY, conclusion="unfounded")
    Clue.objects.filter(pk=clues[1].pk).update(due_on=TODAY.replace(day=9))
    unit = people.owner.unit_id
    staff = [people.owner, people.colleague, people.head]
    loads = loads_of(staff, unit_id=unit, on=TODAY)
    # the slow twin: walk the clues one by one
    for load in loads:
        own = [
            c for c in Clue.objects.all() if c.officer_id == load.officer_id and c.state not in ("closed", "refused")
        ]
        assert load.open == len(own)
        assert load.overdue == sum(bool(c.due_on and c.due_on < TODAY) for c in own)
    best = suggested(loads)
    assert best is not None and best.officer_id == people.colleague.pk  # the head assigns, he does not handle
    assert suggested([]) is None


def test_where_nobody_handles_by_duty_the_lightest_is_named() -> None:
    best = suggested([Load(1, "甲", 3, 0, False), Load(2, "乙", 1, 1, False), Load(3, "丙", 1, 0, False)])
    assert best is not None and (best.name, best.words) == ("丙", "在办1件")


def test_the_form_shows_numbers_and_suggests(people: People, client: Any) -> None:
    clue = a_clue(people.owner)
    client.force_login(people.head, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/officer/clues/{clue.number}/acts/assign/").content.decode()
    assert "建议分派给李同事：办案人员中手上最少（在办0件）" in page
    assert "王承办（在办1件）" in page
    assert f'<option value="{people.colleague.pk}" selected>' in page
