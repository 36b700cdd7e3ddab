"""Plain counting of days, months and hours; what the counting passed over is kept, so that it can be explained."""

import calendar as gregorian
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.law.day_kinds import CalendarDay

ONE_DAY = timedelta(days=1)
MONTHS = {"mo": 1, "yr": 12}


class Passed(Enum):
    """Why a day on the way was not counted, or why one that looks like a rest day was."""

    PAUSED = "paused"
    REST = "rest"
    MAKEUP = "makeup"


@dataclass(frozen=True)
class Walk:
    """Where the counting ended and the remarkable days on the way, in the order in which they were met."""

    end: date
    remarks: tuple[tuple[date, Passed], ...] = ()

    def met(self, kind: Passed) -> tuple[date, ...]:
        return tuple(sorted(day for day, passed in self.remarks if passed is kind))


class AskedCalendar:
    """A working calendar that remembers the years it was asked about: they decide whether a result is provisional."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        self._calendar = calendar
        self.years: set[int] = set()

    def day(self, day: date) -> CalendarDay:
        self.years.add(day.year)
        return self._calendar.day(day)

    def unannounced(self) -> tuple[int, ...]:
        return tuple(sorted(year for year in self.years if not self._calendar.announced(year)))


def paused_days(pauses: Iterable[tuple[date, date]]) -> frozenset[date]:
    """Every day of every pause, both ends included. Raises BadInput for a pause that ends before it begins."""
    days: set[date] = set()
    for first, last in pauses:
        if last < first:
            raise BadInput(Fault(f"中止期间{first}至{last}的止日早于起日", remedy="请核对中止起止日期"))
        days.update(first + timedelta(days=n) for n in range((last - first).days + 1))
    return frozenset(days)


def walk_days(
    start: date,
    number: int,
    *,
    paused: frozenset[date],
    working_in: AskedCalendar | None = None,
    backwards: bool = False,
    count_start: bool = False,
) -> Walk:
    """Count `number` days from `start`, leaving out paused days and, with `working_in`, days that are no working days.

    The start day itself is not counted unless `count_start`. Zero days end on the start day.
    """
    step = -ONE_DAY if backwards else ONE_DAY
    remarks: list[tuple[date, Passed]] = []
    day = start - step if count_start and number else start
    left = number
    while left:
        day += step
        if day in paused:
            remarks.append((day, Passed.PAUSED))
            continue
        if working_in is not None:
            kind = working_in.day(day)
            if not kind.is_working:
                remarks.append((day, Passed.REST))
                continue
            if kind.name and day.weekday() > 4:
                remarks.append((day, Passed.MAKEUP))
        left -= 1
    return Walk(day, tuple(remarks))


def shift_months(start: date, months: int) -> date:
    """The corresponding day so many months later (earlier when negative), else month end (民法典 202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, gregorian.monthrange(year, month + 1)[1]))


def walk_months(start: date, months: int, *, paused: frozenset[date]) -> Walk:
    """Months and years: the nominal end, moved by the paused days met on the way."""
    nominal = shift_months(start, months)
    if nominal <= start:
        return Walk(nominal)
    return walk_days(start, (nominal - start).days, paused=paused)


def walk_hours(start: datetime, hours: int, *, paused: frozenset[date]) -> tuple[datetime, Walk]:
    """Hours by the clock, day and night, holidays too; the clock stands still on paused days."""
    left = timedelta(hours=hours)
    moment = start
    remarks: list[tuple[date, Passed]] = []
    while True:
        midnight = datetime.combine(moment.date() + ONE_DAY, time(), tzinfo=moment.tzinfo)
        if moment.date() in paused and left:
            remarks.append((moment.date(), Passed.PAUSED))
        elif moment + left <= midnight:
            return moment + left, Walk((moment + left).date(), tuple(remarks))
        else:
            left -= midnight - moment
        moment = midnight


def whole_days(hours: int) -> int:
    """How many whole days hold so many hours: what is left when the hour of the start is not known."""
    return math.ceil(hours / 24)


def roll(day: date, *, working_in: AskedCalendar, paused: frozenset[date], backwards: bool = False) -> Walk:
    """The day itself when it is a working day, else the next (or the previous) one."""
    step = -ONE_DAY if backwards else ONE_DAY
    remarks: list[tuple[date, Passed]] = []
    while day in paused or not working_in.day(day).is_working:
        remarks.append((day, Passed.PAUSED if day in paused else Passed.REST))
        day += step
    return Walk(day, tuple(remarks))
