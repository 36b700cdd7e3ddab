"""Signals at the desk: a file with a fault is refused whole with its rows, a good one is shown where it belongs and explained."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nuanxin.watch.monitoring.outside.models import OutsideSignal
from nuanxin.watch.monitoring.outside.reading import HEADINGS
from tests.conftest import People
from tests.unit.watch.monitoring.making import monitor, row, warning, watched
from tests.unit.watch.monitoring.outside.handing import CODE, handed, sheet

pytestmark = pytest.mark.django_db
ROOM = "/officer/outside-signals/"
TAX = f"欠税,{CODE},,恒大建工,2023-12-20,1250000,,县税务局,税公告1号"


def text(response: Any) -> str:
    return str(response.content.decode())


def post(desk: Any, *rows: str) -> Any:
    file = SimpleUploadedFile("名单.csv", sheet(*rows), "text/csv")
    return desk.post(f"{ROOM}take/", {"file": file, "region": "410721"})


def test_a_file_is_taken_and_shown_on_project_and_employer(people: People, enter: Any) -> None:
    mine = monitor(people)
    one = watched("P1", credit_code=CODE)
    desk = enter(mine)
    assert "出险房地产企业" in text(desk.get(f"{ROOM}take/"))
    assert text(desk.get(f"{ROOM}template.csv")).strip("\ufeff\r\n") == ",".join(HEADINGS)
    assert post(desk, TAX).status_code == 302
    listed = text(desk.get(ROOM))
    assert "恒大建工" in listed and "1,250,000.00元" in listed and "县税务局" in listed
    assert "恒大建工" not in text(desk.get(f"{ROOM}?kind=outside_suits"))
    assert "2023-12-20" in text(desk.get(f"/officer/watched-projects/{one.pk}/"))
    assert "县税务局" in text(desk.get(f"/officer/employers/{one.employer_id}/"))
    assert "新增1条" in text(desk.get(ROOM)) or OutsideSignal.objects.count() == 1


def test_one_bad_row_and_nothing_is_taken(people: People, enter: Any) -> None:
    desk = enter(monitor(people))
    told = post(desk, TAX, f"欠税,{CODE},,甲,2024-01-03,,,,", "怪信号,,,甲,2024-01-03,,,,")
    assert told.status_code == 422 and not OutsideSignal.objects.exists()
    page = text(told)
    assert "第3行“数值”" in page and "第4行“信号”" in page and "没有“怪信号”这种信号" in page


def test_the_warning_explains_it(people: People, enter: Any) -> None:
    mine = monitor(people)
    watched("P1", credit_code=CODE)
    handed(mine, TAX)
    one = warning(mine, wages_overdue=[row(workers=2, amount_fen=100)])
    page = text(enter(mine).get(f"/officer/warnings/{one.pk}/"))
    assert "恒大建工，1,250,000.00元，2023-12-20，县税务局" in page
    assert text(enter(mine).get("/officer/warnings/?rule=outside_tax_arrears")).count("P1安置房项目") >= 1


@pytest.mark.parametrize(
    ("who", "sees", "takes"),
    [("owner", 200, 403), ("head", 200, 200), ("superior", 200, 200), ("leader", 200, 403), ("housing", 403, 403)],
)
def test_who_sees_and_who_takes(people: People, enter: Any, who: str, sees: int, takes: int) -> None:
    desk = enter(getattr(people, who))
    assert (desk.get(ROOM).status_code, desk.get(f"{ROOM}take/").status_code) == (sees, takes)


def test_a_stranger_sees_nothing_of_it(people: People, enter: Any) -> None:
    handed(monitor(people), TAX)
    assert "恒大建工" not in text(enter(people.stranger).get(ROOM))
    mine = enter(monitor(people, "m4", "410724"))
    assert post(mine, TAX).status_code == 422  # another county is not on his list
