"""On which days a visit before and after pay day, and a key check, falls. Pure: a month, a pay day and a calendar in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.law.calendar import WorkingCalendar

# A pay day on a rest day moves forward, never back: cal.wage_payday_roll of the law's parameters.
CITES = "保障农民工工资支付条例第十四条；工资支付暂行规定第七条"
# How many working days before and after pay day are for visits: no law says; the house's habit until a place sets its own.
PAY_VISIT_DAYS = 5
PAY_VISIT_SETTING = "inspection.pay_visit_days"


@dataclass(frozen=True)
class Window:
    """The days on which a visit may be made, both ends included; both ends are working days."""

    first: date
    last: date


@dataclass(frozen=True)
class PayVisits:
    """The real pay day of a month and the two windows around it."""

    pay_on: date
    before: Window
    after: Window
    provisional: bool  # the notice of holidays of that year is not known yet


def pay_on(month: Month, pay_day: int, calendar: WorkingCalendar) -> date:
    """The day on which wages are really due: the 31st is the last day of a shorter month, a rest day the working day before it."""
    last = month.last_day
    return calendar.previous_working(last.replace(day=min(pay_day, last.day)))


def pay_visits(month: Month, pay_day: int, calendar: WorkingCalendar, days: int = PAY_VISIT_DAYS) -> PayVisits:
    """So many working days before the real pay day, and as many after it; on pay day itself the firm is left to pay."""
    due = pay_on(month, pay_day, calendar)
    day = timedelta(days=1)
    last_before, first_after = calendar.previous_working(due - day), calendar.next_working(due + day)
    before = Window(_back(last_before, days - 1, calendar), last_before)
    after = Window(first_after, _on(first_after, days - 1, calendar))
    known = all(calendar.announced(one.year) for one in (before.first, after.last))
    return PayVisits(due, before, after, provisional=not known)


def key_windows(month: Month, times: int, calendar: WorkingCalendar) -> list[Window]:
    """The month in so many equal parts, each from its first to its last working day."""
    first, length = month.first_day, month.last_day.day
    cuts = [first + timedelta(days=length * n // times) for n in range(times + 1)]
    found = []
    for begin, end in pairwise(cuts):
        window = Window(calendar.next_working(begin), calendar.previous_working(end - timedelta(days=1)))
        if window.first <= window.last:
            found.append(window)
    return found


def _back(day: date, steps: int, calendar: WorkingCalendar) -> date:
    for _ in range(steps):
        day = calendar.previous_working(day - timedelta(days=1))
    return day


def _on(day: date, steps: int, calendar: WorkingCalendar) -> date:
    for _ in range(steps):
        day = calendar.next_working(day + timedelta(days=1))
    return day
