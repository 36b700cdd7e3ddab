"""Legal aid as a table that an official can read: which step is open on which day, and why not."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.rights.cases.procedures.choosing import LawAt, Taken, judge
from nuanxin.rights.cases.procedures.declared import Step
from nuanxin.rights.disputes.legal_aid.assigning import first_aid_fault
from nuanxin.rights.disputes.legal_aid.procedure import V2026_1
from tests.spec.test_labour_inspection_paths import filled

TABLE = Path(__file__).with_name("legal_aid_paths.csv")
LAW = LawAt(Law.load(), WorkingCalendar(), "410721")


def scenarios() -> Iterator[tuple[str, list[dict[str, str]]]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for name in dict.fromkeys(row["案例"] for row in rows):
        yield name, [row for row in rows if row["案例"] == name]


def named(name: str) -> Step:
    return next(step for step in V2026_1.steps if step.name == name)


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
    tried = {row["步骤"] for _, rows in scenarios() for row in rows}
    assert {step.name for step in V2026_1.steps} == tried


def test_eight_grounds_end_the_aid() -> None:
    """法律援助法 第四十八条."""
    ground = next(fact for fact in V2026_1.step("terminate").facts if fact.key == "ground")
    assert len(ground.options) == 8


@pytest.mark.parametrize(
    ("ground", "expires", "on", "says"),
    [
        ("limitation", date(2024, 3, 20), date(2024, 3, 13), "还有七日以上"),
        ("limitation", date(2024, 3, 20), date(2024, 3, 14), ""),
        ("limitation", date(2024, 3, 20), date(2024, 3, 20), ""),
        ("limitation", date(2024, 3, 20), date(2024, 3, 21), "已于"),
        ("limitation", None, date(2024, 3, 21), "没有写明"),
        ("preservation", None, date(2024, 3, 21), ""),
    ],
)
def test_aid_given_first(ground: str, expires: date | None, on: date, says: str) -> None:
    """法律援助法 第四十四条: 不足七日."""
    last = LAW.after(("aid.first",), expires) if expires else None
    found = first_aid_fault(ground, expires, last, on)
    assert (says in found) and bool(found) == bool(says)
