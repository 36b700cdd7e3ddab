"""Accounts in a real browser: first password, enrolment by QR code, second step, the three administrators' pages; axe finds nothing serious."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from nuanxin.foundation.organisations.account.one_time_code import code_at, new_secret
from nuanxin.foundation.organisations.account.passwords import set_password
from nuanxin.foundation.organisations.account.second_factor import enrol
from tests.conftest import TODAY, People, at, person
from tests.journeys.desk import open_page
from tests.journeys.looking import DESK, IN_BROWSER, PATIENCE, PHONE_SIZE, SHOTS, listen, serious, too_wide

pytestmark = IN_BROWSER
WORD, NEW = "Plum-Blossom-7", "Winter&Wages-9"
SIZES = pytest.mark.parametrize("size", [DESK, PHONE_SIZE], ids=["desk", "phone"])


class Visitor:
    """Somebody with an empty browser, an English one at that."""

    def __init__(self, browser: Any, site: Any, size: tuple[int, int]) -> None:
        self.site, self.size = site, size
        self.page = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="en-US").new_page()
        self.page.set_default_timeout(PATIENCE)
        self.troubles = listen(self.page, site)

    def sign_in(self, username: str, word: str) -> None:
        self.page.goto(f"{self.site.url}/sign-in/")
        self.page.fill("#id_username", username)
        self.page.fill("#id_password", word)
        self.send()

    def send(self) -> None:
        self.page.locator("main form:not(.nx-inline) [type=submit]").first.click()
        self.page.wait_for_load_state("networkidle")

    def look(self, name: str) -> None:
        name = f"{name}-{self.size[0]}"
        if SHOTS:
            self.page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
        self.troubles += serious(self.page, name) + too_wide(self.page, name)

    def words(self) -> str:
        return str(self.page.inner_text("main"))


@SIZES
def test_a_new_administrator_comes_in(
    browser: Any, site: Any, that_morning: None, people: People, size: tuple[int, int]
) -> None:
    """First password, change, enrolment, recovery codes, desk; the next time with the code."""
    set_password(people.auditor, WORD, must_change=True, on=TODAY)
    visitor = Visitor(browser, site, size)
    page = visitor.page
    visitor.sign_in("auditor", WORD)
    visitor.look("password-first")
    assert "这是初始密码" in visitor.words()
    page.fill("#id_current", WORD)
    page.fill("#id_new", "short")
    page.fill("#id_again", "other")
    visitor.send()
    assert "至少要10个" in visitor.words() or "不一样" in visitor.words()
    visitor.look("password-wrong")
    for name, word in {"current": WORD, "new": NEW, "again": NEW}.items():
        page.fill(f"#id_{name}", word)
    visitor.send()
    assert "启用动态口令" in visitor.words()
    visitor.look("enrol")
    secret = page.inner_text(".nx-secret").replace(" ", "")
    page.fill("#id_code", code_at(secret, at(TODAY)))
    visitor.send()
    assert "只显示这一次" in visitor.words()
    visitor.look("recovery-codes")
    recovery = page.locator(".nx-codes code").first.inner_text()
    page.get_by_role("link", name="已保管好，进入工作台").click()
    page.goto(f"{site.url}/officer/account/")
    visitor.look("account")
    page.context.clear_cookies()
    visitor.sign_in("auditor", NEW)
    visitor.look("sign-in-code")
    page.fill("#id_code", "000000")
    visitor.send()
    assert "还可以试4次" in visitor.words()
    visitor.look("sign-in-code-wrong")
    page.fill("#id_code", recovery)
    visitor.send()
    assert "/officer/" in page.url
    page.context.close()
    assert visitor.troubles == []


def test_the_qr_code_says_what_the_text_says(
    browser: Any, site: Any, that_morning: None, people: People, settings: Any
) -> None:
    """The demonstration's way: enrol and sign in by clicks alone, without a telephone."""
    settings.NUANXIN_DEMO = True
    demo = person("demo-audit", "韩审计", people.owner.unit, "audit_admin")
    set_password(demo, WORD, must_change=False, on=TODAY)
    visitor = Visitor(browser, site, DESK)
    page = visitor.page
    visitor.sign_in("demo-audit", WORD)
    assert page.locator(".nx-qr svg").bounding_box()["width"] > 150
    page.get_by_role("button", name="填入").click()
    visitor.look("enrol-demo")
    page.get_by_role("button", name="确认启用").click()
    page.get_by_role("link", name="已保管好，进入工作台").click()
    page.wait_for_load_state("networkidle")
    assert "管理岗位看不到业务内容" in visitor.words()
    page.context.close()
    assert visitor.troubles == []


@SIZES
def test_pages_of_the_administrators(
    browser: Any, site: Any, that_morning: None, people: People, size: tuple[int, int]
) -> None:
    unit = people.owner.unit
    system, security = (
        person("system", "何系统", unit, "system_admin"),
        person("security", "卫安全", unit, "security_admin"),
    )
    secret = new_secret()
    enrol(secret=secret, code=code_at(secret, at(TODAY)), by=people.owner, at=at(TODAY))
    owner = people.owner.pk
    asked = {
        "staff-new": (system, "/officer/staff/new/"),
        "member-system": (system, f"/officer/staff/{owner}/"),
        "member-security": (security, f"/officer/staff/{owner}/"),
        "reset-password": (security, f"/officer/staff/{owner}/reset/password/"),
        "reset-factor": (security, f"/officer/staff/{owner}/reset/second-factor/"),
        "approvals": (security, "/officer/approvals/"),
        "account-owner": (people.owner, "/officer/account/"),
        "account-leader": (people.leader, "/officer/account/"),
    }
    found = []
    for name, (staff, address) in asked.items():
        page, troubles = open_page(browser, site, staff, size)
        page.goto(site.url + address)
        page.wait_for_load_state("networkidle")
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{size[0]}.png", full_page=True)
        found += serious(page, name) + too_wide(page, name) + troubles
        if name == "reset-password":
            page.fill("#id_reason", "本人来电，已核对身份")
            page.get_by_role("button", name="重置密码").click()
            page.wait_for_load_state("networkidle")
            assert "只显示这一次" in page.inner_text("main")
            if SHOTS:
                page.screenshot(path=f"{SHOTS}/first-password-{size[0]}.png", full_page=True)
            found += serious(page, "first-password")
        page.context.close()
    assert found == []


def test_scripts_are_not_needed(people: People, settings: Any) -> None:
    """The menu behind the name leads to the own account."""
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    client = Client()
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    assert 'href="/officer/account/"' in client.get("/officer/").content.decode()
