"""How fast a removal reaches each consumer that was told of the listing, in working days. Pure.

The statute gives ten working days for the whole removal (令45 art. 17: the clock bl.remove); that the consumers see it
within one working day is the platform's own promise, which no article sets, so it refuses nothing and is only measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from nuanxin.foundation.law.calendar import WorkingCalendar

PROMISED = 1  # working days, a promise of the house
Order = tuple[datetime, int]  # when it was recorded, and which came first within that moment
# A file that still named the employer came before the steps of its moment, one that no longer did after them.
FIRST, LAST = 0, 2**62


@dataclass(frozen=True)
class Word:
    """What a consumer was told: that the employer stands on the list, or no longer does. on: the day it was told."""

    consumer: int
    on: date
    order: Order
    listed: bool
    how: str = ""


@dataclass(frozen=True)
class Removal:
    """A removal, and the moment it was revoked again (令45 art. 15), if it was."""

    on: date
    order: Order
    revoked_on: date | None = None
    revoked_order: Order | None = None


@dataclass(frozen=True)
class Reach:
    """One consumer at one removal. working_days: from the day after the removal to the day told, or to the day asked about.

    told_on None: not told (yet); lapsed: the removal was revoked before that, so that there is nothing to tell any more.
    """

    consumer: int
    removed_on: date
    told_on: date | None
    working_days: int
    how: str = ""
    lapsed: bool = False

    @property
    def in_time(self) -> bool:
        return self.told_on is not None and self.working_days <= PROMISED

    @property
    def overdue(self) -> bool:
        """Not told, and the promise has passed."""
        return self.told_on is None and not self.lapsed and self.working_days > PROMISED

    @property
    def late(self) -> bool:
        return self.told_on is not None and self.working_days > PROMISED


@dataclass(frozen=True)
class Measured:
    """The figure over many: of `counted` (told, or late with telling) `in_time` were told in time; median over those told."""

    in_time: int
    counted: int
    overdue: int
    median_days: float | None

    @property
    def share(self) -> float | None:
        """Per cent; None where nothing counts yet."""
        return 100 * self.in_time / self.counted if self.counted else None


def reaches(
    words: Iterable[Word], removals: Sequence[Removal], *, on: date, calendar: WorkingCalendar
) -> tuple[Reach, ...]:
    """Each removal × each consumer whose last word before it was that the employer is listed, as things stand on that day."""
    by_consumer: dict[int, list[Word]] = {}
    for word in sorted(words, key=lambda one: one.order):
        by_consumer.setdefault(word.consumer, []).append(word)
    found = []
    for removal in removals:
        for consumer, told in by_consumer.items():
            before = [word for word in told if word.order < removal.order]
            if before and before[-1].listed:
                found.append(_reach(consumer, told, removal, on, calendar))
    return tuple(found)


def _reach(consumer: int, told: list[Word], removal: Removal, on: date, calendar: WorkingCalendar) -> Reach:
    end = removal.revoked_order
    gone = (w for w in told if not w.listed and removal.order < w.order and (end is None or w.order < end))
    first = next(gone, None)
    lapsed = first is None and removal.revoked_on is not None
    last_day = first.on if first else removal.revoked_on or on
    days = working_days_after(removal.on, last_day, calendar)
    return Reach(consumer, removal.on, first.on if first else None, days, first.how if first else "", lapsed)


def working_days_after(start: date, end: date, calendar: WorkingCalendar) -> int:
    """Working days after `start` up to `end`, that day included; 0 where the end is not later."""
    return calendar.working_days(start + timedelta(days=1), end) if end > start else 0


def measured(rows: Iterable[Reach]) -> Measured:
    """How well it went. Who was not told within the promise counts against it; who still may be told in time does not count."""
    kept = list(rows)
    told = [one.working_days for one in kept if one.told_on is not None]
    in_time, overdue = sum(one.in_time for one in kept), sum(one.overdue for one in kept)
    return Measured(in_time, len(told) + overdue, overdue, median(told) if told else None)


def worst_first(rows: Iterable[Reach]) -> list[Reach]:
    """Overdue first, then not told yet, then told late, the longest first within each; then the rest, newest first."""
    return sorted(rows, key=rank)


def rank(one: Reach) -> tuple[int, int, int]:
    """The order of `worst_first`."""
    open_still = one.told_on is None and not one.lapsed
    place = 0 if one.overdue else 1 if open_still else 2 if one.late else 3
    return (place, -one.working_days if place < 3 else 0, -one.removed_on.toordinal())
