"""The legs of justice as a table that an official can read: which step is open on which day, and why not."""

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

TABLE = Path(__file__).with_name("justice_paths.csv")
LAW = LawAt(Law.load(), WorkingCalendar(), "410721")
KEYS = ("police_case", "prosecution", "support_suit", "wage_suit", "payment_order", "petition")


def scenarios() -> Iterator[tuple[str, list[dict[str, str]]]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for name in dict.fromkeys((row["程序"], row["案例"]) for row in rows):
        yield "-".join(name), [row for row in rows if (row["程序"], row["案例"]) == name]


def named(whole: Procedure, name: str) -> Step:
    return next(step for step in whole.steps if step.name == name)


def filled(step: Step, text: str) -> dict[str, Any]:
    """ "决定=立案；通知书日期=2024-01-10" by the labels of the step's facts and of their options."""
    facts: dict[str, Any] = {}
    for part in filter(None, text.split("；")):
        label, value = part.split("=")
        fact = next(fact for fact in step.facts if fact.label == label)
        options = {shown: key for key, shown in fact.options or (("yes", "是"), ("no", "否"))}
        facts[fact.key] = date.fromisoformat(value) if fact.kind == "day" else options[value]
    return facts


@pytest.mark.parametrize(("name", "rows"), [pytest.param(name, rows, id=name) for name, rows in scenarios()])
def test_path(name: str, rows: list[dict[str, str]]) -> None:
    whole, taken = newest(rows[0]["程序"]), list[Taken]()
    for row in rows:
        on, step = date.fromisoformat(row["日期"]), named(whole, row["步骤"])
        facts = filled(step, row["填写"])
        offer = judge(whole, taken, step, facts, on, law=LAW)
        where = f"{name} {on} {step.name}"
        assert offer.allowed == (row["结果"] == "可以"), f"{where}: {offer.why_not}"
        if offer.allowed:
            taken.append(Taken(step.key, on, facts))
        else:
            assert any(row["说明"] in gap.why for gap in offer.missing), f"{where}: {offer.missing}"
            assert any(row["依据"] in gap.cites for gap in offer.missing), f"{where}: {offer.missing}"


def test_every_step_is_in_the_table() -> None:
    """A step that no row tries would be a gate that nobody has looked at."""
    tried = {(row["程序"], row["步骤"]) for _, rows in scenarios() for row in rows}
    assert {(key, step.name) for key in KEYS for step in newest(key).steps} - tried == set()
