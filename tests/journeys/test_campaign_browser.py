"""The winter campaign of a city, from the text of its notice to the annex that twelve counties and the city have filed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import expect

from nuanxin.command.campaigns.models import Notice
from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.campaigns.taking_part.models import Participant
from nuanxin.command.reporting.filing import file_report, prepare, sign
from nuanxin.command.reporting.models import Report, ReportRound, ReportState
from nuanxin.command.reporting.reviewing import accept_report
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.receiving import receiving_unit
from nuanxin.rights.cases.models import Settlement
from nuanxin.rights.intake.models import Clue
from tests.conftest import TODAY, People, person
from tests.journeys.desk import Seat
from tests.journeys.looking import IN_BROWSER

GIVEN = next(
    (p / "shared" / "notices" for p in Path(__file__).resolve().parents if (p / "shared" / "notices").is_dir()), None
)
pytestmark = [
    *IN_BROWSER,
    pytest.mark.usefixtures("that_morning"),
    pytest.mark.skipif(GIVEN is None, reason="给定的五份通知不在本机（shared/notices）"),
]
CITY, COUNTY, COUNTIES = "410700", "410721", 12


@pytest.fixture
def counties(people: People) -> list[Region]:
    """The twelve counties of the city, each with the unit that receives; in each one settlement of its own size."""
    found = list(Region.objects.filter(parent=CITY, level="county", kind="division", valid_to__isnull=True))
    assert len(found) == COUNTIES
    for size, region in enumerate(found, 1):
        receiving_unit(region)
        clue = Clue.objects.create(
            number=f"线{size}", channel="visit", received_on=date(2023, 12, 1), recorded_on=date(2023, 12, 1), region=region,
            sector="other", unit=people.owner.unit, officer=people.owner, first_officer=people.owner,
        )  # fmt: skip
        Settlement.objects.create(
            clue=clue, region=region, sector="construction", solved_by="filed", filed_on=date(2023, 12, 2),
            solved_on=date(2023, 12, 20), recorded_on=date(2023, 12, 20), persons=size, migrant_persons=size,
            amount_fen=size * 100_000, migrant_amount_fen=size * 100_000,
        )  # fmt: skip
    return found


def from_notice_to_rounds(seat: Seat) -> Campaign:
    """Handed in, looked over, confirmed, opened, sent to whom the notice means, its two days of reporting called in."""
    assert GIVEN is not None
    seat.go("/officer/notices/take/")
    seat.page.set_input_files("[name=file]", next(GIVEN.glob("002*.txt")))
    seat.submit("上传并识读", "请逐项核对")
    seat.click("核对无误，确认")
    seat.click("启动专项行动")
    expect(seat.page.locator("h1")).to_contain_text("根治欠薪冬季专项行动")
    seat.look("campaign-1-opened")
    seat.click("下发")
    expect(seat.page.locator("main form [name=units]:checked")).to_have_count(COUNTIES)
    seat.fill(due_on="2024-01-20")
    seat.submit("下发", f"已下发给 {COUNTIES} 个单位")
    seat.look("campaign-2-sent")
    seat.click("按通知分派任务")
    seat.click("时间节点")
    seat.look("campaign-3-days")
    seat.click("按时间节点布置“根治欠薪冬季专项行动情况”（2 期）")
    expect(seat.page.locator("main")).to_contain_text("2024年1月3日报送")
    return Campaign.objects.get()


def received_in_the_county(seat: Seat) -> None:
    """签收, a liaison, an own plan with an earlier day."""
    seat.click("本单位任务")
    seat.page.locator("main section").first.get_by_role("link").first.click()
    seat.click("签收")
    seat.click("报送联络员")
    seat.fill(name="王联络", post="监察大队副大队长", phone="0373-5551234")
    seat.submit("报送", "王联络")
    seat.click("部署（做本级方案）")
    for field in seat.page.locator("main form input[name^=day-]").all():
        field.fill("2023-12-31")
    seat.fill(**{"text-0": "各乡镇每周报一次底数", "who-0": "各乡镇"})
    seat.look("campaign-4-pass-on")
    seat.click("部署", inside="main form")
    expect(seat.page.locator("main")).to_contain_text("承接")
    expect(seat.page.locator("main")).to_contain_text("各乡镇每周报一次底数")


def makers_of(reports: list[Report]) -> Iterator[tuple[Report, Any, Any]]:
    """Who fills and who signs in each unit."""
    for report in reports:
        code = report.region_id
        yield report, person(f"fill{code}", "填报人", report.unit, "statistician"), person(f"sign{code}", "负责人", report.unit, "inspection_head")  # fmt: skip


def filed_by_acts(report: Report, maker: Any, head: Any) -> None:
    prepare(report=report, by=maker, as_of=TODAY)
    for field in ("单位负责人", "科（队）负责人"):
        sign(report=report, field=field, text="负责人", by=head)
    for field in ("制表人", "联系电话"):
        sign(report=report, field=field, text="填报人", by=maker)
    file_report(report=report, by=maker)


def filed_at_the_desk(browser: Any, site: Any, report: Report, maker: Any, head: Any) -> None:
    """Filled from the ledger, signed by two people, sent: as the county does it."""
    for who, fields in ((maker, ("制表人", "联系电话")), (head, ("单位负责人", "科（队）负责人"))):
        seat = Seat(browser, site, who)
        seat.go(f"/officer/reports/{report.pk}/")
        if who is maker:
            seat.click("从台账生成")
            seat.submit("确定", "已从台账生成")
            seat.look("campaign-5-report")
        for field in fields:
            seat.click(field, exact=False)
            seat.submit("确定", "已签署")
        seat.done()
    seat = Seat(browser, site, maker)
    seat.go(f"/officer/reports/{report.pk}/")
    seat.page.on("dialog", lambda dialog: dialog.accept())
    seat.click("上报")
    expect(seat.page.locator("main")).to_contain_text("已上报")
    seat.done()


def printed(seat: Seat, report: Report) -> list[list[Any]]:
    """The annex as it is handed out: every cell of the workbook."""
    with seat.page.expect_download() as coming:
        seat.page.locator("main").get_by_role("link", name="Excel").click()
    sheet = openpyxl.load_workbook(io.BytesIO(Path(coming.value.path()).read_bytes())).active
    assert sheet is not None
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_from_the_notice_to_the_filed_annex(browser: Any, site: Any, people: People, counties: list[Region]) -> None:
    city = Seat(browser, site, people.coordinator)
    campaign = from_notice_to_rounds(city)
    assert campaign.tasks.count() == 35 and Notice.objects.get().confirmed_by == people.coordinator

    county = Seat(browser, site, people.head)
    received_in_the_county(county)
    county.done()
    assert Participant.objects.get(unit=people.head.unit).own is not None

    first = ReportRound.objects.get(due_county=date(2024, 1, 3))
    areas = {region.pk for region in counties}
    filed = list(makers_of(list(first.reports.filter(region__in=areas))))
    for report, maker, head in filed:
        if report.region_id == COUNTY:
            filed_at_the_desk(browser, site, report, maker, head)
        else:
            filed_by_acts(report, maker, head)
    city.go(f"/officer/reports/rounds/{first.pk}/")
    city.look("campaign-6-round")
    for report, _, _ in filed:
        report.refresh_from_db()
        assert report.state == ReportState.FILED
        accept_report(report=report, by=people.coordinator)
    city.done()

    whole, maker, head = next(makers_of([first.reports.get(region=CITY)]))
    filed_at_the_desk(browser, site, whole, maker, head)
    seat = Seat(browser, site, maker)
    seat.go(f"/officer/reports/{whole.pk}/")
    persons, money = sum(range(1, COUNTIES + 1)), sum(range(1, COUNTIES + 1)) * 100_000
    whole.refresh_from_db()
    cells = [cell for row in printed(seat, whole) for cell in row if isinstance(cell, int | float)]
    for number in (persons / 10_000, money / 1_000_000, COUNTIES):
        assert cells.count(pytest.approx(number)) >= 2, "once in the row of construction, once in the sum"
    seat.look("campaign-7-annex")
    seat.done()
