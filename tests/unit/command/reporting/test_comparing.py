"""A form beside the last period and last year: which days, known when, filed or counted, and what nobody typed."""

from __future__ import annotations

import doctest
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nuanxin.command.reporting import comparing
from nuanxin.command.reporting.comparing import compare, period_before, year_before
from nuanxin.command.reporting.definitions import define_form, find_form
from nuanxin.command.reporting.forms.loading import form
from nuanxin.command.reporting.rounds.opening import open_round
from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.organisations.models import Region
from tests.conftest import TODAY, People, at
from tests.unit.command.reporting.test_any_form import TEXT, of_region, sent, typed
from tests.unit.command.reporting.test_filing import solved

pytestmark = pytest.mark.django_db
JANUARY, DECEMBER = (date(2024, 1, 1), date(2024, 1, 9)), (date(2023, 12, 23), date(2023, 12, 31))


def figures(beside: Any, cell: str) -> tuple[Any, Any, Any]:
    line = next(line for line in beside.lines if line.cell == cell)
    return line.now, line.before, line.tenths


def test_which_days_stand_beside() -> None:
    assert doctest.testmod(comparing).failed == 0
    assert period_before(*JANUARY) == DECEMBER
    assert period_before(date(2023, 11, 1), date(2024, 1, 31)) == (date(2023, 8, 1), date(2023, 10, 31))
    assert year_before(date(2024, 2, 1), date(2024, 2, 29)) == (date(2023, 2, 1), date(2023, 2, 28))
    assert year_before(date(2024, 2, 29), date(2024, 3, 5)) == (date(2023, 2, 28), date(2023, 3, 5))


def test_known_today_and_known_then(people: People) -> None:
    solved(people, persons=4, on=date(2024, 1, 3))
    solved(people, persons=5, on=date(2023, 12, 28))
    solved(people, persons=3, on=date(2023, 12, 29), recorded_on=date(2024, 1, 8))  # learned of late
    solved(people, persons=8, on=date(2023, 1, 3))
    winter = form()
    last = compare(winter, "410721", *JANUARY, TODAY, beside="last")
    assert (last.start, last.end) == DECEMBER and figures(last, "total.6") == (4, 8, -500)
    then = compare(winter, "410721", *JANUARY, TODAY, beside="last", basis="then")
    assert then.as_of == date(2024, 1, 1) and figures(then, "total.6") == (4, 5, -200)
    assert figures(compare(winter, "410721", *JANUARY, TODAY, beside="year"), "construction.6") == (4, 8, -500)
    assert figures(compare(winter, "410721", *JANUARY, TODAY, beside="year"), "listed") == (0, 0, None)


def test_as_filed_and_what_nobody_typed(people: People, tmp_path: Path) -> None:
    define_form(text=TEXT, unit=people.coordinator.posts.get().unit, by=people.coordinator)
    of, filler = find_form("services_2031"), (people.statistician, people.head)
    empty = compare(of, "410721", *JANUARY, TODAY, beside="last")
    assert figures(empty, "building.4") == (None, None, None) and figures(empty, "total.7") == (None, None, None)
    assert figures(empty, "building.1") == (0, 0, None)
    for number, window in enumerate((DECEMBER, JANUARY)):
        opened = open_round(
            form_key=of.key, title=f"第{number}期", region=Region.objects.get(pk="410700"), start=window[0], end=window[1],
            by=people.coordinator,
        )  # fmt: skip
        with occasion(at=at(TODAY), source="test"):
            sent(of_region(opened, "410721"), filler, typed(number))
    solved(people, persons=4, on=date(2024, 1, 3))  # after both were filed
    filed = compare(of, "410721", *JANUARY, TODAY, beside="last", basis="filed")
    assert (
        not filed.missing and figures(filed, "manuals") == (1001, 1000, 1) and figures(filed, "total.1") == (0, 0, None)
    )
    known = compare(of, "410721", *JANUARY, TODAY, beside="last")
    assert figures(known, "total.1") == (1, 0, None) and figures(known, "total.4") == (15, 12, 250)
    assert compare(of, "410721", *JANUARY, TODAY, beside="year", basis="filed").missing
