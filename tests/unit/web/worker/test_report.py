"""A report from the first question to the receipt: what is asked, what is kept, what reaches the ledger."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nuanxin.foundation.parties.models import Project
from nuanxin.rights.intake.channels import Channel, ClueKind
from nuanxin.rights.intake.models import Claim, Clue, Reporter
from nuanxin.rights.intake.pairs import ClaimDraft
from tests.worker_report import ANONYMOUS, ANSWERS, ID_NUMBER, PHONE, fill, report, send

pytestmark = pytest.mark.django_db


def ask(key: str) -> str:
    return reverse("worker:ask", args=[key])


def test_a_complaint_reaches_the_ledger_whole(phone: Client) -> None:
    clue = report(phone)
    assert (clue.channel, clue.kind, clue.region_id, clue.sector) == (
        Channel.WEB,
        ClueKind.COMPLAINT,
        "410721",
        "manufacturing",
    )
    assert clue.amount_fen == 12_500_50
    assert (clue.persons, clue.migrant_persons, clue.migrant_amount_fen) == (1, 1, 12_500_50)
    assert (clue.owed_from, clue.owed_to) == ("2023-10", "2023-12")
    assert clue.employer_said == "新乡县测试劳务有限公司"
    assert "老王" in clue.demand and "答应年前给" in clue.demand and "工厂、车间" in clue.demand
    reporter = Reporter.objects.get(clue=clue)
    assert (reporter.name, reporter.phone, reporter.id_number, reporter.migrant) == ("张三", PHONE, ID_NUMBER, True)
    assert Claim.objects.get(clue=clue).claimed_fen == 12_500_50
    assert clue.due_on is not None


def test_the_receipt_says_who_answers_and_until_when(phone: Client) -> None:
    clue = report(phone)
    page = phone.get(reverse("worker:receipt")).content.decode()
    for words in (
        clue.number,
        clue.receipt_code or "?",
        clue.officer.name,
        clue.unit.name,
        "0373-5550000",
        "2024年1月17日",
    ):
        assert words in page
    assert "张三" not in page and PHONE not in page


def test_a_report_without_a_name_stays_without(phone: Client) -> None:
    clue = report(phone, ANONYMOUS)
    reporter = Reporter.objects.get(clue=clue)
    assert (clue.kind, reporter.name, reporter.phone, reporter.anonymous) == (ClueKind.REPORT, "", "", True)
    assert (clue.persons, clue.amount_fen, clue.migrant_persons) == (20, 12_500_50, None)
    assert not Claim.objects.filter(clue=clue).exists()


def test_a_name_given_before_changing_to_a_report_is_not_sent(phone: Client) -> None:
    fill(phone)
    phone.post(ask("who") + "?from=check", {"kind": "report"})
    phone.post(ask("workers"), {})
    phone.post(ask("contact"), {"phone": ""})
    clue = send(phone)
    assert Reporter.objects.get(clue=clue).name == ""


def test_place_and_telephone_are_enough(phone: Client) -> None:
    little = {
        **ANSWERS,
        "employer": {"unknown": "on"},
        "when": {"unknown": "on"},
        "amount": {"unknown": "on"},
        "me": {"name": "张三", "phone": PHONE},
        "evidence": {},
    }
    clue = report(phone, little)
    assert (clue.employer, clue.amount_fen, clue.owed_from) == (None, None, "")


def test_a_scanned_board_fills_project_and_contractor(phone: Client, site: Project) -> None:
    first = phone.get(reverse("worker:begin") + "?site=xx0721a")
    assert first.headers["Location"] == ask("who")
    assert site.name in phone.get(ask("who")).content.decode()
    fill_after_scan = {key: value for key, value in ANSWERS.items() if key not in ("where", "employer")}
    url = ask("who")
    for key, answer in fill_after_scan.items():
        assert url == ask(key)
        url = phone.post(url, answer).headers["Location"]
    clue = send(phone)
    assert (clue.channel, clue.project, clue.employer, clue.sector) == (Channel.QR, site, site.employer, "construction")


def test_an_unknown_code_leads_on(phone: Client) -> None:
    page = phone.get(reverse("worker:begin") + "?site=NOSUCH")
    assert page.status_code == 404
    assert reverse("worker:begin") in page.content.decode()


@pytest.mark.parametrize(
    ("key", "answer", "words"),
    [
        ("who", {}, "请点一种情况"),
        ("who", {"kind": "'; DROP TABLE"}, "选择一个有效的选项"),
        ("where", {"place": "某处"}, "请选一个县"),
        ("where", {"region": "999999"}, "选择一个有效的选项"),
        ("employer", {"name": " "}, "不知道就勾上"),
        ("employer", {"name": "公" * 500}, "120"),
        ("work", {}, "请点一种"),
        ("when", {}, "请选月份"),
        ("when", {"owed_from": "2023-12", "owed_to": "2023-10"}, "还早"),
        ("when", {"owed_from": "2024-02"}, "选择一个有效的选项"),
        ("amount", {}, "请写多少钱"),
        ("amount", {"amount": "很多"}, "金额"),
        ("amount", {"amount": "-5"}, "金额"),
        ("amount", {"amount": "9" * 30}, "金额"),
        ("people", {"kind": "several", "number": "一些"}, "请写数字"),
        ("people", {"kind": "several", "number": "1"}, "至少 2 个人"),
        ("me", {"name": "", "phone": ""}, "请写您的姓名"),
        ("me", {"name": "张三", "phone": "138"}, "11位"),
        ("me", {"name": "张三", "phone": PHONE, "id_number": "110105194912310021"}, "校验位不符"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(phone: Client, key: str, answer: dict[str, str], words: str) -> None:
    page = phone.post(ask(key), answer)
    assert page.status_code == 422
    assert words in page.content.decode()


def test_what_was_typed_stays_and_is_never_markup(phone: Client) -> None:
    evil = "<script>alert(1)</script>"
    page = phone.post(ask("me"), {"name": evil, "phone": "12"}).content.decode()
    assert evil not in page and "&lt;script&gt;" in page
    fill(phone, {**ANSWERS, "employer": {"name": evil, "foreman": evil}})
    assert evil not in phone.get(reverse("worker:check")).content.decode()
    send(phone)
    assert evil not in phone.get(reverse("worker:file")).content.decode()


def test_signs_no_database_takes_are_refused(phone: Client) -> None:
    assert phone.post(ask("employer"), {"name": "公司\x00"}).status_code == 422
    assert phone.get(reverse("worker:begin"), {"site": "A\x00B"}).status_code == 404


def test_going_back_shows_what_was_said(phone: Client) -> None:
    fill(phone)
    assert "新乡县测试劳务有限公司" in phone.get(ask("employer")).content.decode()
    assert 'value="12500.50"' in phone.get(ask("amount")).content.decode()
    page = phone.get(ask("amount")).content.decode()
    assert ask("when") in page


def test_changing_one_answer_returns_to_the_check(phone: Client) -> None:
    fill(phone)
    changed = phone.post(ask("amount") + "?from=check", {"amount": "800"})
    assert changed.headers["Location"] == reverse("worker:check")
    assert "800.00" in phone.get(reverse("worker:check")).content.decode()


def test_an_odd_amount_is_asked_about_not_refused(phone: Client) -> None:
    fill(phone, {**ANSWERS, "amount": {"amount": "3"}})
    page = phone.get(reverse("worker:check"))
    assert page.status_code == 200 and "万元" in page.content.decode()
    assert send(phone).amount_fen == 3_00


def test_a_double_tap_sends_once(phone: Client) -> None:
    fill(phone)
    send(phone)
    again = phone.post(reverse("worker:send"))
    assert again.headers["Location"] == reverse("worker:receipt")
    assert Clue.objects.count() == 1


def test_nothing_is_sent_before_everything_was_asked(phone: Client) -> None:
    phone.post(ask("who"), {"kind": "complaint"})
    assert phone.post(reverse("worker:send")).headers["Location"] == reverse("worker:check")
    assert phone.get(reverse("worker:check")).headers["Location"] == ask("where")
    assert not Clue.objects.exists()


def test_the_session_tells_nothing_and_stays_small(phone: Client) -> None:
    fill(phone)
    held = str(dict(phone.session))
    assert PHONE not in held and "张三" not in held and ID_NUMBER not in held
    assert len(held) < 4000


def test_a_begun_report_is_offered_first(phone: Client) -> None:
    phone.post(ask("who"), {"kind": "complaint"})
    assert "接着填" in phone.get("/").content.decode()
    assert ask("where") in phone.get(reverse("worker:begin")).content.decode()
    phone.post(reverse("worker:restart"))
    assert "上次没填完，点这里" not in phone.get("/").content.decode()


def test_forgery_is_refused(people: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(ask("who"), {"kind": "complaint"}).status_code == 403
    assert strict.post(reverse("worker:send")).status_code == 403


def test_saved_here_taken_up_there(phone: Client) -> None:
    phone.post(ask("who"), {"kind": "complaint"})
    phone.post(ask("where"), ANSWERS["where"])
    assert phone.post(reverse("worker:save"), {"phone": PHONE}).headers["Location"] == reverse("worker:saved")
    page = phone.get(reverse("worker:saved")).content.decode()
    code = page.split('class="wk-code">')[1].split("<")[0]
    assert PHONE not in page
    phone.post(ask("employer"), ANSWERS["employer"])  # goes to the draft too

    other = Client()
    taken = other.post(reverse("worker:resume"), {"phone": PHONE, "code": code.lower()})
    assert taken.headers["Location"] == ask("work")
    assert "新乡县测试劳务有限公司" in other.get(ask("employer")).content.decode()
    for key in ("work", "when", "amount", "people", "me", "evidence"):
        other.post(ask(key), ANSWERS[key])
    send(other)
    assert not ClaimDraft.objects.exists()


def test_guessing_the_code_of_a_draft_stops(phone: Client) -> None:
    phone.post(ask("who"), {"kind": "complaint"})
    phone.post(reverse("worker:save"), {"phone": PHONE})
    code = phone.get(reverse("worker:saved")).content.decode().split('class="wk-code">')[1].split("<")[0]
    thief = Client()
    for _ in range(5):
        assert thief.post(reverse("worker:resume"), {"phone": PHONE, "code": "AAAAAAAA"}).status_code == 422
    assert thief.post(reverse("worker:resume"), {"phone": PHONE, "code": code}).status_code == 422


@pytest.mark.parametrize("key", ["nothing", "check2", "..", "who%00"])
def test_questions_that_do_not_exist(phone: Client, key: str) -> None:
    assert phone.get(f"/report/{key}/").status_code in (404, 400)
