"""Who reads the data of many in a short time is pointed out once to the security administrator of the place."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.occasion import BEIJING, occasion
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.notifications.odd_reading import Line, Read, line_of, most_within, watch_reading
from nuanxin.foundation.organisations.models import LocalSetting
from nuanxin.foundation.organisations.receiving import receiving_unit
from tests.conftest import TODAY, People, at, person
from tests.unit.web.officer.conftest import passed


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 9)), max_size=25), st.integers(1, 120))
def test_the_busiest_stretch_as_the_slow_twin_finds_it(given_reads: list[tuple[int, int]], minutes: int) -> None:
    start = datetime(2024, 1, 10, 9, tzinfo=BEIJING)
    reads = [Read(start + timedelta(minutes=m), w) for m, w in sorted(given_reads)]
    slow = max(
        (sum(r.weight for r in reads if timedelta(0) <= r.at - one.at <= timedelta(minutes=minutes)) for one in reads),
        default=0,
    )
    assert most_within(reads, minutes) == slow


def looks(people: People, count: int, minute: int = 0) -> None:
    with occasion(at=at(TODAY, 9, minute), source="test"):
        for n in range(count):
            record("reveal_reporter", about=("clue", str(n)), by=people.owner)


@pytest.mark.django_db
def test_the_line_is_the_places_own(people: People) -> None:
    security = person("security", "卫安全", people.owner.unit, "security_admin")
    LocalSetting.objects.create(
        key="security.bulk_reading", region_id="410721", value={"reads": 5, "minutes": 10}, source="安全规定", valid_from=date(2020, 1, 1),
    )  # fmt: skip
    assert line_of(people.owner, at(TODAY)) == Line(5, 10)
    looks(people, 4)
    assert watch_reading(now=at(TODAY, 9, 5)) == 0
    looks(people, 1, 9)
    with occasion(at=at(TODAY, 9, 10), source="test"):
        assert watch_reading(now=at(TODAY, 9, 10)) == 1
        assert watch_reading(now=at(TODAY, 9, 10)) == 0  # told once
    message = Message.objects.get(template="odd_reading")
    assert message.to == security.username and "王承办" in message.body and "5次" in message.body
    event = AuditEvent.objects.get(act="odd_reading")
    assert event.details["told"] == [security.pk]
    with occasion(at=at(TODAY, 9, 20), source="test"):
        looks(people, 5, 15)
        assert watch_reading(now=at(TODAY, 9, 20)) == 1  # five more are a new alarm


@pytest.mark.django_db
def test_the_usual_line_and_exports_of_many(people: People) -> None:
    assert line_of(people.owner, at(TODAY)) == Line()
    looks(people, 20)
    assert watch_reading(now=at(TODAY, 10)) == 0
    with occasion(at=at(TODAY, 9, 30), source="test"):
        record("export_ledger", about=("clue", "1"), by=people.colleague, details={"lines": 500})
    assert watch_reading(now=at(TODAY, 10)) == 1
    assert (
        Message.objects.filter(template="odd_reading").count() == 0
    )  # no security administrator yet: on record all the same
    assert AuditEvent.objects.filter(act="odd_reading").count() == 1


@pytest.mark.django_db
def test_the_administrator_sees_it_at_his_desk(people: People, client: object) -> None:
    from django.test import Client

    assert isinstance(client, Client)
    city = receiving_unit(people.superior.unit.region)
    security = person("security", "卫安全", city, "security_admin")
    other = person("other", "外安全", people.stranger.unit, "security_admin")
    looks(people, 60)
    assert watch_reading(now=at(TODAY, 9, 30)) == 1
    for who, seen in ((security, True), (other, False)):
        client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
        passed(client)
        assert ("异常查阅提醒" in client.get("/officer/").content.decode()) is seen
