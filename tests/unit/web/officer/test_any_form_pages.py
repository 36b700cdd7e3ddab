"""Any form at the officer's door: handed in, called in, typed, filed, looked at, compared, opened to its rows; by four people."""

from __future__ import annotations

import io
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from nuanxin.command.reporting.forms.loading import read_text
from nuanxin.command.reporting.models import FormDefinition, Report, ReportRound
from nuanxin.rights.cases.models import Settlement
from tests.conftest import TODAY, People
from tests.unit.command.reporting.test_any_form import TEXT, typed
from tests.unit.command.reporting.test_filing import solved
from tests.unit.command.reporting.test_layout import blank
from tests.unit.web.officer.test_reports import at, send

pytestmark = pytest.mark.django_db
WINDOW = {"region": "410721", "start": "2024-01-01", "end": "2024-01-09", "as_of": str(TODAY)}


@pytest.fixture(autouse=True)
def ready(settings: Any, tmp_path: Any) -> None:
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    settings.MEDIA_ROOT = tmp_path


def signed_in(who: Any) -> Client:
    client = Client()
    client.force_login(who)
    return client


def handed_in(people: People, text: str = TEXT) -> str:
    unit = people.coordinator.posts.get().unit_id
    file = SimpleUploadedFile("表.yaml", text.encode("utf-8-sig"))
    client = signed_in(people.coordinator)
    return client.post(at("report_form_new"), {"unit": unit, "file": file}, follow=True).content.decode()


@pytest.fixture
def county(people: People) -> Report:
    """The county's report of a round opened at the page."""
    assert "《农民工法律服务情况统计表》1版已启用" in handed_in(people)
    client = signed_in(people.coordinator)
    asked = {"title": "一月", "region": "410700", "start": "2024-01-01", "end": "2024-01-09"}
    assert "一月" in send(client, f"{at('report_round_new')}?form=services_2031", asked)
    return Report.objects.get(round__form="services_2031", region="410721")


def page(client: Client, url: str, given: dict[str, Any] | None = None, status: int = 200) -> str:
    answer = client.get(url, given or {})
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def test_a_form_is_handed_in_and_a_slip_is_said(people: People) -> None:
    said = handed_in(people, TEXT.replace("settled_cases", "settled_casses"))
    assert "没有统计指标“settled_casses”，是否指 settled_cases" in said and not FormDefinition.objects.exists()
    handed_in(people)
    listed = page(signed_in(people.head), at("report_forms"))
    assert "农民工法律服务情况统计表" in listed and "上传表式" not in listed and "根治欠薪冬季专项行动情况" in listed
    assert page(signed_in(people.head), at("report_form_text", "services_2031", "1")) == TEXT
    assert "settled_cases" in page(signed_in(people.head), at("report_counters"))
    page(signed_in(people.head), at("report_form_new"), status=403)
    page(signed_in(people.head), at("form_look", "nothing"), status=404)
    page(signed_in(people.head), at("report_form_text", "services_2031", "9"), status=404)


def test_an_excel_layout_is_read_into_the_text_and_taken_in_only_when_checked(people: People) -> None:
    client, unit = signed_in(people.coordinator), people.coordinator.posts.get().unit_id
    given = {"unit": unit, "key": "from_excel", "version": "1"}
    file = SimpleUploadedFile("空表.xlsx", blank(read_text(TEXT, "services")))
    answer = client.post(at("report_form_new"), given | {"file": file}).content.decode()
    assert "还没有启用" in answer
    assert not FormDefinition.objects.exists()
    text = unescape(answer.split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0])
    assert "key: from_excel" in text
    assert (
        "校验并启用"
        in client.post(
            at("report_form_new"), {"unit": unit, "file": SimpleUploadedFile("坏.xlsx", b"x")}
        ).content.decode()
    )
    assert "1版已启用" in send(
        client, at("report_form_new"), {"unit": unit, "text": text.replace("source: ''", "source: 来文")}
    )
    assert FormDefinition.objects.get().key == "from_excel"


