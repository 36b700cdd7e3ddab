"""Hours of a roster as plain intervals: which lie open, and who gets which shift. Pure; moments aware, ends exclusive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.rights.intake.reception.fair_turns import shared_out

_LINE = re.compile(r"(?P<name>\S{1,20})\s+(?P<start>\d{1,2}:\d{2})\s*[-–—至~]\s*(?P<end>\d{1,2}:\d{2})")
_MIDNIGHT = "24:00"


@dataclass(frozen=True)
class Span:
    """From a moment on, until before another."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Kind:
    """A kind of shift: its name and hours; one whose end is not after its start ends on the next day."""

    name: str
    start: time
    end: time

    def on(self, day: date) -> Span:
        start = datetime.combine(day, self.start, BEIJING)
        end = datetime.combine(day, self.end, BEIJING)
        return Span(start, end if end > start else end + timedelta(days=1))


@dataclass(frozen=True)
class Place:
    """One shift to be filled, or filled: hours, kind, and the key of who has it."""

    span: Span
    name: str
    who: int


def kinds_in(text: str) -> tuple[Kind, ...]:
    """Lines like “夜班 20:00-08:00”. BadInput names the line that cannot be read."""
    kinds, faults = [], []
    for number, line in enumerate((line.strip() for line in text.splitlines()), 1):
        if not line:
            continue
        found = _LINE.fullmatch(line)
        try:
            assert found is not None
            end = "0:00" if found["end"] == _MIDNIGHT else found["end"]
            kinds.append(Kind(found["name"], _clock(found["start"]), _clock(end)))
        except (AssertionError, ValueError):
            faults.append(Fault(f"“{line}”不能识别", number, "班别", "请写成：夜班 20:00-08:00"))
    if faults or not kinds:
        raise BadInput(faults or Fault("没有填写", column="班别", remedy="一行一个班，例如：夜班 20:00-08:00"))
    return tuple(kinds)


def gaps(spans: Iterable[Span], window: Span) -> tuple[Span, ...]:
    """The parts of the window that no span covers, in order."""
    found, reached = [], window.start
    for span in sorted(spans, key=lambda one: one.start):
        if span.end <= reached or span.start >= window.end:
            continue
        if span.start > reached:
            found.append(Span(reached, span.start))
        reached = span.end
    if reached < window.end:
        found.append(Span(reached, window.end))
    return tuple(found)


def lay_out(
    days: Sequence[date], kinds: Sequence[Kind], people: Sequence[int], taken: Sequence[Place], had: Mapping[int, int]
) -> tuple[Place, ...]:
    """The shifts still free, each to whoever has had the fewest, then to the first in the list.

    A shift that a standing one already covers, wholly or in part, is left alone. had: shifts each had before. Nobody gets
    a shift that touches or overlaps one of his own while another could take it.
    """
    shifts = sorted(((kind.on(day), kind.name) for day in days for kind in kinds), key=lambda one: one[0].start)
    free = [(span, name) for span, name in shifts if not any(_overlap(span, one.span) for one in taken)]
    stand = [((one.span, one.name), one.who) for one in taken]
    laid = shared_out(free, people, taken=stand, had=had, beside=lambda one, other: _touch(one[0], other[0]))
    return tuple(Place(span, name, who) for (span, name), who in laid)


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _clock(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour), int(minute))
