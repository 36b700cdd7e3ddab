"""Who is told: the unit that something was sent to, and once a day whoever has something coming due; in working hours only."""

from __future__ import annotations

from datetime import date, timedelta

from nuanxin.command.campaigns.dividing.doing import accept_done, say_done
from nuanxin.command.campaigns.dividing.giving import give
from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.reminding import remind_campaigns
from nuanxin.command.campaigns.taking_part.models import Participant
from nuanxin.command.campaigns.taking_part.receiving import name_liaison, receive
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.notifications.models import Message
from tests.conftest import TODAY, People, at


def _told(template: str) -> list[str]:
    return sorted(Message.objects.filter(template=template, channel="in_site").values_list("to", flat=True))


def test_a_unit_is_told_when_something_is_sent_to_it(county: Participant, people: People) -> None:
    assert _told("campaign_sent") == ["head"]
    assert "2024年1月15日前部署" in Message.objects.filter(template="campaign_sent").first().body  # type: ignore[union-attr]


def test_each_day_that_counts_reminds_once_and_no_other(county: Participant, people: People) -> None:
    receive(participant=county, by=people.head, at=at(TODAY))  # the liaison is due on Friday the 12th
    share = give(task=county.campaign.tasks.get(position=2), units=[people.head.unit], due_on=date(2024, 1, 25), by=people.superior, at=at(TODAY))[0]  # fmt: skip
    reminded = {}
    for n in range(20):
        day = TODAY + timedelta(days=n)
        reminded[day] = (remind_campaigns(on=day), remind_campaigns(on=day))
    assert {day for day, (first, _) in reminded.items() if first} == {
        *(date(2024, 1, 12) + timedelta(days=n) for n in (-1, 0, 1)),  # liaison; three days before lies in the past
        *(date(2024, 1, 15) + timedelta(days=n) for n in (-3, -1, 0, 1)),  # own plan
        *(date(2024, 1, 25) + timedelta(days=n) for n in (-3, -1, 0, 1)),  # task
    }
    assert not any(again for _, again in reminded.values())
    assert _told("campaign_due") == ["head"] * 10
    assert share.state == TaskShare.State.GIVEN


def test_what_is_done_reminds_nobody(county: Participant, people: People) -> None:
    receive(participant=county, by=people.head, at=at(TODAY))
    name_liaison(participant=county, name="王", post="队长", phone="1", by=people.head, at=at(TODAY))
    share = give(task=county.campaign.tasks.get(position=2), units=[people.head.unit], due_on=TODAY, by=people.superior, at=at(TODAY))[0]  # fmt: skip
    assert remind_campaigns(on=TODAY) == 1
    say_done(share=share, text="完成", by=people.head, at=at(TODAY))
    accept_done(share=share, text="", by=people.superior, at=at(TODAY))
    assert remind_campaigns(on=TODAY + timedelta(days=1)) == 0


def test_nothing_is_delivered_outside_of_working_hours(county: Participant, people: People) -> None:
    saturday = date(2024, 1, 13)
    share = give(task=county.campaign.tasks.get(position=2), units=[people.head.unit], due_on=saturday, by=people.superior, at=at(TODAY))[0]  # fmt: skip
    assert share.due_on == saturday
    from nuanxin.foundation.common.occasion import occasion

    with occasion(at=at(saturday, hour=22), source="test"):
        remind_campaigns(on=saturday)
    row = Message.objects.filter(template="campaign_due").first()
    assert row is not None
    sent = row.not_before.astimezone(BEIJING)
    assert (sent.date(), 8 <= sent.hour < 18) == (date(2024, 1, 15), True)
