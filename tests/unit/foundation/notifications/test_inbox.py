"""A box of one's own: delivered messages, unread first; another's is never shown, the number costs one look at an index."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.common.occasion import now
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.notifications.adapters.in_site import InSite
from nuanxin.foundation.notifications.inbox import (
    MOST_COUNTED,
    inbox_of,
    kind_of,
    mark_all_read,
    mark_read,
    own_message,
    unread_count,
)
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.notifications.send import deliver_due
from nuanxin.foundation.notifications.staff import tell
from nuanxin.foundation.notifications.texts import kinds, text_keys
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.working_days import calendar_for
from tests.conftest import People

pytestmark = pytest.mark.django_db


def calendar() -> WorkingCalendar:
    return calendar_for("410721")


def told(staff: Staff, *, number: str = "410721-2024-000001", template: str = "officer_assigned") -> Message:
    values = {"number": number, "day": "2024年1月12日"}
    values |= {"step": "受理"} if template != "officer_assigned" else {}
    tell(staff, template, values, about=("intake.clue", 1), calendar=calendar())
    return Message.objects.latest("pk")


def delivered() -> None:
    deliver_due(now=now() + timedelta(minutes=1), suppliers={"in_site": [InSite()]}, calendar=calendar())


def test_a_message_lies_in_the_box_once_delivered(people: People) -> None:
    found = told(people.owner)
    assert list(inbox_of(people.owner)) == [] and unread_count(people.owner) == 0
    delivered()
    assert list(inbox_of(people.owner)) == [found] and unread_count(people.owner) == 1
    assert list(inbox_of(people.colleague)) == [] and unread_count(people.colleague) == 0
    assert kind_of(found) == "分派"


def test_the_first_reading_stands(people: People) -> None:
    found = told(people.owner)
    delivered()
    mark_read(message=found, by=people.owner)
    found.refresh_from_db()
    first = found.read_at
    assert first == now() and not found.unread and unread_count(people.owner) == 0
    mark_read(message=found, by=people.owner)
    found.refresh_from_db()
    assert found.read_at == first


def test_another_s_message_is_as_if_there_were_none(people: People) -> None:
    found = told(people.owner)
    delivered()
    for act in (
        lambda: own_message(number=found.pk, by=people.colleague),
        lambda: mark_read(message=found, by=people.head),
    ):
        with pytest.raises(NotFound):
            act()
    assert mark_all_read(by=people.colleague) == 0 and unread_count(people.owner) == 1


def test_all_of_one_kind_or_all(people: People) -> None:
    for template in ("officer_assigned", "officer_overdue", "officer_overdue"):
        told(people.owner, template=template)
    delivered()
    assert mark_all_read(by=people.owner, template="officer_overdue") == 2
    assert unread_count(people.owner) == 1
    assert mark_all_read(by=people.owner) == 1 and unread_count(people.owner) == 0


def test_messages_by_other_ways_lie_in_no_box(people: People) -> None:
    people.owner.phone = "13800001111"
    people.owner.save()
    told(people.owner)
    assert set(Message.objects.values_list("channel", "staff")) == {("in_site", people.owner.pk), ("sms", None)}


def test_the_number_is_one_look_at_an_index_and_ends_at_a_hundred(people: People) -> None:
    first = told(people.owner)
    delivered()
    whole = Message.objects.get(pk=first.pk)
    copies = []
    for _ in range(MOST_COUNTED + 20):
        whole.pk = None
        copies.append(
            Message(**{f.attname: getattr(whole, f.attname) for f in Message._meta.concrete_fields if f.name != "id"})
        )
    Message.objects.bulk_create(copies)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert unread_count(people.owner) == MOST_COUNTED
    assert len(asked) == 1
    if connection.vendor == "sqlite":  # PostgreSQL reads a table this small whole, whatever its indexes
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + asked.captured_queries[0]["sql"])
            assert "COVERING INDEX message_box" in str(cursor.fetchall())


def test_every_message_to_staff_has_a_kind() -> None:
    assert {key for key in text_keys() if key.startswith("officer_")} <= set(kinds())
    assert len(set(kinds().values())) == len(kinds())
