"""Office hours between two moments, and the median of transfers with the rows behind it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nuanxin.foundation.common.occasion import BEIJING, occasion
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.organisations.models import LocalSetting
from nuanxin.rights.intake.clocks.office_hours import office_seconds
from nuanxin.rights.intake.transfer import accept_transfer, send_clue
from nuanxin.rights.intake.transfer.times import as_hours
from tests.conftest import TODAY, People, at
from tests.unit.rights.intake.clues import a_clue

CALENDAR = WorkingCalendar()
HOURS = ((time(8, 30), time(12, 0)), (time(14, 30), time(18, 0)))


@given(
    st.datetimes(datetime(2024, 2, 1), datetime(2024, 2, 25)),
    st.integers(0, 6 * 24 * 60),
    st.sampled_from([(), HOURS]),
)
@settings(max_examples=60)
def test_minutes_as_counted_one_by_one(start: datetime, length: int, hours: Any) -> None:
    first = start.replace(second=0, microsecond=0, tzinfo=BEIJING)
    slow = 0
    for n in range(length):
        moment = first + timedelta(minutes=n)
        inside = not hours or any(opens <= moment.time() < closes for opens, closes in hours)
        slow += CALENDAR.is_working(moment.date()) and inside
    end = first + timedelta(minutes=length)
    assert office_seconds(first, end, hours, CALENDAR) == slow * 60


def test_words() -> None:
    assert [as_hours(n) for n in (None, 0, 59, 60, 200.5)] == ["", "0分", "59分", "1小时0分", "3小时21分"]


@pytest.mark.django_db
def test_the_page_reports_the_median_and_its_rows(people: People, client: Any) -> None:
    region = people.owner.unit.region_id
    LocalSetting.objects.create(
        key="office.hours", region_id=region, value=[["08:30", "12:00"], ["14:30", "18:00"]], source="作息通知", valid_from=date(2020, 1, 1),
    )  # fmt: skip
    housing = people.housing.unit
    numbers = []
    for minutes in (30, 90, 600):
        clue = a_clue(people.owner)
        transfer = send_clue(clue=clue, to_unit=housing, cause="remit", reason="工程款", by=people.owner, on=TODAY)
        later = at(TODAY) + timedelta(minutes=minutes)
        with occasion(at=later, source="test"):
            accept_transfer(transfer=transfer, by=people.housing, on=later.date())
        numbers.append(clue.number)
    waiting = a_clue(people.owner)
    send_clue(clue=waiting, to_unit=housing, cause="remit", reason="工程款", by=people.owner, on=TODAY)
    client.force_login(people.head, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/officer/transfers/").content.decode()
    assert "1小时30分" in page and "<dd>1 件</dd>" in page
    assert all(number in page for number in (*numbers, waiting.number))
    assert "6小时30分" in page  # 9:00-12:00 and 14:30-18:00 of one day
    assert "还没有" not in client.get("/officer/transfers/?start=2023-01-01&end=2023-02-01").content.decode()
    assert "起始日期晚于截止日期" in client.get("/officer/transfers/?start=2024-02-01&end=2023-02-01").content.decode()
    assert client.get("/officer/transfers/?start=昨天").status_code == 200
    client.force_login(people.stranger, backend="django.contrib.auth.backends.ModelBackend")
    assert numbers[0] not in client.get("/officer/transfers/").content.decode()
