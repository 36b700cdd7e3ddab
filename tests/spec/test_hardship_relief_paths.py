"""Hardship relief as a table that an official can read: which step is open on which day, and why not."""

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
from nuanxin.rights.cases.procedures.declared import Procedure, Step
from nuanxin.rights.cases.procedures.versions import newest

HERE = Path(__file__).parent
TABLES = {"hardship_relief_paths.csv": "hardship_relief"}
LAW = LawAt(Law.load(), WorkingCalendar(), "410721")


def rows_of(table: str) -> list[dict[str, str]]:
    with (HERE / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def scenarios() -> Iterator[Any]:
    for table, key in TABLES.items():
        rows = rows_of(table)
        for name in dict.fromkeys(row["案例"] for row in rows):
            yield pytest.param(key, [row for row in rows if row["案例"] == name], id=f"{key}-{name}")


def named(whole: Procedure, name: str) -> Step:
    return next(step for step in whole.steps if step.name == name)


def filled(step: Step, text: str) -> dict[str, Any]:
    """ "结果=给予救助" by the labels of the step's facts and of their options."""
    facts: dict[str, Any] = {}
    for part in filter(None, text.split("；")):
        label, value = part.split("=")
        fact = next(fact for fact in step.facts if fact.label == label)
        options = {shown: key for key, shown in fact.options or (("yes", "是"), ("no", "否"))}
        facts[fact.key] = date.fromisoformat(value) if fact.kind == "day" else options[value]
    return facts


@pytest.mark.parametrize(("key", "rows"), list(scenarios()))
def test_path(key: str, rows: list[dict[str, str]]) -> None:
    whole, taken = newest(key), list[Taken]()
    for row in rows:
        on, step = date.fromisoformat(row["日期"]), named(whole, row["步骤"])
        facts = filled(step, row["填写"])
        offer = judge(whole, taken, step, facts, on, law=LAW)
        where = f"{on} {step.name}"
        assert offer.allowed == (row["结果"] == "可以"), f"{where}: {offer.why_not}"
        if offer.allowed:
            taken.append(Taken(step.key, on, facts))
        else:
            assert any(row["说明"] in gap.why and row["依据"] in gap.cites for gap in offer.missing), (
                f"{where}: {[(gap.why, gap.cites) for gap in offer.missing]}"
            )


@pytest.mark.parametrize(("table", "key"), list(TABLES.items()))
def test_every_step_is_in_the_table(table: str, key: str) -> None:
    """A step that no row tries would be a gate that nobody has looked at."""
    assert {step.name for step in newest(key).steps} == {row["步骤"] for row in rows_of(table)}
