"""Recordings, confidential clues, approvals, files under scan and foreign headings in a real browser."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.desk import open_page
from tests.journeys.looking import DESK, IN_BROWSER, PHONE_SIZE, SHOTS, serious, too_wide
from tests.journeys.scene import Scene

pytestmark = IN_BROWSER


def pages(scene: Scene) -> dict[str, tuple[Any, str]]:
    people, case = scene.people, scene.case.pk
    return {
        "recordings": (people.owner, f"/officer/cases/{case}/recordings/"),
        "visit": (people.owner, f"/officer/visits/{scene.visit.pk}/"),
    }


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
