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
from nuanxin.command.dispatch.ladder.taking import MeasureFacts, answer_measure, close_measure, take_measure
from nuanxin.command.dispatch.pack.models import DispatchPromise
from nuanxin.command.dispatch.pack.promising import make_promise
from nuanxin.command.dispatch.visiting.models import AreaVisit
from nuanxin.command.reporting.models import Report, ReportState
from nuanxin.command.reporting.rounds.opening import open_round
from nuanxin.foundation.organisations.models import Region
from nuanxin.web.officer.leading import led_by_me
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


def led(staff: Any, on: date = TODAY) -> list[str]:
    return [kind for kind, *_ in led_by_me(staff, [staff.unit_id], on, 8)]


def test_what_was_done_answered_or_handed_in_waits_for_who_leads(campaign: Campaign, people: People) -> None:
    lead, tomorrow = people.superior, TODAY + timedelta(days=1)
    assert led(lead) == []
    task = campaign.tasks.get(due_on=date(2024, 1, 31))
    [share] = give(task=task, units=[people.head.unit], due_on=None, by=lead, at=at(TODAY))
    share.state = TaskShare.State.SAID_DONE
    share.save()
    [(kind, text, url, _)] = led_by_me(lead, [lead.unit_id], TODAY, 8)
    assert (kind, text) == ("完成待认可", f"1项：{campaign.title}") and url.endswith("?tab=tasks&show=said_done")
    share.state, share.done_on = TaskShare.State.DONE, TODAY
    share.save()

    make_promise(campaign=campaign, unit=people.head.unit, text="印发方案", due_on=tomorrow, by=lead, on=TODAY)
    assert (led(lead), led(lead, tomorrow)) == ([], ["承诺待核定"])
    DispatchPromise.objects.update(kept=True, settled_on=TODAY, settled_by=lead)

    facts = MeasureFacts("remind", "slow", "进展慢", tomorrow, campaign=campaign)
    step = take_measure(unit=people.head.unit, facts=facts, by_unit=lead.unit, by=lead, on=TODAY)
    assert led(lead) == []
    answer_measure(measure=step, text="已整改", by=people.head, on=TODAY)
    assert led(lead) == ["答复待销号"]
    close_measure(measure=step, why="已整改", by=lead, on=TODAY)
    assert led(lead) == []
    for one in (people.head, people.stranger, people.owner):
        assert led(one) == [], "who is led does not lead"


def test_reports_handed_in_wait_for_the_area_that_called_them_in(people: People) -> None:
    called = open_round(
        form_key="winter_2023", region=Region.objects.get(pk="410700"), title="第一次", start=date(2023, 11, 15),
        end=date(2024, 1, 3), due_county=TODAY + timedelta(days=2), by=people.coordinator,
    )  # fmt: skip
    assert led(people.coordinator) == []
    called.reports.filter(region__in=("410721", "410724")).update(
        state=ReportState.FILED, filed_at=at(TODAY), filed_by=people.statistician
    )
    [(kind, text, _, due)] = led_by_me(people.coordinator, [people.coordinator.unit_id], TODAY, 8)
    assert (kind, text, due) == ("报表待审核", "2份：第一次", TODAY + timedelta(days=2))
    assert led(people.statistician) == [], "the county's statistician takes over the towns' only"
    called.reports.filter(region="410700").update(state=ReportState.FILED, filed_at=at(TODAY), filed_by=people.superior)
    assert led_by_me(people.coordinator, [people.coordinator.unit_id], TODAY, 8)[0][1] == "2份：第一次", (
        "the sum of the own area is for the level above"
    )
