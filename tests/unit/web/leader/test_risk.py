"""The risk map and the big screen: numbers, ways down, who may look, and no name on the wall."""

from __future__ import annotations

from typing import Any

import pytest

from nuanxin.watch.monitoring.warnings.models import RiskWarning
from tests.conftest import People
from tests.unit.watch.monitoring.test_pictures import city_of_warnings
from tests.unit.web.leader.test_board import enter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ready(settings: Any) -> None:
    settings.STATIC_ROOT.mkdir(exist_ok=True)


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_map_of_a_city_opens_to_its_counties_and_warnings(people: People) -> None:
    city_of_warnings(people)
    page = enter(people.superior).get("/leader/risk/")
    assert page.status_code == 200
    found = {one.code: one.open for one in page.context["lines"]}
    assert found["410721"] == 3 and found["410724"] == 1 and page.context["whole"].open == 4
    assert "/leader/risk/410721/" in text(page) and "/officer/warnings/?region=410700&amp;grade=" in text(page)
    grade = RiskWarning.objects.get(project__code="A3").grade
    behind = enter(people.superior).get(f"/officer/warnings/?region=410721&grade={grade}&open=1")
    assert "A3安置房项目" in text(behind)


def test_the_screen_names_nobody(people: People) -> None:
    city_of_warnings(people)
    screen = text(enter(people.superior).get("/leader/screen/"))
    assert "新乡县" in screen and "安置房" not in screen and "恒大" not in screen and people.head.name not in screen
    assert 'http-equiv="refresh"' in screen and "http-equiv" not in text(
        enter(people.superior).get("/leader/screen/?still=1")
    )


@pytest.mark.parametrize("page", ["risk", "screen"])
def test_who_may_look(people: People, page: str) -> None:
    for who, status in (
        ("leader", 200),
        ("head", 200),
        ("owner", 200),
        ("stranger", 403),
        ("housing", 403),
        ("auditor", 403),
    ):
        assert enter(getattr(people, who)).get(f"/leader/{page}/410721/").status_code == status, who
    assert enter(people.leader).get(f"/leader/{page}/999999/").status_code == 404
