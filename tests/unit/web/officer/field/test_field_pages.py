"""The phone's addresses and the desk's pages of what came from phones, tried by owner, colleague, superior, stranger."""

from __future__ import annotations

import gzip
import hashlib
import json
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.watch.inspection.field.records import FieldEdit, FieldPhoto, FieldVisit
from nuanxin.watch.inspection.field.syncing import take_batch
from nuanxin.watch.inspection.models import Visit
from nuanxin.watch.inspection.visits import Seen, record_visit
from nuanxin.web.officer.field.shell import ASSETS
from tests.conftest import TODAY, People
from tests.unit.watch.inspection.field.phone import Phone, batch, firm, number

pytestmark = pytest.mark.django_db
PICTURE = b"\xff\xd8\xff\xe0" + b"picture" * 50


@pytest.fixture
def home(people: People, settings: Any, tmp_path: Path) -> FieldVisit:
    """A visit with a word of a worker, in the register."""
    settings.MEDIA_ROOT = tmp_path
    phone = Phone("a")
    told = batch([phone.visit()], phone.edits(), [phone.interview("老板扣了身份证")])
    take_batch(batch=told, by=people.owner, on=TODAY)
    return FieldVisit.objects.get()


def differ(people: People) -> None:
    hers = Phone("b")
    take_batch(batch=batch([hers.visit()], [hers.edit("workforce", 58)]), by=people.colleague, on=TODAY)


def page(home: FieldVisit, more: str = "") -> str:
    return f"/officer/field-visits/{home.pk}/{more}"


@pytest.mark.parametrize(
    ("who", "status"),
    [("owner", 200), ("colleague", 200), ("superior", 200), ("stranger", 404), ("housing", 403), ("leader", 403)],
)
def test_who_sees_a_visit(people: People, home: FieldVisit, enter: Any, who: str, status: int) -> None:
    client = enter(getattr(people, who))
    assert client.get(page(home)).status_code == status
    assert client.get(page(home, "sheet/")).status_code == status
    listed = client.get("/officer/field-visits/")
    assert ("新乡丙建筑有限公司" in listed.content.decode()) == (status == 200)


@pytest.mark.parametrize(
    ("who", "status"), [("owner", 200), ("colleague", 200), ("superior", 403), ("stranger", 404), ("housing", 403)]
)
def test_who_reads_what_workers_said(people: People, home: FieldVisit, enter: Any, who: str, status: int) -> None:
    client = enter(getattr(people, who))
    assert client.get(page(home, "interviews/")).status_code in (403, 404)  # only by the button
    told = client.post(page(home, "interviews/"))
    assert told.status_code == status and ("老板扣了身份证" in told.content.decode()) == (status == 200)
    assert AuditEvent.objects.filter(act="read_interviews").count() == (status == 200)


@pytest.mark.parametrize("part", ["", "?tab=answers", "?tab=photos", "?tab=edits", "sheet/"])
def test_no_other_page_says_what_workers_said(people: People, home: FieldVisit, enter: Any, part: str) -> None:
    words = enter(people.owner).get(page(home, part)).content.decode()
    assert "身份证" not in words and "新乡丙建筑有限公司" in words


def test_two_values_side_by_side_and_one_chosen(people: People, home: FieldVisit, enter: Any) -> None:
    differ(people)
    client = enter(people.head)
    words = client.get(page(home)).content.decode()
    assert "不同填写" in words and "<b>58</b>" in words and "<b>60</b>" in words
    asked = client.get(page(home, "decide/?field=workforce")).content.decode()
    assert "58（李同事" in asked and "60（王承办" in asked
    key = str(FieldEdit.objects.get(field="workforce", by=people.colleague).key)
    refused = client.post(page(home, "decide/?field=workforce"), {"chosen": key, "reason": ""})
    assert refused.status_code == 422 and Visit.objects.count() == 1
    client.post(page(home, "decide/?field=workforce"), {"chosen": key, "reason": "核对花名册"})
    assert Visit.objects.get(withdrawn_on__isnull=True).workforce == 58
    assert client.get(page(home, "decide/?field=workforce")).status_code == 409
    assert "核对花名册" in client.get(page(home)).content.decode()


