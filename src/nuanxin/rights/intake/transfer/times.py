"""How long transfers take: office hours from sending to signing for, and the median of them.

Office hours are a setting of the place (`office.hours`, [["08:30", "12:00"], ["14:30", "18:00"]]); without it the whole of every
working day counts, and that is said. What was entered on a later day has no minute and is left out, and counted as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any, Protocol

from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.rights.intake.clocks.calendars import calendar_of, local_setting
from nuanxin.rights.intake.models import Transfer

SETTING = "office.hours"
Stretch = tuple[time, time]


class Days(Protocol):
    """What is asked of the working calendar."""

    def is_working(self, day: date) -> bool: ...


@dataclass(frozen=True)
class TransferTime:
    """One transfer; `minutes` in office hours, None while it waits or where the minute is not known."""

    transfer: Transfer
    minutes: int | None


@dataclass(frozen=True)
class TransferTimes:
    """All of them, the median in minutes, how many still wait, how many have no minute; `hours_set`: by office hours."""

    lines: tuple[TransferTime, ...]
    median: float | None
    waiting: int
    without_minute: int
    hours_set: bool


def office_minutes(start: datetime, end: datetime, *, calendar: Days, hours: Sequence[Stretch] = ()) -> int:
    """Whole minutes of office hours between two moments; without hours, of whole working days. Pure."""
    total, first, last = timedelta(0), start.astimezone(BEIJING), end.astimezone(BEIJING)
    day = first.date()
    while day <= last.date():
        if calendar.is_working(day):
            for opens, closes in _stretches(day, hours):
                total += max(timedelta(0), min(closes, last) - max(opens, first))
        day += timedelta(days=1)
    return int(total.total_seconds() // 60)


def transfer_times(transfers: Sequence[Transfer], *, region: str, on: date) -> TransferTimes:
    """Times of these transfers by the calendar and the office hours of a place."""
    calendar, hours = calendar_of(region), office_hours(region, on)
    lines = tuple(
        TransferTime(
            one,
            office_minutes(one.sent_at, one.accepted_at, calendar=calendar, hours=hours) if one.accepted_at else None,
        )
        for one in transfers
    )
    known = [line.minutes for line in lines if line.minutes is not None]
    waiting = sum(one.accepted_on is None and one.returned_on is None for one in transfers)
    without = sum(one.accepted_on is not None and one.accepted_at is None for one in transfers)
    return TransferTimes(lines, median(known) if known else None, waiting, without, bool(hours))


def office_hours(region: str, on: date) -> tuple[Stretch, ...]:
    """The hours set for the place; empty where nobody has set them, or not as hours."""
    held = local_setting(SETTING, region, on)
    try:
        return (
            tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in held[0]) if held else ()
        )
    except (TypeError, ValueError):
        return ()


def _stretches(day: date, hours: Sequence[Stretch]) -> list[tuple[datetime, datetime]]:
    if not hours:
        midnight = datetime.combine(day, time(0), BEIJING)
        return [(midnight, midnight + timedelta(days=1))]
    return [(datetime.combine(day, a, BEIJING), datetime.combine(day, b, BEIJING)) for a, b in hours]


def as_hours(minutes: float | None) -> str:
    """3小时20分; empty for None."""
    if minutes is None:
        return ""
    whole, rest = divmod(int(minutes + 0.5), 60)
    return f"{whole}小时{rest}分" if whole else f"{rest}分"


def sent_between(first: date, last: date, condition: Any) -> list[Transfer]:
    """Transfers sent in those days that fit, the newest first."""
    rows = Transfer.objects.filter(condition, sent_on__gte=first, sent_on__lte=last)
    return list(rows.select_related("clue", "from_unit", "to_unit", "accepted_by").order_by("-sent_at", "-pk"))
