"""The days of a plan as days: `2023-11`, `2024`, `--12-31` turned into a first or last day, shifted to another year. Pure."""

from __future__ import annotations

import calendar
import re
from datetime import date

_DAY = re.compile(r"(?:(\d{4})|-)(?:-(\d{2}))?(?:-(\d{2}))?")
_LEAP_DAY = 29


def first_day(said: str | None, year: int | None = None) -> date | None:
    """The first day of what the plan says (a day, month or year). None without a year that anybody has said."""
    return _day(said, year, last=False)


def last_day(said: str | None, year: int | None = None) -> date | None:
    """The last day of what the plan says: a deadline "2024-11" ends with 30 November."""
    return _day(said, year, last=True)


def _day(said: str | None, year: int | None, *, last: bool) -> date | None:
    found = _DAY.fullmatch(said or "")
    if found is None:
        return None
    of = int(found[1]) if found[1] else year
    if of is None:
        return None
    month = int(found[2]) if found[2] else (12 if last else 1)
    if not 1 <= month <= 12:
        return None
    length = calendar.monthrange(of, month)[1]
    day = int(found[3]) if found[3] else (length if last else 1)
    return date(of, month, min(day, length)) if day >= 1 else None


def year_after(said: str | None, begins: date | None) -> int | None:
    """The year of a day said without one (`--12-31`): the first such day on or after `begins`. None where nothing is known."""
    if begins is None or not (said or "").startswith("--"):
        return None
    day = last_day(said, begins.year)
    return begins.year if day is None or day >= begins else begins.year + 1


def first_day_after(said: str | None, begins: date | None) -> date | None:
    """The first day of what the plan says; one without a year falls on or after `begins`."""
    return first_day(said, year_after(said, begins))


def last_day_after(said: str | None, begins: date | None) -> date | None:
    """The last day of what the plan says; one without a year falls on or after `begins`."""
    return last_day(said, year_after(said, begins))


def shifted(day: date | None, years: int) -> date | None:
    """The same day some years later; 29 February falls back to the 28th."""
    if day is None:
        return None
    length = calendar.monthrange(day.year + years, day.month)[1]
    return day.replace(year=day.year + years, day=min(day.day, length))
