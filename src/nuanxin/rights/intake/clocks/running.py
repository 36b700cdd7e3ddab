"""Opening, pausing, extending and stopping a clock. The calling act has checked the right, except for an extension.

The clue's own `due_on` is kept as the earliest day of its running clocks, so that every list is one indexed column.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import Actor, record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.rights.intake.clocks.calendars import calendar_of, local_setting
from nuanxin.rights.intake.clocks.reckoning import (
    RECKONED,
    Reckoned,
    Running,
    as_pauses,
    moment_of,
    reckon,
    rings_on,
    started_of,
)
from nuanxin.rights.intake.models import Clock, Clue

_KEPT = (*RECKONED, "pauses", "ring_on")


@transaction.atomic
def open_clock(
    *,
    clue: Clue,
    term: str,
    start: date | datetime,
    by: Actor,
    on: date,
    about: str = "",
    officer: Staff | None = None,
) -> Clock:
    """Start a term (key of the law table) on a clue, or on what `about` names, e.g. case:12. One of a kind runs at once.

    start: a day, or a moment for terms in hours. A clock that runs already is returned as it is. officer: who is rung,
    where it is another than the clue's own.
    """
    running = Clock.objects.filter(clue=clue, term=term, about=about, stopped_on__isnull=True).first()
    if running:
        return running
    clock = new_clock(clue=clue, term=term, start=start, about=about)
    clock.officer = officer if officer and officer.pk != clue.officer_id else None
    clock.save()
    keep_due(clue)
    record("open_clock", about=clock, by=by, details={"clue": clue.pk, "term": term, "due_on": clock.due_on, "on": on})
    return clock


def new_clock(
    *, clue: Clue, term: str, start: date | datetime, about: str = "", calendar: WorkingCalendar | None = None
) -> Clock:
    """A clock reckoned but not written: registration writes it together with the clue. calendar: where it is at hand."""
    clock = Clock(clue=clue, term=term, about=about, started_at=moment_of(start), pauses=[])
    _write(clock, _reckoned(clock, clue, calendar))
    return clock


@transaction.atomic
def stop_clock(*, clue: Clue, term: str, by: Actor, on: date, about: str = "") -> Clock | None:
    """What the term asked for is done. None where no such clock runs."""
    clock = _locked(clue, term, about)
    if clock is None:
        return None
    _stop(clock, on, by)
    keep_due(clue)
    return clock


@transaction.atomic
def stop_all_clocks(*, clue: Clue, by: Actor, on: date) -> int:
    """The clue is at its end: nothing runs any more. How many were stopped."""
    clocks = list(running_clocks(clue).select_for_update())
    for clock in clocks:
        _stop(clock, on, by)
    keep_due(clue)
    return len(clocks)


@transaction.atomic
def pause_clock(*, clue: Clue, term: str, by: Actor, on: date, reason: str, about: str = "") -> Clock | None:
    """Stand still from the day after `on` until the clock is resumed. None where no such clock runs."""
    clock = _locked(clue, term, about)
    if clock is None or is_paused(clock):
        return clock
    clock.pauses = [*clock.pauses, [(on + timedelta(days=1)).isoformat(), None]]
    clock.ring_on = None
    clock.save(update_fields=["pauses", "ring_on"])
    keep_due(clue)
    record("pause_clock", about=clock, by=by, reason=reason, details={"on": on})
    return clock


@transaction.atomic
def resume_clock(*, clue: Clue, term: str, by: Actor, on: date, about: str = "") -> Clock | None:
    """Run on: the days of the pause, that of resuming included, are not counted. None where no such clock runs."""
    clock = _locked(clue, term, about)
    if clock is None or not is_paused(clock):
        return clock
    first = clock.pauses[-1][0]
    if on < date.fromisoformat(first) - timedelta(days=1):
        raise Refusal("时限不能恢复", why=f"恢复日期{on}早于中止日期", remedy="请核对日期")
    ended = [] if on.isoformat() < first else [[first, on.isoformat()]]
    clock.pauses = [*clock.pauses[:-1], *ended]
    _write(clock, _reckoned(clock, clue))
    clock.save(update_fields=list(_KEPT))
    keep_due(clue)
    record("resume_clock", about=clock, by=by, details={"on": on, "due_on": clock.due_on})
    return clock


@transaction.atomic
def unpause_clock(*, clue: Clue, term: str, by: Actor, on: date, about: str = "") -> Clock | None:
    """The last pause was a mistake: the clock runs as if it had never stood still. None where no such clock runs."""
    clock = _locked(clue, term, about)
    if clock is None or not clock.pauses:
        return clock
    clock.pauses = clock.pauses[:-1]
    _write(clock, _reckoned(clock, clue))
    clock.save(update_fields=list(_KEPT))
    keep_due(clue)
    record("unpause_clock", about=clock, by=by, details={"on": on, "due_on": clock.due_on})
    return clock


@transaction.atomic
def extend_clock(*, clock: Clock, by: Staff, on: date, reason: str) -> Clock:
    """The head approves the extension that the law allows, once, before the term runs out."""
    clue = clock.clue
    facts = FileFacts(region=clue.region_id, unit_id=clue.unit_id, owner_id=clue.officer_id)
    must(by, Permission.CASE_APPROVE, facts, doing=f"批准延长“{clock.name}”")
    return lengthen_clock(clock=clock, by=by, on=on, reason=reason)


@transaction.atomic
def lengthen_clock(*, clock: Clock, by: Staff, on: date, reason: str) -> Clock:
    """The same, by an act that has asked whose approval it needs."""
    clock = Clock.objects.select_for_update(of=("self",)).select_related("clue").get(pk=clock.pk)
    clue = clock.clue
    why = ""
    if clock.stopped_on:
        why = "该时限已经办结"
    elif clock.extended_on:
        why = f"已于{clock.extended_on}批准延长过一次"
    elif clock.due_on and on > clock.due_on:
        why = f"法定期限已于{clock.due_on}届满"
    elif not reason.strip():
        why = "没有写明延长的理由"
    if why:
        raise Refusal(f"“{clock.name}”不能延长", why=why, remedy="请核对后办理", cites=clock.citation)
    clock.extended_on, clock.extended_by = on, by
    _write(clock, _reckoned(clock, clue))
    clock.save(update_fields=[*_KEPT, "extended_on", "extended_by"])
    keep_due(clue)
    record("extend_clock", about=clock, by=by, reason=reason, details={"on": on, "due_on": clock.due_on})
    return clock


@transaction.atomic
def promise_by(*, clue: Clue, term: str, about: str, day: date, why: str, by: Actor, on: date) -> Clock | None:
    """Beside the statute's day of a running clock, the earlier day that the house promises for it, with its source."""
    clock = _locked(clue, term, about)
    if clock is None or is_paused(clock) or (clock.due_on and day >= clock.due_on):
        return clock
    clock.promise_on, clock.explanation = day, [*clock.explanation, why]
    clock.ring_on = rings_on(started_of(clock.started_at), shown_due(clock), clock.rung)
    clock.save(update_fields=["promise_on", "explanation", "ring_on"])
    keep_due(clue)
    record("promise_clock", about=clock, by=by, details={"on": on, "promise_on": day})
    return clock


