"""The leader's board, the lists behind it and the big screen in a real browser: nothing serious from axe, nothing wider than the
screen, nothing asked of another server; the screen turns by itself and stops by key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from nuanxin.command.dispatch.daily.freezing import freeze_day
from tests.conftest import TODAY
from tests.journeys.desk import open_page
from tests.journeys.looking import DESK, IN_BROWSER, PHONE_SIZE, SHOTS, serious, too_wide
from tests.journeys.scene import Scene
from tests.journeys.test_watch_pages_browser import LISTEN, MISSED, SLACK
from tests.unit.command.dispatch.scene import campaign_of, clue_of

pytestmark = IN_BROWSER
PAGES = {
    "leader": "/leader/",
    "leader-city": "/leader/?until=2024-02-09",
    "leader-county": "/leader/area/410721/",
    "leader-behind": "/leader/area/410721/clues/?kind=open",
    "winter": "/officer/reports/winter/?region=410721&start=2023-11-15&end=2024-02-10",
}


WALLS = [(1920, 1080), DESK]
PANELS = ["案件", "清零", "四下降一杜绝", "专项行动", "预警", "项目和站点"]


@pytest.fixture
def troubled(scene: Scene) -> Scene:
    """A campaign under way, a county with late clues, one of them large and old, and the night's count."""
    people = scene.people
    campaign_of(people)
    for n, (days, due) in enumerate(((70, -40), (40, -20), (12, -2), (3, 4))):
        clue_of(people.owner, f"X{n}", days=days, due=due, government=n == 0, employer_said="宏达劳务")
    clue_of(people.owner, "X9", days=400, closed_on=TODAY - timedelta(days=300), conclusion="coordinated")
    freeze_day(on=TODAY)
    return scene


@pytest.mark.parametrize("size", [DESK, PHONE_SIZE], ids=["desk", "phone"])
def test_nothing_serious(browser: Any, site: Any, that_morning: None, troubled: Scene, size: tuple[int, int]) -> None:
    page, troubles = open_page(browser, site, troubled.people.superior, size)
    for name, address in PAGES.items():
        page.goto(site.url + address)
        page.wait_for_load_state("networkidle")
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{size[0]}.png", full_page=True)
        troubles += serious(page, name) + too_wide(page, name)
    page.context.close()
    assert troubles == []


def test_the_board_by_keyboard_and_with_the_largest_letters(
    browser: Any, site: Any, that_morning: None, troubled: Scene
) -> None:
    page, troubles = open_page(browser, site, troubled.people.superior, DESK)
    page.goto(f"{site.url}/leader/area/410721/")
    for _ in range(page.evaluate(LISTEN) + SLACK):
        page.keyboard.press("Tab")
    troubles += page.evaluate(MISSED)
    page.set_viewport_size({"width": PHONE_SIZE[0], "height": PHONE_SIZE[1]})
    page.context.add_cookies([{"name": "nuanxin_text", "value": "largest", "url": site.url}])
    for name in ("leader", "leader-county"):
        page.goto(site.url + PAGES[name])
        troubles += too_wide(page, name) + serious(page, name)
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-largest.png", full_page=True)
    page.context.close()
    assert troubles == []


def each_panel(page: Any) -> Iterator[str]:
    """Every panel in turn, by its button."""
    for name in PANELS:
        page.get_by_role("button", name=name, exact=True).click()
        yield name


@pytest.mark.parametrize("size", WALLS, ids=["wall", "projector"])
def test_the_wall(browser: Any, site: Any, that_morning: None, troubled: Scene, size: tuple[int, int]) -> None:
    page, troubles = open_page(browser, site, troubled.people.superior, size)
    page.goto(f"{site.url}/leader/screen/")
    for name in each_panel(page):
        troubles += serious(page, name) + too_wide(page, name)
        high = page.evaluate("document.documentElement.scrollHeight - document.documentElement.clientHeight")
        troubles += [f"{name}: {high}px higher than the wall"] if high > 1 else []
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/screen-{name}-{size[0]}.png")
    page.get_by_role("button", name="案件", exact=True).click()
    page.get_by_role("table").get_by_role(
        "link", name="新乡县", exact=True
    ).click()  # a click opens the page with rights
    expect(page.locator("h1")).to_contain_text("新乡县")
    page.context.close()
    assert troubles == []  # among them: a request that leaves the server


def test_it_turns_and_stops_by_key(browser: Any, site: Any, that_morning: None, troubled: Scene) -> None:
    page, troubles = open_page(browser, site, troubled.people.superior, DESK)
    page.clock.install()
    page.goto(f"{site.url}/leader/screen/")
    panel = page.locator("[data-panel]:visible")
    expect(panel).to_have_attribute("data-panel", "案件")
    page.clock.run_for(15_500)
    expect(panel).to_have_attribute("data-panel", "清零")
    page.keyboard.press("Space")
    page.clock.run_for(60_000)
    expect(panel).to_have_attribute("data-panel", "清零")
    page.keyboard.press("ArrowRight")
    expect(panel).to_have_attribute("data-panel", "四下降一杜绝")
    page.keyboard.press("Space")
    for _ in PANELS[3:]:
        page.clock.run_for(15_000)
    expect(panel).to_have_attribute("data-panel", "项目和站点")
    with page.expect_navigation():  # after a whole turn the numbers are new
        page.clock.run_for(15_500)
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site.url}/leader/screen/")
    page.clock.run_for(60_000)
    expect(panel).to_have_attribute("data-panel", "案件")
    page.context.close()
    assert troubles == []