def test_typed_filed_and_opened_to_its_rows(county: Report, people: People) -> None:
    solved(people, persons=3, fen=700_050)
    client = signed_in(people.statistician)
    assert 'name="building.4"' in page(client, at("report_enter", county.pk))
    slips = {"building.4": "3万", "building.6": "5万元", "manuals": "17"}
    wrong = client.post(at("report_enter", county.pk), slips).content.decode()
    assert (
        "请换算成整数填写" in wrong and "请换算成元填写" in wrong and 'value="17"' in wrong and 'value="3万"' in wrong
    )
    given = {
        cell: f"{(value or 0) / 100:.2f}" if cell.endswith(".6") else str(value) for cell, value in typed(0).items()
    }
    assert "10格有变化" in send(client, at("report_enter", county.pk), given)
    send(client, at("report_prepare", county.pk), {"as_of": str(TODAY)})
    shown = page(client, at("report", county.pk))
    assert "1.制发宣传手册<a href" in shown and "3.69" in shown  # three times 12,345 元
    assert "hand/building.1/" in shown and "hand/building.4/" not in shown
    cell = page(client, at("report_cell", county.pk, "total.3"))
    assert "7,000.50 元" in cell and "由这些格相加" in cell
    assert "填报记录" in page(client, at("report_cell", county.pk, "building.6"))
    sheet = load_workbook(io.BytesIO(client.get(at("report_file", county.pk, "xlsx")).content)).active
    assert sheet is not None and sheet.cell(7, 5).value == 0.7
    assert client.get(at("report_file", county.pk, "pdf")).content.startswith(b"%PDF")


def test_the_rows_that_explain_a_later_change(county: Report, people: People) -> None:
    first = solved(people, persons=3, fen=700_050)
    from tests.unit.command.reporting.test_any_form import sent

    sent(county, (people.statistician, people.head), typed(0))
    Settlement.objects.filter(pk=first.pk).update(withdrawn_on=TODAY)
    late = solved(people, persons=8, fen=900_000)
    shown = page(signed_in(people.head), at("report", county.pk))
    assert "changed/building.3/" in shown
    change = page(signed_in(people.head), at("report_changed", county.pk, "building.3"))
    assert "上报 7,000.50 元，现在 9,000.00 元" in change
    came, went = change.split("不再计入（1 条）")
    assert late.clue.number in came and first.clue.number in went and first.clue.number not in came
    page(signed_in(people.head), at("report_changed", county.pk, "building.4"), status=404)


def test_looked_at_and_compared_without_filing(county: Report, people: People) -> None:
    solved(people, persons=3, fen=700_050)
    client = signed_in(people.head)
    shown = page(client, at("form_look", "services_2031"), WINDOW | {"beside": "year", "basis": "known"})
    assert "与去年同期对比" in shown and "2023年1月1日至2023年1月9日" in shown and "7,000.50" in shown
    assert "0.7001" not in shown and "有 10 格由各单位填报" in shown
    assert "没有上报过的" in page(
        client, at("form_look", "services_2031"), WINDOW | {"beside": "last", "basis": "filed"}
    )
    assert "解决记录 1 条，合计 7,000.50 元" in page(client, at("form_cell", "services_2031", "total.3"), WINDOW)
    assert client.get(at("form_file", "services_2031", "pdf"), WINDOW).content.startswith(b"%PDF")
    assert "请对调" in page(client, at("form_look", "services_2031"), WINDOW | {"start": "2025-01-01"})
    # winter works on the same page and says what its own says
    own, same = page(client, at("winter"), WINDOW), page(client, at("form_look", "winter_2023"), WINDOW)
    assert (
        own.split('<table class="nx-sheet">')[1].split("</thead>")[0]
        == same.split('<table class="nx-sheet">')[1].split("</thead>")[0]
    )


def test_four_people(county: Report, people: People) -> None:
    urls = {
        "report_enter": at("report_enter", county.pk),
        "form_look": f"{at('form_look', 'services_2031')}?region=410721",
        "form_cell": f"{at('form_cell', 'services_2031', 'total.3')}?region=410721",
        "form_file": f"{at('form_file', 'services_2031', 'xlsx')}?region=410721",
        "report_form_new": at("report_form_new"),
    }
    told = {
        name: [
            signed_in(who).get(url).status_code
            for who in (people.statistician, people.head, people.superior, people.stranger)
        ]
        for name, url in urls.items()
    }
    assert told == {
        "report_enter": [200, 403, 403, 403],
        "form_look": [200, 200, 200, 403],
        "form_cell": [200, 200, 200, 403],
        "form_file": [200, 200, 200, 403],
        "report_form_new": [200, 403, 403, 403],
    }


def test_a_new_version_is_taken_over_by_the_round(county: Report, people: People) -> None:
    handed_in(people, TEXT.replace('version: "1"', 'version: "2"'))
    round = ReportRound.objects.get(pk=county.round_id)
    client = signed_in(people.coordinator)
    assert "表式已有 2 版" in page(client, at("report_round", round.pk))
    assert "已换用新表式" in send(client, at("report_round_renew", round.pk))
    assert "2版" in page(client, at("report_round", round.pk))
    page(signed_in(people.head), at("report_round_renew", round.pk), status=403)
