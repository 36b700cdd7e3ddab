"""The aid centre's pages: a file from the clue to the assignment, the board, the rota, the register, advice, the papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.organisations.models import LocalSetting
from nuanxin.rights.cases.models import Case
from nuanxin.rights.disputes.legal_aid.assigning import assign_lawyer
from nuanxin.rights.disputes.legal_aid.models import (
    AidAdvice,
    AidAssignment,
    AidLawyer,
    AidSharing,
    AidStation,
    DutyTurn,
    PaperInterview,
)
from tests.conftest import TODAY, People, at, person
from tests.unit.rights.cases.making import claims, make_clue
from tests.unit.rights.disputes.legal_aid.aiding import Centre, apply, make_centre, petition_office, walk
from tests.unit.web.officer.conftest import enter

__all__ = ["enter"]
pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]
SAID = {
    "name": "工人0",
    "id_number": "410721197001010000",
    "phone": "13800000001",
    "address": "某某村3号",
    "employer": "新乡甲建筑有限公司",
    "place": "甲小区",
    "work": "木工",
    "started": "2023年8月",
    "owed_from": "2023-09",
    "owed_to": "2023-11",
    "amount": "10000",
    "evidence": "考勤照片\n工友王某",
    "iou": "no",
    "other_debts": "no",
    "reachable": "no",
    "before": "none",
}


@pytest.fixture
def centre(people: People, settings: Any) -> Centre:
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns of a missing folder
    return make_centre()


def text(answer: Any) -> str:
    assert answer.status_code == 200, (answer.status_code, answer.content.decode()[:2000])
    return str(answer.content.decode())


def test_board_and_assignment(people: People, centre: Centre, enter: Enter) -> None:
    case = apply(people, centre)
    head = enter(centre.head)
    board = text(head.get(reverse("officer:aid_today")))
    assert '<span>四个当天</span><b class="nx-count">1</b>' in board  # on every page of the centre
    assert str(case) in board and "等待受理" in board and "没有申请" not in board
    walk(case, "accepted grant", centre)
    assert "等待指派" in text(head.get(reverse("officer:aid_today")))
    page = reverse("officer:aid_assign", args=[case.pk])
    shown = text(head.get(page))
    assert "律师0" in shown and "专长：劳动报酬" in shown
    second = str(centre.lawyers[1].pk)
    refused = head.post(page, {"lawyer": second, "on": "2024-01-10"})
    assert refused.status_code == 422 and "另行选定的理由" in refused.content.decode()
    assert head.post(page, {"lawyer": second, "asked": "on", "on": "2024-01-10"}).status_code == 302
    assert AidAssignment.objects.get(case=case).chosen == "worker"
    board = text(head.get(reverse("officer:aid_today") + "?first=2024-01-01&last=2024-01-10"))
    assert "都已经审批并指派" in board and "100.0%" in board and "2024-01-01 至 2024-01-10" in board
    replaced = head.post(
        reverse("officer:aid_replace", args=[case.pk]),
        {"lawyer": str(centre.lawyers[0].pk), "reason": "开庭冲突", "on": "2024-01-10"},
    )
    assert replaced.status_code == 302
    tab = text(head.get(reverse("officer:case", args=[case.pk]) + "?tab=legal_aid"))
    assert "开庭冲突" in tab and "律师1" in tab and "当天" in tab


def test_minutes_of_assignment_open_to_their_files(people: People, centre: Centre, enter: Enter) -> None:
    case = apply(people, centre)
    walk(case, "accepted grant", centre)
    with occasion(at=at(TODAY, 9, 7), source="test"):
        assign_lawyer(case=case, lawyer=centre.lawyers[0], chosen="worker", by=centre.head, on=TODAY)
    head = enter(centre.head)
    board = text(head.get(reverse("officer:aid_today")))
    assert "没有录入办公时间" in board and "7分0秒" in board
    LocalSetting.objects.create(
        key="office.hours", region_id="410721", value=[["08:30", "09:05"], ["14:30", "18:00"]], source="县司〔2023〕2号", valid_from=date(2023, 1, 1)
    )  # fmt: skip
    board = text(head.get(reverse("officer:aid_today")))
    assert "5分0秒" in board and "县司〔2023〕2号" in board
    for which, there in (("counted", True), ("within", True), ("waiting", False), ("late", False)):
        page = text(
            head.get(reverse("officer:aid_minutes"), {"first": "2024-01-01", "last": "2024-01-10", "which": which})
        )
        assert (str(case) in page) == there, which
    assert head.get(reverse("officer:aid_minutes"), {"which": "x"}).status_code == 404
    assert enter(people.owner).get(reverse("officer:aid_minutes")).status_code == 403


def test_officer_does_not_assign(people: People, centre: Centre, enter: Enter) -> None:
    case = apply(people, centre)
    walk(case, "accepted grant", centre)
    assert enter(centre.officer).get(reverse("officer:aid_assign", args=[case.pk])).status_code == 403
    assert enter(people.owner).get(reverse("officer:aid_assign", args=[case.pk])).status_code == 403
    assert enter(people.stranger).get(reverse("officer:aid_assign", args=[case.pk])).status_code == 404


def test_sharing_is_shown_with_its_time(people: People, centre: Centre, enter: Enter) -> None:
    petition_office()
    case = apply(people, centre, clue=make_clue(people, workers=2))
    officer = enter(centre.officer)
    page = reverse("officer:aid_share", args=[case.pk])
    assert officer.post(page, {"reason": "扬言堵门"}).status_code == 302
    assert AidSharing.objects.count() == 2
    tab = text(officer.get(reverse("officer:case", args=[case.pk]) + "?tab=legal_aid"))
    assert "2024-01-10 09:00" in tab and "扬言堵门" in tab and "信访员" in tab
    assert "告知监察、信访" in text(officer.get(reverse("officer:clue", args=[case.clue.number])))


def test_register_and_stations(people: People, centre: Centre, enter: Enter) -> None:
    head = enter(centre.head)
    said = {
        "name": "陈律师", "kind": "lawyer", "licence": "14107202410009999", "firm": "新乡某所", "region": "410721",
        "skills": ["wages", "construction"], "languages": ["mandarin", "yi"], "most_files": "5",
    }  # fmt: skip
    missing = head.post(reverse("officer:aid_lawyer_new"), {**said, "licence": ""})
    assert missing.status_code == 422 and "执业证号" in missing.content.decode()
    assert head.post(reverse("officer:aid_lawyer_new"), said).status_code == 302
    assert "陈律师" in text(head.get(reverse("officer:aid_lawyers")))
    row = AidLawyer.objects.get(name="陈律师")
    page = reverse("officer:aid_lawyer", args=[row.pk])
    assert "彝语" in text(head.get(page))
    assert head.post(page, {"standing": "suspended", "reason": "停止执业"}).status_code == 302
    assert "暂停指派" in text(head.get(page))
    assert enter(centre.officer).get(reverse("officer:aid_lawyer_new")).status_code == 403
    place = {"name": "工会工作站", "kind": "station", "region": "410721", "address": "青年路5号", "hours": "工作日"}
    assert head.post(reverse("officer:aid_station_new"), place).status_code == 302
    station = AidStation.objects.get()
    assert "工会工作站" in text(head.get(reverse("officer:aid_stations")))
    assert head.post(reverse("officer:aid_station", args=[station.pk]), {"reason": "撤并"}).status_code == 302


def test_rota(people: People, centre: Centre, enter: Enter) -> None:
    head = enter(centre.head)
    made = head.post(reverse("officer:aid_rota_make"), {"first": "2024-01-10", "last": "2024-01-12"})
    assert made.status_code == 302 and DutyTurn.objects.count() == 6
    assert "律师0" in text(head.get(reverse("officer:aid_rota")))
    turn = DutyTurn.objects.order_by("pk")[0]
    page = reverse("officer:aid_turn", args=[turn.pk])
    assert head.post(page, {"lawyer": str(centre.lawyers[2].pk), "reason": "出差"}).status_code == 302
    shown = text(head.get(reverse("officer:aid_rota")))
    assert "出差" in shown and "律师2" in shown
    assert "现在值班：律师2" in text(head.get(reverse("officer:aid_today")))


def test_advice_becomes_a_clue_with_one_press(people: People, centre: Centre, enter: Enter) -> None:
    officer = enter(centre.officer)
    said = {
        "way": "12348", "name": "刘强", "phone": "13800000001", "migrant": "yes", "question": "三个月没发工资", "region": "410721",
        "employer": "新乡甲建筑有限公司", "persons": "2", "amount_fen": "24000", "owed_from": "2023-09", "owed_to": "2023-11",
        "card": "no_contract", "outcome": "answered", "asked_on": "2024-01-10",
    }  # fmt: skip
    assert "没有签劳动合同" in text(officer.get(reverse("officer:aid_advice_new")))
    assert officer.post(reverse("officer:aid_advice_new"), said).status_code == 302
    row = AidAdvice.objects.get()
    listed = text(officer.get(reverse("officer:aid_advices")))
    assert "刘强" not in listed and "24,000.00" in listed
    assert "登记为线索" in text(officer.get(reverse("officer:aid_advice", args=[row.pk])))
    assert officer.get(reverse("officer:aid_advice_clue", args=[row.pk])).status_code == 404
    assert officer.post(reverse("officer:aid_advice_clue", args=[row.pk])).status_code == 302
    row.refresh_from_db()
    assert row.clue is not None and row.clue.demand == "三个月没发工资"
    assert row.clue.number in text(officer.get(reverse("officer:aid_advice", args=[row.pk])))


def test_four_papers_from_one_interview(people: People, centre: Centre, enter: Enter) -> None:
    case = apply(people, centre)
    clue, claim = case.clue, claims(case.clue)[0]
    officer = enter(centre.officer)
    page = reverse("officer:worker_papers", args=[clue.number])
    assert "工人2" in text(officer.get(page))
    form = text(officer.get(page, {"claim": claim.pk}))
    assert "新乡甲建筑有限公司" in form and claim.worker.id_number in form
    short = officer.post(f"{page}?claim={claim.pk}", {**SAID, "address": ""})
    assert short.status_code == 422 and not PaperInterview.objects.exists()
    done = officer.post(f"{page}?claim={claim.pk}", SAID)
    assert done.status_code == 302
    shown = text(officer.get(done.headers["Location"]))
    assert "劳动保障监察投诉书" in shown and "支付令不能送达" in shown and "先经劳动仲裁" in shown
    paper = reverse("officer:worker_paper", args=[clue.number, "worker_complaint"]) + f"?claim={claim.pk}"
    pdf = officer.get(paper)
    assert pdf.status_code == 200 and pdf.content.startswith(b"%PDF")
    order = reverse("officer:worker_paper", args=[clue.number, "worker_payment_order"]) + f"?claim={claim.pk}"
    assert officer.get(order).status_code == 404
    other = person("other-aid", "外人", people.housing.unit, "department_officer")
    assert enter(other).get(page).status_code == 404


def test_a_colleague_without_the_identity_fills_it_in_by_hand(people: People, centre: Centre, enter: Enter) -> None:
    clue = make_clue(people)
    claim = claims(clue)[0]
    shown = text(enter(people.colleague).get(reverse("officer:worker_papers", args=[clue.number]), {"claim": claim.pk}))
    assert claim.worker.id_number not in shown and "新乡甲建筑有限公司" in shown


def test_menu_belongs_to_the_centre(people: People, centre: Centre, enter: Enter) -> None:
    assert reverse("officer:aid_rota") in text(enter(centre.officer).get(reverse("officer:desk")))
    assert reverse("officer:aid_rota") not in text(enter(people.owner).get(reverse("officer:desk")))
    assert enter(people.owner).get(reverse("officer:aid_today")).status_code == 403


def test_a_file_is_opened_from_the_clue_page(people: People, centre: Centre, enter: Enter) -> None:
    from nuanxin.rights.intake.transfer import ask_helper

    clue = make_clue(people)
    ask_helper(clue=clue, unit=centre.unit, task="法律援助", by=people.owner, on=clue.received_on)
    officer = enter(centre.officer)
    page = reverse("officer:file_new", args=[clue.number, "legal_aid"])
    assert "申请方式" in text(officer.get(page))
    said = {
        "unit": centre.unit.pk, "officer": centre.officer.pk, "fact_how": "oral", "fact_applicant": "工人0", "fact_matter": "wages",
        "fact_means": "migrant", "fact_proof": "考勤表", "fact_sensitive": "no", "on": "2024-01-10", "note": "", "seen": "0",
    }  # fmt: skip
    answer = officer.post(page, said)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    case = Case.objects.get(clue=clue)
    shown = text(officer.get(reverse("officer:case", args=[case.pk])))
    assert "一次性告知补充材料" in shown and "指派与告知" in shown
