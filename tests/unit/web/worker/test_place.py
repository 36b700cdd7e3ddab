"""Not knowing where or who: a pin by the phone with consent, photographs of the gate; completed at the office."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nuanxin.foundation.parties.models import Project
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.personal import withdraw_consent
from nuanxin.web.worker.report.forms import read_pin
from tests.conftest import TODAY, People
from tests.worker_report import ANSWERS, PHONE, report

pytestmark = pytest.mark.django_db
PINNED: dict[str, Any] = {
    **ANSWERS,
    "where": {"region": "410721", "pin": "35.3031,113.9123,20"},
    "employer": {"unknown": "on"},
    "amount": {"unknown": "on"},
    "when": {"unknown": "on"},
    "me": {"name": "张三", "phone": PHONE},
    "evidence": {},
}


def test_a_pin_and_a_telephone_are_a_report(phone: Client, people: People, enter: Any) -> None:
    clue = report(phone, PINNED)
    assert clue.notes["pin"] == {"lat": "35.3031", "lon": "113.9123", "metres": 20}
    assert [row.purpose for row in clue.consents.order_by("pk")] == ["notice", "location"]
    Clue.objects.filter(pk=clue.pk).update(officer=people.owner)
    page = enter(people.owner).get(f"/officer/clues/{clue.number}/").content.decode()
    assert "北纬 35.3031 东经 113.9123" in page and "补充地点、项目" in page
    withdraw_consent(clue=clue, purpose="location", on=TODAY)
    assert "113.9123" not in enter(people.owner).get(f"/officer/clues/{clue.number}/").content.decode()


@pytest.mark.parametrize("pin", ["", "x", "95.0,10.0,5", "35.1,190.5,5", "35.1,113.9", "35.1,113.9,5;drop", "nan,1,1"])
def test_what_no_phone_says_is_dropped(phone: Client, pin: str) -> None:
    assert read_pin(pin) is None
    clue = report(phone, PINNED | {"where": {"region": "410721", "place": "和平路", "pin": pin}})
    assert "pin" not in clue.notes and [row.purpose for row in clue.consents.all()] == ["notice"]


def test_only_one_screen_may_ask_for_the_position(phone: Client) -> None:
    phone.get(reverse("worker:begin"))
    for key in ("who", "where", "employer", "me"):
        header = phone.get(reverse("worker:ask", args=[key])).headers["Permissions-Policy"]
        assert header == ("geolocation=(self)" if key == "where" else "geolocation=()"), key


def test_a_photo_at_the_gate_is_named_for_the_officer(phone: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    photo = SimpleUploadedFile("大门.jpg", b"\xff\xd8\xff\xe0" + b"0" * 2000, "image/jpeg")
    phone.get(reverse("worker:begin"))
    phone.post(reverse("worker:ask", args=["who"]), {"kind": "complaint"})
    back = phone.post(reverse("worker:upload_plain"), {"files": photo, "to": "employer"})
    assert back.headers["Location"] == reverse("worker:ask", args=["employer"])
    assert "大门.jpg" in phone.get(back.headers["Location"]).content.decode()
    for key, said in PINNED.items():
        phone.post(reverse("worker:ask", args=[key]), said)
    phone.post(reverse("worker:send"))
    clue = Clue.objects.get()
    assert "大门牌子" in clue.demand and clue.evidence.get().name == "大门.jpg"


def test_stickers_for_helmets(people: People, site: Project, enter: Any) -> None:
    page = enter(people.owner).get(f"/officer/projects/{site.pk}/stickers/").content.decode()
    assert page.count(reverse("worker:board_qr", args=["XX0721A"])) == 24 and page.count(site.name) >= 24
    Project.objects.filter(pk=site.pk).update(site_code=None)
    assert "没有维权码" in enter(people.owner).get(f"/officer/projects/{site.pk}/stickers/").content.decode()


def test_the_printed_board_leads_to_the_prefilled_report(people: People, site: Project, enter: Any) -> None:
    page = enter(people.owner).get(f"/officer/projects/{site.pk}/board/").content.decode()
    assert f"{reverse('worker:begin')}?site=XX0721A" in page
