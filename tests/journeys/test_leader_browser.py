"""The leader's board and a list behind it in a real browser: nothing serious from axe, nothing wider than the screen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.desk import open_page
from tests.journeys.looking import DESK, IN_BROWSER, PHONE_SIZE, SHOTS, serious, too_wide
from tests.journeys.scene import Scene

pytestmark = IN_BROWSER
PAGES = {
    "leader": "/leader/",
    "leader-city": "/leader/?until=2024-02-09",
    "leader-behind": "/leader/area/410721/clues/?kind=open",
    "winter": "/officer/reports/winter/?region=410721&start=2023-11-15&end=2024-02-10",
}


@pytest.mark.parametrize("size", [DESK, PHONE_SIZE], ids=["desk", "phone"])
def test_nothing_serious(browser: Any, site: Any, that_morning: None, scene: Scene, size: tuple[int, int]) -> None:
    page, troubles = open_page(browser, site, scene.people.superior, size)
    for name, address in PAGES.items():
        page.goto(site.url + address)
        page.wait_for_load_state("networkidle")
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{size[0]}.png", full_page=True)
        troubles += serious(page, name) + too_wide(page, name)
    page.context.close()
    assert troubles == []
