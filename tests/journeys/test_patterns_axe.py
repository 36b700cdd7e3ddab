"""Every page pattern in a real browser: nothing serious from axe, no breach of the policy, no request to another host."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from nuanxin.foundation.common.occasion import BEIJING
from tests.conftest import People
from tests.journeys.looking import DESK, IN_BROWSER, PHONE_SIZE, SHOTS, listen, serious, too_wide

pytestmark = IN_BROWSER
SIZES = {"desk": DESK, "phone": PHONE_SIZE}
PAGES = {
    "list": "/sample/",
    "list-sorted": "/sample/?sort=-amount&state=new&due_from=2024-13-01",
    "list-empty": "/sample/?q=nothing",
    "record": "/sample/record/",
    "form": "/sample/form/",
    "confirm": "/sample/confirm/",
    "figures": "/sample/figures/",
    "print": "/sample/print/",
    "refused": "/sample/refused/",
    "sign-in": "/sign-in/",
    "locked": "/locked/",
    "missing": "/missing/",
    "worker": "/sampleworker/",
    "worker-form": "/sampleworker/form/",
}


@pytest.fixture
def site(settings: Any, sample_tables: None, people: People, live_server: Any) -> Any:
    from tests.sample_rows import Firm, Matter

    settings.ROOT_URLCONF = "tests.sample_pages"
    settings.NUANXIN_DEMO = True
    settings.TEMPLATES[0]["DIRS"] = [*settings.TEMPLATES[0]["DIRS"], Path(__file__).parent.parent / "sample_templates"]
    settings.TEMPLATES = [dict(settings.TEMPLATES[0])]
    Matter.objects.all().delete()
    firms = [Firm.objects.create(name=n) for n in ("甲建筑劳务有限公司新乡分公司", "乙制造有限公司", "丙餐饮店")]
    today = date.today()
    Matter.objects.bulk_create(
        Matter(
            number=f"XS2024-{n:04d}",
            worker=["张三", "李四", "王五六"][n % 3],
            identity="410721199001011234",
            firm=firms[n % 3] if n % 7 else None,
            region="410721",
            state=["new", "open", "closed"][n % 3],
            amount=n * 1_234_56,
            workers=n % 13 + 1,
            due_on=today + timedelta(days=n % 9 - 3) if n % 5 else None,
            received_at=datetime(2024, 1, 1, 9, tzinfo=BEIJING) + timedelta(hours=n),
        )
        for n in range(1, 61)
    )
    return live_server


def open_page(browser: Any, site: Any, people: People, size: tuple[int, int], text: str) -> tuple[Any, list[str]]:
    """A page signed in as the owner, and the list where its troubles gather."""
    client = Client()
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN")
    cookies = [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site.url}]
    if text:
        cookies.append({"name": "nuanxin_text", "value": text, "url": site.url})
    context.add_cookies(cookies)
    page = context.new_page()
    return page, listen(page, site)


@pytest.mark.parametrize("text", ["", "large", "largest"])
@pytest.mark.parametrize("size", list(SIZES))
def test_patterns_hold(browser: Any, site: Any, people: People, size: str, text: str) -> None:
    page, troubles = open_page(browser, site, people, SIZES[size], text)
    for name, address in PAGES.items():
        page.goto(site.url + address)
        page.wait_for_load_state("networkidle")
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{size}{'-' + text if text else ''}.png", full_page=True)
        troubles += serious(page, name)
        if name != "print":
            troubles += too_wide(page, name)
    page.context.close()
    assert troubles == []


def test_list_works_by_htmx_and_by_keyboard(browser: Any, site: Any, people: People) -> None:
    page, troubles = open_page(browser, site, people, SIZES["desk"], "")
    page.goto(site.url + "/sample/")
    page.select_option("#f_state", "new")
    page.wait_for_url("**state=new**")
    page.get_by_text("共 20 件").wait_for()
    page.goto(site.url + "/sample/")
    page.click("a:has-text('下一页')")
    page.wait_for_url("**after=**")
    page.wait_for_selector("a:has-text('上一页')")
    page.go_back()
    page.wait_for_selector("#f_state")
    page.locator("tbody a").first.focus()
    page.keyboard.press("ArrowDown")
    second = page.locator("tbody tr").nth(1).locator("a").first
    assert second.evaluate("link => link === document.activeElement")
    page.context.close()
    assert troubles == []


def test_form_echo_error_summary_and_guard(browser: Any, site: Any, people: People) -> None:
    page, troubles = open_page(browser, site, people, SIZES["desk"], "")
    page.goto(site.url + "/sample/form/")
    page.fill("#id_amount", "12345.6")
    assert page.text_content("[data-yuan-echo]") == "= 1.23 万元"
    page.click("button:has-text('登记')")
    page.wait_for_selector(".nx-errors")
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/form-errors-desk.png", full_page=True)
    assert page.evaluate("document.activeElement.classList.contains('nx-errors')")
    page.click(".nx-errors a:has-text('姓名')")
    assert page.evaluate("document.activeElement.id") == "id_name"
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.fill("#id_name", "张三")
    page.goto(site.url + "/sample/")
    assert asked == ["beforeunload"]
    page.context.close()
    assert [t for t in troubles if "beforeunload" not in t] == []


def test_worker_door_is_light_and_its_targets_are_large(browser: Any, site: Any, people: People) -> None:
    page, troubles = open_page(browser, site, people, SIZES["phone"], "large")
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto(site.url + "/sampleworker/")
    page.wait_for_load_state("networkidle")
    assert sum(sizes) <= 200 * 1024
    small = page.evaluate(
        """() => [...document.querySelectorAll('main a, main button, main input, header summary, header a')]
        .filter(e => e.offsetParent && !e.closest('dd, p')).map(e => [e.outerHTML.slice(0, 60), e.getBoundingClientRect().height])
        .filter(([, height]) => height < 60)"""
    )
    assert small == []
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('main')).fontSize)") >= 18
    page.context.close()
    assert troubles == []


def test_essential_acts_work_without_scripts(browser: Any, site: Any, people: People) -> None:
    client = Client()
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    context = browser.new_context(java_script_enabled=False, accept_downloads=True, locale="zh-CN")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site.url}])
    page = context.new_page()
    page.goto(site.url + "/sample/")
    page.select_option("#f_state", "closed")
    page.click("button:has-text('查询')")
    assert "共 20 件" in page.inner_text(".nx-total")
    with page.expect_download() as download:
        page.click("button:has-text('导出 Excel')")
    assert download.value.suggested_filename.endswith(".xlsx")
    page.click("summary:has-text('字号')")
    page.click("a:has-text('特大')")
    assert page.get_attribute("html", "data-text") == "larger" and "state=closed" in page.url
    context.close()
