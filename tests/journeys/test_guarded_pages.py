"""Recordings, confidential clues, approvals, files under scan and foreign headings in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nuanxin.foundation.organisations.exports.approving import ask_export, decide_export
from nuanxin.foundation.organisations.models import Region
from nuanxin.rights.cases.confidential.handing import Entry, Kind, report_lead, write_entry
from tests.conftest import TODAY, at
from tests.journeys.desk import Seat, open_page
from tests.journeys.looking import DESK, IN_BROWSER, PHONE_SIZE, SHOTS, serious, too_wide
from tests.journeys.scene import Scene
from tests.unit.command.ledger.test_mapping import ROW, foreign

pytestmark = IN_BROWSER


def pages(scene: Scene) -> dict[str, tuple[Any, str]]:
    people, case = scene.people, scene.case.pk
    lead = report_lead(
        case=scene.case, kind="violence", content="有人组织持械围堵项目部，多名工人指认同一伙人。", found_on=TODAY, by=people.owner, on=TODAY
    )  # fmt: skip
    write_entry(
        lead=lead,
        entry=Entry(Kind.HANDED, TODAY, body="新乡县公安局", text="情况说明、视频"),
        by=people.owner,
        on=TODAY,
    )
    for asker in (people.owner, people.head):
        asked = ask_export(
            region=Region.objects.get(pk="410721"), start=None, end=TODAY, rows=14, reason="换系统移交", by=asker, at=at(TODAY)
        )  # fmt: skip
    decide_export(asked=asked, approved=True, note="", by=people.superior, at=at(TODAY))
    return {
        "export": (people.head, "/officer/export/"),
        "export-decide": (people.head, f"/officer/export/{asked.pk - 1}/decide/"),
        "watermark-clues": (people.owner, "/officer/clues/"),
        "crime-leads": (people.owner, "/officer/crime-leads/"),
        "crime-lead": (people.owner, f"/officer/crime-leads/{lead.pk}/"),
        "crime-lead-new": (people.owner, f"/officer/cases/{case}/crime-lead/"),
        "crime-lead-entry": (people.owner, f"/officer/crime-leads/{lead.pk}/entries/receipt/"),
        "crime-lead-officer": (people.head, f"/officer/crime-leads/{lead.pk}/officer/"),
        "case-police": (people.owner, f"/officer/cases/{case}/?tab=police"),
        "recordings": (people.owner, f"/officer/cases/{case}/recordings/"),
        "visit": (people.owner, f"/officer/visits/{scene.visit.pk}/"),
    }


def test_headings_are_mapped_by_clicks(
    browser: Any, site: Any, that_morning: None, scene: Scene, tmp_path: Path
) -> None:
    seat = Seat(browser, site, scene.people.owner)
    seat.go("/officer/import/")
    seat.page.set_input_files("main form [name=file]", foreign(tmp_path / "12345.xlsx", ROW))
    seat.click("试导入（不写入）")
    seat.click("对应一次表头")
    seat.fill(name="12345平台", s0_external_number="诉求编号", s0_channel="来源渠道", s0_received_on="诉求时间")
    seat.fill(s0_employer="被投诉单位", s0_region="属地")
    seat.look("headings")
    seat.submit("保存并返回试导入", "已保存表头对应")
    seat.click("试导入（不写入）")
    assert "诉求编号 → 外部编号" in seat.words()
    seat.look("headings-tried")
    seat.done()


@pytest.mark.parametrize("size", [DESK, PHONE_SIZE], ids=["desk", "phone"])
def test_nothing_serious(browser: Any, site: Any, that_morning: None, scene: Scene, size: tuple[int, int]) -> None:
    found: list[str] = []
    opened: dict[Any, tuple[Any, list[str]]] = {}
    for name, (staff, address) in pages(scene).items():
        if staff.pk not in opened:
            opened[staff.pk] = open_page(browser, site, staff, size)
        page = opened[staff.pk][0]
        response = page.goto(site.url + address)
        if response.status != 200:
            found.append(f"{name}: {response.status}")
        page.wait_for_load_state("networkidle")
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{size[0]}.png", full_page=True)
        found += serious(page, name) + too_wide(page, name)
    for page, troubles in opened.values():
        page.context.close()
        found += troubles
    assert found == []
