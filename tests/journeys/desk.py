"""An officer or leader at a desk of 1366×768: signs in with name and password, clicks what stands on the page."""

from __future__ import annotations

from typing import Any

from django.test import Client
from playwright.sync_api import expect

from tests.journeys.looking import DESK, PATIENCE, SHOTS, listen, serious, too_wide
from tests.unit.web.officer.conftest import passed

PASSWORD = "only-for-this-journey"


class Seat:
    """A person at a desk: every page is reached by a click on the page before, as a person reaches it."""

    def __init__(self, browser: Any, site: Any, staff: Any, size: tuple[int, int] = DESK) -> None:
        self.site = site
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="zh-CN", accept_downloads=True
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.troubles = listen(self.page, site)
        self.clicks = 0
        self._sign_in(staff)

    def _sign_in(self, staff: Any) -> None:
        staff.set_password(PASSWORD)
        staff.save(update_fields=["password"])
        self.page.goto(f"{self.site.url}/sign-in/")
        self.page.fill("#id_username", staff.username)
        self.page.fill("#id_password", PASSWORD)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(lambda url: "/sign-in/" not in url)

    def go(self, path: str) -> None:
        self.page.goto(self.site.url + path)

    def click(self, words: str, *, inside: str = "body", exact: bool = True) -> None:
        """The first visible link or button with these words."""
        self.clicks += 1
        area = self.page.locator(inside)
        target = area.get_by_role("link", name=words, exact=exact).or_(
            area.get_by_role("button", name=words, exact=exact)
        )
        target.filter(visible=True).first.click()
        self.page.wait_for_load_state()

    def fill(self, **values: str) -> None:
        """Fields of the form by their names: text is written, a choice is chosen by its words."""
        for name, value in values.items():
            field = self.page.locator(f"main form [name={name}]").first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)

    def submit(self, words: str, says: str) -> None:
        """Press the form's button; the next page says so."""
        self.page.locator("main form").get_by_role("button", name=words, exact=True).click()
        expect(self.page.locator("main")).to_contain_text(says)
        self.page.wait_for_load_state()

    def words(self) -> str:
        return str(self.page.inner_text("main"))

    def look(self, name: str) -> None:
        """Screenshot where wanted; nothing serious from axe, nothing wider than the screen."""
        self.page.wait_for_load_state()
        if SHOTS:
            self.page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
        self.troubles += serious(self.page, name)
        self.troubles += too_wide(self.page, name)

    def done(self) -> None:
        self.context.close()
        assert self.troubles == [], self.troubles


def open_page(browser: Any, site: Any, staff: Any, size: tuple[int, int] = DESK) -> tuple[Any, list[str]]:
    """A page signed in as a person (None: nobody) without the form, and the list where its troubles gather."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN")
    if staff is not None:
        client = Client()
        client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
        passed(client)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site.url}])
    page = context.new_page()
    return page, listen(page, site)
