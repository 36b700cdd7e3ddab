"""Months written in every usual form and read back; lunar months against the known days of the festivals."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.common.reading.lunar_months import (
    FIRST_YEAR,
    LAST_YEAR,
    dragon_boat,
    lunar_month,
    mid_autumn,
    new_year_day,
)
from nuanxin.foundation.common.reading.spoken_months import months_said
from nuanxin.foundation.common.reading.spoken_periods import periods_said

MONTH_NAMES = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
months = st.builds(Month, st.integers(2000, 2024), st.integers(1, 12))
ON = date(2025, 3, 15)


def forms(month: Month) -> list[str]:
    digits = "".join("〇一二三四五六七八九"[int(sign)] for sign in str(month.year))
    name = MONTH_NAMES[month.month - 1]
    return [
        f"{month.year}年{month.month}月", f"{month.year}年{month.month:02d}月份", f"{month.year}年{name}月",
        f"{digits}年{name}月", f"{month.year}-{month.month:02d}", f"{month.year}.{month.month}", f"{month.year}/{month.month}",
        f"{month.year % 100:02d}年{month.month}月", f"{month.year}年{month.month}月3日", f"{month.year}年{name}月初",
    ]  # fmt: skip


@given(months, st.integers(0, 9))
def test_a_month_is_read_in_every_form(month: Month, form: int) -> None:
    found = months_said(f"工资自{forms(month)[form]}未发", ON)
    assert [(one.first, one.last) for one in found] == [(month, month)]


@given(months, months, st.sampled_from(["至", "到", "-", "一直到", "—"]))
def test_a_period_is_read_from_both_its_months(one: Month, other: Month, joint: str) -> None:
    first, last = sorted((one, other))
    found = periods_said(f"拖欠{first.chinese}{joint}{last.chinese}的工资", ON)
    assert [(period.first, period.last, period.joined) for period in found] == [(first, last, True)]


@given(st.integers(1, 12), st.dates(date(2005, 1, 1), date(2090, 1, 1)))
def test_a_month_without_a_year_is_the_latest_that_has_begun(month: int, on: date) -> None:
    found = months_said(f"{month}月份的工资", on)[0].first
    slow = Month.of(on)
    while slow.month != month:
        slow = slow.shifted(-1)
    assert found == slow


@given(months, st.integers(0, 60))
def test_until_now_ends_with_the_day_of_writing(month: Month, later: int) -> None:
    on = month.shifted(later).last_day
    found = periods_said(f"从{month.chinese}至今", on)
    assert [(one.first, one.last, one.until_now) for one in found] == [(month, Month.of(on), True)]


@pytest.mark.parametrize("month", range(1, 13))
def test_lunar_months_hold_the_festivals_and_follow_each_other(month: int) -> None:
    for year in range(FIRST_YEAR, LAST_YEAR):
        named = lunar_month(year, month)
        following = lunar_month(year, month + 1) if month < 12 else lunar_month(year + 1, 1)
        assert 0 <= (following.year - named.year) * 12 + following.month - named.month <= 3
        festivals = {1: new_year_day(year) + timedelta(14), 8: mid_autumn(year), 5: dragon_boat(year) + timedelta(10)}
        if month in festivals:
            assert named == Month.of(festivals[month])


@given(
    st.text(alphabet="0123456789年月日去今前腊正初底末至到从自-、.半个上春节中秋开始一二十〇 现在", max_size=60),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
)
def test_nothing_that_looks_like_dates_breaks_the_reading(text: str, on: date) -> None:
    for one in periods_said(text, on):
        assert one.first <= one.last
        assert 0 <= one.start < one.end <= len(text)