def test_recorded_at_the_desk_first(people: People, enter: Any) -> None:
    employer, site = firm()
    seen = Seen(workforce=61, migrants=45, recording="AV-1")
    region = Region.objects.get(pk="410721")
    record_visit(employer=employer, project=site, region=region, visited_on=TODAY, seen=seen, by=people.owner, on=TODAY)
    phone = Phone("a")
    take_batch(batch=batch([phone.visit()], phone.edits()), by=people.owner, on=TODAY)
    home, client = FieldVisit.objects.get(), enter(people.owner)
    assert page(home, "attach/") in client.get(page(home)).content.decode()
    client.post(page(home, "attach/"))
    assert FieldVisit.objects.get().visit == Visit.objects.get()
    assert client.get(page(home, "attach/")).status_code == 409


def test_changed_since_it_was_signed(people: People, home: FieldVisit, enter: Any) -> None:
    phone, client = Phone("a"), enter(people.owner)
    covers = [str(key) for key in FieldEdit.objects.exclude(field="done").values_list("key", flat=True)]
    phone.count = 50
    signed = phone.edit("signature", {"photo": number("sign"), "name": "赵某", "covers": covers})
    take_batch(batch=batch(edits=[signed]), by=people.owner, on=TODAY)
    assert "签名后有改动" not in client.get(page(home)).content.decode()
    take_batch(batch=batch(edits=[phone.edit("met", "钱某")]), by=people.owner, on=TODAY)
    assert "签名后有改动" in client.get(page(home)).content.decode()
    assert "赵某" in client.get(page(home, "sheet/")).content.decode()


def send(client: Client, path: str, told: Any) -> Any:
    return client.post(f"/officer/field/{path}/", json.dumps(told), content_type="application/json")


