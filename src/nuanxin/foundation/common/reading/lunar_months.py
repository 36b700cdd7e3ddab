"""Months of the lunar calendar, as far as speech needs them: 正月, 农历八月, 冬月, 腊月 and the Spring Festival.

A lunar month lies in two months of the civil calendar; the one that holds its middle is meant. The days of the festivals
come from the library of holidays that the working days use (1901 to 2099); between two festivals the months are of equal
length, and a leap month (rare, never said without 闰) moves the answer by half a month at most.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from nuanxin.foundation.common.periods import Month

FIRST_YEAR, LAST_YEAR = 1902, 2098
_MONTH_DAYS = 29.53


@cache
def _festivals() -> Any:
    """The table of festivals, taken in when the first text speaks of one: most commands never do."""
    from holidays.calendars.chinese import _ChineseLunisolar

    return _ChineseLunisolar()


@lru_cache(maxsize=256)
def new_year_day(year: int) -> date:
    """The first day of the lunar year that begins in this civil year. ValueError outside 1902 to 2098."""
    return _day(_festivals().lunar_new_year_date(year)[0], year)


@lru_cache(maxsize=256)
def mid_autumn(year: int) -> date:
    """The fifteenth of the eighth month."""
    return _day(_festivals().mid_autumn_date(year)[0], year)


@lru_cache(maxsize=256)
def dragon_boat(year: int) -> date:
    """The fifth of the fifth month."""
    return _day(_festivals().dragon_boat_date(year)[0], year)


def lunar_month(year: int, month: int) -> Month:
    """The civil month that holds the middle of a month (1 to 12) of the lunar year beginning in `year`.

    >>> str(lunar_month(2018, 12)), str(lunar_month(2024, 8))
    ('2019-01', '2024-09')
    """
    if not 1 <= month <= 12:
        raise ValueError(f"农历没有{month}月")
    return Month.of(_start_of(year, month) + timedelta(days=14))


def _start_of(year: int, month: int) -> date:
    """Counted from the nearest festival whose day is known."""
    if month <= 3:
        return new_year_day(year) + timedelta(days=round((month - 1) * _MONTH_DAYS))
    if month <= 6:
        return dragon_boat(year) + timedelta(days=round((month - 5) * _MONTH_DAYS) - 4)
    if month <= 9:
        return mid_autumn(year) + timedelta(days=round((month - 8) * _MONTH_DAYS) - 14)
    return new_year_day(year + 1) - timedelta(days=round((13 - month) * _MONTH_DAYS))


def _day(found: date | None, year: int) -> date:
    if found is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"没有{year}年的农历资料")
    return found
