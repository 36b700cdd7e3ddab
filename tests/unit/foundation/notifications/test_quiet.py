"""When messages may go out: against the real calendar, with shifted rest days and make-up Saturdays."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.notifications.quiet import USUAL_HOURS, OpenHours, earliest_sending

CALENDAR = WorkingCalendar()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("written", "goes", "why"),
    [
        ("2026-02-10T10:15", "2026-02-10T10:15", "周二上午"),
        ("2026-02-10T07:00", "2026-02-10T08:30", "清晨等到上班"),
        ("2026-02-10T19:59:59", "2026-02-10T19:59:59", "晚八点前"),
        ("2026-02-10T20:00", "2026-02-11T08:30", "晚八点后等到次日"),
        ("2026-02-07T10:00", "2026-02-09T08:30", "普通周六等到周一"),
        ("2026-02-14T10:00", "2026-02-14T10:00", "调休上班的周六"),
        ("2026-02-14T21:00", "2026-02-24T08:30", "春节假期前一晚等到节后"),
        ("2026-02-23T10:00", "2026-02-24T08:30", "周一但是调休放假"),
        ("2026-02-27T20:30", "2026-02-28T08:30", "次日是调休上班的周六"),
        ("2026-10-10T09:00", "2026-10-10T09:00", "国庆后调休上班的周六"),
        ("2026-10-02T09:00", "2026-10-08T08:30", "国庆假期"),
        ("2025-09-28T09:00", "2025-09-28T09:00", "调休上班的周日"),
    ],
)
def test_open_hours_of_working_days(written: str, goes: str, why: str) -> None:
    assert earliest_sending(at=at(written), urgent=False, calendar=CALENDAR) == at(goes), why


@pytest.mark.parametrize("written", ["2026-02-15T03:00", "2026-02-10T23:59"])
def test_urgent_messages_do_not_wait(written: str) -> None:
    assert earliest_sending(at=at(written), urgent=True, calendar=CALENDAR) == at(written)


def test_a_moment_in_another_zone_is_read_in_beijing_time() -> None:
    evening = datetime(2026, 2, 10, 13, 0, tzinfo=UTC)  # 21:00 in Beijing
    assert earliest_sending(at=evening, urgent=False, calendar=CALENDAR) == at("2026-02-11T08:30")


def test_a_place_may_set_its_own_hours() -> None:
    hours = OpenHours(time(9), time(18))
    assert earliest_sending(at=at("2026-02-10T18:30"), urgent=False, calendar=CALENDAR, hours=hours) == at(
        "2026-02-11T09:00"
    )


def test_hours_must_run_forward_and_time_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="早于"):
        OpenHours(time(20), time(8))
    with pytest.raises(ValueError, match="时区"):
        earliest_sending(at=datetime(2026, 2, 10), urgent=True, calendar=CALENDAR)


def slow(moment: datetime) -> datetime:
    """The obvious twin: walk on minute by minute until the door is open."""
    while not (CALENDAR.is_working(moment.date()) and USUAL_HOURS.opens <= moment.time() < USUAL_HOURS.closes):
        moment = moment.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return moment


@settings(max_examples=40, deadline=None)
@given(st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 20)))
def test_the_decision_equals_its_slow_twin(moment: datetime) -> None:
    local = moment.replace(tzinfo=BEIJING)
    assert earliest_sending(at=local, urgent=False, calendar=CALENDAR) == slow(local)
