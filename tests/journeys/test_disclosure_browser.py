"""A decision made public in a real browser: looked at, published, read by a stranger on a phone without a person in it, taken back."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from nuanxin.rights.credit.disclosure.models import DisclosedDecision, DisclosureDuty
from tests.conftest import People
from tests.journeys.desk import open_page
from tests.journeys.looking import DESK, IN_BROWSER, PHONE_SIZE, SHOTS, serious, too_wide
from tests.unit.rights.credit.making import take
from tests.unit.rights.credit.test_disclosure import fined
from tests.unit.rights.credit.test_reaching import PLATFORM, removed

pytestmark = IN_BROWSER
FACTS = "新乡甲建筑有限公司拖欠工人0等3人工资，经责令限期支付仍不支付。项目经理孙大海到场说明，所用独家工法暂不公开。"


def look(page: Any, name: str) -> list[str]:
    """The page at both sizes: nothing serious, nothing too wide."""
    found = []
    for size in (DESK, PHONE_SIZE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/disclosure-{name}-{size[0]}.png", full_page=True)
        found += [*(serious(page, name) if size == DESK else []), *too_wide(page, name)]
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    return found


def test_looked_at_published_read_and_taken_back(browser: Any, site: Any, that_morning: None, people: People) -> None:
    duty = DisclosureDuty.objects.get(case=fined(people))
    page, troubles = open_page(browser, site, people.owner)
    stranger, more = open_page(browser, site, None, PHONE_SIZE)
    page.goto(f"{site.url}/officer/credit/disclosures/")
    looks = look(page, "list")
    page.click(f"a:has-text('{duty.number}')")
    page.click("a:has-text('拟定公示内容')")
    page.fill("[name=facts]", FACTS)
    page.fill("[name=names]", "孙大海")
    page.fill("[name=secrets]", "独家工法")
    looks += look(page, "draft")
    page.click("button:has-text('保存并预览')")
    expect(page.locator("main")).to_contain_text("项目经理孙某到场说明，所用（略）暂不公开")
    looks += look(page, "preview")
    page.click("button:has-text('按预览公示')")
    expect(page.locator("main")).to_contain_text("已公示，公众现在可以看到")
    stranger.goto(f"{site.url}/decisions/")
    stranger.fill("[name=q]", "甲建筑")
    stranger.click("button:has-text('查')")
    expect(stranger.locator("main")).to_contain_text("查到 1 条")
    looks += look(stranger, "public-list")
    stranger.click("main li a")
    expect(stranger.locator("main")).to_contain_text("拖欠工某等3人工资")
    text = stranger.inner_text("main")
    assert duty.number in text and not any(word in text for word in ("张三", "工人0", "孙大海", "独家工法", "王承办"))
    looks += look(stranger, "public")
    page.reload()
    looks += look(page, "published")
    page.click("a:has-text('撤回')")
    page.select_option("[name=cause]", "revoked")
    page.fill("[name=reason]", "行政复议决定撤销了该处罚决定")
    page.click("button:has-text('确定')")
    expect(page.locator("main")).to_contain_text("已撤回，公众不再看到决定内容")
    stranger.reload()
    expect(stranger.locator("main")).to_contain_text("行政复议决定撤销了该处罚决定")
    expect(stranger.locator("main")).not_to_contain_text("甲建筑")
    looks += look(stranger, "gone")
    duty.refresh_from_db()
    assert duty.state == "withdrawn" and DisclosedDecision.objects.count() == 1
    late = removed(people)
    take(late.case, "tell_removal", people, late.removed_on, consumers=[PLATFORM])
    page.goto(f"{site.url}/officer/credit/removals/")
    looks += look(page, "removals")
    page.context.close()
    stranger.context.close()
    assert troubles + more + looks == []
