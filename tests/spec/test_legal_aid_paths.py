"""Legal aid as a table that an official can read: which step is open on which day, and why not."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.rights.disputes.legal_aid.assigning import first_aid_fault
from nuanxin.rights.disputes.legal_aid.procedure import V2026_1
from tests.spec.procedure_paths import LAW, Row, never_tried, read_paths, scenarios, walk

ROWS = read_paths("legal_aid_paths.csv")


@pytest.mark.parametrize("rows", scenarios(ROWS))
def test_path(rows: list[Row]) -> None:
    walk(rows, (V2026_1,))


def test_every_step_is_in_the_table() -> None:
    assert never_tried(ROWS, (V2026_1,)) == set()


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
