"""No typed day before the days on which it rests: asked of every step of every procedure there is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.rights.cases.procedures.choosing import LawAt, Taken, judge
from nuanxin.rights.cases.procedures.declared import Fact, Procedure, Step
from nuanxin.rights.cases.procedures.versions import all_procedures

LAW = LawAt(Law.load(), WorkingCalendar(), "410721")
STATED_ON, DONE_ON, TRIED_ON = date(2024, 3, 5), date(2024, 3, 8), date(2024, 3, 12)


def days(step: Step) -> list[Fact]:
    return [fact for fact in step.facts if fact.kind == "day"]


def resting() -> list[Any]:
    """Every pair of a step that states a day and an earlier step, needed by it, that stated one."""
    return [
        pytest.param(whole, step, whole.step(key), id=f"{whole.key}.{key}-{step.key}")
        for whole in all_procedures()
        for step in whole.steps
        for key in dict.fromkeys(key for need in step.needs for key in need.steps if whole.has(key))
        if days(step) and days(whole.step(key))
    ]


def refused(whole: Procedure, before: Step, step: Step, day: date) -> bool:
    taken = [Taken(before.key, DONE_ON, {fact.key: STATED_ON for fact in days(before)})]
    facts = {fact.key: day for fact in days(step)}
    offer = judge(whole, taken, step, facts, TRIED_ON, law=LAW)
    return any(f"早于“{before.name}”的" in gap.why for gap in offer.missing)


@pytest.mark.parametrize(("whole", "step", "before"), resting())
def test_a_day_before_what_it_rests_on_is_refused(whole: Procedure, step: Step, before: Step) -> None:
    assert refused(whole, before, step, STATED_ON - timedelta(days=1))
    assert not refused(whole, before, step, DONE_ON)


def test_a_day_that_lies_ahead_of_its_step_binds_nobody() -> None:
    """A term set for later, as the day by which an order is to be obeyed, is no day on which something happened."""
    whole, step, before = next(param.values for param in resting())
    taken = [Taken(before.key, DONE_ON, {fact.key: DONE_ON + timedelta(days=9) for fact in days(before)})]
    facts = {fact.key: DONE_ON for fact in days(step)}
    offer = judge(whole, taken, step, facts, TRIED_ON, law=LAW)
    assert not [gap.why for gap in offer.missing if f"早于“{before.name}”" in gap.why]
