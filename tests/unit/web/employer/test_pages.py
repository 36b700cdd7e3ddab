"""The employer's pages by its own clerk, the clerk of another site, another firm, an officer and nobody."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.occasion import now, occasion
from nuanxin.foundation.notifications.models import Message
from nuanxin.watch.monitoring.employers.models import PostedBoard, SlipAnswer, WageClerk, WageLine, WageSheet
from nuanxin.watch.monitoring.employers.sheets.submitting import confirm_sheet, keep_draft
from nuanxin.watch.monitoring.employers.slips import denials
from tests.conftest import TODAY, People
from tests.employer_scene import BOSS, CLERK, DUE, MONTH, OTHER, RIVAL, Firms, as_csv, worker_row

pytestmark = pytest.mark.django_db
Knock = Callable[[str], Client]
PHOTO = b"\x89PNG\r\n\x1a\n" + b"\x00" * 80


def draft(firms: Firms) -> WageSheet:
    return keep_draft(
        project=firms.site, month=MONTH, due_on=DUE, content=as_csv(worker_row(1), worker_row(2, paid_fen="0", paid_on="", voucher="")),
        file_name="x.csv", by=firms.caller(CLERK), on=TODAY,
    )  # fmt: skip


def submitted(firms: Firms) -> WageSheet:
    return confirm_sheet(sheet=draft(firms), by=firms.caller(CLERK), on=TODAY)


def test_in_by_telephone_and_code(firms: Firms, client: Client) -> None:
    there = reverse("employer:site", args=[firms.site.pk])
    asked = client.get(there, follow=True)
    assert asked.redirect_chain and "手机号" in asked.content.decode()
    client.post(asked.redirect_chain[-1][0], {"phone": CLERK})
    code = re.search(r"\d{6}", Message.objects.get().body)
    assert code is not None
    page = client.get("/employer/sign-in/code/").content.decode()
    assert code[0] not in page, "no code stands on a page outside the demonstration"
    assert client.post("/employer/sign-in/code/", {"code": "1"}).status_code == 422
    assert client.post("/employer/sign-in/code/", {"code": code[0]}).headers["Location"] == there
    assert "和谐苑一期" in client.get("/employer/").content.decode()
    client.post("/employer/sign-out/")
    assert client.get("/employer/").status_code == 302


def test_the_demonstration_shows_the_code(firms: Firms, client: Client, settings: Any) -> None:
    settings.NUANXIN_DEMO = True
    page = client.post("/employer/sign-in/", {"phone": CLERK}, follow=True).content.decode()
    assert re.search(r"您的验证码是 \d{6}", page)


def test_an_unknown_telephone_sees_the_same_page(firms: Firms, client: Client) -> None:
    known = client.post("/employer/sign-in/", {"phone": CLERK}, follow=True)
    other = Client().post("/employer/sign-in/", {"phone": "13911112222"}, follow=True)
    strip = re.compile(rf"{CLERK}|13911112222|name=\"csrfmiddlewaretoken\" value=\"[^\"]+\"")
    assert strip.sub("", known.content.decode()) == strip.sub("", other.content.decode())
    assert Client().post("/employer/sign-in/", {"phone": "123"}).status_code == 422
    for _ in range(5):
        client.post("/employer/sign-in/", {"phone": "13911112222"})
    assert client.post("/employer/sign-in/", {"phone": "13911112222"}).status_code == 429


def test_nobody_may_be_led_outside(firms: Firms, client: Client) -> None:
    client.post("/employer/sign-in/?next=https://evil.example/", {"phone": CLERK})
    code = re.search(r"\d{6}", Message.objects.get().body)
    assert code is not None
    assert client.post("/employer/sign-in/code/", {"code": code[0]}).headers["Location"] == "/employer/"


@pytest.mark.parametrize(
    ("name", "own", "boss"),
    [
        ("home", 200, 200), ("site", 200, 200), ("template", 200, 200), ("upload", 200, 200), ("board", 200, 200),
        ("sheet", 200, 200), ("slips", 200, 200), ("slip_paper", 200, 200), ("slips_list", 200, 200),
        ("clerks", 404, 200), ("confirm", 404, 404), ("drop", 404, 404), ("slips_send", 404, 404), ("slips_signed", 404, 404),
        ("clerk_end", 404, 404), ("board_pdf", 404, 404), ("board_photo", 404, 404),
    ],
)  # fmt: skip
def test_who_sees_what(firms: Firms, knock: Knock, enter: Any, people: People, name: str, own: int, boss: int) -> None:
    sheet = submitted(firms)
    line = WageLine.objects.filter(sheet=sheet).earliest("pk")
    site, papers = [firms.site.pk], {"slip_paper": [sheet.pk, line.pk], "slips_list": [sheet.pk, 1]}
    shapes = {
        "home": [], "template": [*site, "2023-12"], "clerks": [firms.account.pk], "clerk_end": [firms.clerk.pk], **papers,
        **dict.fromkeys(("site", "upload", "board", "board_pdf", "board_photo"), site),
        **{key: [sheet.pk] for key in ("sheet", "slips", "confirm", "drop", "slips_send", "slips_signed")},
    }  # fmt: skip
    address = reverse(f"employer:{name}", args=shapes[name])
    assert knock(CLERK).get(address).status_code == own
    assert knock(BOSS).get(address).status_code == boss
    for other in (OTHER, RIVAL):
        assert knock(other).get(address).status_code == (200 if name == "home" else 404), other
    for outsider in (knock(""), enter(people.owner), enter(people.leader)):
        response = outsider.get(address)
        assert response.status_code == 302 and response.headers["Location"].startswith("/employer/sign-in/")


def test_other_peoples_posts_change_nothing(firms: Firms, knock: Knock) -> None:
    sheet = draft(firms)
    rows = SimpleUploadedFile("a.csv", as_csv(worker_row(9)))
    for phone in (OTHER, RIVAL):
        client = knock(phone)
        for name, args in (
            ("confirm", [sheet.pk]), ("drop", [sheet.pk]), ("slips_send", [sheet.pk]), ("slips_signed", [sheet.pk]),
            ("clerk_end", [firms.clerk.pk]), ("clerks", [firms.account.pk]), ("board_photo", [firms.site.pk]),
        ):  # fmt: skip
            assert client.post(reverse(f"employer:{name}", args=args)).status_code == 404, name
        told = {"month": "2023-12", "due_on": "2024-01-15", "file": rows}
        assert client.post(reverse("employer:upload", args=[firms.site.pk]), told).status_code == 404
    sheet.refresh_from_db()
    assert sheet.state == "draft" and WageClerk.objects.filter(ended_on__isnull=True).count() == 2


def test_upload_look_hand_in(firms: Firms, knock: Knock, django_capture_on_commit_callbacks: Any) -> None:
    client, address = knock(CLERK), reverse("employer:upload", args=[firms.site.pk])
    assert 'value="2024-01-15"' in client.get(address).content.decode()
    bad = SimpleUploadedFile("a.csv", as_csv(worker_row(1, phone="12"), worker_row(2, due_fen="9")))
    refused = client.post(address, {"month": "2023-12", "due_on": "2024-01-15", "file": bad})
    page = refused.content.decode()
    assert refused.status_code == 422 and "联系电话" in page and "请写工人本人的手机号" in page and "应发合计" in page
    assert not WageSheet.objects.exists()
    good = SimpleUploadedFile("a.csv", as_csv(worker_row(1), worker_row(2, paid_fen="0", paid_on="", voucher="")))
    looked = client.post(address, {"month": "2023-12", "due_on": "2024-01-15", "file": good}, follow=True)
    page = looked.content.decode()
    assert "还没有提交" in page and "12,600.00" in page and "还差6,300.00元没有发" in page
    sheet = WageSheet.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(reverse("employer:confirm", args=[sheet.pk]), follow=True)
    assert (
        "已提交" in done.content.decode()
        and "已进入监测数据" in client.get(reverse("employer:sheet", args=[sheet.pk])).content.decode()
    )
    assert client.post(reverse("employer:confirm", args=[sheet.pk])).status_code == 409
    assert AuditEvent.objects.filter(act="submit_wage_sheet").count() == 1


def test_a_draft_may_be_dropped(firms: Firms, knock: Knock) -> None:
    sheet = draft(firms)
    knock(CLERK).post(reverse("employer:drop", args=[sheet.pk]))
    assert not WageSheet.objects.exists()


def test_the_next_template_knows_the_workers(firms: Firms, knock: Knock) -> None:
    submitted(firms)
    response = knock(CLERK).get(reverse("employer:template", args=[firms.site.pk, "2024-01"]))
    assert response.content.startswith(b"PK") and "attachment" in response.headers["Content-Disposition"]
    assert knock(CLERK).get(reverse("employer:template", args=[firms.site.pk, "soon"])).status_code == 404


def test_the_firm_names_and_ends_clerks(firms: Firms, knock: Knock) -> None:
    client, address = knock(BOSS), reverse("employer:clerks", args=[firms.account.pk])
    told = {"project": str(firms.site.pk), "name": "羊劳资", "phone": "13800000009"}
    assert client.post(address, told).status_code == 302
    assert client.post(address, told).status_code == 422
    assert client.post(address, {**told, "project": str(firms.elsewhere.pk)}).status_code == 422
    clerk = WageClerk.objects.get(name="羊劳资")
    mine = knock("13800000009")
    assert "和谐苑一期" in mine.get("/employer/").content.decode()
    client.post(reverse("employer:clerk_end", args=[clerk.pk]))
    assert mine.get("/employer/").status_code == 302


def test_a_slip_goes_to_the_worker_and_his_answer_stands(firms: Firms, knock: Knock) -> None:
    sheet = submitted(firms)
    client = knock(CLERK)
    client.post(reverse("employer:slips_send", args=[sheet.pk]))
    first, second = WageLine.objects.filter(sheet=sheet).order_by("row")
    message = Message.objects.filter(template="wage_slip").earliest("pk")
    assert message.to == "13900000001" and first.slip_code in message.body
    seen = client.get(reverse("employer:slips", args=[sheet.pk])).content.decode()
    assert first.slip_code not in seen and second.slip_code not in seen
    worker, address = Client(), reverse("employer:slip", args=[first.slip_code])
    page = worker.get(address).content.decode()
    assert "6,300.00元" in page and first.id_number not in page and first.name not in page
    assert worker.post(address, {"answer": "bribed"}).status_code == 422
    worker.post(address, {"answer": "not_paid"})
    assert [one.answer for one in denials(firms.site.pk, MONTH.first_day)] == ["not_paid"]
    client.post(reverse("employer:slips_signed", args=[sheet.pk]), {"line": [first.pk, second.pk]})
    answers = SlipAnswer.objects.order_by("pk").values_list("line_id", "answer", "way")
    assert list(answers) == [(first.pk, "not_paid", "code"), (second.pk, "received", "paper")]
    assert Client().get(reverse("employer:slip", args=["AAAAAAAAAAAA"])).status_code == 404


def test_a_slip_has_the_eleven_fields_and_prints(firms: Firms, knock: Knock) -> None:
    from nuanxin.watch.monitoring.employers.slips import fields_of

    sheet = submitted(firms)
    line = WageLine.objects.filter(sheet=sheet).earliest("pk")
    fields = fields_of(line)
    assert len(fields) == 11 and all(value for _, value in fields)
    for name, args in (("slip_paper", [sheet.pk, line.pk]), ("slips_list", [sheet.pk, 1])):
        assert knock(CLERK).get(reverse(f"employer:{name}", args=args)).content.startswith(b"%PDF-")


def test_a_draft_sends_no_slips(firms: Firms, knock: Knock) -> None:
    assert knock(CLERK).post(reverse("employer:slips_send", args=[draft(firms).pk])).status_code == 409
    assert not Message.objects.exists()


def board_fields(**changes: str) -> dict[str, str]:
    return {
        "owner": "新乡县城投公司", "general_contractor": "新乡暖阳建筑有限公司一期项目部", "subcontractors": "无：没有分包",
        "industry_authority": "新乡县住建局", "wage_officer": "马劳资 13800000002", "pay_day": "每月15日",
        "industry_phone": "0373-5552222", "arbitration": "新乡县仲裁院", "legal_aid": "新乡县法律援助中心", "paper_size": "A4", **changes,
    }  # fmt: skip


def test_a_board_that_lacks_a_lawful_field_is_not_made(firms: Firms, knock: Knock) -> None:
    client, address = knock(CLERK), reverse("employer:board", args=[firms.site.pk])
    page = client.get(address).content.decode()
    assert "当地最低工资标准</th><td>每月2000元" in page and "劳动保障监察投诉举报电话——由当地人社局录入" in page
    refused = client.post(address, board_fields(arbitration=""))
    page = refused.content.decode()
    assert refused.status_code == 422 and "劳动争议调解仲裁申请渠道" in page and "劳动保障监察投诉举报电话" in page
    assert not PostedBoard.objects.exists()
    assert client.get(reverse("employer:board_pdf", args=[firms.site.pk])).status_code == 404


def test_board_from_the_last_field_to_the_photo(firms: Firms, knock: Knock) -> None:
    from nuanxin.foundation.organisations.receiving import receiving_unit

    unit = receiving_unit(firms.site.region)
    unit.phone = "0373-5551234"
    unit.save()
    client, address = knock(CLERK), reverse("employer:board", args=[firms.site.pk])
    assert (
        client.post(
            reverse("employer:board_photo", args=[firms.site.pk]), {"photo": SimpleUploadedFile("a.png", PHOTO)}
        ).status_code
        == 409
    )
    # The inspectors' telephone is not the firm's to write.
    assert client.post(address, board_fields(inspection_phone="13800000001")).status_code == 302
    assert "inspection_phone" not in PostedBoard.objects.get().fields
    assert client.get(reverse("employer:board_pdf", args=[firms.site.pk])).content.startswith(b"%PDF-")
    photo = reverse("employer:board_photo", args=[firms.site.pk])
    assert client.post(photo, {"photo": SimpleUploadedFile("a.png", b"MZ no picture" * 9)}).status_code == 409
    assert client.post(photo).status_code == 409
    client.post(photo, {"photo": SimpleUploadedFile("a.png", PHOTO)})
    shown = client.get(photo)
    assert shown.content == PHOTO and shown.headers["Content-Type"] == "image/png"
    assert knock(OTHER).get(photo).status_code == 404


def test_the_day_ends(firms: Firms, knock: Knock) -> None:
    client = knock(CLERK)
    assert client.get("/employer/").status_code == 200
    session = client.session
    held = session["employer"]
    session["employer"] = {**held, "at": held["at"] - 9 * 3600}
    session.save()
    with occasion(at=now() + timedelta(hours=9)):
        assert client.get("/employer/").status_code == 302
