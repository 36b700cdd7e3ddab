"""The review page: text left, reading right, corrected through forms, confirmed once; seen by the area, by no neighbour."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nuanxin.command.campaigns.models import Notice
from nuanxin.command.campaigns.taking import take_notice
from tests.conftest import TODAY, People
from tests.unit.command.campaigns.conftest import READING, TEXT

START = TEXT.index(READING["tasks"][0]["text"])
SPAN = [START, len(TEXT)]
SPANNED = {**READING, "tasks": [{**READING["tasks"][0], "span": SPAN}, READING["tasks"][1]], "doubts": [{"field": "issued_on", "why": "没有读到成文日期", "span": None}]}  # fmt: skip


@pytest.fixture
def notice(people: People, settings: Any, tmp_path: Path) -> Notice:
    settings.MEDIA_ROOT = tmp_path
    return take_notice(
        unit=people.head.unit, content=TEXT.encode(), name="通知.txt", text=TEXT, reading=SPANNED,
        received_on=TODAY, on=TODAY, by=people.head,
    )  # fmt: skip


def _client(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_words_behind_a_task_are_marked_and_lead_to_it(notice: Notice, people: People) -> None:
    page = _client(people.head).get(f"/officer/notices/{notice.pk}/").content.decode()
    assert 'href="#own-tasks-0" title="任务"' in page
    assert 'id="t-own-tasks-0"' in page
    assert 'href="#t-own-tasks-0"' in page
    assert "没有读到成文日期" in page


def test_an_entry_is_changed_added_left_out_and_the_plan_follows(notice: Notice, people: People) -> None:
    client, base = _client(people.head), f"/officer/notices/{notice.pk}/"
    form = client.get(f"{base}own/tasks/0/").content.decode()
    assert "各县人力资源社会保障局于2024年1月20日前报送欠薪人数。" in form
    changed = {"section": "一、", "text": "报送欠薪人数", "units": "县人社局\n县住建局", "due": "2024-01-19"}
    assert client.post(f"{base}own/tasks/0/", changed).status_code == 302
    assert client.post(f"{base}own/tasks/1/drop/").status_code == 302
    assert (
        client.post(f"{base}own/targets/add/", {"text": "清零", "comparison": "zero", "value": "0"}).status_code == 302
    )
    plan = client.get(f"{base}plan.json").json()
    [task] = plan["tasks"]
    assert (task["text"], task["units"], task["due"]) == ("报送欠薪人数", ["县人社局", "县住建局"], "2024-01-19")
    assert task["span"] == SPAN  # where the words stand is not the clerk's to know
    [target] = plan["targets"]
    assert (target["comparison"], target["value"], target["unit"]) == ("zero", 0, None)


def test_a_relative_deadline_is_written_as_the_plan_keeps_it(notice: Notice, people: People) -> None:
    client, base = _client(people.head), f"/officer/notices/{notice.pk}/"
    facts = {"text": "收文后两个工作日内", "side": "after", "event": "收文", "amount": "2", "span_unit": "working_day"}
    assert client.post(f"{base}own/deadlines/add/", facts).status_code == 302
    assert client.get(f"{base}plan.json").json()["deadlines"][1]["relative"] == {
        "after": "收文",
        "amount": 2,
        "unit": "working_day",
    }
    assert "收文后2个工作日" in client.get(base).content.decode()


@pytest.mark.parametrize("day", ["2024年3月", "20240301", "3月底"])
def test_a_day_that_the_plan_cannot_keep_is_refused_with_the_way_to_write_it(
    notice: Notice, people: People, day: str
) -> None:
    answer = _client(people.head).post(f"/officer/notices/{notice.pk}/own/issued_on/-/", {"value": day})
    assert answer.status_code == 422
    assert "请按 2024-02-10" in answer.content.decode()


def test_after_the_confirmation_the_page_offers_no_corrections(notice: Notice, people: People) -> None:
    client, base = _client(people.head), f"/officer/notices/{notice.pk}/"
    assert client.post(f"{base}confirm/").status_code == 302
    page = client.get(base).content.decode()
    assert "赵队长确认" in page
    assert "/drop/" not in page
    answer = client.post(f"{base}own/goals/add/", {"value": "x"})
    assert answer.status_code == 422
    assert "已经确认" in answer.content.decode()


def test_the_area_looks_the_neighbour_finds_nothing(notice: Notice, people: People) -> None:
    base = f"/officer/notices/{notice.pk}/"
    assert _client(people.leader).get(base).status_code == _client(people.superior).get(base).status_code == 200
    assert "/drop/" not in _client(people.superior).get(base).content.decode()
    stranger = Client()
    stranger.force_login(people.stranger)
    assert stranger.get(base).status_code == 403
    assert _client(people.leader).post(f"{base}confirm/").status_code == 403


def test_the_reader_is_judged_by_confirmed_notices(notice: Notice, people: People) -> None:
    client = _client(people.head)
    assert "还没有确认过的来文" in client.get("/officer/notices/reader/").content.decode()
    client.post(f"/officer/notices/{notice.pk}/own/tasks/1/drop/")
    client.post(f"/officer/notices/{notice.pk}/confirm/")
    page = client.get("/officer/notices/reader/").content.decode()
    assert "根据 1 份已确认来文" in page
    assert "0.500" in page


def test_the_file_comes_back_as_it_was(notice: Notice, people: People) -> None:
    answer = _client(people.head).get(f"/officer/notices/{notice.pk}/original/")
    assert answer.content.decode() == TEXT
    assert answer["Content-Disposition"].endswith('.txt"')


def test_a_file_is_read_when_it_is_handed_in(people: People, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    client = _client(people.head)
    facts = {"unit": people.head.unit.pk, "received_on": "2024-01-10"}
    answer = client.post("/officer/notices/take/", {**facts, "file": SimpleUploadedFile("通知.txt", TEXT.encode())})
    [row] = Notice.objects.all()
    assert answer["Location"] == f"/officer/notices/{row.pk}/"
    assert (row.title, row.text) == ("关于开展暖冬行动的通知", TEXT)
    assert [one["date"] for one in row.reading["deadlines"]] == ["2024-01-20"]
    assert row.reading["recipients"] == ["各县人力资源社会保障局"]
    page = client.get(answer["Location"]).content.decode()
    assert 'title="期限"' in page


@pytest.mark.parametrize(("name", "content"), [("通知.pdf", b"%PDF-1.7 broken"), ("通知.docx", b"PK\x03\x04broken")])
def test_a_file_that_holds_no_notice_is_refused_and_nothing_is_kept(people: People, name: str, content: bytes) -> None:
    facts = {"unit": people.head.unit.pk, "received_on": "2024-01-10", "file": SimpleUploadedFile(name, content)}
    assert _client(people.head).post("/officer/notices/take/", facts).status_code == 422
    assert not Notice.objects.exists()
