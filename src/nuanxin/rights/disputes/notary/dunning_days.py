"""On which days a part is dunned: before it is due and after, by what the place has set. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

SETTING = "notary.dunning"
MOST = 60  # days away from the due day that a place may name


@dataclass(frozen=True)
class DunningDays:
    """So many days before and after the due day; the due day itself is 0 among those before."""

    before: tuple[int, ...]
    after: tuple[int, ...]


# A preference, not a statutory figure: the day before and the day after are what 主动催缴 asks at the least.
USUAL = DunningDays((1,), (1,))


def days_from(held: Any) -> DunningDays:
    """{"before": [7, 1], "after": [1, 7]} as set by the place; the usual days where nothing usable is set."""
    if not isinstance(held, dict):
        return USUAL
    before = _whole(held.get("before"), least=0)
    after = _whole(held.get("after"), least=1)
    return DunningDays(before or USUAL.before, after or USUAL.after)


def _whole(given: Any, *, least: int) -> tuple[int, ...]:
    if not isinstance(given, list):
        return ()
    return tuple(
        sorted(
            {n for n in given if isinstance(n, int) and not isinstance(n, bool) and least <= n <= MOST}, reverse=True
        )
    )


def planned(due_on: date, days: DunningDays) -> tuple[date, ...]:
    """Every day on which the part is dunned, in order."""
    every = [*(due_on - timedelta(days=n) for n in days.before), *(due_on + timedelta(days=n) for n in days.after)]
    return tuple(sorted(set(every)))


def dunning_now(
    *, due_on: date, paid_on: date | None, on: date, since: date, days: DunningDays, sent_for: Collection[date]
) -> date | None:
    """The planned day whose reminder is to go out on `on`, or None.

    since: the day of the deed; a day before it was never to be dunned. A day that the round slept through is made up
    for once, and only the latest such: nobody is dunned twice on one day. A reminder that the day draws near is not
    sent when it has passed.
    """
    if paid_on is not None:
        return None
    reached = [day for day in planned(due_on, days) if since <= day <= on]
    if not reached or reached[-1] in sent_for:
        return None
    latest = reached[-1]
    return None if latest <= due_on < on else latest
