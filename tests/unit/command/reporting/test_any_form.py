"""A form that no Python knows: taken in, called in from three counties, typed, counted, filed, summed, printed as shown."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from nuanxin.command.reporting.completeness import Punctuality, due_of, standing
from nuanxin.command.reporting.definitions import define_form, define_from_notice, find_form, form_of, forms_in_force
from nuanxin.command.reporting.drafting import draft, filled_form, frozen_window, signature
from nuanxin.command.reporting.drill import drill
from nuanxin.command.reporting.filing import explain, file_report, prepare, sign
from nuanxin.command.reporting.models import FormDefinition, HandEntry, Report, ReportRound, ReportState
from nuanxin.command.reporting.pdf import pdf_bytes
from nuanxin.command.reporting.reviewing import accept_report, lock_round, return_report
from nuanxin.command.reporting.rounds.entering import enter_by_hand, enter_cells
from nuanxin.command.reporting.rounds.opening import open_round, renew_round
from nuanxin.command.reporting.workbook import workbook_bytes
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.receiving import receiving_unit
from tests.conftest import TODAY, People, at, person
from tests.unit.command.reporting.test_filing import solved

pytestmark = pytest.mark.django_db
TEXT = (Path(__file__).parent / "services_2031.yaml").read_text(encoding="utf-8")
COUNTIES = ("410721", "410724", "410771")
END = TODAY - timedelta(days=1)


@pytest.fixture
def fillers(people: People) -> dict[str, Any]:
    """One statistician and one head in each county."""
    found = {"410721": (people.statistician, people.head)}
    for code in COUNTIES[1:]:
        unit = receiving_unit(Region.objects.get(pk=code))
        found[code] = (
            person(f"s{code}", "统计", unit, "statistician"),
            person(f"h{code}", "队长", unit, "inspection_head"),
        )
    return found


@pytest.fixture
def round(people: People) -> ReportRound:
    define_form(text=TEXT, unit=people.coordinator.posts.get().unit, by=people.coordinator)
    return open_round(
        form_key="services_2031", title="一月", region=Region.objects.get(pk="410700"), start=date(2024, 1, 1), end=END,
        by=people.coordinator,
    )  # fmt: skip


def typed(number: int) -> dict[str, int | None]:
    rows = ("building", "factory", "rest")
    cells: dict[str, int | None] = {f"{row}.4": 3 + number + place for place, row in enumerate(rows)}
    cells |= {f"{row}.5": place for place, row in enumerate(rows)}
    return cells | {f"{row}.6": 1_234_500 * (number + 1) for row in rows} | {"manuals": 1000 + number}


def sent(report: Report, filler: Any, values: dict[str, int | None] | None = None) -> Report:
    maker, head = filler
    if values:
        enter_cells(report=report, values=values, by=maker)
    prepare(report=report, by=maker, as_of=TODAY)
    sign(report=report, field="单位负责人", text="头", by=head)
    for field in ("制表人", "联系电话"):
        sign(report=report, field=field, text="制", by=maker)
    report.refresh_from_db()
    return file_report(report=report, by=maker)


def of_region(round: ReportRound, region: str) -> Report:
    return Report.objects.get(round=round, region=region)


def test_from_the_text_to_the_city_s_sheet_without_python(round: ReportRound, fillers: Any, people: People) -> None:
    solved(people, persons=3, fen=700_050)
    solved(people, region="410724", persons=12, fen=1_000_000, sector="manufacturing", solved_by="court")
    for number, code in enumerate(COUNTIES):
        report = sent(of_region(round, code), fillers[code], typed(number))
        accept_report(report=report, by=people.coordinator)
    city = draft(of_region(round, "410700"), TODAY)
    rows = city.filled.rows
    assert rows["total"]["1"] == 2 and rows["total"]["2"] == 15 and rows["total"]["3"] == 1_700_050
    assert rows["building"]["4"] == 3 + 4 + 5 and rows["building"]["7"] == rows["building"]["4"] + rows["building"]["5"]
    assert rows["total"]["6"] == 3 * 1_234_500 * (1 + 2 + 3)
    assert city.filled.items["manuals"] == 1000 + 1001 + 1002
    assert all(finding.ok for finding in city.filled.checks), city.filled.checks
    assert set(city.missing) >= {"410772"} and not city.unfilled
    county = of_region(round, "410721")
    opened = drill("total.3", frozen_window(county), {}, form_of(round))
    assert (opened.figure, opened.kind, opened.parts) == (700_050, "settlements", ("building.3", "factory.3", "rest.3"))
    assert drill("building.4", frozen_window(county), {}, form_of(round)).kind == "entered"


def test_paper_and_page_say_the_same(round: ReportRound, fillers: Any, people: People, tmp_path: Path) -> None:
    solved(people, persons=3, fen=700_050)
    report = sent(of_region(round, "410721"), fillers["410721"], typed(0))
    filled = filled_form(report)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes(filled, signature(report)))).active
    assert sheet is not None
    lines = {row[0].value: [cell.value for cell in row[2:9]] for row in sheet.iter_rows(min_row=6)}
    for key, row in filled.form.rows.items():
        assert lines[row.name] == [float(text) for text in filled.shown[key].values()], key
    words = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert {"附件2", "1.制发宣传手册1000册；", "3.法律援助0件，0人次；"} <= set(words)
    text = "".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf_bytes(filled, fonts_folder=tmp_path))).pages
    )
    for cells in filled.shown.values():
        assert all(figure in text for figure in cells.values())
    assert "1.制发宣传手册1000册" in text.replace(" ", "").replace("\n", "")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("counts: settled_cases}", "counts: settled_casses}", "columns.1.counts：没有统计指标“settled_casses”，是否指 settled_cases"),
        ("where: {sector: construction}", "where: {sector: mining}", "“sector”没有“mining”这个取值"),
        ("where: {sector: construction}", "where: {colour: red}", "不能按“colour”细分"),
        ("unit: 万人, counts", "unit: 万元, counts", "以人计，表上的单位是万元"),
        ("（场）], unit: 场}", "（场）]}", "columns.4.unit：没有写计量单位"),
        ("unit: 册}", "unit: 斤}", "items.manuals.unit：没有“斤”这个计量单位"),
        ('sums: ["4", "5"]}', 'sums: ["4", "8"]}', "columns.7.sums：没有列 8"),
        ("sums: [building, factory, rest]", "sums: [building, total]", "rows.total.sums：相加成了圈"),
        ('version: "1"', "version: 1", "version：应当是文字（数字请加引号）"),
        ("title: 农民工法律服务情况统计表\n", "", "title：缺少这一项"),
        ("annex:", "anex:", "anex：没有这个键，请检查拼写"),
        ("entered: true, of:", "entered: true, counts: listed, of:", "counts、entered、sums 只能写其一"),
        ("due: {county: 3", "due: {village: 3", "due.village"),
        ("key: services_2031", "key: Services-2031", "应当由小写字母、数字和下划线组成"),
        ("remarks: [", "remarks: [*x, ", "不能使用“*”引用"),
    ],
)  # fmt: skip
def test_a_slip_in_a_text_says_what_and_where(before: str, after: str, said: str, people: People) -> None:
    assert before in TEXT
    with pytest.raises(BadInput) as refused:
        define_form(text=TEXT.replace(before, after), unit=people.coordinator.posts.get().unit, by=people.coordinator)
    assert said in str(refused.value)
    assert not FormDefinition.objects.exists()


def test_a_matrix_without_items_and_items_without_a_matrix(people: People) -> None:
    unit = people.coordinator.posts.get().unit
    common = {"version": "1", "title": "表", "source": "通知", "header": [], "footer": [], "stub": {}}
    columns = {"1": {"name": "数量", "unit": "场"}, "2": {"name": "人数", "unit": "人"}}
    rows = {"a": {"number": 1, "name": "送岗位"}, "b": {"number": 2, "name": "送温暖"}}
    matrix = define_from_notice(
        definition={"key": "matrix", **common, "rows": rows, "columns": columns}, unit=unit, by=people.coordinator
    )
    items = {
        "events": {"name": "活动", "unit": "场"},
        "helped": {"name": "救助", "unit": "人", "counts": "hardship_workers"},
    }
    define_from_notice(definition={"key": "only_items", **common, "items": items}, unit=unit, by=people.coordinator)
    assert find_form(matrix.key).entered_cells == ["a.1", "a.2", "b.1", "b.2"]
    assert find_form("only_items").lines == ["1.活动{events}场；", "2.救助{helped}人；"]
    assert [each.key for each in forms_in_force()] == ["winter_2023", "matrix", "only_items"]
    for key in ("matrix", "only_items"):
        opened = open_round(
            form_key=key, title=key, region=Region.objects.get(pk="410700"), start=END, end=END, due_county=TODAY,
            by=people.coordinator,
        )  # fmt: skip
        filled = draft(of_region(opened, "410721"), TODAY).filled
        assert openpyxl.load_workbook(io.BytesIO(workbook_bytes(filled)))
        assert pdf_bytes(filled, fonts_folder=Path("/nowhere")).startswith(b"%PDF")


def test_a_version_is_never_changed_and_the_next_one_returns_what_was_filed(
    round: ReportRound, fillers: Any, people: People
) -> None:
    unit = people.coordinator.posts.get().unit
    early, late = of_region(round, "410721"), of_region(round, "410724")
    sent(early, fillers["410721"], typed(0))
    enter_cells(report=late, values=typed(1), by=fillers["410724"][0])
    prepare(report=late, by=fillers["410724"][0], as_of=TODAY)
    with pytest.raises(Refusal, match="1版已经存在，有1期报表在用"):
        define_form(text=TEXT.replace("虚构。", "改动。"), unit=unit, by=people.coordinator)
    assert define_form(text=TEXT, unit=unit, by=people.coordinator).pk == FormDefinition.objects.get().pk
    define_form(
        text=TEXT.replace('version: "1"', 'version: "2"').replace("unit: 册}", "unit: 份}"),
        unit=unit,
        by=people.coordinator,
    )
    assert form_of(round).version == "1" and find_form("services_2031").version == "2"
    assert [report.region_id for report in renew_round(round=round, by=people.coordinator)] == ["410721"]
    early.refresh_from_db()
    assert early.state == ReportState.RETURNED and "由1版改为2版" in early.return_reason
    event = early.events.filter(kind="returned").get()
    assert event.cells["items"]["manuals"] == 1000 and event.cells["version"] == "1"
    late.refresh_from_db()
    with pytest.raises(Refusal, match="按1版表式生成，本期已改用2版"):
        file_report(report=late, by=fillers["410724"][0])
    again = sent(late, fillers["410724"])
    assert again.frozen["version"] == "2" and again.frozen["items"]["manuals"] == 1001


def test_the_key_of_another_unit_and_of_the_house_is_theirs(round: ReportRound, people: People) -> None:
    city = person("other", "别家", receiving_unit(Region.objects.get(pk="410105")), "coordinator")
    with pytest.raises(Refusal, match="制定"):
        define_form(text=TEXT.replace('version: "1"', 'version: "9"'), unit=city.posts.get().unit, by=city)
    with pytest.raises(Refusal, match="系统自带"):
        define_form(text=TEXT.replace("key: services_2031", "key: winter_2023"), unit=city.posts.get().unit, by=city)
    with pytest.raises(Refusal, match="没有权限制定报表"):
        define_form(text=TEXT, unit=people.owner.posts.get().unit, by=people.owner)


def test_what_counties_do_wrong_is_said_kept_and_returned(round: ReportRound, fillers: Any, people: People) -> None:
    report, (maker, _) = of_region(round, "410721"), fillers["410721"]
    prepare(report=report, by=maker, as_of=TODAY)
    with pytest.raises(Refusal, match=r"未填：建筑工地第4列（宣传场次）、.*共10格"):  # nothing typed yet
        file_report(report=report, by=maker)
    with pytest.raises(BadInput) as bad:  # one bad cell keeps the others out and says each
        enter_cells(
            report=report, values=typed(0) | {"building.1": 5, "total.4": 1, "rest.9": 1, "rest.4": -1}, by=maker
        )
    assert len(bad.value.faults) == 4 and not HandEntry.objects.exists()
    values = typed(0) | {"building.5": 99}  # more on-line than in all
    with pytest.raises(Refusal, match="建筑工地第5列大于第4列"):
        sent(report, fillers["410721"], values)
    thousands = {
        f"{row}.6": 12_345_000_000 for row in ("building", "factory", "rest")
    }  # 元 typed where 万元 were meant
    with pytest.raises(Refusal, match="每场经费超出常见范围"):
        sent(report, fillers["410721"], typed(0) | thousands)
    explain(report=report, check="head", text="已核对", by=maker)
    sent(report, fillers["410721"])
    with pytest.raises(Refusal, match="已上报"):  # twice
        file_report(report=report, by=maker)
    returned = return_report(report=report, reason="经费单位应为元，请核对", by=people.coordinator)
    assert returned.events.filter(kind="returned").get().cells["rows"]["building"]["6"] == 12_345_000_000
    sent(returned, fillers["410721"], typed(0))
    standing_entries = HandEntry.objects.filter(report=report, cell="building.6", replaced_by__isnull=True)
    assert standing_entries.get().value == 1_234_500
    assert HandEntry.objects.filter(report=report, cell="building.6").count() == 3  # earlier ones stay


def test_late_is_late_and_accepted_is_closed(round: ReportRound, fillers: Any, people: People) -> None:
    report = of_region(round, "410724")
    assert (due_of(report), due_of(of_region(round, "410700"))) == (END + timedelta(days=3), END + timedelta(days=6))
    with occasion(at=at(END + timedelta(days=5)), source="test"):
        filed = sent(report, fillers["410724"], typed(0))
    seen = standing(filed, END + timedelta(days=9))
    assert (seen.punctuality, seen.days) == (Punctuality.SENT_LATE, 2)
    accept_report(report=filed, by=people.coordinator)
    with pytest.raises(Refusal, match="已接收"):
        enter_cells(report=report, values=typed(1), by=fillers["410724"][0])
    with pytest.raises(Refusal, match="已接收"):
        enter_by_hand(report=report, cell="building.1", value=1, reason="r", attachment="a", by=fillers["410724"][0])
    with pytest.raises(Refusal, match=r"尚未接收：.*新乡县（填报中）"):
        lock_round(round=round, by=people.coordinator)
