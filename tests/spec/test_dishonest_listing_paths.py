"""Listing of dishonest employers as a table that an official can read: which step is open on which day, and why not."""

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
from nuanxin.rights.credit.listing.procedure import V2022_1

TABLE = Path(__file__).with_name("dishonest_listing_paths.csv")
LAW = LawAt(Law.load(), WorkingCalendar(), "410721")


def scenarios() -> Iterator[tuple[str, list[dict[str, str]]]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for name in dict.fromkeys(row["案例"] for row in rows):
        yield name, [row for row in rows if row["案例"] == name]


def filled(step: Step, text: str) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for part in filter(None, text.split("；")):
        label, value = part.split("=")
        fact = next(fact for fact in step.facts if fact.label == label)
        options = {shown: key for key, shown in fact.options}
        facts[fact.key] = date.fromisoformat(value) if fact.kind == "day" else options[value]
    return facts


@pytest.mark.parametrize(("name", "rows"), [pytest.param(name, rows, id=name) for name, rows in scenarios()])
def test_path(name: str, rows: list[dict[str, str]]) -> None:
    taken: list[Taken] = []
    for row in rows:
        on = date.fromisoformat(row["日期"])
        step = next(step for step in V2022_1.steps if step.name == row["步骤"])
        facts = filled(step, row["填写"])
        offer = judge(V2022_1, taken, step, facts, on, law=LAW)
        where = f"{name} {on} {step.name}"
        assert offer.allowed == (row["结果"] == "可以"), f"{where}: {offer.why_not}"
        if offer.allowed:
            taken.append(Taken(step.key, on, facts))
        else:
            assert row["说明"] in offer.why_not, f"{where}: {offer.why_not}"
            assert row["依据"] in offer.cites, f"{where}: {offer.cites}"


def test_every_step_is_in_the_table() -> None:
    tried = {row["步骤"] for _, rows in scenarios() for row in rows}
    assert {step.name for step in V2022_1.steps} == tried
