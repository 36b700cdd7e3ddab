"""Main pages of the three doors with a working office behind them: nothing serious from axe, no breach of the policy, no request elsewhere.

The officer's other pages are tried in test_officer_browser, every page of the worker's report in test_worker_door.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.desk import open_page
from tests.journeys.looking import DESK, IN_BROWSER, PHONE_SIZE, SHOTS, serious, too_wide
from tests.journeys.scene import Scene

pytestmark = IN_BROWSER
WINDOW = "region=410721&start=2023-11-01&end=2024-01-10&as_of=2024-01-10"


def pages(scene: Scene) -> dict[str, tuple[Any, str]]:
    """Each page with who opens it; None: nobody signed in."""
    people = scene.people
    return {
        "table": (people.head, f"/officer/reports/winter/?{WINDOW}"),
        "table-cell": (people.head, f"/officer/reports/winter/cell/total.1/?{WINDOW}"),
        "reports": (people.statistician, "/officer/reports/"),
        "papers": (people.head, f"/officer/cases/{scene.case.pk}/?tab=papers"),
        "confirm": (people.head, f"/officer/cases/{scene.case.pk}/?tab=confirm"),
        "audit": (people.auditor, "/officer/audit/"),
        "leader": (people.leader, "/leader/"),
        "leader-clearing": (people.coordinator, "/leader/?until=2024-02-09"),
        "leader-behind": (people.leader, "/leader/area/410721/clues/?kind=open"),
        "worker": (None, "/"),
        "worker-find": (None, "/progress/"),
        "worker-help": (None, "/help/"),
        "sign-in": (None, "/sign-in/"),
    }


@pytest.mark.parametrize("size", [DESK, PHONE_SIZE], ids=["desk", "phone"])
def test_nothing_serious(browser: Any, site: Any, that_morning: None, scene: Scene, size: tuple[int, int]) -> None:
    found: list[str] = []
    opened: dict[Any, tuple[Any, list[str]]] = {}
    for name, (staff, address) in pages(scene).items():
        key = staff.pk if staff else None
        if key not in opened:
            opened[key] = open_page(browser, site, staff, size)
        page = opened[key][0]
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
