"""At the desk in a real browser: messages read, many clues given on by keys, a reply written from a standard text."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from nuanxin.foundation.notifications.inbox import unread_count
from nuanxin.rights.intake.answer.phrase_rows import StandardTextUse
from nuanxin.rights.intake.models import Clue, ClueEvent
from nuanxin.rights.intake.transfer.batches import Reassignment
from nuanxin.rights.intake.transfer.reassigning import reassign_clues
from tests.conftest import TODAY
from tests.journeys.desk import open_page
from tests.journeys.looking import DESK, IN_BROWSER, PHONE_SIZE, SHOTS, serious, too_wide
from tests.journeys.scene import Scene
from tests.unit.web.officer.test_role_matrix import a_message

pytestmark = IN_BROWSER


def pages(scene: Scene) -> dict[str, str]:
    head, clues = scene.people.head, [scene.received, scene.filed, scene.supplement]
    for clue in clues:
        a_message(head, clue)
    batch = reassign_clues(clues=clues, officer=scene.people.colleague, reason="轮休", by=head, on=TODAY)
    return {
        "inbox": "/officer/inbox/",
        "ledger-bulk": "/officer/clues/",
        "reassign-none": "/officer/clues/reassign/",
        "reassignment": f"/officer/clues/reassign/{batch.pk}/",
        "helping": "/officer/helping/",
        "texts": "/officer/texts/",
        "text-new": "/officer/texts/new/",
        "reply-refuse": f"/officer/clues/{scene.received.number}/acts/refuse/",
        "reply-close": f"/officer/clues/{scene.received.number}/acts/close/",
        "reply-message": f"/officer/clues/{scene.received.number}/acts/message/",
        "helper": f"/officer/clues/{scene.received.number}/acts/helper/",
        "clue-moves": f"/officer/clues/{scene.helped.number}/?tab=moves",
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


def test_messages_are_marked_without_a_new_page(browser: Any, site: Any, that_morning: None, scene: Scene) -> None:
    owner = scene.people.owner
    for clue in (scene.received, scene.filed):
        a_message(owner, clue)
    number = unread_count(owner)
    page, troubles = open_page(browser, site, owner)
    page.goto(f"{site.url}/officer/inbox/")
    expect(page.locator("#mail-count")).to_contain_text(str(number))
    page.get_by_role("button", name="标为已读", exact=True).first.click()
    expect(page.locator("#mail-count")).to_contain_text(str(number - 1))
    page.get_by_role("button", name="全部标为已读").click()
    expect(page.locator("#mail-count")).to_be_hidden()
    expect(page.get_by_role("button", name="标为已读", exact=True)).to_have_count(0)
    page.locator("tbody .nx-as-link").first.click()
    page.wait_for_url("**/officer/clues/**")
    page.context.close()
    assert troubles == [] and unread_count(owner) == 0


def test_rows_are_chosen_by_keys_given_on_and_taken_back(
    browser: Any, site: Any, that_morning: None, scene: Scene
) -> None:
    page, troubles = open_page(browser, site, scene.people.head)
    page.goto(f"{site.url}/officer/clues/?state=received")
    boxes = page.locator("tbody .nx-pick")
    first = boxes.first
    first.focus()
    page.keyboard.press("Space")
    expect(page.locator(".nx-bulk-count")).to_contain_text("1")
    if boxes.count() > 1:
        page.keyboard.press("ArrowDown")
        page.keyboard.press("x")
        expect(page.locator(".nx-bulk-count")).to_contain_text("2")
    chosen = page.evaluate("[...document.querySelectorAll('[data-pick]:checked')].map((box) => box.dataset.pick)")
    page.get_by_role("button", name="分派选中的").click()
    expect(page.locator("main")).to_contain_text(chosen[0])
    page.locator("[name=officer]").select_option(index=1)
    page.fill("[name=reason]", "轮休")
    page.get_by_role("button", name="预览").click()
    expect(page.locator("main")).to_contain_text("可以分派")
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/reassign-look-1366.png", full_page=True)
    troubles += serious(page, "reassign-look")
    page.get_by_role("button", name="确认分派").click()
    expect(page.locator("main")).to_contain_text("已分派")
    batch = Reassignment.objects.get()
    given = batch.rows.filter(event__isnull=False)
    assert given.exists() and set(batch.rows.values_list("clue__number", flat=True)) == set(chosen)
    page.get_by_role("button", name="撤销").click()
    page.locator("dialog").get_by_role("button", name="确定").click()
    expect(page.locator("main")).to_contain_text("已撤销")
    assert all(Clue.objects.get(pk=row.clue_id).officer_id == row.before_id for row in given)
    page.context.close()
    assert troubles == []


def test_a_reply_from_a_standard_text(browser: Any, site: Any, that_morning: None, scene: Scene) -> None:
    clue = scene.received
    page, troubles = open_page(browser, site, scene.people.head)
    page.goto(f"{site.url}/officer/clues/{clue.number}/acts/message/")
    page.get_by_role("button", name="插入：请补充材料").click()
    words = page.input_value("[name=text]")
    assert "【材料名称】" in words and "电话" in words
    expect(page.locator("#asked")).to_contain_text("还有空没有填")
    page.keyboard.type("考勤表和银行流水")  # the place to fill is marked, so that typing fills it
    expect(page.locator("#asked")).to_contain_text("没有发现问题")
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/reply-written-1366.png", full_page=True)
    page.get_by_role("button", name="发送").click()
    expect(page.locator("main")).to_contain_text("已留言")
    said = ClueEvent.objects.get(kind="say_to_reporter")
    assert "请补充考勤表和银行流水" in said.text
    assert StandardTextUse.objects.get().key == "house:ask_more"
    page.context.close()
    assert troubles == []
