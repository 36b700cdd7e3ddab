"""The winter form on a ledger made by hand: one county, every cell known; then the official sheet read back."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from nuanxin.command.reporting.counting import winter_report
from nuanxin.command.reporting.forms.figures import FilledForm
from nuanxin.command.reporting.forms.sheet import Signature
from nuanxin.command.reporting.pdf import pdf_bytes
from nuanxin.command.reporting.workbook import workbook_bytes
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.receiving import operator, receiving_unit
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.cases.models import OfficialAct, Settlement
from nuanxin.rights.intake.models import Clue
from nuanxin.watch.inspection.models import Visit

START, END = date(2023, 11, 15), date(2024, 2, 10)
DAY = date(2024, 1, 3)

# What the fixture below must give: persons as persons, columns 8 and 9 in 分.
EXPECTED = {
    "total":         [4, 12095, 470, 2, 2, 36, 21, 123510004, 60010000, 1, 1, 1, 2, 1],
    "construction":  [2, 12050, 440, 1, 1, 33, 20, 123456790, 60000000, 1, 1, 0, 2, 1],
    "manufacturing": [1, 40, 30, 1, 0, 2, 1, 48215, 10000, 0, 0, 1, 0, 0],
    "other":         [1, 5, 0, 0, 1, 1, 0, 4999, 0, 0, 0, 0, 0, 0],
}  # fmt: skip
SHOWN_TOTAL = ["4", "1.2095", "0.0470", "2", "2", "0.0036", "0.0021", "123.51", "60.01", "1", "1", "1", "2", "1"]
ITEMS = {
    "government": {"checked": 2, "arrears": 1, "amount_fen": 5000000, "persons": 12},
    "state_firm": {"checked": 1, "arrears": 0, "amount_fen": 0, "persons": 0},
    "new_forms": {"cases": 2, "persons": 6, "amount_fen": 304999},
    "mediation_arbitration": {"cases": 2, "persons": 9, "amount_fen": 700000},
    "court": {"cases": 1, "persons": 7, "amount_fen": 900000},
    "industry": {"cases": 1, "persons": 3, "amount_fen": 123},
    "reception_clues": 2,
    "published_employers": 1,
    "listed": 2,
}


class Ledger:
    """Rows of one county, written as an officer would tell them."""

    def __init__(self) -> None:
        self.unit, self.staff = receiving_unit(Region.objects.get(pk="410721")), operator()
        self.clue = self.received("visit")

    def received(self, channel: str, on: date = DAY, **more: Any) -> Clue:
        return Clue.objects.create(
            number=f"线{Clue.objects.count()}", channel=channel, received_on=on, recorded_on=on, region_id="410721",
            sector="other", unit=self.unit, officer=self.staff, first_officer=self.staff, **more,
        )  # fmt: skip

    def visited(self, employer: Employer, sector: str, people: tuple[int, int], on: date = DAY, **more: Any) -> Visit:
        return Visit.objects.create(
            employer=employer, region_id=more.pop("region", "410721"), visited_on=on,
            recorded_on=more.pop("recorded_on", on), sector=sector, workforce=people[0], migrants=people[1], **more,
        )  # fmt: skip

    def solved(self, way: str, sector: str, people: tuple[int, int], fen: tuple[int, int], **more: Any) -> Settlement:
        return Settlement.objects.create(
            clue=self.clue, region_id="410721101", sector=sector, solved_by=way, filed_on=DAY, solved_on=DAY,
            recorded_on=more.pop("recorded_on", DAY), persons=people[0], migrant_persons=people[1],
            amount_fen=fen[0], migrant_amount_fen=fen[1], **more,
        )  # fmt: skip

    def acted(self, kind: str, sector: str, on: date = DAY, **more: Any) -> OfficialAct:
        return OfficialAct.objects.create(
            clue=self.clue, region_id="410721", sector=sector, kind=kind, done_on=on, recorded_on=on, **more
        )


@pytest.fixture
def ledger(regions: None) -> Ledger:
    ledger = Ledger()
    _visits(ledger)
    _settlements(ledger)
    _acts(ledger)
    kept = ledger.received("reception")
    ledger.received("reception")
    ledger.received("reception", merged_into=kept)
    ledger.received("reception", date(2023, 11, 14))
    return ledger


def _visits(ledger: Ledger) -> None:
    builder, labour, mill, shop = (
        Employer.objects.create(name=name, credit_code=f"91410721MA000000{n}X")
        for n, name in enumerate(("甲建筑有限公司", "乙劳务有限公司", "丙纺织厂", "丁快递站"))
    )
    owing = {"arrears_found": True, "arrears_persons": 12, "arrears_fen": 5000000}
    # Twice visited: one household, with the workforce of the later visit; the first found arrears, the second none.
    ledger.visited(builder, "construction", (500, 400), date(2023, 12, 1), project_key="一期", state_firm=True, **owing)
    ledger.visited(builder, "construction", (12000, 420), project_key="一期", government=True, state_firm=True)
    # A labour firm (by its trade: other) is construction by its project; the second row of the day stands.
    ledger.visited(labour, "other", (60, 50), project_key="水厂", government=True, **owing)
    ledger.visited(labour, "other", (50, 20))
    ledger.visited(mill, "manufacturing", (40, 30))
    ledger.visited(shop, "other", (5, 0))
    # None of these counts: before the window, in another county, recorded too late, withdrawn.
    ledger.visited(shop, "other", (9, 9), date(2023, 11, 14))
    ledger.visited(mill, "manufacturing", (9, 9), date(2024, 1, 4), region="410724")
    ledger.visited(shop, "other", (9, 9), date(2024, 1, 5), recorded_on=date(2024, 2, 11))
    ledger.visited(shop, "other", (9, 9), date(2024, 1, 4), withdrawn_on=date(2024, 1, 20))


def _settlements(ledger: Ledger) -> None:
    ledger.solved("filed", "construction", (30, 20), (123456789, 60000000))
    ledger.solved("coordinated", "construction", (3, 0), (1, 0))
    ledger.solved("filed", "manufacturing", (2, 1), (48215, 10000))
    ledger.solved("coordinated", "other", (1, 0), (4999, 0), new_form=True)
    ledger.solved("mediation", "other", (4, 4), (400000, 400000))
    ledger.solved("arbitration", "other", (5, 5), (300000, 300000), new_form=True)
    ledger.solved("court", "construction", (7, 7), (900000, 0))
    ledger.solved("industry", "construction", (3, 3), (123, 0))
    ledger.solved("filed", "construction", (99, 99), (99, 99), withdrawn_on=date(2024, 1, 20))


def _acts(ledger: Ledger) -> None:
    ledger.acted("order", "construction")
    ledger.acted("decision", "construction")
    ledger.acted("penalty", "manufacturing")
    ledger.acted("referral", "construction")
    ledger.acted("referral", "construction", START)
    ledger.acted("police_filing", "construction", END)
    ledger.acted("police_filing", "construction", date(2024, 2, 11))
    for kind in ("publication", "publication", "listing", "listing"):
        ledger.acted(kind, "construction", employer_key="91410721MA0000000X")


def report_of(ledger: Ledger) -> FilledForm:
    return winter_report("410721", START, END, END)


@pytest.mark.django_db
def test_every_cell(ledger: Ledger) -> None:
    got = report_of(ledger).as_json()
    assert {row: list(cells.values()) for row, cells in got["rows"].items()} == EXPECTED
    assert got["items"] == ITEMS
    assert (got["region"], got["start"], got["end"], got["as_of"]) == (
        "410721",
        "2023-11-15",
        "2024-02-10",
        "2024-02-10",
    )


@pytest.mark.django_db
def test_the_total_shown_is_the_sum_of_the_rounded_rows(ledger: Ledger) -> None:
    shown = report_of(ledger).shown
    # 123.46 + 0.05 + 0.00: the raw sum 1 235 100.04 yuan is 123.51 too; column 9: 60.00 + 0.01 + 0.00.
    assert [shown[row]["8"] for row in EXPECTED] == ["123.51", "123.46", "0.05", "0.00"]
    assert list(shown["total"].values()) == SHOWN_TOTAL


@pytest.mark.django_db
def test_the_checks(ledger: Ledger) -> None:
    checks = {check.key: (check.severity, check.ok) for check in report_of(ledger).checks}
    assert checks.pop("a.per_head") == ("warn", False)  # 49.99 yuan for one person: below what is usual
    assert set(checks) >= {"a.sum", "a.sub1", "a.crim", "a.nonneg", "a.zero1", "a.zero2", "items.gov", "items.state"}
    assert all(ok for _, ok in checks.values())
    earlier = winter_report("410721", START, END, END, previous={"construction.4": 2, "listed": 2})
    mono = next(check for check in earlier.checks if check.key == "a.mono")
    assert (mono.ok, mono.severity) == (False, "warn")
    assert mono.message.endswith("工程建设领域第4列（立案）由2减为1")


@pytest.mark.django_db
def test_known_on_an_earlier_day(ledger: Ledger) -> None:
    before = winter_report("410721", START, END, date(2024, 1, 19))
    assert before.rows["total"]["4"] == 3  # the one withdrawn on the 20th still counted
    assert before.rows["total"]["14"] == 0  # the police had not filed yet
    assert before.rows["other"]["2"] == 9  # the visit withdrawn on the 20th was the latest one then


@pytest.mark.django_db
def test_other_ways_inside_when_the_round_chooses_so(ledger: Ledger) -> None:
    inside = winter_report("410721", START, END, END, settings={"other_ways": "inside"})
    assert (inside.rows["total"]["4"], inside.rows["total"]["5"]) == (2, 6)
    assert inside.items["court.cases"] == 1
    assert any("计入第5至9列" in choice for choice in inside.choices)


SIGNATURE = Signature("新乡县人力资源和社会保障局", DAY, {"单位负责人": "甲", "制表人": "=1+1"})
MERGED_HEADS = {
    "A4:A6", "B4:B6", "C4:E4", "F4:K4", "L4:N4", "O4:P4", "C5:C6", "D5:D6", "E5:E6", "F5:G5", "H5:I5", "J5:K5",
    "L5:L6", "M5:M6", "N5:N6", "O5:O6", "P5:P6",
}  # fmt: skip


@pytest.mark.django_db
def test_the_official_sheet_read_back(ledger: Ledger) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(report_of(ledger), SIGNATURE)))
    sheet = book.active
    assert sheet is not None
    assert {str(each) for each in sheet.merged_cells.ranges if 4 <= each.min_row <= 6} == MERGED_HEADS
    heads = {
        cell: sheet[cell].value for cell in ("C4", "F4", "L4", "O4", "C5", "E5", "F5", "F6", "G6", "H5", "K6", "P5")
    }
    assert heads == {
        "C4": "检查用人单位情况", "F4": "解决情况", "L4": "行政处理处罚", "O4": "涉嫌犯罪案件", "C5": "用人单位户数(户)",
        "E5": "其中：农民工人数(万人)", "F5": "解决欠薪问题数量", "F6": "立案(件)", "G6": "通过协调等非立案方式解决(件)",
        "H5": "解决欠薪问题涉及人数(万人)", "K6": "其中：农民工", "P5": "公安机关立案(件)",
    }  # fmt: skip
    assert [cell.value for cell in sheet[7]] == ["甲", "序号", *range(1, 15)]
    assert [sheet.cell(row, 1).value for row in range(8, 12)] == ["合计", "工程建设领域", "制造业", "其他"]
    assert [f"{cell.value:{'.4f' if '.0000' in cell.number_format else '.2f' if '.00' in cell.number_format else 'd'}}"
            for cell in sheet[8][2:]] == SHOWN_TOTAL  # fmt: skip
    lines = [sheet.cell(row, 1).value for row in range(12, 20)]
    assert lines[0] == "其他情况："
    assert lines[1] == (
        "1.检查政府投资项目共2个，查实存在欠薪项目1个（拖欠工资5.00万元，涉及0.0012万人）；"
        "检查国企项目共1个，查实存在欠薪项目0个（拖欠工资0.00万元，涉及0.0000万人）；"
    )
    assert lines[7] == "7.公布欠薪严重违法单位数：1户，列入欠薪失信联合惩戒对象名单管理2件。"
    texts = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert {
        "附件",
        "根治欠薪冬季专项行动情况",
        "填报单位名称（盖章）：新乡县人力资源和社会保障局",
        "填报时间：2024年1月3日",
    } <= set(texts)
    assert {"单位负责人：甲", "科（队）负责人：", "联系电话："} <= set(texts)
    assert texts["制表人：=1+1"] == "s"
    assert any(str(text).startswith("备注：1.国企项目指") for text in texts)
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "9"
    assert sheet.print_area == "'根治欠薪冬季专项行动情况'!$A$1:$P$22"


@pytest.mark.django_db
def test_the_pdf_is_one_page_with_every_figure(ledger: Ledger, tmp_path: Path) -> None:
    pdf = pdf_bytes(report_of(ledger), SIGNATURE, fonts_folder=tmp_path)
    assert pdf == pdf_bytes(report_of(ledger), SIGNATURE, fonts_folder=tmp_path)
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 1
    assert pages[0].mediabox.width > pages[0].mediabox.height
    text = "".join(pages[0].extract_text().split())
    assert all(figure in text for figure in (*SHOWN_TOTAL, "单位负责人：甲", "查实存在欠薪项目1个", "两清零口径"))