@transaction.atomic
def recompute_clock(*, clock: Clock, by: Actor, on: date) -> Clock:
    """Reckon again: the year's holidays were announced, or the place has set a promise."""
    before = (clock.due_on, clock.promise_on)
    _write(clock, _reckoned(clock, clock.clue))
    clock.save(update_fields=list(_KEPT))
    keep_due(clock.clue)
    if before != (clock.due_on, clock.promise_on):
        record("recompute_clock", about=clock, by=by, details={"on": on, "before": before, "due_on": clock.due_on})
    return clock


def running_clocks(clue: Clue) -> QuerySet[Clock]:
    """Every clock of the clue that has not stopped, paused ones included."""
    return Clock.objects.filter(clue=clue, stopped_on__isnull=True).order_by("due_on", "pk")


def shown_due(clock: Clock) -> date | None:
    """The earlier of the statute's day and the promise; None while paused or while nothing is known."""
    if is_paused(clock):
        return None
    return min((day for day in (clock.due_on, clock.promise_on) if day), default=None)


def is_paused(clock: Clock) -> bool:
    """Whether the last pause is still open."""
    return bool(clock.pauses) and clock.pauses[-1][1] is None


def _locked(clue: Clue, term: str, about: str) -> Clock | None:
    rows = Clock.objects.select_for_update().filter(clue=clue, term=term, about=about, stopped_on__isnull=True)
    return rows.first()


def _reckoned(clock: Clock, clue: Clue, calendar: WorkingCalendar | None = None) -> Reckoned:
    started = started_of(clock.started_at)
    day = started.date() if isinstance(started, datetime) else started
    return reckon(
        Running(clock.term, started, clue.region_id, as_pauses(clock.pauses), clock.extended_on is not None),
        law=Law.load(),
        calendar=calendar or calendar_of(clue.region_id),
        promise=local_setting(f"promise.{clock.term}", clue.region_id, day),
    )


def _write(clock: Clock, found: Reckoned) -> None:
    for name, value in found.stored.items():
        setattr(clock, name, value)
    paused = is_paused(clock)
    clock.ring_on = None if paused else rings_on(started_of(clock.started_at), found.shown, clock.rung)


def _stop(clock: Clock, on: date, by: Actor) -> None:
    clock.stopped_on, clock.ring_on = on, None
    clock.save(update_fields=["stopped_on", "ring_on"])
    record("stop_clock", about=clock, by=by, details={"on": on, "due_on": clock.due_on, "term": clock.term})


def keep_due(clue: Clue) -> None:
    """Write the earliest day of the running clocks to the clue itself."""
    days = [day for clock in running_clocks(clue) if (day := shown_due(clock))]
    clue.due_on = min(days, default=None)
    Clue.objects.filter(pk=clue.pk).update(due_on=clue.due_on)
