"""An activity entered on a phone of 360 px: every tap and key counted; a second unit asked whether it is the same; keys alone do too."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from nuanxin.services.events.models import Activity, ActivityPartner, ActivityPhoto
from tests.conftest import People
from tests.journeys.desk import Seat
from tests.journeys.looking import IN_BROWSER, PHONE_SIZE, too_wide
from tests.unit.services.events.entering import held_activity

pytestmark = IN_BROWSER
MOST_ACTIONS = 12  # taps and keys, with a photo
STATIC = Path(__file__).resolve().parents[2] / "src" / "nuanxin" / "web" / "static" / "nuanxin"


class Hand:
    """Counts what a thumb does."""

    def __init__(self, page: Any) -> None:
        self.page, self.actions = page, 0

    def tap(self, target: Any) -> None:
        target.click()
        self.actions += 1

    def keys(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.actions += len(text)


def test_one_activity_in_a_dozen_actions(browser: Any, site: Any, people: People, that_morning: None) -> None:
    seat = Seat(browser, site, people.owner, size=PHONE_SIZE)
    seat.go("/officer/activities/new/")
    seat.look("activity-new-phone")
    page, hand, began = seat.page, Hand(seat.page), time.monotonic()
    hand.tap(page.locator("label.ac-tile", has_text="法律咨询"))
    hand.tap(page.locator("label.ac-tile", has_text="项目工地"))
    hand.tap(page.get_by_role("button", name="到场人次加50"))
    hand.tap(page.get_by_role("button", name="到场人次加10", exact=True))
    hand.tap(page.get_by_role("button", name="其中农民工加50"))
    page.set_input_files("input[name=photos]", STATIC / "field" / "icon-512.png")
    hand.actions += 2  # the camera and its shutter
    page.get_by_text("已选 1 张照片").wait_for()
    hand.tap(page.locator(".ac-send").get_by_role("button", name="登记"))
    page.get_by_text("已登记").wait_for()
    took = time.monotonic() - began
    print(f"one activity with a photo on a phone: {hand.actions} taps and keys, {took:.1f} s of page time")
    own = Activity.objects.get()
    assert (own.kind, own.place_kind, own.persons, own.migrants, own.region_id) == (
        "legal_advice",
        "site",
        60,
        50,
        "410721",
    )
    assert ActivityPhoto.objects.filter(activity=own).count() == 1
    assert hand.actions <= MOST_ACTIONS
    seat.look("activity-phone")
    seat.go("/officer/activities/new/")  # what was used last comes first
    assert page.locator("label.ac-tile").first.inner_text() == "法律咨询"
    page.evaluate("document.documentElement.dataset.text = 'largest'")
    assert too_wide(page, "largest") == []
    seat.look("activity-new-largest")
    seat.done()


def test_the_second_unit_is_asked_and_answers_by_keys(
    browser: Any, site: Any, people: People, that_morning: None
) -> None:
    own = held_activity(people.owner, persons=100)
    seat = Seat(browser, site, people.housing, size=PHONE_SIZE)
    seat.go("/officer/activities/new/")
    page = seat.page
    page.locator("input[name=kind][value=publicity]").focus()
    page.keyboard.press("Space")
    page.locator("input[name=persons]").fill("90")
    page.locator("input[name=place]").fill("城南零工市场门口")
    page.keyboard.press("Enter")
    page.get_by_text("可能已经登记过，请先核对").wait_for()
    seat.look("activity-asked-phone")
    page.locator(f"input[name=same_{own.series}][value=same]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.get_by_text("只计一次").first.wait_for()
    assert (Activity.objects.count(), ActivityPartner.objects.get().unit_id) == (1, people.housing.unit_id)
    seat.done()
    desk = Seat(browser, site, people.owner)
    for path, name in (
        ("activities/", "list"),
        (f"activities/{own.pk}/?tab=joined", "record"),
        ("activities/figures/", "figures"),
    ):
        desk.go(f"/officer/{path}")
        desk.look(f"activity-{name}")
    desk.done()
