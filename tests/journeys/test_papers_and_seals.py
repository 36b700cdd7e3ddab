"""Records made from the case page and the seal of a paper, in a real browser: from the button to the kept copy."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from nuanxin.foundation.documents.models import Paper
from tests.conftest import TODAY
from tests.journeys.desk import Seat, open_page
from tests.journeys.looking import DESK, IN_BROWSER, PHONE_SIZE, SHOTS, serious, too_wide
from tests.journeys.scene import Scene
from tests.unit.rights.cases.making import walk

pytestmark = IN_BROWSER


def test_a_record_and_a_stamped_scan(browser: Any, site: Any, that_morning: None, scene: Scene, tmp_path: Any) -> None:
    walk(scene.case, "order", scene.people, TODAY - timedelta(days=2))
    order = Paper.objects.get(kind="correction_order")
    seat = Seat(browser, site, scene.people.owner)
    seat.go(f"/officer/cases/{scene.case.pk}/?tab=papers")
    seat.page.locator("#tab tr", has_text="立案审批表").get_by_role("link", name="制作").click()
    seat.submit("制作", "已制作，可以打印、送达")
    assert "劳动保障监察案件立案审批表" in seat.words()
    seat.go(f"/officer/papers/{order.pk}/")
    assert "还没有盖章件" in seat.words()
    seat.page.get_by_role("link", name="上传盖章扫描件").click()
    scan = tmp_path / "盖章.pdf"
    scan.write_bytes(b"%PDF-1.4 stamped")
    seat.page.locator("[name=file]").set_input_files(scan)
    seat.fill(code=order.digest[:8])
    seat.submit("上传", "盖章扫描件已保存")
    assert "核对校验码一致" in seat.words()
    seat.done()


@pytest.mark.parametrize("size", [DESK, PHONE_SIZE], ids=["desk", "phone"])
def test_nothing_serious(
    browser: Any, site: Any, that_morning: None, scene: Scene, settings: Any, size: tuple[int, int]
) -> None:
    settings.NUANXIN_SEAL_SERVICE, settings.NUANXIN_DEMO = "sandbox", True
    walk(scene.case, "order order_served", scene.people, TODAY - timedelta(days=15))
    order = Paper.objects.get(kind="correction_order")
    case, paper = f"/officer/cases/{scene.case.pk}/", f"/officer/papers/{order.pk}/"
    page, troubles = open_page(browser, site, scene.people.owner, size)
    found: list[str] = []
    for name, address in {
        "case-papers": f"{case}?tab=papers",
        "case-paper": f"{case}papers/handling_approval/",
        "approval": f"{case}papers/filing_approval/",
        "paper-unsealed": paper,
        "paper-scan": f"{paper}scan/",
        "seal": "",
        "paper-sealed": paper,
        "step-served": f"{case}steps/performed/",
    }.items():
        if name == "seal":
            page.goto(site.url + paper)
            page.get_by_role("button", name="电子签章").click()
            page.wait_for_load_state("networkidle")
            continue
        assert page.goto(site.url + address).status == 200, name
        page.wait_for_load_state("networkidle")
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{size[0]}.png", full_page=True)
        found += serious(page, name) + too_wide(page, name)
    page.context.close()
    assert found + troubles == []
