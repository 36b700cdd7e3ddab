"""The file's page: who gets in, what is shown, what may be done, and what stays shut."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.notifications.models import Message
from nuanxin.rights.intake.channels import ClueState
from nuanxin.rights.intake.merging import merge_clues
from nuanxin.rights.intake.models import Clue, ClueEvent, Reporter
from tests.conftest import People, at
from tests.worker_report import ANONYMOUS, ANSWERS, PHONE, report

pytestmark = pytest.mark.django_db
FIND, FILE = "/progress/", "/progress/file/"


def find(client: Client, code: str, phone: str = "") -> Any:
    return client.post(FIND, {"code": code, "phone": phone})


def test_the_code_alone_opens_the_file(clue: Clue) -> None:
    other = Client()
    assert find(other, f" {(clue.receipt_code or '').lower()} ").headers["Location"] == FILE
    page = other.get(FILE).content.decode()
    for words in (clue.number, clue.officer.name, "0373-5550000", "2024年1月17日", "还有 7 天", "已登记"):
        assert words in page
    for secret in ("张三", PHONE, "13800001234"):
        assert secret not in page


def test_the_number_needs_the_last_four_digits(clue: Clue) -> None:
    other = Client()
    assert "后 4 位" in find(other, clue.number).content.decode()
    assert find(other, clue.number, "0000").status_code == 422
    assert find(other, clue.number, PHONE[-4:]).headers["Location"] == FILE


def test_unknown_wrong_and_foreign_sound_the_same(clue: Clue) -> None:
    answers = {
        find(Client(), code, tail).content.decode().split('class="nx-error"')[1][:200].split("_error")[-1]
        for code, tail in (("410721-2024-999999", "1234"), (clue.number, "9999"), ("AAAAAAAAAA", ""))
    }
    assert len(answers) == 1


def test_guessing_stops_after_five(clue: Clue) -> None:
    thief = Client()
    for n in range(5):
        assert find(thief, clue.number, f"000{n}").status_code == 422
    assert find(thief, clue.number, PHONE[-4:]).status_code == 429
    assert find(Client(), clue.receipt_code or "").status_code == 302  # the worker with his code still gets in


def test_walking_along_the_numbers_stops(clue: Clue) -> None:
    thief = Client()
    for n in range(5):
        find(thief, f"410721-2024-00{n}999", PHONE[-4:])
    assert find(thief, clue.number, PHONE[-4:]).status_code == 429


def test_one_address_has_twenty_wrong_tries(clue: Clue) -> None:
    thief = Client()
    for n in range(20):
        find(thief, f"AAAAAAAA{n:02d}")
    assert find(thief, clue.receipt_code or "").status_code == 429


@pytest.mark.parametrize("code", ["", "1' OR '1'='1", "<b>", "４１０７２１", "A" * 41, "码" * 10, "A\x00AAAAAAAA"])
def test_nonsense_is_answered_calmly(people: People, code: str) -> None:
    assert find(Client(), code, "١٢٣٤").status_code == 422


def test_an_anonymous_report_opens_by_its_code_alone(phone: Client) -> None:
    clue = report(phone, {**ANONYMOUS, "contact": {"phone": PHONE}})
    other = Client()
    assert find(other, clue.number, PHONE[-4:]).status_code == 422
    assert find(other, clue.receipt_code or "").status_code == 302
    assert PHONE not in other.get(FILE).content.decode()


def test_nothing_without_opening_and_nothing_after_leaving(phone: Client, clue: Clue) -> None:
    stranger = Client()
    for name in ("file", "receipt"):
        assert stranger.get(reverse(f"worker:{name}")).headers["Location"] == FIND
    for name in ("raise", "message", "phone", "rate", "withdraw", "reopen", "upload_finish"):
        assert stranger.post(reverse(f"worker:{name}")).headers["Location"] == FIND
        assert stranger.get(reverse(f"worker:{name}")).status_code == 405
    assert ClueEvent.objects.filter(clue=clue, by__isnull=True).exclude(kind="register_clue").count() == 0
    phone.post(reverse("worker:leave"))
    assert phone.get(FILE).headers["Location"] == FIND
    assert phone.get(reverse("worker:receipt")).headers["Location"] == FIND


def test_an_open_file_shuts_after_half_a_day(phone: Client, clue: Clue) -> None:
    with occasion(at=at(date(2024, 1, 10), 20), source="test"):
        assert phone.get(FILE).status_code == 200
    with occasion(at=at(date(2024, 1, 11), 9), source="test"):
        assert phone.get(FILE).headers["Location"] == FIND


def test_raising_before_and_after_expiry(people: People, phone: Client, clue: Clue) -> None:
    assert "催一催" not in phone.get(FILE).content.decode()
    phone.post(reverse("worker:raise"))
    assert not clue.events.filter(kind="raise_clue").exists()
    with occasion(at=at(date(2024, 1, 18)), source="test"):
        other = Client()
        find(other, clue.receipt_code or "")
        page = other.get(FILE).content.decode()
        assert "已经超过 1 天" in page and "催一催" in page
        other.post(reverse("worker:raise"))
        other.post(reverse("worker:raise"))
        assert "今天已经催过" in other.get(FILE).content.decode()
    assert clue.events.filter(kind="raise_clue").count() == 1
    told = [message.to for message in Message.objects.filter(template="clue_raised")]
    assert people.superior.username in told


def test_a_message_reaches_the_thread(phone: Client, clue: Clue) -> None:
    phone.post(reverse("worker:message"), {"text": "老板昨天跑了 <b>"})
    event = clue.events.get(kind="worker_message")
    assert event.text == "老板昨天跑了 <b>" and event.said_by == "劳动者"
    assert "老板昨天跑了 &lt;b&gt;" in phone.get(FILE).content.decode()
    phone.post(reverse("worker:message"), {"text": "  "})
    phone.post(reverse("worker:message"), {"text": "长" * 1001})
    assert clue.events.filter(kind="worker_message").count() == 1


def test_a_new_telephone_takes_the_place_of_the_old(phone: Client, clue: Clue) -> None:
    phone.post(reverse("worker:phone"), {"phone": "12"})
    assert Reporter.objects.get(clue=clue).phone == PHONE
    phone.post(reverse("worker:phone"), {"phone": "139 0000 5678"})
    assert Reporter.objects.get(clue=clue).phone == "13900005678"
    assert clue.claims.get().worker.phone == "13900005678"
    assert "13900005678" not in clue.events.get(kind="change_phone").text
    assert find(Client(), clue.number, "5678").status_code == 302


def test_who_came_by_number_may_not_speak_for_the_worker(clue: Clue) -> None:
    boss = Client()
    find(boss, clue.number, PHONE[-4:])
    assert "要用查询码进来" in boss.get(FILE).content.decode()
    boss.post(reverse("worker:withdraw"), {"sure": "yes", "reason": "算了"})
    boss.post(reverse("worker:phone"), {"phone": "13900005678"})
    clue.refresh_from_db()
    assert clue.state == ClueState.RECEIVED
    assert Reporter.objects.get(clue=clue).phone == PHONE


def test_withdrawing_needs_his_own_will_and_a_reason(phone: Client, clue: Clue) -> None:
    phone.post(reverse("worker:withdraw"), {"reason": "老板给了"})
    phone.post(reverse("worker:withdraw"), {"sure": "yes", "reason": ""})
    clue.refresh_from_db()
    assert clue.state == ClueState.RECEIVED
    phone.post(reverse("worker:withdraw"), {"sure": "yes", "reason": "老板给了"})
    clue.refresh_from_db()
    assert (clue.state, clue.conclusion) == (ClueState.CLOSED, "withdrawn")
    phone.post(reverse("worker:rate"), {"mark": "3", "words": "谢谢"})
    phone.post(reverse("worker:rate"), {"mark": "9"})
    assert clue.events.get(kind="rate_handling").details["mark"] == 3
    phone.post(reverse("worker:reopen"))
    clue.refresh_from_db()
    assert clue.state == ClueState.RECEIVED


def test_who_looked_is_shown_by_duty_and_unit_never_by_name(people: People, phone: Client, clue: Clue) -> None:
    record("view_clue", about=clue, by=people.colleague)
    record("reveal_reporter", about=clue, by=people.superior, reason="核实")
    page = phone.get(FILE).content.decode()
    assert "新乡县人力资源和社会保障局（劳动保障监察员） 看过" in page
    assert "监察机构负责人" in page and "看过您的姓名电话" in page
    assert "李同事" not in page and "周市级" not in page


def test_another_reporter_of_a_merged_file_is_not_shown(people: People, phone: Client, clue: Clue) -> None:
    second = Client()
    other = report(second, {**ANSWERS, "me": {"name": "李四", "phone": "13700007777"}})
    second.post(reverse("worker:message"), {"text": "只给办案人员看"})
    merge_clues(kept=other, merged=clue, by=people.head, on=date(2024, 1, 10))
    page = phone.get(FILE).content.decode()
    assert clue.number in page
    for foreign in ("李四", "13700007777", "只给办案人员看"):
        assert foreign not in page


def test_similar_matters_are_told_of_when_there_are_enough(clue: Clue) -> None:
    def told() -> bool:
        other = Client()
        find(other, clue.receipt_code or "")
        return "一半在 6 天以内办结" in other.get(FILE).content.decode()

    assert not told()
    cache.clear()
    for _ in range(5):
        done = report(Client())
        Clue.objects.filter(pk=done.pk).update(
            state="closed", conclusion="coordinated", closed_on=date(2024, 1, 9), received_on=date(2024, 1, 3)
        )
    assert told()
