"""The leader sees on the board which campaign is behind and who is late, and opens it in one click."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from nuanxin.command.campaigns.dividing.giving import give
from nuanxin.command.campaigns.opened.changing import close_campaign
from nuanxin.command.campaigns.opened.opening import open_campaign
from nuanxin.command.campaigns.taking_part.sending import send
from tests.conftest import TODAY, People, at, person
from tests.unit.command.campaigns.conftest import CITY_PLAN

pytestmark = pytest.mark.django_db


def _client(staff: Any) -> Client:
    client = Client()
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_late_shares_and_idle_units_stand_on_the_board(people: People) -> None:
    campaign = open_campaign(plan=CITY_PLAN, unit=people.superior.unit, by=people.superior).campaign
    send(campaign=campaign, units=[people.head.unit], due_on=None, by=people.superior, at=at(TODAY))
    give(task=campaign.tasks.get(position=1), units=[people.head.unit], due_on=date(2024, 1, 9), by=people.superior, at=at(TODAY))  # fmt: skip
    leader = _client(person("city-leader", "市领导", people.superior.unit, "leader"))
    page = leader.get("/leader/").content.decode()
    assert "0 / 1" in page
    late = f"/officer/campaigns/{campaign.pk}/?show=late&amp;unit={people.head.unit_id}"
    assert late in page
    opened = leader.get(late.replace("&amp;", "&")).content.decode()
    assert "住建部门要督办转包案件" in opened and "各县要摸清底数" not in opened
    assert f"/officer/campaigns/{campaign.pk}/?tab=units" in page
    assert f"/officer/campaigns/{campaign.pk}/" not in _client(people.leader).get("/leader/").content.decode()
    close_campaign(campaign=campaign, on=TODAY, by=people.superior)
    assert f"/officer/campaigns/{campaign.pk}/" not in leader.get("/leader/").content.decode()
