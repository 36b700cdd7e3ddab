"""due_dates.csv: a table of due dates that an official can read and check; the code must give every one of them.

The expected dates come from the obvious twin and, where marked, from counting by hand on the calendar of the notice.
"""

import csv
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.law.day_kinds import DayKind
from nuanxin.foundation.law.deadlines import due
from tests.spec.obvious_calendar import MAKE_UP_DAYS, NEXT, STATUTORY_DAYS, is_working, obvious_due

ROWS = list(csv.DictReader((Path(__file__).parent / "due_dates.csv").read_text("utf-8").splitlines()))
CALENDAR = WorkingCalendar()


def moment(written: str) -> date | datetime:
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)


def pauses(written: str) -> list[tuple[date, date]]:
    pairs = (pair.split(":") for pair in written.split())
    return [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in pairs]


def name(row: dict[str, str]) -> str:
    return f"{row['term']} {row['start']} {row['pauses']}{'+' if row['extended'] else ''}"


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_every_row_of_the_table(row: dict[str, str]) -> None:
    answer = due(
        row["term"],
        start=moment(row["start"]),
        place=row["region"],
        law=Law.load(),
        calendar=CALENDAR,
        pauses=pauses(row["pauses"]),
        extended=row["extended"] == "是",
    ).as_json()
    assert answer["due"] == row["expected"], "\n".join(map(str, answer["explanation"]))  # type: ignore[call-overload]
    assert bool(answer.get("provisional")) == ("暂定" in row["why"])


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_the_twin_agrees_with_the_table(row: dict[str, str]) -> None:
    start = moment(row["start"])
    term = Law.load().term(row["term"], row["region"], on=start.date() if isinstance(start, datetime) else start)
    longer = term.extension.value if row["extended"] and term.extension else 0
    assert obvious_due(
        start,
        term.value + longer,
        term.unit,
        pauses=pauses(row["pauses"]),
        before=term.direction == "before",
        roll=term.roll,
    ) == moment(row["expected"])


def test_the_table_is_wide_enough() -> None:
    assert len(ROWS) >= 220
    assert sum(row["checked_by_hand"] == "是" for row in ROWS) >= 40
    by_year = Counter(row["start"][:4] for row in ROWS)
    assert all(by_year[str(year)] >= 10 for year in range(2019, 2027))
    assert len({row["term"] for row in ROWS}) >= 60
    assert sum(bool(row["pauses"]) for row in ROWS) >= 20
    assert sum(bool(row["extended"]) for row in ROWS) >= 8


def test_the_calendar_equals_the_notices_day_by_day() -> None:
    day = date(2019, 1, 1)
    while day <= date(2026, 12, 31):
        assert CALENDAR.is_working(day) == is_working(day), day
        assert (CALENDAR.kind(day) is DayKind.MAKEUP_WORKDAY) == (day in MAKE_UP_DAYS), day
        assert CALENDAR.is_statutory(day) == (day in STATUTORY_DAYS), day
        day += NEXT


@pytest.mark.parametrize(
    ("year", "working_days", "statutory_days"),
    [(2023, 249, 11), (2024, 251, 11), (2025, 248, 13), (2026, 248, 13)],
)
def test_working_and_statutory_days_of_the_year(year: int, working_days: int, statutory_days: int) -> None:
    assert CALENDAR.working_days(date(year, 1, 1), date(year, 12, 31)) == working_days
    assert sum(CALENDAR.is_statutory(found.day) for found in CALENDAR.year(year)) == statutory_days
