"""The forms at the officer's door: look, open a cell, fill, sign, file, return, accept, lock; what changed later."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from nuanxin.command.reporting.forms.loading import form
from nuanxin.command.reporting.models import Report, ReportRound, ReportState
from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.receiving import receiving_unit
from nuanxin.rights.cases.models import Settlement
from nuanxin.rights.intake.models import Clue
from tests.conftest import TODAY, People, person
from tests.unit.rights.intake.clues import a_clue

pytestmark = pytest.mark.django_db
WINDOW = {"region": "410721", "start": "2023-11-15", "end": "2024-02-10", "as_of": str(TODAY)}
FIELDS = {"单位负责人": "head", "科（队）负责人": "head", "制表人": "statistician", "联系电话": "statistician"}


@pytest.fixture(autouse=True)
def ready(settings: Any, tmp_path: Any) -> None:
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def clue(people: People) -> Clue:
    return a_clue(people.owner)


def solved(clue: Clue, fen: int = 600_000, persons: int = 3) -> Settlement:
    on = date(2024, 1, 5)
    return Settlement.objects.create(
        clue=clue, region_id="410721", sector="construction", solved_by="filed", filed_on=on, solved_on=on, recorded_on=on,
        persons=persons, migrant_persons=2, amount_fen=fen, migrant_amount_fen=fen // 2,
    )  # fmt: skip


def at(name: str, *args: Any) -> str:
    return reverse(f"officer:{name}", args=args)


def send(client: Client, url: str, given: dict[str, Any] | None = None) -> str:
    """Post and follow; what the next page says."""
    answer = client.post(url, given or {}, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


@pytest.fixture
def city(people: People) -> Any:
    return person("city-statistician", "城统计", receiving_unit(Region.objects.get(pk="410700")), "statistician")


@pytest.fixture
def county(people: People, clue: Clue, enter: Any, city: Any) -> Report:
    """A round opened on the page by the city; the county's report of it."""
    solved(clue)
    new = at("report_round_new")
    form = enter(city).get(new).content.decode()
    assert "口径：" in form
    said = send(
        enter(city), new,
        {"title": "一月报送", "region": "410700", "start": "2023-11-15", "end": "2024-02-10", "due_county": "2024-01-12",
         "due_city": "2024-01-15", **{f"setting_{key}": next(iter(s.choices)) for key, s in _settings().items()}},
    )  # fmt: skip
    assert "已布置" in said and "新乡县" in said
    return ReportRound.objects.get().reports.get(region="410721")


def _settings() -> Any:
    from nuanxin.command.reporting.forms.loading import form

    return form("winter_2023").settings


def prepared(report: Report, people: People, enter: Any) -> Client:
    client: Client = enter(people.statistician)
    assert "已从台账生成" in send(client, at("report_prepare", report.pk), {"as_of": str(TODAY)})
    return client


def signed(report: Report, people: People, enter: Any) -> None:
    for field, who in FIELDS.items():
        text = "0373-5550000" if field == "联系电话" else getattr(people, who).name
        assert "已签署" in send(enter(getattr(people, who)), at("report_sign", report.pk, field), {"text": text})


def test_from_the_form_to_the_clue_in_two_clicks(people: People, clue: Clue, enter: Any) -> None:
    solved(clue)
    client = enter(people.head)
    sheet = client.get(at("winter"), WINDOW).content.decode()
    cell = (
        next(part for part in sheet.split('href="')[1:] if "cell/construction.8/" in part)
        .split('"')[0]
        .replace("&amp;", "&")
    )
    rows = client.get(cell).content.decode()
    assert "合计 6,000.00 元" in rows
    assert f'href="/officer/clues/{clue.number}/"' in rows
    assert client.get(at("clue", clue.number)).status_code == 200


def test_the_form_without_a_question_is_the_own_areas(people: People, enter: Any) -> None:
    shown = enter(people.superior).get(at("winter")).content.decode()
    assert "新乡市" in shown
    assert "新乡县" in shown  # to choose from
    for wrong, told in (
        ({"region": "999999"}, "没有区划代码"),
        ({"start": "tomorrow"}, "tomorrow"),
        ({"start": "2024-03-01"}, "请对调"),
    ):
        assert told in enter(people.superior).get(at("winter"), wrong).content.decode()


def test_downloads_are_the_official_sheet_and_recorded(people: People, clue: Clue, enter: Any) -> None:
    solved(clue)
    client = enter(people.head)
    xlsx = client.get(at("winter_file", "xlsx"), WINDOW)
    cells = [c.value for row in load_workbook(io.BytesIO(xlsx.content)).active.iter_rows() for c in row]
    assert "0.60" in [str(c) for c in cells] or 0.6 in cells
    assert client.get(at("winter_file", "pdf"), WINDOW).content.startswith(b"%PDF")
    assert client.get(at("winter_file", "docx"), WINDOW).status_code == 404
    assert AuditEvent.objects.filter(act="report.exported").count() == 2


