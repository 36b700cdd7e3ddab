"""The labour inspection procedure as a table that an official can read: which step is open on which day, and why not."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.rights.cases.procedures.choosing import LawAt, Taken, judge
from nuanxin.rights.cases.procedures.declared import Ahead, Limit, Need, Procedure, Step, Wait
from nuanxin.rights.cases.procedures.versions import newest, with_branches

TABLE = Path(__file__).with_name("labour_inspection_paths.csv")
LAW = LawAt(Law.load(), WorkingCalendar(), "410721")
PROCEDURES = with_branches(newest("labour_inspection"))


def scenarios() -> Iterator[tuple[str, list[dict[str, str]]]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for name in dict.fromkeys(row["案例"] for row in rows):
        yield name, [row for row in rows if row["案例"] == name]


def named(name: str) -> tuple[Procedure, Step]:
    for procedure in PROCEDURES:
        for step in procedure.steps:
            if step.name == name:
                return procedure, step
    raise AssertionError(f"no step is called {name}")


def filled(step: Step, text: str) -> dict[str, Any]:
    """ "改正期限=2024-01-19；听证=要求听证" by the labels of the step's facts and of their options."""
    facts: dict[str, Any] = {}
    for part in filter(None, text.split("；")):
        label, value = part.split("=")
        fact = next(fact for fact in step.facts if fact.label == label)
        options = {shown: key for key, shown in fact.options or (("yes", "是"), ("no", "否"))}
        facts[fact.key] = date.fromisoformat(value) if fact.kind == "day" else options[value]
    return facts


@pytest.mark.parametrize(("name", "rows"), [pytest.param(name, rows, id=name) for name, rows in scenarios()])
def test_path(name: str, rows: list[dict[str, str]]) -> None:
    taken: list[Taken] = []
    for row in rows:
        on = date.fromisoformat(row["日期"])
        procedure, step = named(row["步骤"])
        facts = filled(step, row["填写"])
        offer = judge(procedure, taken, step, facts, on, law=LAW)
        where = f"{name} {on} {step.name}"
        assert offer.allowed == (row["结果"] == "可以"), f"{where}: {offer.why_not}"
        if offer.allowed:
            taken.append(Taken(step.key, on, facts))
        else:
            assert row["说明"] in offer.why_not, f"{where}: {offer.why_not}"
            assert row["依据"] in offer.cites, f"{where}: {offer.cites}"


def test_every_step_with_a_gate_is_in_the_table() -> None:
    """A step that no row tries would be a gate that nobody has looked at."""
    tried = {row["步骤"] for _, rows in scenarios() for row in rows}
    assert {step.name for procedure in PROCEDURES for step in procedure.steps} - tried == {"撤销立案"}


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
