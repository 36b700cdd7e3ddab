"""The officer's door in a real browser: nothing serious from axe, the counter form and the duplicates queue by keys alone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.pairs import DuplicatePair
from tests.journeys.desk import open_page
from tests.journeys.looking import DESK, IN_BROWSER, PHONE_SIZE, SHOTS, serious, too_wide
from tests.journeys.scene import Scene

pytestmark = IN_BROWSER


def pages(scene: Scene) -> dict[str, str]:
    clue, filed, case = scene.received.number, scene.filed.number, scene.case.pk
    return {
        "desk": "/officer/",
        "desk-unit": "/officer/?whose=unit",
        "clues": "/officer/clues/",
        "counter": "/officer/clues/new/",
        "reception": "/officer/reception/?day=2023-12-04",
        "clue": f"/officer/clues/{clue}/",
        "clue-reporter": f"/officer/clues/{clue}/?tab=reporter",
        "clue-links": f"/officer/clues/{clue}/?tab=links",
        "clue-moves": f"/officer/clues/{filed}/?tab=moves",
        "accept": f"/officer/clues/{clue}/acts/accept/",
        "refuse": f"/officer/clues/{clue}/acts/refuse/",
        "cases": "/officer/cases/",
        "case": f"/officer/cases/{case}/",
        "case-money": f"/officer/cases/{case}/?tab=money",
        "case-closing": f"/officer/cases/{case}/?tab=closing",
        "case-police": f"/officer/cases/{case}/?tab=police",
        "case-agreement": f"/officer/cases/{scene.coordination.pk}/?tab=agreement",
        "step-order": f"/officer/cases/{case}/steps/order/",
        "close": f"/officer/cases/{case}/close/",
        "duplicates": "/officer/duplicates/",
        "visits": "/officer/visits/",
        "visit-new": "/officer/visits/new/",
        "employers": "/officer/employers/",
        "employer": f"/officer/employers/{scene.filed.employer_id}/",
        "project": f"/officer/projects/{scene.filed.project_id}/",
        "board": f"/officer/projects/{scene.filed.project_id}/board/",
        "import": "/officer/import/",
        "export": "/officer/export/",
        "routing": "/officer/routing/",
        "search": "/officer/search/",
        "refused": "/officer/audit/",
    }


@pytest.mark.parametrize("size", [DESK, PHONE_SIZE], ids=["desk", "phone"])
def test_nothing_serious(browser: Any, site: Any, that_morning: None, scene: Scene, size: tuple[int, int]) -> None:
    page, troubles = open_page(browser, site, scene.people.head, size)
    for name, address in pages(scene).items():
        page.goto(site.url + address)
        page.wait_for_load_state("networkidle")
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{size[0]}.png", full_page=True)
        troubles += serious(page, name)
        troubles += too_wide(page, name)
    page.context.close()
    assert troubles == []


def tab_to(page: Any, name: str, most: int = 40) -> None:
    """Only the Tab key, as a hand on the telephone does it."""
    for _ in range(most):
        if page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached by Tab")


def test_counter_form_by_keyboard_only(browser: Any, site: Any, that_morning: None, scene: Scene) -> None:
    page, troubles = open_page(browser, site, scene.people.owner)
    page.goto(site.url + "/officer/clues/new/")
    expect(page.locator("[name=name]").first).to_be_focused()
    strokes = 0
    for name, text in (
        ("name", "张建国"), ("phone", "15937300001"), ("employer", "宏达建筑"), ("project", "阳光花园"),
        ("owed_from", "2023-09"), ("owed_to", "2023-12"), ("persons", "2"), ("amount_fen", "24000"), ("demand", "两人三个月工资"),
    ):  # fmt: skip
        tab_to(page, name)
        page.keyboard.type(text)
        strokes += len(text) + 1
    page.locator("#candidates").get_by_text(scene.received.number).wait_for()
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/counter-candidates.png")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/officer/clues/410721-2024-*/")
    page.get_by_text("请告知反映人").wait_for()
    assert strokes < 120  # at 100 strokes a minute: well under the ninety seconds
    assert Clue.objects.filter(employer_said="宏达建筑", amount_fen=2_400_000).count() == 1
    page.context.close()
    assert troubles == []


def test_duplicates_queue_by_keys(browser: Any, site: Any, that_morning: None, scene: Scene) -> None:
    page, troubles = open_page(browser, site, scene.people.owner)
    page.goto(site.url + "/officer/duplicates/")
    before = DuplicatePair.objects.filter(decision="").count()
    page.keyboard.press("2")
    page.wait_for_load_state("networkidle")
    page.get_by_text("：不同。").wait_for()
    assert DuplicatePair.objects.filter(decision="").count() == before - 1
    assert DuplicatePair.objects.get(pk=scene.pair.pk).decision == "distinct"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("hongda")
    page.keyboard.press("Enter")
    page.wait_for_url("**/officer/search/")
    page.get_by_role("link", name="河南宏达建筑劳务有限公司").first.wait_for()
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/search-found.png")
    page.context.close()
    assert troubles == []
