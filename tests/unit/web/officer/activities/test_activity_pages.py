"""The pages of activities by who opens them; one entered, asked about, joined, corrected, counted, exported through its forms."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nuanxin.services.events.materials.making import MaterialFacts, make_material
from nuanxin.services.events.models import Activity, ActivityPartner, ActivityPhoto
from nuanxin.services.events.practices.models import Practice
from tests.conftest import TODAY, People
from tests.unit.services.events.entering import PICTURE, held_activity

pytestmark = pytest.mark.django_db
LISTS = ("activities/", "activities/figures/", "materials/", "handouts/", "media-posts/", "practices/")


def page(client: Client, address: str) -> str:
    answer = client.get(f"/officer/{address}")
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


def sent(by: Any, **said: Any) -> dict[str, Any]:
    return {
        "key": str(uuid4()), "kind": "publicity", "place_kind": "market", "region": by.unit.region_id, "place": "城南零工市场",
        "held_on": TODAY.isoformat(), "persons": "80", "basis": "counted", "migrants": "60", "unit": by.unit_id, **said,
    }  # fmt: skip


def send(client: Client, address: str, values: dict[str, Any], status: int = 200) -> str:
    answer = client.post(f"/officer/{address}", values, follow=True)
    text = str(answer.content.decode())
    assert answer.status_code == status, text[text.find("nx-form") :][:1500]
    return text


def test_who_comes_in(people: People, enter: Any) -> None:
    own = held_activity(people.owner)
    inside = (f"activities/{own.pk}/", *(f"activities/{own.pk}/?tab={tab}" for tab in ("given", "joined", "versions")))
    for staff in (people.owner, people.colleague, people.housing, people.superior, people.leader, people.statistician):
        client = enter(staff)
        for address in (*LISTS, *inside, "activities/counted/activities/"):
            page(client, address)
        assert "城南零工市场" in page(client, "activities/")
    stranger = enter(people.stranger)
    assert "城南零工市场" not in page(stranger, "activities/")
    assert stranger.get(f"/officer/{inside[0]}").status_code == 404
    assert stranger.get(f"/officer/activities/{own.pk}/acts/withdraw/").status_code == 404
    assert stranger.get("/officer/activities/counted/activities/?region=410721").status_code == 404
    assert enter(people.housing).get(f"/officer/activities/{own.pk}/acts/withdraw/").status_code == 403
    assert enter(people.leader).get("/officer/activities/new/").status_code == 403
    assert enter(people.auditor).get(f"/officer/{inside[0]}").status_code == 403


def test_entered_with_photos_then_asked_about_then_joined(
    people: People, enter: Any, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    book = make_material(facts=MaterialFacts("handbook", "维权手册", 100, TODAY), by=people.owner, on=TODAY)
    client = enter(people.owner)
    text = send(
        client, "activities/new/",
        sent(people.owner, photos=SimpleUploadedFile("a.png", PICTURE), material=book.pk, amount="30"),
    )  # fmt: skip
    assert "已登记：城南零工市场宣传活动" in text
    own = Activity.objects.get()
    photo = ActivityPhoto.objects.get(activity=own)
    shown = client.get(f"/officer/activities/{own.pk}/photos/{photo.pk}/")
    assert (shown.status_code, shown["Content-Type"], shown.content) == (200, "image/png", PICTURE)
    assert enter(people.stranger).get(f"/officer/activities/{own.pk}/photos/{photo.pk}/").status_code == 404
    assert "剩余" in page(client, f"materials/{book.pk}/") and ">70<" in page(client, f"materials/{book.pk}/").replace(
        " ", ""
    )

    other = enter(people.housing)
    form = sent(people.housing, persons="85")
    second = SimpleUploadedFile("b.png", PICTURE + b"1")
    asked = send(other, "activities/new/", {**form, "photos": second}, 409)
    assert own.number in asked and "已收到 1 张照片" in asked and Activity.objects.count() == 1
    silent = send(other, "activities/new/", {**form, f"same_{own.series}": "other"}, 409)  # without a reason
    assert own.number in silent
    text = send(other, "activities/new/", {**form, f"same_{own.series}": "same"})
    assert "只计一次" in text and Activity.objects.count() == 1
    assert ActivityPhoto.objects.filter(activity=own).count() == 2
    partner = ActivityPartner.objects.get()
    send(other, f"activities/{own.pk}/partners/{partner.pk}/part/", {"why": "各办各的"})
    assert Activity.objects.filter(withdrawn_on__isnull=True).count() == 2


def test_a_wrong_form_loses_nothing(people: People, enter: Any, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    client = enter(people.owner)
    text = send(client, "activities/new/", sent(people.owner, migrants="81", note="原话"), 422)
    assert "大于到场人次" in text and "原话" in text and "城南零工市场" in text
    text = send(
        client, "activities/new/", sent(people.owner, photos=SimpleUploadedFile("a.jpg", b"MZ" + b"0" * 99)), 422
    )
    assert "不是照片" in text and not Activity.objects.exists()


def test_corrected_counted_and_taken_along(people: People, enter: Any) -> None:
    own = held_activity(people.owner)
    client = enter(people.colleague)
    form = sent(people.owner, persons="61", migrants="", reason="复核签到")
    send(client, f"activities/{own.pk}/acts/correct/", form)
    new = Activity.objects.get(withdrawn_on__isnull=True)
    assert (new.persons, new.corrects_id) == (61, own.pk)
    assert f"/officer/activities/{new.pk}/" in page(client, f"activities/{own.pk}/")  # the old one leads to it
    assert client.get(f"/officer/activities/{own.pk}/acts/correct/").status_code == 409
    figures = page(client, "activities/figures/")
    for link in set(re.findall(r'href="(/officer/activities/counted/[^"]+)"', figures)):
        rows = page(client, link.removeprefix("/officer/").replace("&amp;", "&"))
        assert "没有生效" not in rows and str(new.pk) in rows
    before = page(client, f"activities/counted/activities/?as_of={TODAY - timedelta(days=1)}&region=410721")
    assert "这一数字后面没有记录" in before
    book = openpyxl.load_workbook(_file(client.post("/officer/activities/", {"act": "export"}), "a.xlsx"))
    assert [row[0] for row in book.worksheets[0].iter_rows(values_only=True)] == ["活动", new.title]
    send(client, f"activities/{new.pk}/acts/withdraw/", {"why": "没有举办"})
    assert new.title in page(client, "activities/?withdrawn=1") and new.title not in page(client, "activities/")


def _file(answer: Any, name: str) -> Any:
    from io import BytesIO

    return BytesIO(b"".join(answer.streaming_content))


def test_materials_posts_and_practices_through_their_forms(people: People, enter: Any) -> None:
    client = enter(people.owner)
    send(client, "materials/new/", {"kind": "poster", "title": "海报", "made": "50", "made_on": TODAY.isoformat()})
    (number,) = re.findall(r"/officer/materials/(\d+)/", page(client, "materials/"))[:1]
    give = {"amount": "51", "region": "410721", "place": "政务大厅", "given_on": TODAY.isoformat()}
    assert "只剩50份" in send(client, f"materials/{number}/acts/give/", give, 422)
    send(client, f"materials/{number}/acts/give/", {**give, "amount": "20"})
    assert "政务大厅" in page(client, "handouts/")
    post = {"channel": "wechat", "outlet": "县人社", "title": "维权提示", "posted_on": TODAY.isoformat()}
    send(client, "media-posts/new/", post)
    assert "维权提示" in page(enter(people.superior), "media-posts/")
    send(client, "practices/new/", {"title": "流动咨询", "text": "律师进市场。"})
    row = Practice.objects.get()
    assert enter(people.superior).get(f"/officer/practices/{row.pk}/").status_code == 404
    send(enter(people.colleague), f"practices/{row.pk}/acts/check/", {"agreed": "on"})
    assert "律师进市场" in page(enter(people.superior), f"practices/{row.pk}/")
