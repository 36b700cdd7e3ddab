"""The labour inspection procedure as a table that an official can read: which step is open on which day, and why not."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.rights.cases.procedures.declared import Ahead, Limit, Need, Wait
from nuanxin.rights.cases.procedures.versions import newest, with_branches
from tests.spec.procedure_paths import LAW, Row, never_tried, read_paths, scenarios, walk

ROWS = read_paths("labour_inspection_paths.csv")
PROCEDURES = with_branches(newest("labour_inspection"))


@pytest.mark.parametrize("rows", scenarios(ROWS))
def test_path(rows: list[Row]) -> None:
    walk(rows, PROCEDURES)


def test_every_step_with_a_gate_is_in_the_table() -> None:
    assert never_tried(ROWS, PROCEDURES) == {"撤销立案"}


def test_every_step_cites_an_article() -> None:
    for procedure in PROCEDURES:
        for step in procedure.steps:
            gates: list[Need | Wait | Limit | Ahead] = [*step.needs, *step.waits, *step.limits, *step.ahead]
            cited = [step.cites, *(gate.cites for gate in gates)]
            assert all(any(mark in text for mark in ("条", "号")) for text in cited), step.key


def test_terms_papers_and_references_exist() -> None:
    """What a step names must be there: terms of the law book, facts of the steps it waits for, steps it leads to."""
    known = {step.key: step for procedure in PROCEDURES for step in procedure.steps}
    for step in known.values():
        for term in [*step.stops, *(start.term for start in step.starts), *(t for w in step.waits for t in w.terms)]:
            assert LAW.law.term(term, "410721", on=date(2024, 1, 8))
        for reference in [*(wait.after for wait in step.waits), *(limit.after for limit in step.limits)]:
            key, _, fact = reference.partition(".")
            assert fact == "on" or fact in {one.key for one in known[key].facts}
        assert set(step.leads_to) <= known.keys()
        assert {key for need in step.needs for key in need.steps} <= known.keys()
