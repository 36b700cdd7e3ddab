"""The outbox under random events: each message arrives exactly once, or is seen to wait, to have failed, or to be part of
one that did. The twin is a list of what was put in and of what telephones and boxes got.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nuanxin.foundation.common.occasion import BEIJING, occasion
from nuanxin.foundation.notifications.merging import choose_merging
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.notifications.quiet import USUAL_HOURS, earliest_sending
from nuanxin.foundation.notifications.receipts import take_report
from nuanxin.foundation.notifications.send import deliver_due
from nuanxin.foundation.notifications.staff import tell
from tests.conftest import People
from tests.unit.foundation.notifications.outbox import CALENDAR, Killed, Supplier

START = datetime(2026, 2, 13, 16, 0, tzinfo=BEIJING)  # a Friday, a make-up Saturday, then the Spring Festival
FAULTS = ("ok", "down", "refuse", "lost", "deaf", "killed_before", "killed_after")

steps = st.one_of(
    st.tuples(st.just("tell"), st.booleans()),
    st.tuples(st.just("wait"), st.sampled_from([7, 45, 60 * 5, 60 * 14, 60 * 24 * 4])),
    st.tuples(st.just("fault"), st.tuples(st.sampled_from("甲乙"), st.sampled_from(FAULTS))),
    st.tuples(st.just("merge"), st.lists(st.sampled_from([time(9), time(15)]), unique=True, max_size=2)),
    st.tuples(st.just("report"), st.sampled_from(["delivered", "undelivered", "read"])),
)


class Box:
    """The adapter of the site: what was seen in the box."""

    name = "站内"

    def __init__(self) -> None:
        self.inner = Supplier("站内")

    def send(self, message: Any) -> Any:
        return self.inner.send(message)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, min_size=4, max_size=18))
def test_exactly_once_or_seen_to_wait(people: People, plan: list[tuple[str, Any]]) -> None:
    with undone():
        run(people.owner, plan)


def run(officer: Any, plan: list[tuple[str, Any]]) -> None:
    officer.phone = "13800001111"
    officer.save()
    phones, box = {"甲": Supplier("甲"), "乙": Supplier("乙")}, Box()
    now, put, gone = START, 0, []

    def deliver(at: datetime) -> None:
        before = set(Message.objects.filter(status="sent").values_list("pk", flat=True))
        with suppress(Killed):
            deliver_due(
                now=at, suppliers={"in_site": [box], "sms": list(phones.values())}, calendar=CALENDAR, caps={"sms": 4}
            )
        for one in Message.objects.filter(status="sent").exclude(pk__in=before):
            gone.append((one, at))

    for what, given_ in plan:
        with occasion(at=now, source="test"):
            if what == "tell":
                values = {"number": f"n{put}", "day": "2026年3月1日"}
                tell(officer, "officer_assigned", values, about=("intake.clue", put), calendar=CALENDAR, urgent=given_)
                put += 2
            elif what == "merge":
                choose_merging(hours=given_, apart=[], by=officer, calendar=CALENDAR)
            elif what == "fault":
                phones[given_[0]].plan.append(given_[1])
            elif what == "report":
                tried = Message.objects.filter(channel="sms", tries__gt=0, doubt="").filter(status="sent").first()
                if tried is not None:
                    take_report(key=f"nuanxin-{tried.pk}", outcome=given_, happened_at=now)
            else:
                now += timedelta(minutes=given_)
        deliver(now)
    settle(now, deliver)
    check(put, phones, box, gone)


def settle(now: datetime, deliver: Callable[[datetime], None]) -> None:
    """Weeks pass, jumping over the times when nothing can go out."""
    for _ in range(80):
        waiting = Message.objects.filter(next_try_at__isnull=False).order_by("next_try_at").first()
        if waiting is None or waiting.next_try_at is None:
            return
        later = max(now, waiting.next_try_at) + timedelta(minutes=1)
        now = earliest_sending(at=later, urgent=False, calendar=CALENDAR)
        deliver(now)


def check(put: int, phones: dict[str, Supplier], box: Box, gone: list[tuple[Message, datetime]]) -> None:
    rows = list(Message.objects.order_by("pk"))
    own = [one for one in rows if one.template != "merged"]
    assert len(own) == put, "none is lost from the outbox"
    for one in rows:
        key, doubled = f"nuanxin-{one.pk}", one.urgent
        got = Counter(key for each in (*phones.values(), box.inner) for key in each.phone)[key]
        if one.status == "sent":
            assert got == 1 or (doubled and got == 2), (one.pk, got)
        elif one.status == "merged":
            assert got == 0 and one.merged_into is not None and not one.urgent
        else:
            assert one.status == "gave_up" and one.last_error, "seen to have failed"
            assert got == 0 or one.doubt, "whoever may have it is named"
    for one, when in gone:
        local = when.astimezone(BEIJING)
        assert one.urgent or (
            CALENDAR.is_working(local.date()) and USUAL_HOURS.opens <= local.time() < USUAL_HOURS.closes
        )
    wholes = Counter(one.merged_into_id for one in own if one.merged_into_id)
    for one in rows:
        if one.template == "merged":
            assert f"您有{wholes[one.pk]}条提醒" in one.body
