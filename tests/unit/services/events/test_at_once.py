"""Phones that press the button at the same moment: one form is one record, one activity is asked about, no batch gives too much."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import occasion
from nuanxin.services.events.materials.giving import Given, give_material
from nuanxin.services.events.materials.making import MaterialFacts, make_material
from nuanxin.services.events.resembling import MayBeSame
from tests.conftest import TODAY, People, at
from tests.unit.foundation.threads import as_in_service, at_once
from tests.unit.services.events.entering import enter

pytestmark = pytest.mark.django_db(transaction=True)


def said(work: Callable[[], object]) -> Callable[[], str]:
    """What came of it, in a word."""

    def run() -> str:
        try:
            with occasion(at=at(TODAY), source="test"):
                work()
        except MayBeSame:
            return "asked"
        except Refusal:
            return "refused"
        return "done"

    return run


def test_at_the_same_moment(people: People, tmp_path: Path) -> None:
    made_on = TODAY - timedelta(days=1)
    book = make_material(facts=MaterialFacts("handbook", "手册", 100, made_on), by=people.owner, on=TODAY)
    key = uuid4()
    given = Given(60, TODAY, "410721", people.owner.unit_id)
    with as_in_service(tmp_path):
        same_form = at_once([said(lambda: enter(people.owner, key=key))] * 3)
        same_activity = at_once(
            [
                said(lambda who=who: enter(who, kind="job_fair"))
                for who in (people.owner, people.housing, people.colleague)
            ]
        )
        handed = at_once([said(lambda: give_material(material=book, given=given, by=people.owner, on=TODAY))] * 3)
    assert same_form == ["done"] * 3
    assert sorted(same_activity) == ["asked", "asked", "done"]
    assert sorted(handed) == ["done", "refused", "refused"]
