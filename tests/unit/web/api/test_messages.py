"""Delivery reports over the interface: with the token made for them, once each, faults told in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from nuanxin.foundation.notifications.models import DeliveryReport, Message
from nuanxin.foundation.notifications.send import deliver_due
from nuanxin.foundation.organisations.tokens import Scope
from tests.conftest import TODAY, People, at
from tests.unit.foundation.notifications.outbox import CALENDAR, Supplier, put
from tests.unit.web.api.conftest import System

pytestmark = pytest.mark.django_db
Connect = Callable[..., System]


def report(message: Message, **changes: Any) -> dict[str, Any]:
    return {
        "key": f"nuanxin-{message.pk}", "outcome": "delivered", "happened_at": at(TODAY).isoformat(), **changes,
    }  # fmt: skip


def sent(*plan: str) -> Message:
    (message,) = put(at=at(TODAY))
    deliver_due(now=at(TODAY), suppliers={"sms": [Supplier("甲", list(plan))]}, calendar=CALENDAR)
    message.refresh_from_db()
    return message


def test_a_report_is_kept_once(people: People, system: Connect) -> None:
    supplier, message = system(people.owner, Scope.MESSAGES_REPORT), sent()
    first = supplier.post("messages/reports", report(message))
    again = supplier.post("messages/reports", report(message))
    assert first.status_code == 200 and first.json() == again.json()
    assert DeliveryReport.objects.get().get_outcome_display() == "已送达"


def test_a_report_of_a_message_in_doubt_ends_the_doubt(people: People, system: Connect) -> None:
    message = sent("lost")
    assert (message.status, message.doubt) == ("failed", "甲")
    answer = system(people.owner, Scope.MESSAGES_REPORT).post("messages/reports", report(message))
    message.refresh_from_db()
    assert answer.status_code == 200 and (message.status, message.supplier, message.doubt) == ("sent", "甲", "")
    assert message.next_try_at is None


def test_another_token_and_faulty_reports(people: People, system: Connect) -> None:
    message = sent()
    assert system(people.owner, Scope.CLUES_READ).post("messages/reports", report(message)).status_code == 401
    supplier = system(people.owner, Scope.MESSAGES_REPORT)
    (waiting,) = put(at=at(TODAY))
    for changes, status in (
        ({"key": "nuanxin-999999"}, 404),
        ({"key": f"nuanxin-{waiting.pk}"}, 404),  # never handed over
        ({"outcome": "lost"}, 422),
        ({"happened_at": "2024-01-10T09:00:00"}, 422),  # no zone
        ({"happened_at": "2023-01-10T09:00:00+08:00"}, 409),
        ({"outcome": "key"}, 409),
        ({"pressed": "1"}, 409),
    ):
        assert supplier.post("messages/reports", report(message, **changes)).status_code == status, changes
    assert not DeliveryReport.objects.exists()
