"""Two suppliers: one is killed in the middle, no message is lost, none reaches a telephone twice; caps hold, nothing is dropped."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.notifications.send import BACK_OFF, LEASE, Delivery, deliver_due
from tests.unit.foundation.notifications.outbox import CALENDAR, NOON, Killed, Supplier, put

pytestmark = pytest.mark.django_db


def deliver(*adapters: Supplier, now: datetime = NOON, **given: Any) -> Delivery:
    return deliver_due(now=now, suppliers={"sms": adapters}, calendar=CALENDAR, **given)


def keys() -> list[str]:
    return sorted(f"nuanxin-{pk}" for pk in Message.objects.values_list("pk", flat=True))


def test_a_supplier_killed_in_the_middle_loses_nothing_and_doubles_nothing() -> None:
    put(6)
    first, second = Supplier("甲", ["ok", "ok", "lost", "down", "down", "down"]), Supplier("乙")
    assert deliver(first, second) == Delivery(sent=5, failed=1)
    doubtful = Message.objects.get(status="failed")
    assert doubtful.doubt == "甲" and doubtful.waits_for == "等甲答复是否已收"
    first.plan = ["down"]
    assert deliver(first, second, now=NOON + BACK_OFF[0]) == Delivery(failed=1), "乙 does not get what 甲 may have"
    assert deliver(first, second, now=NOON + BACK_OFF[0] + BACK_OFF[1]) == Delivery(sent=1)
    assert sorted(first.phone + second.phone) == keys()
    assert not Message.objects.exclude(doubt="", waits_for="", status="sent").exists()


def test_a_supplier_that_says_no_hands_over_to_the_second() -> None:
    put()
    first, second = Supplier("甲", ["deaf", "refuse"]), Supplier("乙")
    assert deliver(first, second) == Delivery(failed=1)
    assert deliver(first, second, now=NOON + BACK_OFF[0]) == Delivery(sent=1)
    assert (first.phone, second.phone) == ([], keys())


def test_an_urgent_message_does_not_wait_for_an_answer() -> None:
    put(urgent=True)
    first, second = Supplier("甲", ["lost"]), Supplier("乙")
    assert deliver(first, second) == Delivery(sent=1)
    assert second.phone == keys()


@pytest.mark.parametrize("moment", ["killed_before", "killed_after"])
def test_a_deliverer_killed_with_a_message_in_hand(moment: str) -> None:
    put()
    first, second = Supplier("甲", [moment, "down"]), Supplier("乙")
    with pytest.raises(Killed):
        deliver(first, second)
    assert deliver(first, second, now=NOON + LEASE) == Delivery(failed=1), "nobody knows whether 甲 has it"
    again = Message.objects.get().next_try_at
    assert again is not None
    assert deliver(first, second, now=again) == Delivery(sent=1)
    assert first.phone + second.phone == keys()


def test_a_supplier_in_doubt_that_is_gone_from_the_settings_is_said() -> None:
    put()
    assert deliver(Supplier("甲", ["deaf"])) == Delivery(failed=1)
    second = Supplier("乙")
    assert deliver(second, now=NOON + BACK_OFF[0]) == Delivery(failed=1)
    assert "甲可能已经收下" in Message.objects.get().last_error and second.phone == []


def test_over_the_cap_it_waits_for_the_next_open_day() -> None:
    friday = datetime(2026, 2, 6, 10, 0, tzinfo=BEIJING)
    put(3, at=friday)
    put(1, at=friday, to="13900000000")
    put(1, at=friday, urgent=True)
    supplier, monday = Supplier("甲"), datetime(2026, 2, 9, 8, 30, tzinfo=BEIJING)
    assert deliver(supplier, now=friday, caps={"sms": 2}) == Delivery(sent=4, held=1)
    held = Message.objects.get(status="queued")
    assert held.next_try_at == monday and "每日上限" in held.waits_for
    assert deliver(supplier, now=friday + timedelta(hours=5), caps={"sms": 2}) == Delivery()
    assert deliver(supplier, now=monday, caps={"sms": 2}) == Delivery(sent=1)
    assert sorted(supplier.phone) == keys()
    held.refresh_from_db()
    assert held.waits_for == ""
