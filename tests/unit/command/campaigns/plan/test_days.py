"""Days of a plan: partial ones end or begin, ones without a year wait for somebody to say it."""

from datetime import date

import pytest

from nuanxin.command.campaigns.plan.days import first_day, last_day, shifted, year_after


@pytest.mark.parametrize(
    ("said", "year", "first", "last"),
    [
        ("2024-02-10", None, date(2024, 2, 10), date(2024, 2, 10)),
        ("2023-11", None, date(2023, 11, 1), date(2023, 11, 30)),
        ("2024", None, date(2024, 1, 1), date(2024, 12, 31)),
        ("--12-31", None, None, None),
        ("--12-31", 2024, date(2024, 12, 31), date(2024, 12, 31)),
        ("--02", 2023, date(2023, 2, 1), date(2023, 2, 28)),
        ("--02-29", 2023, date(2023, 2, 28), date(2023, 2, 28)),
        ("2024-13", None, None, None),
        ("年底", 2024, None, None),
        ("", 2024, None, None),
        (None, 2024, None, None),
    ],
)
def test_partial_days(said: str | None, year: int | None, first: date | None, last: date | None) -> None:
    assert (first_day(said, year), last_day(said, year)) == (first, last)


@pytest.mark.parametrize(
    ("said", "begins", "year"),
    [
        ("--12-10", date(2023, 11, 1), 2023),
        ("--02-06", date(2023, 11, 1), 2024),
        ("--11-01", date(2023, 11, 1), 2023),
        ("--12-10", None, None),
        ("2023-12-10", date(2020, 1, 1), None),
    ],
)
def test_a_day_without_a_year_falls_on_or_after_the_beginning(said: str, begins: date | None, year: int | None) -> None:
    assert year_after(said, begins) == year


def test_a_leap_day_falls_back_a_day() -> None:
    assert shifted(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert shifted(date(2023, 11, 15), 3) == date(2026, 11, 15)
    assert shifted(None, 1) is None