def test_the_whole_way_of_a_report(county: Report, people: People, city: Any, enter: Any) -> None:
    page = at("report", county.pk)
    client = prepared(county, people, enter)
    unfit = send(client, at("report_send", county.pk))
    assert "未签署：单位负责人、科（队）负责人、制表人、联系电话" in unfit
    signed(county, people, enter)
    assert "已上报，数字已冻结" in send(client, at("report_send", county.pk))
    assert "已退回" in send(enter(city), at("report_return", county.pk), {"text": "请核对人数"})
    assert "退回理由：请核对人数" in client.get(page).content.decode()
    prepared(county, people, enter)
    signed(county, people, enter)
    send(client, at("report_send", county.pk))
    assert "已接收" in send(enter(city), at("report_accept", county.pk))
    assert "尚未接收" in send(enter(city), at("report_round_lock", county.round_id))
    history = client.get(page).content.decode()
    for told in ("郑统计 从台账生成", "赵队长 签署", "郑统计 上报", "城统计 退回", "城统计 接收"):
        assert told in history
    assert "prepared" not in history.split('id="history"')[1]
    assert client.get(at("report_file", county.pk, "xlsx")).status_code == 200
    assert "已解锁" in send(enter(city), at("report_unlock", county.pk), {"text": "漏报一件"})
    county.refresh_from_db()
    assert county.state == ReportState.RETURNED


def test_a_round_is_locked_when_all_is_in(county: Report, people: People, city: Any, enter: Any) -> None:
    Report.objects.exclude(pk=county.pk).filter(round=county.round).update(state=ReportState.ACCEPTED)
    client = prepared(county, people, enter)
    signed(county, people, enter)
    send(client, at("report_send", county.pk))
    send(enter(city), at("report_accept", county.pk))
    assert "全部锁定" in send(enter(city), at("report_round_lock", county.round_id))
    assert set(Report.objects.values_list("state", flat=True)) == {ReportState.LOCKED}
    refused = client.post(at("report_prepare", county.pk), {"as_of": str(TODAY)}).content.decode()
    assert "请上级退回" in refused or "解锁后再改" in refused


def test_a_warning_is_answered_on_the_page(county: Report, people: People, enter: Any) -> None:
    Settlement.objects.update(amount_fen=200, migrant_amount_fen=100)
    client = prepared(county, people, enter)
    page = client.get(at("report", county.pk)).content.decode()
    assert at("report_explain", county.pk, "a.per_head") in page
    send(client, at("report_explain", county.pk, "a.per_head"), {"text": "尾款两元，已核对"})
    assert "说明：尾款两元，已核对" in client.get(at("report", county.pk)).content.decode()


def test_every_cell_and_item_that_the_form_allows_is_offered_by_hand(
    county: Report, people: People, enter: Any
) -> None:
    client = prepared(county, people, enter)
    page = client.get(at("report", county.pk)).content.decode()
    of = form("winter_2023")
    cells = [f"{row}.{column}" for row in of.counted_rows for column in of.columns]
    for cell in (*cells, *of.item_units):
        assert page.count(f'href="{at("report_hand", county.pk, cell)}"') == 1, cell
    assert at("report_hand", county.pk, "total.1") not in page


def test_by_hand_with_what_it_rests_on(county: Report, people: People, enter: Any) -> None:
    client = prepared(county, people, enter)
    hand = at("report_hand", county.pk, "construction.8")
    bare = client.post(hand, {"value": "123.45", "reason": "法院来函"})
    assert bare.status_code == 422 and not county.hand_entries.exists()
    file = SimpleUploadedFile("函.pdf", b"%PDF-1.4 letter")
    page = send(client, hand, {"value": "12,345.60", "reason": "法院来函", "attachment": file})
    entry = county.hand_entries.get()
    assert (entry.value, entry.attachment) == (1_234_560, "函.pdf")
    assert "12,345.60 元" in page and "法院来函" in page and "1.23" in page
    kept: Any = client.get(at("report_attachment", county.pk, entry.pk))
    assert b"".join(kept.streaming_content) == b"%PDF-1.4 letter"
    assert enter(people.stranger).get(at("report_attachment", county.pk, entry.pk)).status_code == 404
    total = client.get(at("report_hand", county.pk, "total.8")).content.decode()
    assert "手工填报" in total
    refused = client.post(
        at("report_hand", county.pk, "total.8"),
        {"value": "1", "reason": "x", "attachment": SimpleUploadedFile("a.pdf", b"a")},
    )
    assert "合计由各行相加" in refused.content.decode()


def test_what_changed_after_filing_is_told_and_nothing_changes(
    county: Report, clue: Clue, people: People, enter: Any
) -> None:
    client = prepared(county, people, enter)
    signed(county, people, enter)
    send(client, at("report_send", county.pk))
    solved(clue, fen=150_000, persons=2)
    page = client.get(at("report", county.pk)).content.decode()
    later = page.split('id="later"')[1]
    assert "6,000.00 元" in later and "7,500.00 元" in later
    assert "0.60" in page.split('id="later"')[0]
    county.refresh_from_db()
    assert county.frozen is not None and county.frozen["rows"]["construction"]["8"] == 600_000


def test_only_the_own_unit_fills_and_only_above_decides(county: Report, people: People, city: Any, enter: Any) -> None:
    prepared(county, people, enter)
    assert enter(city).get(at("report_prepare", county.pk)).status_code == 403
    assert enter(people.superior).get(at("report_sign", county.pk, "单位负责人")).status_code == 403
    assert enter(people.statistician).get(at("report_sign", county.pk, "单位负责人")).status_code == 403
    signed(county, people, enter)
    send(enter(people.statistician), at("report_send", county.pk))
    said = send(enter(people.statistician), at("report_accept", county.pk))
    assert "没有权限接收报表" in said
    county.refresh_from_db()
    assert county.state == ReportState.FILED
