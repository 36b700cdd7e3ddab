"""The table by county, the way down to the projects, and who sees what."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import People
from tests.unit.watch.monitoring.test_shares import looked_at

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return str(response.content.decode())


def test_from_the_city_to_the_project(people: People, enter: Any) -> None:
    looked_at(people)
    desk = enter(people.superior)
    city = text(desk.get("/officer/system-shares/"))
    assert "新乡县" in city and "/officer/system-shares/410721/deposit/" in city and "50.0%" in city
    county = text(desk.get("/officer/system-shares/410721/"))
    assert "1 / 2" in county
    behind = text(desk.get("/officer/system-shares/410721/deposit/?state=not_met"))
    assert "A2安置房项目" in behind and "A1安置房项目" not in behind
    assert desk.get("/officer/system-shares/410721/nothing/").status_code == 404


@pytest.mark.parametrize(
    ("who", "own", "other"),
    [("owner", 200, 404), ("leader", 200, 404), ("stranger", 404, 200), ("superior", 200, 200), ("housing", 403, 403)],
)
def test_rights(people: People, enter: Any, who: str, own: int, other: int) -> None:
    looked_at(people)
    desk = enter(getattr(people, who))
    for code, status in (("410721", own), ("410724", other)):
        assert desk.get(f"/officer/system-shares/{code}/").status_code == status
        assert desk.get(f"/officer/system-shares/{code}/deposit/").status_code == status
