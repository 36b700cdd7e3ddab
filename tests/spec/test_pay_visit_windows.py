"""When visits before and after pay day fall: a table that an official can read, and a slow twin that counts on its fingers."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.watch.inspection.plans.windows import key_windows, pay_visits

TABLE = Path(__file__).with_name("pay_visit_windows.csv")
CALENDAR = WorkingCalendar()


def lines() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("line", lines(), ids=lambda line: line["事项"])
def test_the_table(line: dict[str, str]) -> None:
    found = pay_visits(Month.parse(line["月份"]), int(line["约定支付日"]), CALENDAR)
    days = (found.pay_on, found.before.first, found.before.last, found.after.first, found.after.last)
    names = ("实际支付日", "支付日前走访自", "支付日前走访至", "支付日后走访自", "支付日后走访至")
    assert days == tuple(parse_day(line[name]) for name in names)


def obvious(month: Month, pay_day: int, days: int) -> list[date]:
    """Every day of two months written down; cross out rest days; count."""
    whole = [date(2023, 11, 1) + timedelta(days=n) for n in range(460)]
    working = [day for day in whole if CALENDAR.is_working(day)]
    nominal = min(pay_day, month.last_day.day)
    named = date(month.year, month.month, nominal)
    until = [day for day in working if day <= named]
    paid = until[-1]
    before, after = [d for d in working if d < paid][-days:], [d for d in working if d > paid][:days]
    return [paid, before[0], before[-1], after[0], after[-1]]


@pytest.mark.parametrize("days", [1, 3, 5])
def test_the_whole_year_equals_the_twin(days: int) -> None:
    for month in range(1, 13):
        for pay_day in range(1, 32):
            one = Month(2024, month)
            found = pay_visits(one, pay_day, CALENDAR, days)
            got = [found.pay_on, found.before.first, found.before.last, found.after.first, found.after.last]
            assert got == obvious(one, pay_day, days)
            assert not found.provisional


def test_an_unannounced_year_says_so() -> None:
    assert pay_visits(Month(2050, 6), 15, CALENDAR).provisional


@pytest.mark.parametrize(("times", "expected"), [(1, 1), (2, 2)])
def test_key_checks_share_the_month(times: int, expected: int) -> None:
    for month in range(1, 13):
        windows = key_windows(Month(2024, month), times, CALENDAR)
        assert len(windows) == expected
        for one in windows:
            assert CALENDAR.is_working(one.first) and CALENDAR.is_working(one.last) and one.first <= one.last
        if times == 2:
            assert windows[0].last < windows[1].first
