"""An inspector's phone of 360 px with the field page installed: written on without a network, brought home later."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.journeys.desk import Seat
from tests.journeys.looking import PHONE_SIZE


class Phone(Seat):
    """An officer with the page installed on a phone."""

    def __init__(self, browser: Any, site: Any, staff: Any) -> None:
        super().__init__(browser, site, staff, size=PHONE_SIZE)
        self.context.clock.set_fixed_time("2024-01-10T03:00:00Z")  # the lists hold for a day by the phone's clock
        self.go("/officer/field/")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        self.press("下载名单和清单")
        expect(self.page.locator("main")).to_contain_text("可以离线使用到")

    def done(self) -> None:
        """A photo shown from the phone's own memory is no request elsewhere."""
        self.troubles = [one for one in self.troubles if not one.startswith(f"away: blob:{self.site.url}")]
        super().done()

    def press(self, words: str) -> None:
        self.page.locator("main").get_by_role("button", name=words).or_(
            self.page.locator("main").get_by_role("link", name=words)
        ).first.click()

    def begin(self, name: str) -> None:
        self.press("新建检查")
        self.page.fill("[name=search]", name)
        self.page.locator(".fd-visits button").first.click()
        expect(self.page.locator("[name=workforce]")).to_be_visible()

    def write(self, **values: str) -> None:
        for name, value in values.items():
            self.page.fill(f"[name={name}]", value)
            self.page.locator(f"[name={name}]").blur()

    def answer(self, place: str, words: str) -> Any:
        name, _, _ = place.partition("/")
        if not self.page.locator(f"[data-item='{place}']").count():
            self.page.locator(f"[data-list={name}] > summary").click()
        item = self.page.locator(f"[data-item='{place}']")
        item.get_by_text(words, exact=True).click()
        return item

    def back(self) -> None:
        self.press("返回首页同步")
        expect(self.page.locator("p[data-load]")).to_be_visible()

    def waiting(self, number: int) -> None:
        expect(self.page.locator("#line")).to_have_attribute("data-waiting", str(number))
