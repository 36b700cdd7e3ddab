"""Minutes to assignment in office hours against a twin that walks minute by minute; hours that nobody set give no share."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.rights.disputes.legal_aid.minutes import Assigned, minutes, timed
from nuanxin.rights.intake.clocks.office_hours import OfficeHours, hours_from, office_seconds

CALENDAR = WorkingCalendar()
# From the week before the Spring Festival of 2024 to the make-up Sunday after it.
START = datetime(2024, 2, 5, 0, 0, tzinfo=BEIJING)
moments = st.integers(0, 14 * 24 * 60).map(lambda n: START + timedelta(minutes=n))
clock = st.lists(st.integers(0, 24 * 60 - 1), min_size=2, max_size=6, unique=True).map(sorted)


def spans_of(marks: list[int]) -> OfficeHours:
    times = [time(n // 60, n % 60) for n in marks[: len(marks) // 2 * 2]]
    return OfficeHours(tuple(zip(times[::2], times[1::2], strict=True)), "测试")


@given(moments, moments, clock)
def test_office_time_is_the_sum_of_office_minutes(since: datetime, until: datetime, marks: list[int]) -> None:
    hours, twin, moment = spans_of(marks), 0, since
    while moment < until:
        open_now = any(opens <= moment.time() < closes for opens, closes in hours.spans)
        twin += CALENDAR.is_working(moment.date()) and open_now
        moment += timedelta(minutes=1)
    assert office_seconds(since, until, hours.spans, CALENDAR) == twin * 60


@given(st.lists(st.tuples(moments, st.none() | st.integers(0, 40), st.booleans())), clock)
def test_counts_and_median(files: list[tuple[datetime, int | None, bool]], marks: list[int]) -> None:
    rows = [
        Assigned(n, at, None if took is None else at + timedelta(minutes=took), late)
        for n, (at, took, late) in enumerate(files)
    ]
    hours = spans_of(marks)
    sums = minutes(timed(rows, hours, CALENDAR))
    took = sorted(
        office_seconds(row.applied_at, row.assigned_at, hours.spans, CALENDAR)
        for row in rows
        if row.assigned_at is not None and not row.late
    )
    assert (sums.counted, sums.within) == (len(took), sum(seconds <= 600 for seconds in took))
    assert sums.counted + sums.waiting + sums.late == len(rows)
    if not took:
        assert sums.median_seconds is None and sums.shown == "没有指派"
        return
    assert sums.median_seconds is not None
    assert sum(seconds < sums.median_seconds for seconds in took) * 2 <= len(took)
    assert sum(seconds > sums.median_seconds for seconds in took) * 2 <= len(took)


def test_a_night_and_a_holiday_do_not_count() -> None:
    hours = hours_from(([["08:30", "12:00"], ["14:30", "18:00"]], "县司〔2023〕2号"))
    night = datetime(2024, 1, 9, 22, 0, tzinfo=BEIJING)
    assert office_seconds(night, datetime(2024, 1, 10, 8, 39, tzinfo=BEIJING), hours.spans, CALENDAR) == 540
    festival = datetime(2024, 2, 9, 17, 55, tzinfo=BEIJING)  # a Friday; the Sunday after is worked
    assert office_seconds(festival, datetime(2024, 2, 18, 8, 35, tzinfo=BEIJING), hours.spans, CALENDAR) == 600


@pytest.mark.parametrize("value", [None, "八点半", [], [["08:30"]], [["12:00", "08:30"]], [["08:30", "12:00"], ["11:00", "18:00"]], 8, [[8, 12]]])  # fmt: skip
def test_hours_that_are_none(value: Any) -> None:
    assert "写得不对" in hours_from((value, "某文")).missing


def test_without_hours_the_clock_and_what_is_missing() -> None:
    hours = hours_from(None)
    assert "没有录入办公时间" in hours.missing
    row = Assigned(1, START, START + timedelta(minutes=12))
    (one,) = timed([row], hours, CALENDAR)
    assert (one.seconds, one.shown) == (720, "12分0秒")
