"""保管期满: the list for the head, what is missing without a period, hold and lift from the clue's page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nuanxin.foundation.organisations.models import LocalSetting
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.retention.records import LegalHold
from tests.journeys.scene import Scene

pytestmark = pytest.mark.django_db


def test_listed_held_and_let_go(scene: Scene, enter: Any) -> None:
    number = scene.received.number
    assert "新乡县：没有录入保管期限" in enter(scene.people.head).get("/officer/retention/").content.decode()
    Clue.objects.filter(pk=scene.received.pk).update(
        received_on=date(2012, 1, 4), closed_on=date(2012, 3, 1), conclusion="settled", state="closed"
    )
    head = enter(scene.people.head)
    page = head.get("/officer/retention/").content.decode()
    assert number not in page
    assert "没有录入保管期限" in page
    LocalSetting.objects.create(
        key="retention.clue", region_id="410721", value=10, source="县档规", valid_from=date(2020, 1, 1)
    )
    page = head.get("/officer/retention/").content.decode()
    assert number in page
    assert "2022-03-01" in page
    assert "办结后10年，县档规" in page
    assert "登记留存" in head.get(f"/officer/clues/{number}/").content.decode()
    assert "登记留存" not in enter(scene.people.owner).get(f"/officer/clues/{number}/").content.decode()
    said = head.post(f"/officer/clues/{number}/acts/hold/", {"reason": "行政诉讼", "on": "2024-01-10"}, follow=True)
    assert "已登记留存" in said.content.decode()
    assert LegalHold.objects.get().reason == "行政诉讼"
    assert number not in head.get("/officer/retention/").content.decode()
    assert "解除留存" in said.content.decode()
