"""An officer's many reminders of one morning become one message by his own choice; nothing lost, nothing twice, urgent at once."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import BEIJING, occasion
from nuanxin.foundation.notifications.adapters.in_site import InSite
from nuanxin.foundation.notifications.inbox import inbox_of, own_message, parts_of, unread_count
from nuanxin.foundation.notifications.merging import choose_merging, merge_due, next_merging
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.notifications.send import Delivery, deliver_due
from nuanxin.foundation.notifications.staff import tell
from tests.conftest import People
from tests.unit.foundation.notifications.outbox import CALENDAR, Supplier


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-02-10T07:00", "2026-02-10T09:00"),
        ("2026-02-10T09:00", "2026-02-10T15:00"),
        ("2026-02-10T15:01", "2026-02-11T09:00"),
        ("2026-02-14T08:00", "2026-02-14T09:00"),  # a make-up Saturday
        ("2026-02-14T16:00", "2026-02-24T09:00"),  # the evening before the Spring Festival
    ],
)
def test_the_next_hour_is_one_of_a_working_day(now: str, then: str) -> None:
    assert next_merging(at=at(now), hours=[time(15), time(9)], calendar=CALENDAR) == at(then)


@pytest.fixture
def officer(people: People) -> Any:
    people.owner.phone = "13800001111"
    people.owner.save()
    return people.owner


def remind(officer: Any, n: int, template: str = "officer_overdue", **given: Any) -> None:
    for number in range(n):
        values = {"number": f"{template}{number}", "step": "受理", "day": "2024年1月12日"}
        tell(officer, template, values, about=("intake.clue", number), calendar=CALENDAR, **given)


def deliver(now: datetime, sms: Supplier) -> Delivery:
    return deliver_due(now=now, suppliers={"in_site": [InSite()], "sms": [sms]}, calendar=CALENDAR)


@pytest.mark.django_db
def test_the_morning_s_reminders_come_as_one_by_each_channel(officer: Any) -> None:
    sms = Supplier("甲")
    with occasion(at=at("2024-01-10T08:00"), source="test"):
        choose_merging(hours=[time(9)], apart=["officer_assigned"], by=officer, calendar=CALENDAR)
        remind(officer, 3)
        remind(officer, 2, "officer_due_soon")
        remind(officer, 1, "officer_due_soon", urgent=True)
    assert deliver(at("2024-01-10T08:59"), sms) == Delivery(sent=2), "the urgent one only"
    assert deliver(at("2024-01-10T09:00"), sms) == Delivery(sent=2, merged=10)
    assert deliver(at("2024-01-10T09:15"), sms) == Delivery()
    whole, urgent = inbox_of(officer).order_by("-pk")
    assert whole.body == "您有5条提醒：超期3条、到期提醒2条。请登录查看。" and urgent.template == "officer_due_soon"
    assert [part.about_id for part in parts_of(whole)] == [0, 1, 2, 0, 1]
    assert len(sms.phone) == 2 and unread_count(officer) == 2
    assert own_message(number=parts_of(whole)[0].pk, by=officer).status == "merged"


@pytest.mark.django_db
def test_one_alone_comes_as_it_is_and_kinds_apart_come_at_once(officer: Any) -> None:
    sms = Supplier("甲")
    with occasion(at=at("2024-01-10T08:40"), source="test"):
        choose_merging(hours=[time(9)], apart=["officer_due_soon"], by=officer, calendar=CALENDAR)
        remind(officer, 1)
        remind(officer, 1, "officer_due_soon")
    assert deliver(at("2024-01-10T08:45"), sms) == Delivery(sent=2)
    assert deliver(at("2024-01-10T09:00"), sms) == Delivery(sent=2)
    assert not Message.objects.filter(template="merged").exists()


@pytest.mark.django_db
def test_who_chooses_otherwise_loses_nothing_that_waits(officer: Any) -> None:
    sms = Supplier("甲")
    with occasion(at=at("2024-01-10T09:30"), source="test"):
        choose_merging(hours=[time(16)], apart=[], by=officer, calendar=CALENDAR)
        remind(officer, 2)
    with occasion(at=at("2024-01-10T10:00"), source="test"):
        choose_merging(hours=[], apart=[], by=officer, calendar=CALENDAR)
    assert deliver(at("2024-01-10T10:00"), sms) == Delivery(sent=4)
    assert len(sms.phone) == 2 and unread_count(officer) == 2


@pytest.mark.django_db
def test_a_reminder_that_another_deliverer_has_in_hand_stays_out(officer: Any) -> None:
    now = at("2024-01-10T09:00")
    with occasion(at=at("2024-01-10T08:00"), source="test"):
        choose_merging(hours=[time(9)], apart=[], by=officer, calendar=CALENDAR)
        remind(officer, 3)
    first = Message.objects.filter(channel="sms").earliest("pk")
    Message.objects.filter(pk=first.pk).update(status="sending", claim="x", next_try_at=now + timedelta(minutes=5))
    assert merge_due(now=now, calendar=CALENDAR) == 5
    first.refresh_from_db()
    assert first.merged_into is None and Message.objects.filter(template="merged").count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"hours": [time(6)]}, "钟点应在"),
        ({"hours": [time(9), time(10), time(11), time(12)]}, "最多选择3个"),
        ({"hours": [time(9)], "apart": ["no"]}, "没有“no”"),
    ],
)
def test_a_choice_that_cannot_be_kept_is_refused(officer: Any, given: dict[str, Any], why: str) -> None:
    with pytest.raises(Refusal, match=why):
        choose_merging(**{"apart": [], **given}, by=officer, calendar=CALENDAR)


@pytest.mark.django_db
def test_held_over_a_holiday_they_come_once_and_in_order(officer: Any) -> None:
    """zammad#4432: reminders at midnight and at week-ends although the hours said otherwise."""
    sms = Supplier("甲")
    evening = at("2026-02-14T20:30")  # the Spring Festival begins: open again on the 24th
    for hour in range(0, 9 * 24, 6):
        with occasion(at=evening + timedelta(hours=hour), source="test"):
            remind(officer, 1)
        assert deliver(evening + timedelta(hours=hour, minutes=15), sms) == Delivery()
    opens = at("2026-02-24T08:30")
    assert deliver(opens - timedelta(seconds=1), sms) == Delivery()
    assert deliver(opens, sms).sent == 72 and deliver(opens + timedelta(minutes=15), sms) == Delivery()
    keys = [int(key.removeprefix("nuanxin-")) for key in sms.phone]
    assert len(keys) == 36 and keys == sorted(keys)
