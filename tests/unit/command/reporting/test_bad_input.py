"""What counties send wrong, for any form, on the page and in Excel: twice, late, broken sums, another version, 元 for 万元.

Each is said, what was right is kept, nothing is lost.
"""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nuanxin.command.reporting.completeness import Punctuality, standing
from nuanxin.command.reporting.definitions import define_form, find_form, form_of
from nuanxin.command.reporting.drafting import draft, hand_figures
from nuanxin.command.reporting.filing import file_report
from nuanxin.command.reporting.forms.checking import Figures, check_figures
from nuanxin.command.reporting.forms.filled_sheet import figure, read_filled
from nuanxin.command.reporting.forms.loading import built
from nuanxin.command.reporting.forms.model import STANDARD_CHECKS
from nuanxin.command.reporting.models import HandEntry, Report, ReportRound
from nuanxin.command.reporting.reviewing import return_report
from nuanxin.command.reporting.rounds.entered import blank_form, live_form
from nuanxin.command.reporting.rounds.entering import enter_cells, take_sheet
from nuanxin.command.reporting.rounds.opening import renew_round
from nuanxin.command.reporting.workbook import workbook_bytes
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.common.occasion import occasion
from tests.conftest import TODAY, People, at
from tests.unit.command.reporting.test_any_form import END, TEXT, fillers, of_region, round, sent, typed
from tests.unit.command.reporting.test_filing import solved
from tests.unit.web.officer.test_any_form_pages import signed_in
from tests.unit.web.officer.test_reports import at as address

