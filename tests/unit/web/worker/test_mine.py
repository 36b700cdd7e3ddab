"""Everything held about the worker, to himself alone: code and telephone; to read, to download, to put right."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.personal.records import ConsentRecord, PersonalCorrection
from tests.worker_report import ANONYMOUS, ANSWERS, ID_NUMBER, PHONE, report

pytestmark = pytest.mark.django_db
MINE, FILE = "/progress/mine/", "/progress/file/"


def opened(clue: Clue, *, tail: str = "") -> Client:
    """A phone that opened the file by its code, or by number and digits."""
    client = Client()
    said = {"code": clue.number, "phone": tail} if tail else {"code": clue.receipt_code}
    assert client.post("/progress/", said).status_code == 302
    return client


def test_page_and_file_hold_the_same(clue: Clue) -> None:
    client = opened(clue)
    assert ID_NUMBER not in client.get(MINE).content.decode()
    page = client.post(MINE, {"phone": PHONE}).content.decode()
    for words in (
        "张三",
        ID_NUMBER,
        PHONE,
        "新乡县测试劳务有限公司",
        "12,500.50 元",
        "第三十五条",
        "身份证号（单独同意）",
    ):
        assert words in page
    answer = client.post(MINE, {"phone": PHONE, "as": "json"})
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{clue.number}.json"'
    told = json.loads(answer.content)
    rows = {row["label"]: row["value"] for one in told["sections"].values() for row in one["rows"]}
    assert rows["姓名"] == "张三" and rows["证件号码"] == ID_NUMBER and rows["户口"] == "农村户口"
    assert all(value in page for label, value in rows.items() if label not in ("您的话",))
    assert told["number"] == clue.number and told["made_on"] == "2024-01-10"
    assert {line["kind"] for line in told["held"]} >= {"reporter", "evidence", "draft"}
    looks = AuditEvent.objects.filter(act="export_own_data")
    assert [one.details["as"] for one in looks.order_by("sequence")] == ["page", "json"]
    assert PHONE not in str([one.details for one in looks])


def test_code_and_telephone_both(clue: Clue) -> None:
    assert Client().post(MINE, {"phone": PHONE}).headers["Location"] == "/progress/"
    by_number = opened(clue, tail=PHONE[-4:])
    assert by_number.post(MINE, {"phone": PHONE}).headers["Location"] == FILE
    thief = opened(clue)
    for n in range(5):
        answer = thief.post(MINE, {"phone": f"1390000000{n}"})
        assert answer.status_code == 422 and "张三" not in answer.content.decode()
    assert "太多了" in thief.post(MINE, {"phone": PHONE}).content.decode()


def test_one_code_opens_one_report(phone: Client, clue: Clue) -> None:
    """Whoever writes my number into his own report must not see mine."""
    other = report(Client(), {**ANSWERS, "employer": {"name": "别的公司"}, "me": {"name": "坏人", "phone": PHONE}})
    page = opened(other).post(MINE, {"phone": PHONE}).content.decode()
    assert "坏人" in page and "新乡县测试劳务有限公司" not in page and ID_NUMBER not in page


def test_an_anonymous_report_is_its_codes(phone: Client) -> None:
    clue = report(phone, ANONYMOUS)
    client = opened(clue)
    assert "手机号" not in client.get(MINE).content.decode().split("<main")[1]
    page = client.post(MINE).content.decode()
    assert "新乡县测试劳务有限公司" in page and "张三" not in page


def test_the_number_is_agreed_to_apart(phone: Client) -> None:
    without = {key: value for key, value in ANSWERS["me"].items() if key != "agree_id"}
    phone.get("/report/")
    for key, said in ANSWERS.items():
        answer = phone.post(reverse("worker:ask", args=[key]), without if key == "me" else said)
        assert answer.status_code == (422 if key == "me" else 302), key
    assert "一样能反映" in phone.post(reverse("worker:ask", args=["me"]), without).content.decode()


def test_consents_of_a_report(clue: Clue) -> None:
    assert [row.purpose for row in ConsentRecord.objects.order_by("pk")] == ["notice", "identity"]
    client = opened(clue)
    client.post("/progress/consent/", {"purpose": "identity"})
    assert ConsentRecord.objects.get(purpose="identity").withdrawn_on is not None
    client.post("/progress/consent/", {"purpose": "notice"})
    assert ConsentRecord.objects.get(purpose="notice").withdrawn_on is None


@pytest.fixture
def bare(phone: Client) -> Clue:
    """A complaint whose 户口 and number were left blank."""
    return report(phone, {**ANSWERS, "me": {"name": "张三", "phone": PHONE}})


def details(client: Client, **said: Any) -> str:
    return client.post("/progress/details/", said, follow=True).content.decode()


def test_the_worker_completes_his_details(bare: Clue) -> None:
    client = opened(bare)
    assert "户口没填" in client.get(FILE).content.decode()
    assert bare.migrant_persons is None
    assert "改好了" in details(client, migrant="yes")
    bare.refresh_from_db()
    assert (bare.migrant_persons, bare.migrant_amount_fen) == (1, 12_500_50)
    assert "户口没填" not in client.get(FILE).content.decode()
    assert "同意用它核对" in details(client, id_number=ID_NUMBER)
    assert "改好了" in details(client, id_number=ID_NUMBER, agree_id="yes")
    assert PersonalCorrection.objects.count() == 2
    page = client.post(MINE, {"phone": PHONE}).content.decode()
    assert "未填 → 农村户口" in page and ID_NUMBER in page


def test_details_need_the_code(bare: Clue) -> None:
    client = opened(bare, tail=PHONE[-4:])
    assert "查询码" in details(client, migrant="yes")
    bare.refresh_from_db()
    assert bare.migrant_persons is None
