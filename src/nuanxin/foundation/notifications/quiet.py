"""When a message may go out: working hours of working days, unless it is urgent. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from nuanxin.foundation.common.occasion import BEIJING


class Calendar(Protocol):
    """What is asked of the working calendar (foundation.law)."""

    def is_working(self, day: date) -> bool: ...


@dataclass(frozen=True)
class OpenHours:
    """From when until when messages may go out on a working day, Beijing time. A place may set its own."""

    opens: time = time(8, 30)
    closes: time = time(20, 0)

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("消息发送时段的开始时间应早于结束时间")


USUAL_HOURS = OpenHours()


def earliest_sending(*, at: datetime, urgent: bool, calendar: Calendar, hours: OpenHours = USUAL_HOURS) -> datetime:
    """The first moment, `at` or later, at which the message may go out, in Beijing time; `at` is aware, in any zone.

    Rest days and shifted rest days are quiet, make-up Saturdays are not. Urgent messages go at once.
    """
    if at.tzinfo is None:
        raise ValueError("时间须带时区")
    local = at.astimezone(BEIJING)
    if urgent:
        return local
    if calendar.is_working(local.date()) and local.time() < hours.closes:
        return max(local, datetime.combine(local.date(), hours.opens, BEIJING))
    day = local.date() + timedelta(days=1)
    while not calendar.is_working(day):
        day += timedelta(days=1)
    return datetime.combine(day, hours.opens, BEIJING)
