"""The review of a real notice in a browser: text left, reading right, by keys from field to words and back, put right, confirmed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from nuanxin.command.campaigns.models import Correction, Notice
from tests.conftest import People
from tests.journeys.desk import Seat
from tests.journeys.looking import IN_BROWSER, PHONE_SIZE

GIVEN = next(
    (p / "shared" / "notices" for p in Path(__file__).resolve().parents if (p / "shared" / "notices").is_dir()), None
)
pytestmark = [
    *IN_BROWSER,
    pytest.mark.usefixtures("that_morning"),
    pytest.mark.skipif(GIVEN is None, reason="给定的五份通知不在本机（shared/notices）"),
]


def taken(seat: Seat, start: str) -> Notice:
    """The given notice whose name begins so, handed in through the form."""
    assert GIVEN is not None
    seat.go("/officer/notices/take/")
    seat.page.set_input_files("[name=file]", next(GIVEN.glob(f"{start}*.txt")))
    seat.submit("上传并识读", "请逐项核对")
    return Notice.objects.latest("pk")


def hash_of(page: Any) -> str:
    return str(page.evaluate("decodeURIComponent(location.hash.slice(1))"))


def in_sight(page: Any, where: str) -> bool:
    """Whether the element lies within its own pane and within the window."""
    return bool(
        page.evaluate(
            """where => { const at = document.querySelector(where), pane = at.closest("[tabindex]");
            const box = at.getBoundingClientRect(), frame = pane.getBoundingClientRect();
            return box.top >= Math.max(0, frame.top) - 2 && box.top < Math.min(innerHeight, frame.bottom); }""",
            where,
        )
    )


def by_keys(page: Any, name: str, says: str) -> None:
    """Into the field by Tab alone, what stands there is replaced, Enter sends."""
    for _ in range(150):  # the menu of the door stands before the form
        if page.evaluate("document.activeElement.name || ''") == name:
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type(says)


def test_the_winter_notice_by_keys_alone(browser: Any, site: Any, people: People) -> None:
    seat = Seat(browser, site, people.head)
    notice = taken(seat, "002")
    page, base = seat.page, f"/officer/notices/{notice.pk}/"
    seat.look("notice-1-dz")

    line = (
        page.locator("[id^=own-deadlines-]")
        .locator("css=.nx-notice-entry")
        .or_(page.locator("li[id^=own-deadlines-]"))
        .first
    )
    anchor = str(line.get_attribute("id"))
    line.get_by_role("link", name="原文").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".nx-notice-shown").first).to_be_visible()
    assert hash_of(page) == f"t-{anchor}" and in_sight(page, ".nx-notice-shown")
    said = "".join(page.locator(".nx-notice-shown").all_inner_texts())
    start, end = notice.reading["deadlines"][0]["span"]
    assert said == notice.text[start:end]
    seat.look("notice-2-words")

    page.keyboard.press("Tab")  # the words lie under the cursor: they lead back
    assert "nx-notice-mark" in page.evaluate("document.activeElement.className")
    page.keyboard.press("Enter")
    assert in_sight(page, f"[id='{hash_of(page)}']")

    page.locator("[id=own-document_number]").get_by_role("link", name="改").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/document_number/-/")
    by_keys(page, "value", "新农工办〔2023〕7号")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{base}*")
    expect(page.locator("[id=own-document_number]")).to_contain_text("7号")

    page.locator("[id=own-targets]").get_by_role("link", name="补指标要求").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/targets/add/")
    by_keys(page, "text", "欠薪案件动态清零")
    by_keys(page, "value", "0")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{base}*")
    expect(page.locator("[id=own-targets]")).to_contain_text("欠薪案件动态清零")

    before = page.locator("li[id^=own-basis-]").count()
    page.locator("li[id^=own-basis-]").first.get_by_role("button", name="删").focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator("li[id^=own-basis-]")).to_have_count(before - 1)
    assert sorted(Correction.objects.values_list("kind", flat=True)) == ["add", "drop", "set"]
    seat.look("notice-3-corrected")

    page.get_by_role("button", name="核对无误，确认").focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("赵队长确认")
    assert page.locator(".nx-notice-acts a", has_text="改").count() == 0
    seat.look("notice-4-confirmed")
    seat.done()


def test_the_spring_notice_on_a_small_screen(browser: Any, site: Any, people: People) -> None:
    seat = Seat(browser, site, people.head, PHONE_SIZE)
    notice = taken(seat, "003")
    page = seat.page
    seat.look("notice-5-cn-phone")
    page.locator("li[id^=own-tasks-]").first.get_by_role("link", name="原文").click()
    expect(page.locator(".nx-notice-shown").first).to_be_visible()
    assert in_sight(page, ".nx-notice-shown")
    page.locator(".nx-notice-shown").first.click()
    assert in_sight(page, f"[id='{hash_of(page)}']")
    page.set_viewport_size({"width": 1366, "height": 768})
    seat.look("notice-6-cn-desk")
    assert notice.confirmed_at is None
    seat.done()


def test_only_the_area_opens_it_and_only_its_managers_put_it_right(
    browser: Any, site: Any, people: People, enter: Any
) -> None:
    seat = Seat(browser, site, people.head)
    notice = taken(seat, "002")
    address = f"/officer/notices/{notice.pk}/"
    statuses = {
        who: enter(getattr(people, who)).get(address).status_code
        for who in ("head", "superior", "coordinator", "leader", "owner", "stranger")
    }
    assert statuses == {"head": 200, "superior": 200, "coordinator": 200, "leader": 200, "owner": 403, "stranger": 403}
    assert "改<span" not in enter(people.leader).get(address).content.decode()
    seat.done()
