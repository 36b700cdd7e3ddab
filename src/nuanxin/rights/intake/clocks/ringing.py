"""Ringing when time runs short: the officer at half, his head at four fifths, the superior's head when it is over.

Two rounds may run at once: a conditional update decides which of them rings, and its row count says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.notifications.staff import tell
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.receiving import head_of, receiving_unit
from nuanxin.rights.intake.clocks.calendars import calendar_of
from nuanxin.rights.intake.clocks.reckoning import rings_on, started_of, steps_reached
from nuanxin.rights.intake.clocks.running import shown_due
from nuanxin.rights.intake.models import Clock

ROUND = Outsider("每日巡检")
_OVER = 3  # steps: half, four fifths, over


@dataclass(frozen=True)
class Rings:
    """What a round did: clocks that rang, messages queued."""

    clocks: int = 0
    messages: int = 0


def ring_due(*, on: date, limit: int = 5000) -> Rings:
    """Ring every running clock whose day has come, each step once. Jumped steps ring as the highest one only."""
    waiting = Clock.objects.filter(stopped_on__isnull=True, ring_on__lte=on).order_by("ring_on", "pk")
    clocks = messages = 0
    for clock in waiting.select_related("clue__officer", "clue__unit__region", "clue__region", "officer__unit__region")[
        :limit
    ]:
        rung = _ring(clock, on)
        clocks, messages = clocks + (rung is not None), messages + (rung or 0)
    return Rings(clocks, messages)


@transaction.atomic
def _ring(clock: Clock, on: date) -> int | None:
    """How many messages went out; None when there was nothing to ring or another round was quicker."""
    shown = shown_due(clock)
    if shown is None:
        return None
    started = started_of(clock.started_at)
    steps = max(clock.rung, steps_reached(started, shown, on))
    won = Clock.objects.filter(pk=clock.pk, rung=clock.rung, ring_on=clock.ring_on, stopped_on__isnull=True).update(
        rung=steps, ring_on=rings_on(started, shown, steps)
    )
    if not won or steps == clock.rung:
        return None
    told = list(_ladder(clock, steps))
    number = sum(_tell(clock, one, shown, over=steps == _OVER) for one in told)
    record("ring_clock", about=clock, by=ROUND, details={"on": on, "step": steps, "told": [one.pk for one in told]})
    return number


def _ladder(clock: Clock, steps: int) -> Iterator[Staff]:
    """Officer, then head of the unit, then head of the superior unit; nobody twice."""
    officer = clock.officer or clock.clue.officer
    unit = clock.officer.unit if clock.officer and clock.officer.unit else clock.clue.unit
    seen: set[int] = set()
    heads = (officer, head_of(unit) if steps > 1 else None, superior_head(unit) if steps > 2 else None)
    for one in heads:
        if one and one.is_active and one.pk not in seen:
            seen.add(one.pk)
            yield one


def superior_head(unit: Unit) -> Staff | None:
    """Who answers above: the head of the unit's superior unit, else of the bureau one region up."""
    if unit.parent:
        return head_of(unit.parent)
    above = unit.region.parent
    return head_of(receiving_unit(above)) if above else None


def _tell(clock: Clock, staff: Staff, shown: date, *, over: bool) -> int:
    values = {"number": clock.clue.number, "step": clock.name, "day": chinese_day(shown)}
    template = "officer_overdue" if over else "officer_due_soon"
    return tell(staff, template, values, about=clock.clue, calendar=calendar_of(clock.clue.region_id))
