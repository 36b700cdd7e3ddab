"""No day of a file before the file began: asked before every step of the legs of justice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.cases.procedures.choosing import Taken
from nuanxin.rights.cases.procedures.declared import Step
from nuanxin.rights.cases.steps import declared_step, steps_taken
from nuanxin.rights.cases.steps.effects import Moment


def too_early(step: Step, facts: dict[str, object], before: Iterable[Taken]) -> tuple[str, date] | None:
    """The label of the first stated day that lies before what the steps it needs have stated, and that earlier day. Pure.

    A step may state when something was received; what rests on it cannot have happened before.
    """
    needed = {key for need in step.needs for key in need.steps}
    days = [
        value
        for done in before
        if done.step in needed
        for value in done.facts.values()
        if isinstance(value, date) and value <= done.on
    ]
    first = max(days, default=None)
    for fact in step.facts:
        value = facts.get(fact.key)
        if fact.kind == "day" and isinstance(value, date) and first and value < first:
            return fact.label, first
    return None


def days_in_order(moment: Moment) -> None:
    """Refuse a typed day that lies before the days of the steps it rests on."""
    step = declared_step(moment.case, moment.step)
    found = too_early(step, dict(moment.facts), steps_taken(moment.case))
    if found:
        label, first = found
        why = f"“{label}”早于前面步骤的日期{chinese_day(first)}"
        raise Refusal(f"不能办理“{step.name}”", why=why, remedy="请核对日期", cites=step.cites)