__all__ = ["fillers", "round"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def county(round: ReportRound) -> Report:
    return of_region(round, "410721")


def sheet(report: Report, **cells: Any) -> bytes:
    """The blank sheet of the report's form with figures written into it as a clerk does: building_4=3."""
    book = openpyxl.load_workbook(
        io.BytesIO(workbook_bytes(blank_form(form_of(report.round), report.region_id, TODAY)))
    )
    page = book.active
    assert page is not None
    lines = {page.cell(line, 1).value: line for line in range(1, 20)}
    names = {key: row.name for key, row in form_of(report.round).rows.items()}
    for cell, value in cells.items():
        row, _, column = cell.partition("_")
        if row in names:
            page.cell(lines[names[row]], 2 + int(column)).value = value
        else:
            line = next(n for n in range(1, 30) if str(page.cell(n, 1).value or "").startswith("1.制发"))
            page.cell(line, 1).value = f"1.制发宣传手册{value}册；"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_filled_sheet_comes_in_and_bad_cells_keep_no_others_out(county: Report, people: People) -> None:
    by = people.statistician
    enter_cells(report=county, values={"factory.4": 9, "rest.6": 123_450}, by=by)
    content = sheet(
        county, building_4=3, factory_4="三场", rest_4=2, building_6=1.2, factory_6="5万元", rest_6=12.345, manuals=1000,
    )  # fmt: skip
    taken = take_sheet(report=county, content=content, by=by)
    assert taken.changed == 5 and len(taken.faults) == 2
    assert "工厂车间第4列（宣传场次）：“三场”不是数字（本格以场为单位，只写数字）" in taken.faults
    assert hand_figures(county) == {
        "building.4": 3, "rest.4": 2, "building.6": 1_200_000, "rest.6": 12_345_000, "manuals": 1000, "factory.4": 9,
    }  # fmt: skip
    # the same sheet again changes nothing, and a figure that prints the same is not rounded away
    enter_cells(report=county, values={"rest.6": 12_345_049}, by=by)
    again = take_sheet(report=county, content=sheet(county, rest_6=12.35), by=by)
    assert again.changed == 0 and hand_figures(county)["rest.6"] == 12_345_049


def test_broken_sums_and_counted_cells_on_paper_are_said_and_never_taken(county: Report, people: People) -> None:
    solved(people, persons=3, fen=700_050)
    content = sheet(county, building_4=3, factory_4=4, rest_4=2, total_4=10, building_1=77)
    taken = take_sheet(report=county, content=content, by=people.statistician)
    assert taken.changed == 3 and not taken.faults
    assert taken.doubts == (
        "合计第4列（宣传场次）表上写的不等于各分项之和，系统按分项相加",
        "有1格由台账统计，表上写的没有读入：建筑工地第1列（解决件数）；与台账不同的请更正台账，或在报表页手工填报并附依据",
    )
    rows = draft(county, TODAY).filled.rows
    assert rows["total"]["4"] == 9 and rows["building"]["1"] == 1


def test_the_sheet_of_another_version_or_form_is_said_whole_and_nothing_is_kept(
    county: Report, round: ReportRound, people: People
) -> None:
    by, old = people.statistician, sheet(county, building_4=3)
    enter_cells(report=county, values={"building.4": 8}, by=by)
    changed = TEXT.replace('version: "1"', 'version: "2"').replace("投入经费（万元）", "投入资金（万元）").replace("name: 其他", "name: 其他行业")  # fmt: skip
    define_form(text=changed, unit=people.coordinator.posts.get().unit, by=people.coordinator)
    renew_round(round=round, by=people.coordinator)
    county.refresh_from_db()
    county.round.refresh_from_db()
    with pytest.raises(BadInput) as wrong:
        take_sheet(report=county, content=old, by=by)
    said = str(wrong.value)
    assert "2版" in said and "第6列表头是“投入经费（万元）”，本期是“投入资金（万元）”" in said
    assert "第4行是“其他”，本期是“其他行业”" in said and "下载本期空白表" in said
    assert hand_figures(county) == {"building.4": 8}
    with pytest.raises(BadInput, match="不是能读的 Excel"):
        take_sheet(report=county, content=b"PK not a workbook", by=by)
    assert take_sheet(report=county, content=sheet(county, building_4=5), by=by).changed == 1


def test_twice_and_late_by_excel(county: Report, round: ReportRound, fillers: Any, people: People) -> None:
    """Filed once, a second sheet is refused until the level above returns it; then it comes in, late, and both stay."""
    sent(county, fillers["410721"], typed(0))
    county.refresh_from_db()
    second = sheet(county, building_4=50)
    with pytest.raises(Refusal, match="已上报"):
        take_sheet(report=county, content=second, by=people.statistician)
    with pytest.raises(Refusal, match="已上报"):
        file_report(report=county, by=people.statistician)
    assert hand_figures(county)["building.4"] == 3
    return_report(report=county, reason="第4列请核对", by=people.coordinator)
    with occasion(at=at(date(2024, 3, 1)), source="test"):
        county.refresh_from_db()
        take_sheet(report=county, content=second, by=people.statistician)
        sent(county, fillers["410721"])
    county.refresh_from_db()
    assert standing(county, date(2024, 3, 1)).punctuality == Punctuality.SENT_LATE
    assert list(HandEntry.objects.filter(cell="building.4").order_by("pk").values_list("value", flat=True)) == [3, 50]
    filed = [event.cells["rows"]["building"]["4"] for event in county.events.filter(kind="filed").order_by("pk")]
    assert filed == [3, 50]


def test_yuan_written_as_wan_yuan_must_be_explained(county: Report, fillers: Any, people: People) -> None:
    """12,345 元 is 1.23 万元 on the sheet; a clerk who writes 12345 is stopped: by the sum a head, or against the last report."""
    by = people.statistician
    enter_cells(report=county, values={cell: v for cell, v in typed(0).items() if cell != "building.6"}, by=by)
    assert take_sheet(report=county, content=sheet(county, building_6=12345), by=by).changed == 1
    with pytest.raises(Refusal, match=r"请核对单位是否为元.*建筑工地人均"):
        sent(county, fillers["410721"])
    take_sheet(report=county, content=sheet(county, building_6=1.2345), by=by)
    sent(county, fillers["410721"])
    assert hand_figures(county)["building.6"] == 1_234_500


def test_figures_far_from_the_last_report_are_said_with_their_cell() -> None:
    """Standard checks of a form that names none, and the one for a rise or fall of so many per cent."""
    jump = {"key": "j", "severity": "warn", "rule": "jump", "says": "增减过大", "percent": 50}
    rows = {"a": {"number": 1, "name": "甲"}, "b": {"number": 2, "name": "乙"}}
    given = {"key": "x", "version": "1", "title": "表", "source": "来文", "rows": rows,
             "columns": {"7": {"name": "金额", "unit": "万元"}, "2": {"name": "户数", "unit": "户"}}}  # fmt: skip
    of = built(given | {"checks": [*STANDARD_CHECKS, jump]}, "表")
    now = {"a": {"7": 1_234_500_000, "2": 150}, "b": {"7": 100, "2": 49}}
    before = {"a.7": 123_450, "a.2": 100, "b.7": 100, "b.2": 100}
    shown = {row: {number: str(figure) for number, figure in cells.items()} for row, cells in now.items()}
    said = {one.key: one.message for one in check_figures(Figures(of, now, shown, {}, before)) if not one.ok}
    # the columns are called as the paper numbers them, whatever their keys are
    assert said["thousandfold"].endswith("甲第1列（金额）由123450变为1234500000")
    assert said["j"] == "增减过大：甲第1列（金额）由123450变为1234500000；乙第2列（户数）由100变为49"
    assert "percent：要写变化超过百分之几" in str(_refused(given | {"checks": [jump | {"percent": None}]}))


def _refused(given: dict[str, Any]) -> BadInput:
    with pytest.raises(BadInput) as wrong:
        built(given, "表")
    return wrong.value


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("-3", "场", "不小于0"), ("2.5", "场", "不是整场"), ("0.00001", "万人", "不是整人"), ("0.0000001", "万元", "不是整分"),
        ("nan", "元", "不小于0"), ("十", "件", "不是数字"),
    ],
)  # fmt: skip
def test_what_a_cell_cannot_say(text: str, unit: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        figure(text, unit)


def test_what_stands_on_our_own_sheet_is_read_back(county: Report, fillers: Any, people: People) -> None:
    """Excel made from a filed report, read by the same form, gives its figures in the decimals of the paper."""
    from nuanxin.command.reporting.drafting import filled_form

    solved(people, persons=3, fen=700_000)
    filled = filled_form(sent(county, fillers["410721"], typed(0)))
    read = read_filled(workbook_bytes(filled), filled.form)
    assert not read.faults and not read.doubts
    assert read.figures["building.3"] == 700_000 and read.figures["manuals"] == 1000
    assert {cell: read.figures[cell] for cell in ("building.4", "total.4", "rest.5")} == {
        "building.4": 3, "total.4": 12, "rest.5": 2,
    }  # fmt: skip


def test_on_the_page_what_was_read_and_what_not(county: Report, people: People) -> None:
    client = signed_in(people.statistician)
    got = client.get(address("report_blank", county.pk))
    assert openpyxl.load_workbook(io.BytesIO(got.content)).active is not None
    assert "下载空白表" in client.get(address("report_enter", county.pk)).content.decode()
    file = SimpleUploadedFile("表.xlsx", sheet(county, building_4=3, factory_4="三场"))
    page = client.post(address("report_upload", county.pk), {"file": file}, follow=True).content.decode()
    assert "1格有变化" in page and "“三场”不是数字" in page and 'name="building.4" value="3"' in page
    bad = SimpleUploadedFile("表.xlsx", b"x")
    assert (
        "不是能读的 Excel"
        in client.post(address("report_upload", county.pk), {"file": bad}, follow=True).content.decode()
    )
    assert signed_in(people.head).get(address("report_upload", county.pk)).status_code == 403


def test_the_live_look_shows_what_was_typed_so_far_and_never_a_false_zero(
    round: ReportRound, fillers: Any, people: People
) -> None:
    of, window = find_form("services_2031"), (date(2024, 1, 1), END)
    assert live_form(of, "410721", *window, TODAY).unfilled == frozenset(of.entered_cells)
    enter_cells(report=of_region(round, "410721"), values={"building.4": 3, "factory.4": 0}, by=people.statistician)
    enter_cells(report=of_region(round, "410724"), values={"building.4": 4}, by=fillers["410724"][0])
    county, city = live_form(of, "410721", *window, TODAY), live_form(of, "410700", *window, TODAY)
    assert county.paper_rows["building"]["4"] == "3" and county.paper_rows["factory"]["4"] == "0"
    assert county.paper_rows["rest"]["4"] == "" and county.paper_rows["total"]["4"] == "3" and county.blank("total.6")
    assert city.paper_rows["building"]["4"] == "7" and city.blank("manuals") and city.shown_items["manuals"] == "____"
    assert live_form(of, "410721", *window, date(2024, 1, 9)).blank("building.4")  # not yet typed that day
    enter_cells(report=of_region(round, "410721"), values={"building.4": None}, by=people.statistician)
    assert live_form(of, "410721", *window, TODAY).blank("building.4")
    assert live_form(of, "410721", date(2023, 1, 1), date(2023, 1, 31), TODAY).blank("building.4")
    page = signed_in(people.head).get(
        address("form_look", "services_2031"), {"region": "410721", "start": "2024-01-01", "end": str(END)}
    )
    said = page.content.decode()
    assert "9 格没有人填" in said and "未填" in said and "1.制发宣传手册<a" in said
