"""What orders from above want of a unit stands at the desk of who speaks for it, leaves when it is done, and nobody else's desk has it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from nuanxin.command.campaigns.dividing.giving import give
from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.campaigns.opened.opening import open_campaign
from nuanxin.command.campaigns.taking_part.models import Participant
from nuanxin.command.campaigns.taking_part.receiving import receive
from nuanxin.command.campaigns.taking_part.sending import send
from nuanxin.command.dispatch.ladder.taking import MeasureFacts, answer_measure, take_measure
from nuanxin.command.dispatch.visiting.models import AreaVisit
from nuanxin.command.reporting.models import Report, ReportState
from nuanxin.command.reporting.rounds.opening import open_round
from nuanxin.foundation.organisations.models import Region
from nuanxin.web.officer.ordered import ordered_of
from tests.conftest import TODAY, People, at
from tests.unit.command.campaigns.conftest import CITY_PLAN

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(people: People) -> Campaign:
    made = open_campaign(plan=CITY_PLAN, unit=people.superior.unit, by=people.superior).campaign
    send(campaign=made, units=[people.head.unit], due_on=TODAY + timedelta(days=5), by=people.superior, at=at(TODAY))
    return made


def kinds(staff: Any, on: date = TODAY) -> list[str]:
    return [kind for kind, *_ in ordered_of(staff, [staff.unit_id], on, 8)]


def test_each_stands_until_it_is_done(campaign: Campaign, people: People) -> None:
    assert kinds(people.head) == ["行动待签收"]
    part = Participant.objects.get()
    receive(participant=part, by=people.head, at=at(TODAY))
    assert kinds(people.head) == ["行动待部署"]
    campaign.participants.update(role="member")
    assert kinds(people.head) == []

    task = campaign.tasks.get(due_on=date(2024, 1, 31))
    give(task=task, units=[people.head.unit], due_on=TODAY + timedelta(days=8), by=people.superior, at=at(TODAY))
    assert kinds(people.head) == [], "it is due in more than a week"
    assert kinds(people.head, TODAY + timedelta(days=1)) == ["行动任务"]
    TaskShare.objects.update(state="said_done")
    assert kinds(people.head, TODAY + timedelta(days=1)) == []

    facts = MeasureFacts("remind", "slow", "进展慢", TODAY + timedelta(days=3), campaign=campaign)
    step = take_measure(
        unit=people.head.unit, facts=facts, by_unit=people.superior.unit, by=people.coordinator, on=TODAY
    )
    assert kinds(people.head) == ["提醒待答复"]
    answer_measure(measure=step, text="已整改", by=people.head, on=TODAY)
    AreaVisit.objects.create(
        unit=people.head.unit, region=people.head.unit.region, by_unit=people.superior.unit, kind="slow", plan="看进度",
        people="二人", planned_on=TODAY, recorded_by=people.coordinator, visited_on=TODAY, findings="台账不全", reply_due_on=TODAY,
    )  # fmt: skip
    assert kinds(people.head) == ["督导待反馈"]


def test_a_report_stands_for_who_fills_it(people: People) -> None:
    open_round(
        form_key="winter_2023", region=Region.objects.get(pk="410700"), title="第一次", start=date(2023, 11, 15), end=date(2024, 1, 3),
        due_county=TODAY + timedelta(days=2), by=people.coordinator,
    )  # fmt: skip
    assert kinds(people.statistician) == ["报表待报"]
    assert kinds(people.owner) == [], "a case officer neither fills nor signs"
    own = [ordered_of(one, [one.unit_id], TODAY, 8, whole_unit=False) for one in (people.statistician, people.head)]
    assert [len(rows) for rows in own] == [1, 0], "filling it in is the statistician's own work"
    Report.objects.filter(region="410721").update(state=ReportState.RETURNED)
    assert kinds(people.statistician) == ["报表退回"]
    Report.objects.filter(region="410721").update(state=ReportState.ACCEPTED)
    assert kinds(people.statistician) == []


def test_it_is_on_the_desk_of_the_unit_and_no_other(campaign: Campaign, people: People) -> None:
    def desk(staff: Any, query: str = "?whose=unit") -> str:
        client = Client()
        client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
        return client.get(f"/officer/{query}").content.decode()

    assert "行动待签收" in desk(people.head) and campaign.title in desk(people.head)
    assert "行动待签收" not in desk(people.head, "?whose=me"), "it is the unit's, not his own"
    for one in (people.superior, people.stranger, people.housing):
        assert "行动待签收" not in desk(one)
