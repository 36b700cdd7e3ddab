"""The counter with a pasted message, the flags on desk and inbox, the answer given, the figures: by all standing people."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.rights.intake.alerts.records import UrgentFlag
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.taken_text.records import TextReading, ToldElsewhere
from tests.conftest import People
from tests.unit.rights.intake.clues import a_clue

pytestmark = pytest.mark.django_db
TEXT = "我们6个人在新乡县阳光花园项目干活，河南宏达建设有限公司拖欠我们工资共3万元，从2023年6月到2023年8月。"
BLANK = {"channel": "12345", "kind": "complaint", "received_on": "2024-01-10", "region": "410721"}
NEW = "/officer/clues/new/"


def read(client: Client, **typed: str) -> Any:
    answer = client.post(NEW, BLANK | {"text": TEXT, "act": "read"} | typed)
    assert answer.status_code == 200
    return answer


def test_reading_fills_blanks_marks_them_and_saves_nothing(people: People, enter: Any) -> None:
    client = enter(people.owner)
    answer = read(client, persons="4")
    form, page = answer.context["form"], answer.content.decode()
    assert form["amount_fen"].value() == "30000" and 'value="30000"' in page
    assert form["persons"].value() == "4"  # typed: stays
    assert "data-read" in form["amount_fen"].field.widget.attrs
    assert "data-read" not in form["persons"].field.widget.attrs
    assert 'href="#id_amount_fen"' in page and 'id="t-amount_fen"' in page and 'href="#t-amount_fen"' in page
    assert "欠薪金额（读出）" in page and "涉及人数（读出）" not in page
    assert not Clue.objects.exists() and not TextReading.objects.exists()
    assert not AuditEvent.objects.filter(act="register_clue").exists()


def test_what_the_officer_made_of_it_is_kept_and_measured(people: People, enter: Any) -> None:
    client = enter(people.owner)
    form = read(client).context["form"]
    values = {name: form[name].value() for name in ("project", "sector", "place", "owed_from", "owed_to")}
    sent = BLANK | {key: str(value or "") for key, value in values.items()}
    sent |= {
        "text": TEXT,
        "employer": "河南宏达建设有限公司新乡分公司",
        "persons": "6",
        "amount_fen": "",
        "checked": "",
    }
    first = client.post(NEW, sent)
    if first.status_code == 422:  # the hint that nobody's name is there
        assert first.context["panel"] is not None
        first = client.post(NEW, sent | {"checked": first.context["form"].data["checked"]})
    assert first.status_code == 302
    row = TextReading.objects.get()
    assert row.text == TEXT and row.clue.persons == 6
    assert (row.settled["amount_fen"], row.reading["amount_fen"]) == (None, 3_000_000)
    page = client.get("/officer/clues/reader/")
    scored = {one.field.key: (one.kept, one.changed, one.dropped) for one in page.context["scores"]}
    assert (scored["persons"], scored["employer"], scored["amount_fen"]) == ((1, 0, 0), (0, 1, 0), (0, 0, 1))
    assert row.clue.number in page.content.decode()
    assert row.clue.number not in enter(people.stranger).get("/officer/clues/reader/").content.decode()


def test_the_wrong_door_is_said_and_the_answer_kept(people: People, enter: Any) -> None:
    client = enter(people.owner)
    answer = read(client, text="我在工地摔伤，老板不给认定工伤，怎么申请工伤认定")
    page = answer.content.decode()
    assert "看起来不是欠薪" in page and "工伤认定" in page
    form = client.get(answer.context["panel"].told_url).context["form"]
    told = {name: form[name].value() for name in ("channel", "door", "answer")}
    assert client.post("/officer/told/new/", told | {"about": "工地摔伤"}).status_code == 302
    assert ToldElsewhere.objects.get().door == "injury" and not Clue.objects.exists()
    shown = {
        who: "工地摔伤" in enter(who).get("/officer/told/").content.decode()
        for who in (people.colleague, people.stranger)
    }
    assert shown == {people.colleague: True, people.stranger: False}


def test_despair_in_a_pasted_message_is_said_at_once(people: People, enter: Any) -> None:
    assert "紧急迹象：自伤或者暴力" in read(enter(people.owner), text=TEXT + "再不给就跳楼").content.decode()


def test_a_flag_stands_on_desk_inbox_and_clue_until_it_is_seen(people: People, enter: Any) -> None:
    clue = a_clue(None, demand="不给钱我就跳楼")
    flag = UrgentFlag.objects.get()
    pages = ("/officer/", "/officer/inbox/", f"/officer/clues/{clue.number}/")
    seen = f"/officer/urgent/{flag.pk}/seen/"
    for who in (people.owner, people.colleague, people.head):
        for page in pages:
            assert seen in enter(who).get(page).content.decode(), page
    assert seen not in enter(people.superior).get("/officer/").content.decode()
    assert seen not in enter(people.stranger).get("/officer/").content.decode()
    assert enter(people.stranger).post(seen).status_code == 302 and UrgentFlag.objects.get().seen_at is None
    assert enter(people.auditor).post(seen).status_code == 403
    answer = enter(people.colleague).post(seen)
    assert answer.url == f"/officer/clues/{clue.number}/"
    assert UrgentFlag.objects.get().seen_by == people.colleague
    for page in pages:
        assert seen not in enter(people.owner).get(page).content.decode(), page
    assert "看到紧急提示" in enter(people.owner).get(pages[2]).content.decode()


def test_a_reading_is_gone_over_on_the_clue(people: People, enter: Any) -> None:
    clue = a_clue(people.owner, demand=TEXT, persons=None, amount_fen=None, place="", employer_name="不详")
    address = f"/officer/clues/{clue.number}/"
    client = enter(people.owner)
    assert "尚未人工核对" in client.get(address).content.decode()
    form = client.get(f"{address}acts/reading/").context["form"]
    assert "<mark>6个</mark>人" in form.fields["persons"].help_text
    values = {name: form[name].value() or "" for name in form.fields} | {"amount_fen": "30000", "persons": "8"}
    assert client.post(f"{address}acts/reading/", values).status_code == 302
    clue.refresh_from_db()
    assert (clue.persons, clue.amount_fen) == (8, 3_000_000)
    assert "尚未人工核对" not in client.get(address).content.decode()
    assert enter(people.stranger).get(f"{address}acts/reading/").status_code == 404
