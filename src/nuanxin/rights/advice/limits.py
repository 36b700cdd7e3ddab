"""The limits of time that several doors share: what restarts them, and what can be said where a day is not known."""

from __future__ import annotations

from datetime import date

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.law.deadlines import Deadline
from nuanxin.rights.advice.declared import Times, Window
from nuanxin.rights.advice.facts import Facts


def interruptions(facts: Facts) -> tuple[date, ...]:
    """Days on which he asked the other side or a body, or the other side owned up (调解仲裁法 第二十七条), up to today."""
    own = facts.received_on if facts.by_worker else None
    days = (*facts.asked_on, own, facts.mediation_on, facts.agreement_on)
    return tuple(sorted({day for day in days if day and day <= facts.today}))


def restarted(term: str, start: date, facts: Facts, times: Times) -> Deadline:
    """The term from its start, begun anew at each interruption that fell within it; one that came too late revives nothing."""
    running = times.due(term, start)
    for day in interruptions(facts):
        if day > start and running.last_day and day <= running.last_day:
            start, running = day, times.due(term, day)
    return running


def within(term: str, start: date, facts: Facts, times: Times, *, says: str) -> Window:
    """A plain term from a day on record, never restarted."""
    return window_of(times.due(term, start), facts.today, says=says)


def window_of(end: Deadline, on: date, *, says: str) -> Window:
    """Open until the last day, closed after it; without a figure in the book nothing can be said."""
    if end.last_day is None:
        return Window(None, f"{says}；{end.missing}", deadlines=(end,))
    if on > end.last_day:
        return Window(False, f"{says}，{chinese_day(end.last_day)}已经届满", end.last_day, deadlines=(end,))
    return Window(True, f"{says}，至{chinese_day(end.last_day)}", end.last_day, deadlines=(end,))


def after_relation(
    term: str, facts: Facts, times: Times, *, name: str, restarts: bool, on: date | None = None
) -> Window:
    """A limit that does not run while the relation exists, and runs from its end.

    Where the end is not known, the work whose wages are owed was done before it: so the term from there is a safe one.
    """
    on = on or facts.today
    if facts.employed:
        return Window(True, f"劳动关系还在，{name}不起算")
    if facts.ended_on:
        end = restarted(term, facts.ended_on, facts, times) if restarts else times.due(term, facts.ended_on)
        return window_of(end, on, says=f"{name}自劳动关系终止（{chinese_day(facts.ended_on)}）起算")
    if facts.owed_until is None:
        return Window(None, f"不知道劳动关系何时终止，{name}算不出来", asks=("employed", "ended_on"))
    end = restarted(term, facts.owed_until, facts, times) if restarts else times.due(term, facts.owed_until)
    if end.last_day and on <= end.last_day:
        says = f"劳动关系终止日没有记录，最早按欠薪到{chinese_day(facts.owed_until)}算，{name}至少到{chinese_day(end.last_day)}"
        return Window(True, says, end.last_day, at_least=True, deadlines=(end,), asks=("employed", "ended_on"))
    says = (
        f"劳动关系终止日没有记录；按欠薪到{chinese_day(facts.owed_until)}算，{name}已过，还在干活或者离开较晚的没有过"
    )
    return Window(None, says, deadlines=(end,), asks=("employed", "ended_on"))
