"""The pages of arbitration: tab, elements, calendar, setting a hearing, rooms, missing papers, joint handling."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from nuanxin.rights.cases.filing import file_case
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.disputes.arbitration.models import ElementAnswer, Hearing, MissingPaper
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import claims, make_clue, on_day
from tests.unit.rights.disputes.arbitration.making import APPLIED, Desk, hearing, make_file, step, walk
from tests.unit.web.officer.conftest import passed

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(people: People, settings: Any) -> Desk:
    settings.STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a missing folder
    return Desk()


def at_desk(staff: Any) -> Client:
    client = Client()
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    passed(client)
    return client


@pytest.fixture
def case(people: People, desk: Desk) -> Case:
    """Accepted, with a panel; two papers still owed, one overdue."""
    found = make_file(people, desk, missing=["劳动合同 2023-12-20", "工资条 2024-02-20"])
    walk(found, "accept response_notice claim_served panel", desk, date(2023, 12, 6))
    return found


def test_the_tab_shows_everything(case: Case, desk: Desk) -> None:
    page = at_desk(desk.arbitrator).get(f"/officer/cases/{case.pk}/?tab=arbitration")
    text = page.content.decode()
    for words in ("劳动合同", "已过期", "工资条", "当日立案", "工人0", "月最低工资", "独任仲裁员", "齐仲裁"):
        assert words in text, words


def test_a_paper_is_ticked_off(case: Case, desk: Desk) -> None:
    client = at_desk(desk.arbitrator)
    paper = MissingPaper.objects.get(name="劳动合同")
    assert client.get(f"/officer/cases/{case.pk}/papers-in/").status_code == 200
    client.post(f"/officer/cases/{case.pk}/papers-in/{paper.pk}/")
    client.post(
        f"/officer/cases/{case.pk}/papers-in/",
        {"papers": [MissingPaper.objects.get(name="工资条").pk], "on": "2024-01-09"},
    )
    assert [row.received_on for row in MissingPaper.objects.order_by("pk")] == [TODAY, date(2024, 1, 9)]
    assert CaseStep.objects.filter(case=case, step="paper_in").count() == 2


def test_elements_are_answered_on_the_page(case: Case, desk: Desk) -> None:
    client, claim = at_desk(desk.arbitrator), claims(case.clue)[0]
    base = f"/officer/cases/{case.pk}/elements/{claim.pk}/"
    assert "对方未答复" in client.get(base).content.decode()
    form = client.get(f"{base}employer/").content.decode()
    assert "入职日期" in form and "二倍工资差额是否终局" not in form
    seen = ElementAnswer.objects.filter(claim=claim).latest("pk").pk
    answer = {"seen": seen, "on": "2024-01-10", "entered_on": "2023-03-01", "wages_due": "8000", "contract": "none"}
    assert client.post(f"{base}employer/", answer).status_code == 302
    text = client.get(base).content.decode()
    assert "8,000.00元" in text and "有争议" in text and "未签书面合同" in text
    stale = client.post(f"{base}employer/", {**answer, "wages_due": "9000"})
    assert stale.status_code == 422 and "已有人登记" in stale.content.decode()
    client.post(f"{base}admit/")
    assert "无争议" in client.get(base).content.decode()
    assert client.get(f"{base}nobody/").status_code == 404


def test_a_hearing_is_set_shown_and_never_twice(people: People, case: Case, desk: Desk) -> None:
    client = at_desk(desk.arbitrator)
    address = f"/officer/cases/{case.pk}/hearing/"
    assert "齐仲裁" in client.get(address).content.decode()
    said = {
        "seen": 0, "fact_held_on": "2024-01-24", "starts": "09:00", "ends": "10:30", "room": desk.room.pk, "on": "2024-01-10",
        "paper_applicants": "工人0、工人1、工人2", "paper_employer": "新乡甲建筑有限公司", "paper_case_number": case.number,
        "paper_arbitrators": "齐仲裁", "paper_contact_name": "齐仲裁", "paper_contact_phone": "0373-5551234",
        "paper_contact_address": "新乡县建设路3号",
    }  # fmt: skip
    assert client.post(address, said).status_code == 302
    assert Hearing.objects.get().bookings.count() == 6  # room, arbitrator, employer, three workers
    again = client.post(address, said)
    assert again.status_code == 422 and "本案已有排期" in again.content.decode()
    other = make_file(people, desk, clue=make_clue(people, workers=1, employer_name="别的公司"))
    walk(other, "accept panel", desk, date(2023, 12, 6))
    taken = client.post(f"/officer/cases/{other.pk}/hearing/", said)
    assert (
        taken.status_code == 422
        and "第一仲裁庭" in taken.content.decode()
        and "仲裁员“齐仲裁”" in taken.content.decode()
    )
    for view in ("?day=2024-01-01", "?view=week&day=2024-01-24"):
        page = client.get(f"/officer/hearings/{view}").content.decode()
        assert "09:00—10:30" in page and "第一仲裁庭" in page


def test_postponed_stays_on_the_calendar(case: Case, desk: Desk) -> None:
    hearing(case, desk, date(2024, 1, 17), on=date(2024, 1, 9))
    with on_day(TODAY):
        step(case, "postpone_asked", desk, TODAY)
    page = at_desk(desk.arbitrator).get("/officer/hearings/?day=2024-01-01").content.decode()
    assert "已延期" in page and "<s>" in page


def test_rooms(desk: Desk) -> None:
    client = at_desk(desk.head)
    assert "互联网仲裁庭" in client.get("/officer/hearings/rooms/").content.decode()
    client.post("/officer/hearings/rooms/new/", {"name": "第三仲裁庭", "place": "四楼"})
    assert "第三仲裁庭" in client.get("/officer/hearings/rooms/").content.decode()
    client.post(f"/officer/hearings/rooms/{desk.second_room.pk}/close/")
    desk.second_room.refresh_from_db()
    assert desk.second_room.closed_on == TODAY
    assert at_desk(desk.arbitrator).get("/officer/hearings/rooms/new/").status_code == 403


def test_joint_handling(people: People, desk: Desk) -> None:
    clue = make_clue(people)
    with on_day(date(2023, 12, 5)):
        inspection = file_case(
            clue=clue, by=people.head, officers=[people.owner, people.colleague], on=date(2023, 12, 5)
        )
    case = make_file(people, desk, clue=clue, on=APPLIED + timedelta(days=1))
    client = at_desk(desk.arbitrator)
    said = {"inspection": inspection.pk, "officer": people.owner.pk, "basis": "证据互认", "on": "2024-01-10"}
    assert client.post(f"/officer/cases/{case.pk}/joint/", said).status_code == 302
    text = client.get(f"/officer/cases/{case.pk}/?tab=arbitration").content.decode()
    assert "裁监联合办理" in text and "王承办" in text
