"""What holds for every procedure of the house: its words point to steps, terms, figures and papers that are there, each with an article."""

from __future__ import annotations

from typing import Any

import pytest

from nuanxin.foundation.documents.wording.templates import template, template_keys
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.organisations.duties import DUTIES
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.rights.cases.models import ActKind, SolvedBy
from nuanxin.rights.cases.procedures.accompanying import accompanying
from nuanxin.rights.cases.procedures.declared import OPEN_FILE, Procedure, Said, Step
from nuanxin.rights.cases.procedures.versions import all_procedures, own_desk_procedures

LAW = Law.load()
EVERY = all_procedures()
DESKS = own_desk_procedures()
STEPS = [pytest.param(whole, step, id=f"{whole.key}.{step.key}") for whole in EVERY for step in whole.steps]
WHOLE = [pytest.param(whole, id=f"{whole.key}-{whole.version}") for whole in EVERY]


def known_steps(whole: Procedure) -> set[str]:
    """The procedure's own steps, those of its branches, and those of what it is a branch of."""
    family = [whole]
    family += [one for one in EVERY if any(branch.procedure == one.key for branch in whole.branches)]
    family += [one for one in EVERY if any(branch.procedure == whole.key for branch in one.branches)]
    return {step.key for one in family for step in one.steps}


def facts_of(whole: Procedure, key: str) -> set[str]:
    family = [one for one in EVERY if any(step.key == key for step in one.steps)]
    own = [one for one in family if one is whole] or family
    return {fact.key for one in own for step in one.steps if step.key == key for fact in step.facts}


def options_of(whole: Procedure, key: str, fact: str) -> set[str]:
    family = [one for one in EVERY if one.has(key)]
    own = [one for one in family if one is whole] or family
    for one in own:
        for declared in one.step(key).facts:
            if declared.key == fact:
                return {value for value, _ in declared.options} or {"yes", "no"}
    return set()


@pytest.mark.parametrize(("whole", "step"), STEPS)
def test_every_word_of_a_step_points_to_something(whole: Procedure, step: Step) -> None:
    known = known_steps(whole)
    gates: list[Any] = [*step.needs, *step.bars]
    named = {key for gate in gates for key in gate.steps} | set(step.leads_to)
    named |= {wait.after.partition(".")[0] for wait in step.waits} | {
        one.after.partition(".")[0] for one in step.limits
    }
    named |= {step.serves} - {""}
    assert named <= known, named - known
    terms = {*step.stops, *step.pauses, *step.resumes, step.extends, *(start.term for start in step.starts)} - {""}
    terms |= {term for wait in step.waits for term in wait.terms} | {one.term for one in step.ahead}
    terms |= {term for limit in step.limits for term in limit.terms}
    assert terms <= set(LAW.terms), terms - set(LAW.terms)
    assert not step.paper or step.paper in template_keys()
    assert not step.act or step.act in ActKind.values
    own = {fact.key for fact in step.facts}
    assert {start.from_fact for start in step.starts} - {""} <= own
    assert {one.fact for one in step.ahead} <= own
    references = [wait.after for wait in step.waits] + [limit.after for limit in step.limits]
    references += [fact.not_before for fact in step.facts if fact.not_before]
    for reference in references:
        key, _, fact = reference.partition(".")
        assert fact == "on" or fact in facts_of(whole, key), reference


@pytest.mark.parametrize(("whole", "step"), STEPS)
def test_what_a_gate_asks_for_can_be_said(whole: Procedure, step: Step) -> None:
    """A misspelt value would be a gate that never opens, or one that never closes."""
    asked: list[tuple[str, Said]] = []
    for need in step.needs:
        asked += [(key, need.having) for key in need.steps if need.having]
        asked += [(need.when.step or step.key, need.when)] if need.when else []
    for bar in step.bars:
        asked += [(key, bar.having) for key in bar.steps if bar.having]
    asked += [(step.key, start.when) for start in step.starts if start.when]
    asked += [(step.key, fact.needed_when) for fact in step.facts if fact.needed_when]
    asked += [(step.key, step.act_when)] if step.act_when else []
    for key, said in asked:
        assert said.fact in facts_of(whole, key), (key, said)
        assert set(said.values) <= options_of(whole, key, said.fact), (key, said)


@pytest.mark.parametrize(("whole", "step"), STEPS)
def test_every_step_and_gate_cites_its_article(whole: Procedure, step: Step) -> None:
    gates: list[Any] = [*step.needs, *step.waits, *step.limits, *step.ahead]
    cited = [step.cites, *(gate.cites for gate in gates)]
    assert all(any(mark in text for mark in ("条", "号", "章", "规则")) for text in cited), cited


@pytest.mark.parametrize(("whole", "step"), STEPS)
def test_somebody_has_the_right_to_every_step(whole: Procedure, step: Step) -> None:
    assert any(step.permission in duty.grants for duty in DUTIES.values())
    if step.extends:
        assert "reason" in {fact.key for fact in step.facts}
        assert any(value.extension for value in LAW.terms[step.extends].values), step.extends


@pytest.mark.parametrize("whole", WHOLE)
def test_every_step_can_be_come_to(whole: Procedure) -> None:
    """From the first step on, each step's needs can be met by steps that can be come to."""
    outside = known_steps(whole) - {step.key for step in whole.steps}
    reached = outside | {whole.steps[0].key}
    while True:
        more = {
            step.key
            for step in whole.steps
            if step.key not in reached and all(set(need.steps) & reached for need in step.needs if need.when is None)
        }
        if not more:
            break
        reached |= more
    assert {step.key for step in whole.steps} <= reached


@pytest.mark.parametrize("whole", WHOLE)
def test_accompanying_papers_have_their_place(whole: Procedure) -> None:
    keys = {step.key for step in whole.steps}
    for one in accompanying((whole.key,)):
        assert {*one.after, *one.until} <= keys, one
        assert template(one.paper).fields


@pytest.mark.parametrize("whole", [pytest.param(one, id=one.key) for one in DESKS] or [None])
def test_a_desk_s_own_procedure_begins_and_ends(whole: Procedure | None) -> None:
    if whole is None:
        pytest.skip("no room has declared a desk's own procedure yet")
    assert whole.opening is not None and whole.steps[0].own_act == OPEN_FILE
    assert set(whole.opening.unit_kinds) <= set(UnitKind.values) and whole.opening.unit_kinds
    assert whole.opening.solved_by in ("", *SolvedBy.values)
    assert any(step.ends or step.own_act == "settle_and_close" for step in whole.steps)
    assert bool(whole.opening.solved_by) == whole.has("close")
    assert any(step.for_worker for step in whole.steps), "the worker hears of it"
