"""The money of an area's projects: the latest row of each kind, the largest gap first, the unknown said; and who sees which area."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from nuanxin.watch.monitoring.chain.money import record_funding
from nuanxin.watch.monitoring.chain.over_area import funding_over
from nuanxin.watch.monitoring.register.models import MonitoredProject
from tests.conftest import TODAY, People
from tests.unit.watch.monitoring.making import watched

pytestmark = pytest.mark.django_db


def say(project: MonitoredProject, people: People, kind: str, as_of: date, *fen: int) -> None:
    planned, arrived, paid = fen
    record_funding(
        project=project, kind=kind, as_of=as_of, planned_fen=planned, arrived_fen=arrived, paid_fen=paid, proof="批复",
        by=people.owner, on=TODAY,
    )  # fmt: skip


def area(people: People) -> tuple[MonitoredProject, ...]:
    small, large, silent = (watched(code) for code in ("P1", "P2", "P3"))
    day = TODAY - timedelta(days=9)
    say(small, people, "government", day, 900, 100, 100)  # told anew below
    say(small, people, "government", TODAY, 900, 800, 800)
    say(large, people, "government", day, 5_000, 9_000, 9_000)  # more than planned makes up for nothing
    say(large, people, "borrowed", TODAY, 70_000, 40_000, 30_000)
    return small, large, silent


def test_the_largest_gap_comes_first_and_nothing_is_claimed_of_the_unknown(people: People) -> None:
    small, large, silent = area(people)
    found = funding_over(["410721"], TODAY)
    said = [
        (one.project, one.planned_fen, one.arrived_fen, one.paid_fen, one.missing_fen, one.held_fen)
        for one in found.lines
    ]
    assert said == [
        (large, 75_000, 49_000, 39_000, 30_000, 10_000),
        (small, 900, 800, 800, 100, 0),
        (silent, 0, 0, 0, 0, 0),
    ]
    assert [one.as_of for one in found.lines] == [TODAY - timedelta(days=9), TODAY, None]
    assert (found.known, found.unknown, found.total("missing_fen")) == (2, 1, 30_100)
    before = funding_over(["410721"], TODAY - timedelta(days=1))  # as it was known to stand then
    assert {one.project: one.missing_fen for one in before.lines} == {small: 800, large: 0, silent: 0}
    assert not funding_over(["410724"], TODAY).lines


@pytest.mark.parametrize(
    ("who", "own", "other"),
    [("owner", 200, 404), ("leader", 200, 404), ("stranger", 404, 200), ("superior", 200, 200), ("housing", 403, 403)],
)
def test_rights(people: People, enter: Any, who: str, own: int, other: int) -> None:
    area(people)
    desk = enter(getattr(people, who))
    pages = {code: desk.get(f"/officer/project-funding/{code}/") for code in ("410721", "410724")}
    assert (pages["410721"].status_code, pages["410724"].status_code) == (own, other)
    if own == 200:
        page = str(pages["410721"].content.decode())
        assert "300.00" in page and "301.00" in page and "没有登记" in page
