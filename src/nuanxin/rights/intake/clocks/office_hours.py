"""Office time between two moments: the hours that the place has set, on days of the working calendar.

The hours are a setting of the place (`office.hours`, [["08:30", "12:00"], ["14:30", "18:00"]]); none is built in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, Protocol

from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.organisations.local_settings import local_setting

SETTING = "office.hours"
MISSING = '没有录入办公时间：请系统管理员在“地方设置”登记“office.hours”，例如 [["08:30", "12:00"], ["14:30", "18:00"]]，写明依据'
WRONG = "办公时间“{}”写得不对，应是依次排列、互不重叠的起止时间，请系统管理员更正"
Span = tuple[time, time]


class Days(Protocol):
    """What is asked of the working calendar."""

    def is_working(self, day: date) -> bool: ...


@dataclass(frozen=True)
class OfficeHours:
    """The spans of a working day in Beijing time, in order; or what is missing."""

    spans: tuple[Span, ...] = ()
    source: str = ""
    missing: str = ""


def hours_from(setting: tuple[Any, str] | None) -> OfficeHours:
    """Pure: the place's setting as spans."""
    if setting is None:
        return OfficeHours(missing=MISSING)
    value, source = setting
    try:
        spans = tuple((time.fromisoformat(begins), time.fromisoformat(ends)) for begins, ends in value)
    except (TypeError, ValueError):
        return OfficeHours(source=source, missing=WRONG.format(value))
    flat = [moment for span in spans for moment in span]
    if not flat or any(one >= other for one, other in pairwise(flat)):
        return OfficeHours(source=source, missing=WRONG.format(value))
    return OfficeHours(spans, source)


def hours_of(region: str, on: date) -> OfficeHours:
    """The office hours that hold in a place on that day."""
    return hours_from(local_setting(SETTING, region, on))


def office_seconds(since: datetime, until: datetime, spans: Sequence[Span], calendar: Days) -> int:
    """Whole seconds of office time between two aware moments; without spans, of whole working days. Pure.

    What comes at night begins to count when the office opens on the next working day; nothing where `until` is earlier.
    """
    first, last = since.astimezone(BEIJING), until.astimezone(BEIJING)
    whole, day = timedelta(), first.date()
    while day <= last.date():
        for opens, closes in _open(day, spans) if calendar.is_working(day) else ():
            whole += max(timedelta(), min(last, closes) - max(first, opens))
        day += timedelta(days=1)
    return whole // timedelta(seconds=1)


def _open(day: date, spans: Sequence[Span]) -> list[tuple[datetime, datetime]]:
    if not spans:
        midnight = datetime.combine(day, time(0), BEIJING)
        return [(midnight, midnight + timedelta(days=1))]
    return [(datetime.combine(day, a, BEIJING), datetime.combine(day, b, BEIJING)) for a, b in spans]
