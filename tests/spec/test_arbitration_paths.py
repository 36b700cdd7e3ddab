"""The arbitration procedure as a table that an official can read: which step is open on which day, and why not."""

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
from nuanxin.rights.cases.procedures.declared import Step
from nuanxin.rights.disputes.arbitration.procedure.whole import V2026_1

TABLE = Path(__file__).with_name("arbitration_paths.csv")
LAW = LawAt(Law.load(), WorkingCalendar(), "410721")


def scenarios() -> Iterator[tuple[str, list[dict[str, str]]]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for name in dict.fromkeys(row["案例"] for row in rows):
        yield name, [row for row in rows if row["案例"] == name]


def named(name: str) -> Step:
    return next(step for step in V2026_1.steps if step.name == name)


def filled(step: Step, text: str) -> dict[str, Any]:
    """ "送达日期=2024-01-19；调解结果=调解不成" by the labels of the step's facts and of their options."""
    facts: dict[str, Any] = {}
    for part in filter(None, text.split("；")):
        label, value = part.split("=")
        fact = next(fact for fact in step.facts if fact.label == label)
        options = {shown: key for key, shown in fact.options or (("yes", "是"), ("no", "否"))}
        facts[fact.key] = date.fromisoformat(value) if fact.kind == "day" else options.get(value, value)
    return facts


@pytest.mark.parametrize(("name", "rows"), [pytest.param(name, rows, id=name) for name, rows in scenarios()])
def test_path(name: str, rows: list[dict[str, str]]) -> None:
    taken: list[Taken] = []
    for row in rows:
        on, step = date.fromisoformat(row["日期"]), named(row["步骤"])
        facts = filled(step, row["填写"])
        offer = judge(V2026_1, taken, step, facts, on, law=LAW)
        where = f"{name} {on} {step.name}"
        assert offer.allowed == (row["结果"] == "可以"), f"{where}: {offer.why_not}"
        if offer.allowed:
            taken.append(Taken(step.key, on, facts))
        else:
            assert row["说明"] in offer.why_not, f"{where}: {offer.why_not}"
            assert row["依据"] in offer.cites, f"{where}: {offer.cites}"


def test_every_step_is_in_the_table() -> None:
    """A step that no row tries would be a gate that nobody has looked at."""
    tried = {row["步骤"] for _, rows in scenarios() for row in rows}
    assert {step.name for step in V2026_1.steps} - tried == set()
