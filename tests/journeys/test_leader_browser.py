"""The leader's board and a list behind it in a real browser: nothing serious from axe, nothing wider than the screen."""

from __future__ import annotations

import pytest

from tests.journeys import test_officer_browser as officer
from tests.journeys.scene import Scene

browser, site, scene, that_morning = officer.browser, officer.site, officer.scene, officer.that_morning
pytestmark = officer.pytestmark
PAGES = {
    "leader": "/leader/",
    "leader-city": "/leader/?until=2024-02-09",
    "leader-behind": "/leader/area/410721/clues/?kind=open",
    "winter": "/officer/reports/winter/?region=410721&start=2023-11-15&end=2024-02-10",
}


@pytest.mark.parametrize("size", [officer.DESK, officer.PHONE], ids=["desk", "phone"])
def test_nothing_serious(browser: object, site: object, scene: Scene, size: tuple[int, int]) -> None:
    who = scene.people.superior
    page, troubles = officer.open_page(browser, site, who, size)
    axe = officer.axe_module.Axe()
    for name, address in PAGES.items():
        page.goto(site.url + address)  # type: ignore[attr-defined]
        page.wait_for_load_state("networkidle")
        if officer.SHOTS:
            page.screenshot(path=f"{officer.SHOTS}/{name}-{size[0]}.png", full_page=True)
        for violation in axe.run(page).response["violations"]:
            if violation["impact"] in ("serious", "critical"):
                troubles.append(f"{name} axe {violation['id']}: {violation['nodes'][0]['html'][:200]}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 1:
            troubles.append(f"{name}: {wide}px wider than the screen")
    page.context.close()
    assert troubles == []
