"""Which batch a day belongs to, and what must not be read in a public notice. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from nuanxin.foundation.law.counting import shift_months
from nuanxin.foundation.organisations.kinds import RegionLevel

_QUARTERS, _HALVES = "一二三四", "上下"
# An identity number (also with stars in the middle), a mobile telephone, a bank card: never published (令29 art. 6).
_NUMBERS = re.compile(r"(?<!\d)(\d{6}[\d*]{8,11}[\dXx]|1[3-9][\d*]{9}|\d{16,19})(?!\d)")


@dataclass(frozen=True)
class Period:
    """A batch's window, both days included."""

    label: str
    start: date
    end: date


def period_of(day: date, level: str) -> Period:
    """The quarter (county, city) or half-year (province, ministry) in which the day lies: 令29.

    >>> period_of(date(2024, 5, 6), "county").label
    '2024年第二季度'
    """
    upper = level in (RegionLevel.PROVINCE, RegionLevel.COUNTRY)
    months = 6 if upper else 3
    place = (day.month - 1) // months
    start = date(day.year, place * months + 1, 1)
    name = f"{day.year}年{_HALVES[place]}半年" if upper else f"{day.year}年第{_QUARTERS[place]}季度"
    return Period(name, start, shift_months(start, months) - timedelta(days=1))


def private_numbers(*texts: str) -> tuple[str, ...]:
    """Numbers in the texts that may not be published; empty where there are none. A credit code is none of them.

    >>> private_numbers("张三（身份证410721198001011234）欠薪30000元")
    ('410721198001011234',)
    """
    return tuple(found for text in texts for found in _NUMBERS.findall(text))
