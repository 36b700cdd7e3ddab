"""How much of a term is used up on a day, and which step of the ladder of escalation that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from nuanxin.foundation.law.deadlines import CHINA_TIME, Deadline

USUAL_STEPS = (50, 80, 100)
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class Rung:
    """percent: the step reached (0 below the first); share: used part, may exceed 1; days_left: negative if overdue."""

    percent: int
    share: Fraction
    days_left: int


def share_used(start: date | datetime, deadline: Deadline, at: date | datetime) -> Fraction | None:
    """Used part of the time between start and due date: 0 at the start, 1 when it runs out, more when overdue.

    By the calendar, so that one rule serves every unit. Days run to their midnight: on the due day itself less than 1
    is used. None while the due date is missing.
    """
    if deadline.due is None:
        return None
    begin, end, now = _beginning(start), _end(deadline.due), _now(at)
    whole = end - begin
    if whole <= timedelta():
        return Fraction(int(now >= end))
    return max(Fraction(0), Fraction((now - begin) // _TICK, whole // _TICK))


def rung(
    start: date | datetime, deadline: Deadline, at: date | datetime, steps: Sequence[int] = USUAL_STEPS
) -> Rung | None:
    """The highest step (in per cent) that is reached at that moment; None while the due date is missing."""
    share = share_used(start, deadline, at)
    last_day = deadline.last_day
    if share is None or last_day is None:
        return None
    reached = max((step for step in steps if share * 100 >= step), default=0)
    return Rung(reached, share, (last_day - _now(at).date()).days)


def step_days(start: date | datetime, deadline: Deadline, steps: Sequence[int] = USUAL_STEPS) -> dict[int, date]:
    """The first day on which each step is reached: what the scheduler puts on its list. 100 % is the day after."""
    if deadline.due is None:
        return {}
    begin, whole = _beginning(start), _end(deadline.due) - _beginning(start)
    return {step: (begin + whole * step / 100).date() for step in steps}


def _local(moment: datetime) -> datetime:
    return moment.astimezone(CHINA_TIME) if moment.tzinfo else moment.replace(tzinfo=CHINA_TIME)


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=CHINA_TIME)


def _beginning(start: date | datetime) -> datetime:
    """The day of the event is not counted: time runs from its midnight on, or from the stated moment."""
    return _local(start) if isinstance(start, datetime) else _midnight_after(start)


def _end(due: date | datetime) -> datetime:
    return _local(due) if isinstance(due, datetime) else _midnight_after(due)


def _now(at: date | datetime) -> datetime:
    """A bare day means its beginning."""
    return _local(at) if isinstance(at, datetime) else datetime.combine(at, time(), tzinfo=CHINA_TIME)
