"""Unread → SMS → call with key press → person on the ground: each step in its time and in open hours, none after an answer."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.common.occasion import BEIJING, occasion
from nuanxin.foundation.notifications.adapters.in_site import InSite
from nuanxin.foundation.notifications.escalation.calling import answer_call, open_calls, open_number
from nuanxin.foundation.notifications.escalation.chains import (
    USUAL_SOURCE,
    answer_chains,
    look_after_chains,
    steps_for,
    stop_chains,
)
from nuanxin.foundation.notifications.escalation.steps import NAMES, steps_from, usual_steps
from nuanxin.foundation.notifications.escalation.telling import tell_until_read, tell_worker
from nuanxin.foundation.notifications.inbox import inbox_of, mark_all_read, mark_read
from nuanxin.foundation.notifications.models import CallTask, Chain, Message
from nuanxin.foundation.notifications.receipts import take_report
from nuanxin.foundation.notifications.send import deliver_due
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import LocalSetting
from tests.conftest import People
from tests.unit.foundation.notifications.outbox import CALENDAR, Supplier

pytestmark = pytest.mark.django_db
VALUES = {"project": "甲项目", "month": "2024年1月", "code": "ABCDEFGH", "phone": "12333"}
ABOUT = ("monitoring.askedworker", 7)
SMS, VOICE = Supplier("短信"), Supplier("语音")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def ask(now: datetime, phone: str = "13800000000") -> Chain:
    with occasion(at=now, source="test"):
        tell_worker(
            name="张某", phone=phone, template="worker_asked", values=VALUES, about=ABOUT, region="410721",
            calendar=CALENDAR,
        )  # fmt: skip
    return Chain.objects.latest("pk")


def tick(now: datetime) -> list[str]:
    """What the round does then; the channels that went out."""
    with occasion(at=now, source="test"):
        before = set(Message.objects.filter(status="sent").values_list("pk", flat=True))
        look_after_chains(now=now)
        adapters: Any = {"in_site": [InSite()], "sms": [SMS], "voice": [VOICE], "wechat": [Supplier("微信")]}
        deliver_due(now=now, suppliers=adapters, calendar=CALENDAR)
        return list(
            Message.objects.filter(status="sent")
            .exclude(pk__in=before)
            .order_by("pk")
            .values_list("channel", flat=True)
        )


def run(start: datetime, end: datetime) -> list[tuple[str, str]]:
    """Every hour of that stretch: when which channel went out."""
    gone = []
    while start <= end:
        gone += [(f"{start:%m-%d %H:%M}", channel) for channel in tick(start)]
        start += timedelta(minutes=30)
    return gone


def report(channel: str, outcome: str, when: datetime, **given: str) -> None:
    message = Message.objects.filter(channel=channel).latest("pk")
    with occasion(at=when, source="test"):
        take_report(key=f"nuanxin-{message.pk}", outcome=outcome, happened_at=when, **given)


def test_the_whole_chain_in_open_hours(people: People) -> None:
    friday = at("2024-01-12T17:00")
    chain = ask(friday)
    assert run(friday, at("2024-01-17T08:00")) == [
        ("01-12 17:00", "sms"),
        ("01-15 08:30", "voice"),  # 24 hours later is Saturday: the call waits for Monday
    ]
    chain.refresh_from_db()
    (task,) = open_calls(people.owner)
    assert task.made_at.astimezone(BEIJING) == at("2024-01-16T08:30") and chain.state == "running"
    assert list(open_calls(people.stranger)) == []
    with pytest.raises(NotFound):
        open_number(task=task, by=people.stranger)
    assert open_number(task=task, by=people.owner) == "13800000000"
    with pytest.raises(Refusal, match="联系情况"):
        answer_call(task=task, result="reached", words=" ", by=people.owner)
    answer_call(task=task, result="reached", words="1月17日上门，本人说已收到", by=people.owner)
    chain.refresh_from_db()
    assert (chain.state, chain.answered_by, chain.look_at) == ("answered", "ground", None)
    with pytest.raises(Refusal, match="已经办理"):
        answer_call(task=task, result="reached", words="再次", by=people.owner)
    assert run(at("2024-01-17T08:30"), at("2024-01-19T18:00")) == []


def test_not_reached_ends_the_chain_and_says_so(people: People) -> None:
    chain = ask(at("2024-01-10T09:00"))
    run(at("2024-01-10T09:00"), at("2024-01-12T10:00"))
    (task,) = open_calls(people.owner)
    answer_call(task=task, result="not_reached", words="三次上门无人", by=people.owner)
    chain.refresh_from_db()
    assert chain.state == "ended" and "没有联系上" in chain.answer


@pytest.mark.parametrize(("key", "state", "answer"), [("1", "answered", "按1：已收到"), ("9", "running", "")])
def test_a_key_is_the_answer(people: People, key: str, state: str, answer: str) -> None:
    chain = ask(at("2024-01-10T09:00"))
    assert run(at("2024-01-10T09:00"), at("2024-01-11T09:00"))[-1][1] == "voice"
    report("voice", "key", at("2024-01-11T09:05"), pressed=key)
    report("voice", "key", at("2024-01-11T09:05"), pressed=key)  # told twice, kept once
    chain.refresh_from_db()
    assert (chain.state, chain.answer) == (state, answer)
    assert Message.objects.get(channel="voice").reports.count() == 1


def test_call_me_back_goes_to_the_ground_at_once(people: People) -> None:
    chain = ask(at("2024-01-10T09:00"))
    run(at("2024-01-10T09:00"), at("2024-01-11T09:00"))
    report("voice", "key", at("2024-01-11T09:05"), pressed="2")
    (task,) = open_calls(people.owner)
    assert task.reason == "按2：请回电" and task.chain == chain
    assert run(at("2024-01-11T09:30"), at("2024-01-15T12:00")) == [] and CallTask.objects.count() == 1


def test_an_sms_not_delivered_goes_on_at_once(people: People) -> None:
    ask(at("2024-01-10T09:00"))
    tick(at("2024-01-10T09:00"))
    report("sms", "undelivered", at("2024-01-10T09:01"), words="空号")
    assert tick(at("2024-01-10T09:15")) == ["voice"]


def test_an_answer_elsewhere_stops_what_still_waits(people: People) -> None:
    chain = ask(at("2024-01-10T21:00"))  # the SMS waits for the morning
    with occasion(at=at("2024-01-10T22:00"), source="test"):
        assert answer_chains(about=ABOUT, by="page", words="足额发了", phone="13900000000") == 0
        assert answer_chains(about=ABOUT, by="page", words="足额发了", phone="13800000000") == 1
        assert stop_chains(about=ABOUT, why="撤回") == 0, "the first end stands"
    assert run(at("2024-01-11T08:00"), at("2024-01-12T12:00")) == []
    message = Message.objects.get()
    assert (message.status, message.last_error) == ("gave_up", "已经答复，不再发送")
    chain.refresh_from_db()
    assert chain.answer == "足额发了"


@pytest.mark.parametrize("way", ["one", "all"])
def test_a_unit_s_reminder_stops_when_it_is_read(people: People, way: str) -> None:
    people.owner.phone = "13800001111"
    people.owner.save()
    values = {"unit": "县人社局", "what": "任务今天到期"}
    for _ in range(2):  # the second, while the first is being asked, is a plain reminder
        with occasion(at=at("2024-01-10T09:00"), source="test"):
            tell_until_read(
                people.owner, "campaign_due", values, about=people.owner.unit, region="410721",
                needs=Permission.CLUE_SUPERVISE, calendar=CALENDAR,
            )  # fmt: skip
    assert Chain.objects.count() == 1
    assert run(at("2024-01-10T09:00"), at("2024-01-10T15:00")) == [
        ("01-10 09:00", "in_site"), ("01-10 09:00", "in_site"), ("01-10 09:00", "sms"), ("01-10 13:00", "sms"),
    ]  # fmt: skip
    with occasion(at=at("2024-01-10T15:30"), source="test"):
        if way == "all":
            mark_all_read(by=people.owner)
        else:
            mark_read(message=inbox_of(people.owner).earliest("pk"), by=people.owner)
    assert Chain.objects.get().answered_by == "in_site"
    assert run(at("2024-01-11T09:00"), at("2024-01-12T09:00")) == []


def test_the_steps_of_a_place_on_its_day(people: People, settings: Any) -> None:
    own = {"worker": [{"by": "wechat", "after_hours": 0}, {"by": "sms", "after_hours": 2}]}
    LocalSetting.objects.create(
        key="notifications.chain", region_id="410700", value=own, valid_from=date(2024, 2, 1), source="市局通知"
    )
    assert steps_for("worker", "410721", date(2024, 1, 31)) == (usual_steps("worker"), USUAL_SOURCE)
    assert [one.by for one in steps_for("worker", "410721", date(2024, 2, 1))[0]] == ["wechat", "sms"]
    chain = ask(at("2024-02-05T09:00"))
    assert run(at("2024-02-05T09:00"), at("2024-02-06T12:00")) == [("02-05 09:00", "wechat"), ("02-05 11:00", "sms")]
    chain.refresh_from_db()
    assert (chain.state, chain.answer, chain.source) == ("ended", "各步骤都没有得到答复", "市局通知")
    settings.NUANXIN_MESSAGE_SUPPLIERS = {"sms": [{"name": "甲", "address": "https://x.example/"}]}
    assert [row["by"] for row in ask(at("2024-02-07T09:00"), "13700000000").steps] == ["sms"]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({"by": "sms"}, "列表"),
        ([{"by": "pigeon", "after_hours": 1}], "pigeon"),
        ([{"by": "sms", "after_hours": -1}], "after_hours"),
        ([{"by": "ground", "after_hours": 1}, {"by": "sms", "after_hours": 1}], "最后一步"),
    ],
)
def test_faulty_steps_are_named(value: Any, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        steps_from(value)


def test_every_way_but_the_ground_is_a_channel() -> None:
    assert set(NAMES) - {"ground"} <= set(Message.Channel.values)
