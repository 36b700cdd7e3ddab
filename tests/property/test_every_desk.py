"""Whatever the people of a desk try, in whatever order and with whatever facts: the gates hold, nothing breaks, clocks run forwards."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.documents.wording.templates import PaperField, template
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.organisations.duties import DUTIES, Permission
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.opening import open_file
from nuanxin.rights.cases.procedures import versions
from nuanxin.rights.cases.procedures.choosing import LawAt, Taken, fact_faults, judge
from nuanxin.rights.cases.procedures.declared import NO, YES, Fact, Procedure, Step
from nuanxin.rights.cases.procedures.versions import own_desk_procedures
from nuanxin.rights.cases.steps import offers, paper_prefill, standing_rows, steps_taken, take_step
from nuanxin.rights.intake.models import Clock
from tests.conftest import People, at, person
from tests.desks import desk_unit
from tests.unit.rights.cases.desk_procedure import TRIED
from tests.unit.rights.cases.making import RECEIVED_ON, make_clue

DESKS = (*own_desk_procedures(), TRIED)
LAW = LawAt(Law.load(), WorkingCalendar(), "410721")
EVERY = pytest.mark.parametrize("whole", [pytest.param(one, id=one.key) for one in DESKS])


@pytest.fixture(autouse=True)
def tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small procedure of the tests is known beside those of the house."""
    monkeypatch.setattr(versions, "_DECLARED", [*versions.all_procedures(), TRIED])


def a_value(fact: Fact, on: date, dice: random.Random) -> Any:
    if fact.kind == "day":
        return on + timedelta(days=dice.randrange(0, 26) if fact.may_be_later else -dice.randrange(0, 3))
    if fact.kind in ("choice", "yes_no"):
        return dice.choice([key for key, _ in fact.options] or [YES, NO])
    return {"money": 100, "persons": 3, "percent": 60, "lines": ["甲"]}.get(fact.kind, "甲")


def held(step: Step, before: list[Taken], said: Mapping[str, Any]) -> bool:
    """The slow twin of the gates: every need once more from the plain list of what was done."""
    for need in step.needs:
        if need.when:
            asked = [done.facts for done in before if done.step == need.when.step] if need.when.step else [said]
            if not asked or str(asked[-1].get(need.when.fact, "")) not in need.when.values:
                continue
        found = [done for done in before if done.step in need.steps]
        if not found or (need.having and str(found[-1].facts.get(need.having.fact)) not in need.having.values):
            return False
    for bar in step.bars:
        for done in before:
            if done.step in bar.steps and (
                bar.having is None or str(done.facts.get(bar.having.fact)) in bar.having.values
            ):
                return False
    return True


@EVERY
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_no_way_leads_past_a_gate(whole: Procedure, seed: int) -> None:
    dice, on = random.Random(seed), date(2024, 1, 8)
    taken: list[Taken] = [
        Taken(whole.steps[0].key, on, {fact.key: a_value(fact, on, dice) for fact in whole.steps[0].facts})
    ]
    for _ in range(40):
        on += timedelta(days=dice.choice((0, 0, 1, 2, 5, 16, 40)))
        step = dice.choice(whole.steps)
        facts = {fact.key: a_value(fact, on, dice) for fact in step.facts}
        assert not [one for one in fact_faults(step, facts, on, law=LAW) if "法定幅度" not in str(one)]
        if judge(whole, taken, step, facts, on, law=LAW).allowed:
            assert held(step, taken, facts), step.key
            assert step.repeats or step.key not in [done.step for done in taken]
            assert all(done.on <= on for done in taken)
            taken.append(Taken(step.key, on, facts))


def a_field(field: PaperField, on: date) -> Any:
    kinds: dict[str, Any] = {
        "day": on,
        "money": 100,
        "persons": 3,
        "lines": ["甲"],
        "choice": next(iter(field.options), ""),
    }
    return kinds.get(field.kind) or ([["1"] * len(field.columns)] if field.kind == "table" else "甲")


def somebody(whole: Procedure) -> tuple[Unit, list[Staff]]:
    """The desk with all its duties, so that every step has somebody with the right."""
    assert whole.opening is not None
    kind = UnitKind(whole.opening.unit_kinds[0])
    unit = desk_unit(kind) if kind != UnitKind.HRSS else Unit.objects.get(kind=kind, region_id="410721")
    wanted = {step.permission for step in whole.steps} | {Permission.FILE_HANDLE}
    duties = [duty for duty in DUTIES.values() if wanted & set(duty.grants) and duty.key not in ("fund_manager",)]
    return unit, [person(f"p-{duty.key}", f"{duty.name}某", unit, duty.key) for duty in duties]


def tries(case: Case, people: list[Staff], dice: random.Random, on: date) -> Iterator[tuple[Step, Staff]]:
    for who in dice.sample(people, len(people)):
        for offer, mine in offers(case=case, by=who, on=on):
            if mine and (offer.allowed or dice.random() < 0.1):
                yield offer.step, who


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
@EVERY
def test_whatever_is_tried_is_done_whole_or_refused_in_words(whole: Procedure, seed: int, people: People) -> None:
    dice, on = random.Random(f"{whole.key}{seed}"), RECEIVED_ON + timedelta(days=1)
    clue = make_clue(people)
    unit, staff = somebody(whole)
    with occasion(at=at(on), source="test"):
        first = {fact.key: a_value(fact, on, dice) if fact.kind != "day" else on for fact in whole.steps[0].facts}
        opener = next(one for one in staff)
        type(clue).objects.filter(pk=clue.pk).update(unit=unit, officer=opener)
        clue.refresh_from_db()
        case = None
        for who in staff:
            try:
                case = open_file(
                    clue=clue, procedure=whole.key, unit=unit, officer=who, facts=first, by=who, on=on,
                    paper_fields=_paper(whole.steps[0], on),
                )  # fmt: skip
                break
            except (Refusal, BadInput, NotAllowed):
                continue
        if case is None:
            return  # this seed's facts do not open a file; another seed's do
    for _ in range(12):
        on += timedelta(days=dice.choice((0, 1, 3, 8, 20)))
        with occasion(at=at(on), source="test"):
            case.refresh_from_db()
            for step, who in list(tries(case, staff, dice, on))[:2]:
                before = [row.pk for row in standing_rows(case)]
                facts = {fact.key: a_value(fact, on, dice) for fact in step.facts}
                known = paper_prefill(case, step, facts)
                fields = {key: value for key, value in _paper(step, on).items() if key not in known}
                try:
                    take_step(case=case, step=step.key, facts=facts, by=who, on=on, paper_fields=fields)
                except (Refusal, BadInput, NotAllowed) as refused:
                    assert str(refused)
                    assert [row.pk for row in standing_rows(case)] == before, "refused, and yet something was kept"
    _in_order(case, whole)


def _paper(step: Step, on: date) -> dict[str, Any]:
    return {field.key: a_field(field, on) for field in template(step.paper).fields} if step.paper else {}


def _in_order(case: Case, whole: Procedure) -> None:
    done = list(steps_taken(case))
    for index, one in enumerate(done):
        if whole.has(one.step):
            assert held(whole.step(one.step), done[:index], one.facts), one.step
    for clock in Clock.objects.filter(clue=case.clue, about=f"case:{case.pk}"):
        assert clock.due_on is None or clock.due_on >= clock.started_at.date() or clock.pauses, clock.term
        assert clock.stopped_on is None or clock.stopped_on >= case.opened_on
