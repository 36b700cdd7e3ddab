"""A week is entered once by the county's own people; a correction is a further row; gaps are known and stay gaps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from nuanxin.command.situation.collecting import WeekFigures, report_week, weeks_of
from nuanxin.command.situation.models import WeeklySituation
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.models import Region
from tests.conftest import TODAY, People

pytestmark = pytest.mark.django_db
FIRST = date(2023, 10, 30)


def enter(people: People, n: int, home: int = 100, **more: Any) -> WeeklySituation:
    facts: dict[str, Any] = {"region": Region.objects.get(pk="410721"), "week": FIRST + timedelta(weeks=n), "by": people.head, "on": TODAY}  # fmt: skip
    return report_week(**{**facts, "figures": WeekFigures(home, 20, 300, "乡镇摸排"), **more})


def test_once_a_week_and_corrected_by_a_further_row(people: People) -> None:
    first = enter(people, 0)
    with pytest.raises(Refusal, match="已经填报"):
        enter(people, 0, 120)
    second = enter(people, 0, 120, correction="漏报一个乡")
    first.refresh_from_db()
    assert first.returned_home == 100 and second.corrects == first
    assert weeks_of(second.region, TODAY).values("returned_home")[0] == 120
    third = enter(people, 0, 130, correction="又漏一个乡")
    assert third.corrects == second and WeeklySituation.objects.count() == 3


def test_only_weeks_that_are_over_by_the_county_itself(people: People) -> None:
    with pytest.raises(Refusal, match="还没有结束"):
        enter(people, 0, week=date(2024, 1, 8))
    with pytest.raises(Refusal, match="星期一"):
        enter(people, 0, week=date(2023, 11, 1))
    for other in (people.superior, people.stranger, people.owner, people.housing):
        with pytest.raises(NotAllowed):
            enter(people, 0, by=other)


def test_gaps_are_gaps(people: People) -> None:
    for n in (0, 1, 3):
        enter(people, n)
    weeks = weeks_of(Region.objects.get(pk="410721"), TODAY)
    assert weeks.mondays[-1] == date(2024, 1, 1)
    assert weeks.values("demand") == [300, 300, None, 300, *[None] * 6]
    assert weeks.missing[0] == FIRST + timedelta(weeks=2) and len(weeks.missing) == 7


def test_the_pages_from_form_to_outlook(people: People) -> None:
    client = Client()
    client.force_login(people.head)
    base = "/officer/situation/410721/"
    assert "还没有填报过" in client.get(base).content.decode()
    given = {"week": "2023-11-01", "returned_home": "100", "returned_to_work": "20", "demand": "300", "source": "摸排", "correction": ""}  # fmt: skip
    assert client.post(f"{base}report/", given).status_code == 302
    assert "已经填报" in client.post(f"{base}report/", given).content.decode()
    assert "只有1周有数，至少6周才作预测" in client.get(base).content.decode()
    for n in range(1, 9):
        enter(people, n, 100 + 40 * n)
    page = client.get(base).content.decode()
    assert "缺报 1 周：2024-01-01" in page and "回测：用当时已有的数预测下一周 3 次" in page
    assert 'data-chart="situation-returned_home"' in page
    assert "摸排" in client.get(f"{base}weeks/2023-10-30/").content.decode()
    client.force_login(people.superior)
    assert "上周未报" in client.get("/officer/situation/").content.decode()
    assert "补报" not in client.get(base).content.decode()
    assert client.get(f"{base}report/").status_code == 403
    client.force_login(people.stranger)
    assert client.get(base).status_code == 403
