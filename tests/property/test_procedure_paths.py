"""Whatever officers try, in whatever order: no decision without its gates, no day before the gate it stands on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.rights.cases.procedures.choosing import LawAt, Taken, fact_faults, judge, next_steps
from nuanxin.rights.cases.procedures.declared import NO, YES, Fact, Procedure, Step
from nuanxin.rights.cases.procedures.versions import newest, with_branches

LAW = LawAt(Law.load(), WorkingCalendar(), "410721")
PROCEDURES = with_branches(newest("labour_inspection"))
STEPS = [(procedure, step) for procedure in PROCEDURES for step in procedure.steps]
START = date(2024, 1, 8)


def value(fact: Fact, on: date, draw: st.DataObject) -> Any:
    if fact.kind == "day":
        ahead = draw.draw(st.integers(0, 25)) if fact.may_be_later else 0
        return on + timedelta(days=ahead)
    if fact.kind in ("choice", "yes_no"):
        return draw.draw(st.sampled_from([key for key, _ in fact.options] or [YES, NO]))
    return {"money": 100, "persons": 3, "percent": 60, "lines": ["甲"]}.get(fact.kind, "甲")


class Officers(RuleBasedStateMachine):
    """Try any step on any later day with any facts; what the procedure allows is taken."""

    def __init__(self) -> None:
        super().__init__()
        self.on = START
        self.taken: list[Taken] = [Taken("file", START)]

    @rule(days=st.integers(0, 30))
    def time_passes(self, days: int) -> None:
        self.on += timedelta(days=days)

    @precondition(lambda self: self.on < date(2026, 1, 1))
    @rule(which=st.sampled_from(STEPS), data=st.data())
    def anything(self, which: tuple[Procedure, Step], data: st.DataObject) -> None:
        self.attempt(which[0], which[1], data)

    @precondition(lambda self: self.on < date(2026, 1, 1))
    @rule(data=st.data())
    def something_open(self, data: st.DataObject) -> None:
        """One of the offered steps, so that walks get far."""
        open_steps = [
            (procedure, offer.step)
            for procedure in PROCEDURES
            for offer in next_steps(procedure, self.taken, {}, self.on, law=LAW)
            if offer.allowed
        ]
        if open_steps:
            procedure, step = data.draw(st.sampled_from(open_steps))
            self.attempt(procedure, step, data)

    def attempt(self, procedure: Procedure, step: Step, data: st.DataObject) -> None:
        facts = {fact.key: value(fact, self.on, data) for fact in step.facts}
        assert not fact_faults(step, facts, self.on, law=LAW)
        offer = judge(procedure, self.taken, step, facts, self.on, law=LAW)
        assert offer == judge(procedure, self.taken, step, facts, self.on, law=LAW)
        if offer.allowed:
            self.taken.append(Taken(step.key, self.on, facts))
        else:
            assert offer.why_not

    def before(self, index: int, key: str) -> list[Taken]:
        return [done for done in self.taken[:index] if done.step == key]

    @invariant()
    def no_decision_without_its_gates(self) -> None:
        """The slow twin: the law's own order, read once more from the list of what was done."""
        for index, done in enumerate(self.taken):
            stage = {"decision": "handling", "penalty": "penalty"}.get(done.step)
            if stage is None:
                continue
            for key in ("investigated", "evidence"):
                assert self.before(index, "investigated") or self.before(index, key)
            for key in (
                "order",
                "order_served",
                "expired",
                f"{stage}_notice",
                f"{stage}_notice_served",
                f"{stage}_statement",
            ):
                assert self.before(index, key), (done.step, key)
            assert self.before(index, f"{stage}_review")[-1].facts["opinion"] == "agree"
            found = self.before(index, "investigated")
            if found and found[-1].facts["complex"] == YES:
                assert self.before(index, "discussion")
            if stage == "penalty":
                if self.before(index, "penalty_statement")[-1].facts["hearing"] == "asked":
                    assert self.before(index, "hearing")
                if self.before(index, "penalty_notice")[-1].facts["heavy"] == YES:
                    assert self.before(index, "discussion")

    @invariant()
    def an_order_runs_out_before_it_is_expired(self) -> None:
        for index, done in enumerate(self.taken):
            if done.step == "expired":
                assert done.on > self.before(index, "order")[-1].facts["due_on"]
                assert not self.before(index, "performed")

    @invariant()
    def the_court_only_in_its_window(self) -> None:
        for index, done in enumerate(self.taken):
            if done.step == "enforcement":
                served = self.before(index, "decision_served")[-1].facts["served_on"]
                assert served + timedelta(days=180) < done.on < served + timedelta(days=30 * 9 + 20)
                assert self.before(index, "urge_served")[-1].facts["served_on"] + timedelta(days=13) < done.on

    @invariant()
    def nothing_goes_to_the_police_unapproved(self) -> None:
        for index, done in enumerate(self.taken):
            if done.step == "police_send":
                assert self.before(index, "police_approve")[-1].facts["approved"] == YES
                assert self.before(index, "expired")

    @invariant()
    def days_never_run_backwards(self) -> None:
        days = [done.on for done in self.taken]
        assert days == sorted(days)

    @invariant()
    def what_is_done_once_is_done_once(self) -> None:
        repeats = {step.key for _, step in STEPS if step.repeats}
        once = [done.step for done in self.taken if done.step not in repeats]
        assert len(once) == len(set(once))


TestOfficers = Officers.TestCase
TestOfficers.settings = settings(max_examples=30, stateful_step_count=40, deadline=None)
