"""From the outbox to the supplier: once each, retried, with a second supplier, and nothing lost when one dies."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any

import pytest
from django.db import connection, transaction

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.notifications.adapters.adapter import Outgoing, Receipt, SupplierFailed
from nuanxin.foundation.notifications.adapters.chosen import suppliers
from nuanxin.foundation.notifications.adapters.local_sink import LocalSink
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.notifications.queue import enqueue
from nuanxin.foundation.notifications.send import BACK_OFF, LEASE, Delivery, deliver_due
from nuanxin.foundation.vault.keys import make_key_file
from tests.unit.foundation.threads import as_in_service, at_once

CALENDAR = WorkingCalendar()
NOON = datetime(2026, 2, 10, 12, 0, tzinfo=BEIJING)  # a Tuesday
VALUES = {"code": "123456", "minutes": "5"}


@pytest.fixture(autouse=True)
def keys(tmp_path_factory: pytest.TempPathFactory, settings: Any) -> None:
    path = tmp_path_factory.getbasetemp() / "keys.json"
    make_key_file(path)
    settings.NUANXIN_KEY_FILE = path


@dataclass
class Supplier:
    """A supplier that keeps what it took, and fails while it is down."""

    name: str = "甲"
    down: bool = False
    taken: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def send(self, message: Outgoing) -> Receipt:
        if self.down:
            raise SupplierFailed("线路不通")
        with self.lock:
            self.taken.append(message.key)
        return Receipt(f"{self.name}-{message.key}")


def put(n: int = 1, **changes: Any) -> list[Message]:
    given: dict[str, Any] = {
        "channel": "sms",
        "to": "13800000000",
        "template": "login_code",
        "values": VALUES,
        "about": ("intake.clue", 1),
        "at": NOON,
        "calendar": CALENDAR,
    }
    return [enqueue(**{**given, **changes}) for _ in range(n)]


def deliver(*adapters: Any, now: datetime = NOON, limit: int = 200) -> Delivery:
    return deliver_due(now=now, suppliers={"sms": adapters}, calendar=CALENDAR, limit=limit)


@pytest.mark.django_db
def test_a_message_goes_out_once_with_its_receipt() -> None:
    (message,) = put()
    supplier = Supplier()
    assert deliver(supplier) == Delivery(sent=1)
    assert deliver(supplier) == Delivery()
    message.refresh_from_db()
    assert (message.status, message.tries, message.supplier, message.sent_at) == ("sent", 1, "甲", NOON)
    assert message.receipt == f"甲-nuanxin-{message.pk}" and message.next_try_at is None
    assert (message.template, message.template_version) == ("login_code", 1)
    assert supplier.taken == [f"nuanxin-{message.pk}"]


@pytest.mark.django_db
def test_address_and_text_lie_sealed() -> None:
    (message,) = put()
    with connection.cursor() as cursor:
        cursor.execute('SELECT "to", body FROM notifications_message WHERE id = %s', [message.pk])
        stored = cursor.fetchone()
    assert "13800000000" not in stored[0] and "123456" not in stored[1]


@pytest.mark.django_db
def test_no_act_no_message() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        put()
        raise ZeroDivisionError
    assert not Message.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"channel": "pigeon"}, "渠道"),
        ({"to": " "}, "接收地址"),
        ({"values": {}}, "缺少"),
        ({"template": "no"}, "这种消息"),
    ],
)
def test_a_faulty_message_is_refused(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(Refusal, match=why):
        put(**changes)


@pytest.mark.django_db
def test_quiet_hours_hold_all_but_urgent_messages() -> None:
    night = NOON.replace(hour=22)
    put(at=night)
    put(at=night, urgent=True)
    put(at=NOON)  # due at noon, but the ticker was down until the night
    supplier = Supplier()
    assert deliver(supplier, now=night) == Delivery(sent=1)
    morning = NOON.replace(day=11, hour=8, minute=30)
    assert deliver(supplier, now=morning - timedelta(seconds=1)) == Delivery()
    assert deliver(supplier, now=morning) == Delivery(sent=2)


@pytest.mark.django_db
def test_a_dead_supplier_loses_nothing() -> None:
    put(3)
    supplier = Supplier(down=True)
    assert deliver(supplier) == Delivery(failed=3)
    assert deliver(supplier) == Delivery(), "not before its time"
    later = NOON + BACK_OFF[0]
    assert deliver(supplier, now=later) == Delivery(failed=3)
    supplier.down = False
    assert deliver(supplier, now=later + BACK_OFF[1]) == Delivery(sent=3)
    assert sorted(supplier.taken) == sorted(f"nuanxin-{pk}" for pk in Message.objects.values_list("pk", flat=True))
    assert set(Message.objects.values_list("tries", flat=True)) == {3}


@pytest.mark.django_db
def test_the_second_supplier_steps_in() -> None:
    put(2)
    first, second = Supplier("甲", down=True), Supplier("乙")
    assert deliver(first, second) == Delivery(sent=2)
    assert set(Message.objects.values_list("supplier", flat=True)) == {"乙"}


@pytest.mark.django_db
def test_a_faulty_supplier_does_not_hold_up_the_others() -> None:
    class Broken(Supplier):
        def send(self, message: Outgoing) -> Receipt:
            raise KeyError("bug")

    put(2)
    assert deliver(Broken("甲"), Supplier("乙")) == Delivery(sent=2)
    put(1)
    assert deliver(Broken("甲")) == Delivery(failed=1)
    assert Message.objects.get(status="failed").last_error == "甲：程序故障 KeyError"


@pytest.mark.django_db
def test_after_the_last_try_it_says_that_it_gave_up() -> None:
    (message,) = put()
    supplier, now = Supplier(down=True), NOON
    for _ in BACK_OFF:
        assert deliver(supplier, now=now) == Delivery(failed=1)
        message.refresh_from_db()
        assert message.next_try_at is not None and message.next_try_at > now
        now = message.next_try_at.astimezone(BEIJING)
    assert deliver(supplier, now=now) == Delivery(gave_up=1)
    message.refresh_from_db()
    assert message.status == "gave_up" and "线路不通" in message.last_error
    assert deliver(supplier, now=now + timedelta(days=30)) == Delivery()


@pytest.mark.django_db
def test_a_channel_without_supplier_is_said() -> None:
    put(channel="wechat")
    assert deliver() == Delivery(failed=1)
    assert "没有设置承运方" in Message.objects.get().last_error


@pytest.mark.django_db
def test_a_deliverer_killed_in_the_middle_is_followed_by_another(tmp_path: Path) -> None:
    class Killed(BaseException):
        pass

    class Deadly(LocalSink):
        def send(self, message: Outgoing) -> Receipt:
            super().send(message)
            raise Killed

    (message,) = put()
    with pytest.raises(Killed):
        deliver(Deadly(tmp_path))
    message.refresh_from_db()
    assert message.status == "sending"
    assert deliver(LocalSink(tmp_path), now=NOON + LEASE - timedelta(seconds=1)) == Delivery()
    assert deliver(LocalSink(tmp_path), now=NOON + LEASE) == Delivery(sent=1)
    lines = (tmp_path / "sms.jsonl").read_text().splitlines()
    assert [json.loads(line)["key"] for line in lines] == [f"nuanxin-{message.pk}"], "the sink drops the double"


@pytest.mark.django_db
def test_a_round_takes_the_oldest_first_and_no_more_than_asked() -> None:
    late, early = put(at=NOON), put(at=NOON - timedelta(hours=1))
    supplier = Supplier()
    assert deliver(supplier, limit=1) == Delivery(sent=1)
    assert supplier.taken == [f"nuanxin-{early[0].pk}"]
    assert deliver(supplier, limit=1) == Delivery(sent=1)
    assert supplier.taken[1] == f"nuanxin-{late[0].pk}"


@pytest.mark.django_db(transaction=True)
def test_deliverers_at_once_send_each_message_once(tmp_path: Path) -> None:
    put(40)
    supplier = Supplier()

    def work() -> int:
        return sum(deliver(supplier, limit=25).sent for _ in range(3))

    works: list[Callable[[], int]] = [work] * 4
    with as_in_service(tmp_path):
        sent = at_once(works)
        statuses = at_once([lambda: set(Message.objects.values_list("status", "tries"))])[0]
    assert sum(sent) == 40
    assert len(supplier.taken) == len(set(supplier.taken)) == 40
    assert statuses == {("sent", 1)}


@pytest.mark.django_db
def test_by_default_everything_goes_to_the_local_sink(settings: Any, tmp_path: Path) -> None:
    settings.NUANXIN_HOME = tmp_path
    for channel in Message.Channel.values:
        put(channel=channel)
    assert deliver_due(now=NOON, suppliers=suppliers(), calendar=CALENDAR) == Delivery(sent=7)
    files = sorted(path.name for path in (tmp_path / "outbox").iterdir())
    assert files == ["gov_im.jsonl", "mail.jsonl", "sms.jsonl", "station_screen.jsonl", "voice.jsonl", "wechat.jsonl"]
    assert (tmp_path / "outbox" / "sms.jsonl").stat().st_mode & 0o077 == 0
