"""The yearly grade: from last year's record alone, each with the rows behind."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.cases.models import Case
from nuanxin.rights.credit.grading.grades import Event, grade
from nuanxin.rights.credit.grading.grading import enter_finding, grade_employer, graded, withdraw_finding
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import step
from tests.unit.rights.credit.making import unpaid_order
from tests.unit.rights.credit.test_honours import firm

pytestmark = pytest.mark.django_db


def event(n: int, *, matter: str = "", heavy: bool = False, year: int = 2023) -> Event:
    return Event(f"事项{n}", date(year, 1 + n % 12, 3), matter or f"case:{n}", heavy)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], "A"),
        ([event(1)], "B"),
        ([event(1), event(2)], "B"),
        ([event(1), event(2), event(3)], "C"),
        ([event(1, matter="case:1"), event(2, matter="case:1"), event(3, matter="case:1")], "B"),
        ([event(1, heavy=True)], "C"),
        ([event(1, year=2022), event(2, year=2022), event(3, year=2022)], "A"),
    ],
)
def test_grades(events: list[Event], expected: str) -> None:
    assert grade(events, 2023, often=3).grade == expected


def test_from_the_record_of_the_year(people: People) -> None:
    clue = unpaid_order(people)
    employer = clue.employer
    assert employer is not None
    assert graded(employer, 2023, on=TODAY).grade == "B"
    assert graded(employer, 2022, on=TODAY).grade == "A"
    step(Case.objects.get(clue=clue), "expired", people, date(2023, 12, 18))
    row = grade_employer(employer=employer, year=2023, unit=people.owner.unit, by=people.owner, on=TODAY)
    assert row.grade == "C" and "逾期未履行" in row.reasons[0] and len(row.rows) == 2
    with pytest.raises(Refusal, match="还没有结束"):
        grade_employer(employer=employer, year=2024, unit=people.owner.unit, by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="没有权限"):
        grade_employer(employer=employer, year=2023, unit=people.owner.unit, by=people.housing, on=TODAY)


def test_a_finding_counts_until_it_is_withdrawn(people: People) -> None:
    employer, unit = firm(), people.owner.unit
    said = {"kind": "child", "happened_on": date(2023, 6, 1), "what": "检查发现使用童工2名，笔录3号"}
    found = enter_finding(employer=employer, unit=unit, by=people.owner, on=TODAY, **said)  # type: ignore[arg-type]
    assert graded(employer, 2023, on=TODAY).grade == "C"
    withdraw_finding(finding=found, reason="年龄核实有误", by=people.owner, on=TODAY)
    assert graded(employer, 2023, on=TODAY).grade == "A"
