"""Whatever officers try, in whatever order: no listing without every gate and date, both clocks agree with a slow twin."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.rights.cases.procedures.choosing import LawAt, Taken, fact_faults, judge, next_steps
from nuanxin.rights.cases.procedures.declared import Fact, Step
from nuanxin.rights.credit.listing.clocks import CRIMINAL, EarlyFacts, early_removal, two_clocks
from nuanxin.rights.credit.listing.procedure import V2022_1

LAW = LawAt(Law.load(), WorkingCalendar(), "410721")
START, ORDER_DUE = date(2024, 1, 8), date(2024, 1, 5)
STEPS = V2022_1.steps[1:]


def value(fact: Fact, on: date, draw: st.DataObject) -> Any:
    if fact.kind == "day":
        return on
    if fact.kind == "choice":
        return draw.draw(st.sampled_from([key for key, _ in fact.options]))
    return ["甲"] if fact.kind == "lines" else "甲"


class Officers(RuleBasedStateMachine):
    """Try any step on any later day with any facts; what the procedure allows is taken."""

    def __init__(self) -> None:
        super().__init__()
        self.on = START
        self.taken: list[Taken] = [Taken("propose", START, {"order_due_on": ORDER_DUE})]

    @rule(days=st.integers(0, 30))
    def time_passes(self, days: int) -> None:
        self.on += timedelta(days=days)

    @precondition(lambda self: self.on < date(2026, 1, 1))
    @rule(step=st.sampled_from(STEPS), data=st.data())
    def anything(self, step: Step, data: st.DataObject) -> None:
        self.attempt(step, data)

    @precondition(lambda self: self.on < date(2026, 1, 1))
    @rule(data=st.data())
    def something_open(self, data: st.DataObject) -> None:
        offered = [offer.step for offer in next_steps(V2022_1, self.taken, {}, self.on, law=LAW) if offer.allowed]
        if offered:
            self.attempt(data.draw(st.sampled_from(offered)), data)

    def attempt(self, step: Step, data: st.DataObject) -> None:
        if any(V2022_1.step(one.step).ends for one in self.taken):
            return
        facts = {fact.key: value(fact, self.on, data) for fact in step.facts}
        assert not fact_faults(step, facts, self.on, law=LAW)
        offer = judge(V2022_1, self.taken, step, facts, self.on, law=LAW)
        if offer.allowed:
            self.taken.append(Taken(step.key, self.on, facts))
        else:
            assert offer.why_not and offer.cites

    @invariant()
    def the_law_s_own_order(self) -> None:
        """The slow twin: read once more from the list of what was done."""
        for index, one in enumerate(self.taken):
            before = [done.step for done in self.taken[:index]]
            said = {done.step: done for done in self.taken[:index]}
            assert all(done.on <= one.on for done in self.taken[:index])
            if one.step == "decision":
                assert before.count("notice") == 1 and "notice_served" in before and "decision" not in before
                assert "corrected" not in before
                assert "objection" not in before or said["objection_checked"].facts["result"] == "rejected"
                last = LAW.after(("bl.notice.object",), said["notice_served"].facts["served_on"])
                assert last is not None and (one.on > last or one.facts["heard"] in ("waived", "checked"))
            if one.step in ("publish", "share"):
                assert "decision" in before and "decision_served" in before and "annul" not in before
            if one.step in ("early_apply", "remove", "annul"):
                assert "decision" in before
            if one.step in ("tell_removal", "archive", "revoke_removal"):
                assert "remove" in before
            if one.step in ("waive", "drop"):
                assert "decision" not in before

    def teardown(self) -> None:
        assert [one.step for one in self.taken].count("decision") <= 1


TestOfficers = Officers.TestCase
TestOfficers.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
DAYS = st.dates(date(2022, 1, 1), date(2035, 12, 31))


def months_later(start: date, months: int) -> date:
    """The obvious way: the same day of a later month, else that month's last one."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    day = start.day
    while True:
        try:
            return date(year, month + 1, day)
        except ValueError:
            day -= 1


@given(decided=DAYS, after=st.integers(-400, 1500))
def test_both_clocks_against_the_slow_twin(decided: date, after: int) -> None:
    corrected = decided + timedelta(days=after)
    clocks = two_clocks(decided, corrected_on=corrected, law=LAW)
    assert clocks.list_until == months_later(decided, 36)
    assert clocks.early_from == months_later(max(decided, corrected), 6) + timedelta(days=1)
    assert clocks.publicity_until == months_later(decided, 36)
    assert clocks.repair_from == months_later(decided, 12) + timedelta(days=1)
    assert clocks.early_from is not None
    assert bool(clocks.conflict) == (clocks.early_from < clocks.repair_from)
    assert bool(clocks.cautions) == (decided < date(2026, 4, 1))


@given(
    decided=DAYS,
    after=st.none() | st.integers(-100, 900),
    promised=st.booleans(),
    fen=st.sampled_from([0, 1]),
    new=st.booleans(),
    criminal=st.sampled_from([key for key, _ in CRIMINAL]),
    later=st.integers(0, 1200),
)
def test_early_removal_needs_all_of_it(
    decided: date, after: int | None, promised: bool, fen: int, new: bool, criminal: str, later: int
) -> None:
    on = decided + timedelta(days=later)
    corrected = decided + timedelta(days=after) if after is not None else None
    arrears = ("X-1",) if new else ()
    facts = EarlyFacts(decided, corrected, on if promised else None, fen, arrears, criminal)
    first = months_later(max(decided, corrected), 6) if corrected else None
    fit = first is not None and on > first and promised and not fen and not new and criminal in ("none", "ended")
    assert (early_removal(facts, on, law=LAW) == ()) == fit
