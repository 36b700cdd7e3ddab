"""An account written down at the desk, the list by what is wrong, and who may."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import People
from tests.unit.watch.monitoring.making import watched

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return str(response.content.decode())


def test_from_late_opening_to_early_closing(people: People, enter: Any) -> None:
    one, desk = watched("P1"), enter(people.owner)
    address = f"/officer/watched-projects/{one.pk}/account/"
    said = {
        "contract_on": "2023-03-01",
        "bank": "县农商行",
        "account_end": "6688",
        "opened_on": "2023-05-08",
        "proof": "许可1",
    }
    assert "没有登记专用账户" in text(desk.get(f"/officer/watched-projects/{one.pk}/"))
    assert desk.get(address).status_code == 200 and desk.post(address, said).status_code == 302
    assert "P1安置房" in text(desk.get("/officer/wage-accounts/?state=opened_late"))
    assert "P1安置房" not in text(desk.get("/officer/wage-accounts/?state=closed_early"))
    assert desk.post(address, said | {"closed_on": "2024-01-05"}).status_code == 302
    listed = text(desk.get("/officer/wage-accounts/?state=closed_early"))
    assert "P1安置房" in listed and "没有登记无欠薪公示" in listed
    page = text(desk.get(f"/officer/watched-projects/{one.pk}/"))
    assert "还没有完工" in page and "尾号6688" in page
    assert "以前的登记" in text(desk.get(address)) and "2023-03-31" in text(desk.get(address))
    assert desk.post(address, said | {"opened_on": "2024-02-01"}).status_code == 422


@pytest.mark.parametrize(
    ("who", "sees", "writes"),
    [("owner", 200, 200), ("superior", 200, 200), ("leader", 200, 403), ("stranger", 200, 404), ("housing", 403, 403)],
)
def test_rights(people: People, enter: Any, who: str, sees: int, writes: int) -> None:
    one, desk = watched("P1"), enter(getattr(people, who))
    listed = desk.get("/officer/wage-accounts/")
    assert listed.status_code == sees
    assert ("P1安置房" in text(listed)) == (who in ("owner", "superior", "leader"))
    assert desk.get(f"/officer/watched-projects/{one.pk}/account/").status_code == writes