def test_a_phone_talks_with_the_house(people: People, enter: Any, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    client, phone = enter(people.owner), Phone("a")
    session = client.get("/officer/field/session/").json()
    assert session["officer"] == people.owner.pk and len(session["csrf"]) == 64
    assert client.get("/officer/field/load/").json()["officer"]["name"] == "王承办"
    message = {"visits": [phone.visit()], "edits": [*phone.edits(), phone.edit("met", 5)], "interviews": []}
    for _ in range(2):
        told = send(client, "sync", message).json()
        assert len(told["taken"]) == len(message["edits"]) and list(told["refused"]) == [message["edits"][-1]["key"]]
        state = told["visits"][message["visits"][0]["key"]]
        assert state["recorded"] and state["fields"]["workforce"][0]["value"] == 60
    assert Visit.objects.count() == 1
    picture = {"key": number("p"), "visit": number("a-visit"), "kind": "photo", "size": len(PICTURE)}
    start = {**picture, "digest": hashlib.sha256(PICTURE).hexdigest()}
    assert client.post("/officer/field/photos/start/", start).json() == {"have": 0}
    part = {"key": number("p"), "offset": "0", "part": SimpleUploadedFile("part", PICTURE)}
    assert client.post("/officer/field/photos/piece/", part).json() == {"have": len(PICTURE), "whole": True}
    row, home = FieldPhoto.objects.get(), FieldVisit.objects.get()
    shown = client.get(page(home, f"photos/{row.key}/"))
    assert shown.content == PICTURE and "sandbox" in shown.headers["Content-Security-Policy"]
    assert enter(people.stranger).get(page(home, f"photos/{row.key}/")).status_code == 404
    assert client.get(page(home, f"photos/{UUID(number('x'))}/")).status_code == 404


@pytest.mark.parametrize(
    ("path", "told", "status"),
    [
        ("photos/start", {"key": "x"}, 409), ("photos/start", {"key": number("p"), "visit": number("v"), "size": "-1"}, 409),
        ("photos/piece", {"key": number("p"), "offset": "0"}, 409),
    ],
)  # fmt: skip
def test_nonsense_is_refused_in_words(people: People, enter: Any, path: str, told: Any, status: int) -> None:
    answer = enter(people.owner).post(f"/officer/field/{path}/", told)
    assert answer.status_code == status and "照片不能上传" in answer.json()["error"]


def test_a_message_of_another_shape_is_422(people: People, enter: Any) -> None:
    assert send(enter(people.owner), "sync", {"edits": "x"}).status_code == 422
    assert send(enter(people.stranger), "sync", {"visits": [Phone("a").visit()]}).json()["taken"] == []


@pytest.mark.parametrize("path", ["session/", "load/"])
def test_scripts_are_told_never_led(people: People, enter: Any, path: str) -> None:
    assert Client().get(f"/officer/field/{path}").status_code == 401
    assert enter(people.housing).get(f"/officer/field/{path}").status_code == 403
    assert Client().post("/officer/field/sync/").status_code == 401


def test_an_act_needs_the_token(people: People) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    assert send(client, "sync", {}).status_code == 403
    token = client.get("/officer/field/session/").json()["csrf"]
    told = client.post("/officer/field/sync/", "{}", content_type="application/json", headers={"X-CSRFToken": token})
    assert told.status_code == 200


def test_a_form_is_no_message_of_a_phone(people: People, enter: Any) -> None:
    told = enter(people.owner).post("/officer/field/sync/", {"visit": "甲"})
    assert told.status_code == 422 and "外勤检查页面" in told.json()["error"]


def test_the_shell_can_be_installed_and_carries_nobody(people: People, enter: Any) -> None:
    client = enter(people.owner)
    shell = client.get("/officer/field/")
    words = shell.content.decode()
    assert people.owner.name not in words and "field_manifest" not in words
    policy = shell.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "unsafe" not in policy
    manifest = client.get("/officer/field/manifest.webmanifest").json()
    assert (manifest["scope"], manifest["start_url"], manifest["display"]) == (
        "/officer/field/",
        "/officer/field/",
        "standalone",
    )
    worker = client.get("/officer/field/worker.js")
    assert worker.headers["Content-Type"].startswith("text/javascript")
    kept = json.loads(worker.content.decode().split("\n", 1)[0].removeprefix("const KEEP = ").rstrip(";"))
    assert kept["shell"] == "/officer/field/" and len(kept["assets"]) == len(ASSETS)
    for address in kept["assets"]:
        assert client.get(address).status_code == 200, address


def test_the_first_sync_of_a_county_is_small(people: People, enter: Any) -> None:
    """3,000 firms and 600 sites with the page itself come within a minute at 400 kbit/s (features OF-01)."""
    region = Region.objects.get(pk="410721")
    names = [
        f"河南{a}{b}{c}{d}建筑工程有限公司第{n}分公司"
        for n, (a, b, c, d) in enumerate(product(*["宏泰远图昌盛华兴"] * 4))
    ]
    firms = Employer.objects.bulk_create(
        Employer(name=name, name_key=name, credit_code=f"91410721MA{n:08d}", region=region, sector="construction")
        for n, name in enumerate(names[:3000])
    )
    Project.objects.bulk_create(
        Project(name=f"{firm.name}安置房项目", name_key=firm.name, region=region, employer=firm, address=f"和平路{n}号")
        for n, firm in enumerate(firms[:600])
    )
    client = enter(people.owner)
    answer = client.get("/officer/field/load/", headers={"Accept-Encoding": "gzip"})
    assert len(json.loads(gzip.decompress(answer.content))["employers"]) == 3000
    page = sum(Path(str(finders.find(name))).stat().st_size for name in ASSETS)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert (len(answer.content) + page) * 8 / 400_000 < 15, (len(answer.content), page)
