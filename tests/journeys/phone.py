"""A thumb on a phone of 360 px at the worker's door: taps, writes, and looks at every page it comes to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.journeys.looking import PATIENCE, SHOTS, listen, serious, too_wide

PHONE = "13800001234"


class Hand:
    """A thumb on a phone: counts its taps, looks at every page it comes to."""

    def __init__(self, browser: Any, site: Any, *, text: str = "", scripts: bool = True) -> None:
        self.site = site
        self.context = browser.new_context(
            viewport={"width": 360, "height": 740}, locale="zh-CN", has_touch=True, java_script_enabled=scripts
        )
        if text:
            self.context.add_cookies([{"name": "nuanxin_text", "value": text, "url": site.url}])
        self.page = self.context.new_page()
        self.taps = 0
        self.text = text
        self.scripts = scripts
        self.page.set_default_timeout(PATIENCE)
        self.troubles = listen(self.page, site)

    def go(self, path: str, look: str = "") -> None:
        self.page.goto(self.site.url + path)
        if look:
            self.look(look)

    def tap(self, words: str, look: str = "") -> None:
        self.taps += 1
        target = self.page.locator("main").locator("button, a, label, summary").filter(has_text=words)
        target.filter(visible=True).first.click()
        self.page.wait_for_load_state()
        if look:
            self.look(look)

    def write(self, name: str, text: str) -> None:
        self.page.fill(f"main [name='{name}']", text)

    def choose(self, name: str, value: str) -> None:
        self.page.select_option(f"main select[name={name}]", value)

    def words(self) -> str:
        return str(self.page.inner_text("main"))

    def look(self, name: str) -> None:
        """Screenshot where wanted; no sideways scrolling; nothing serious from axe; targets large enough for a thumb."""
        name = f"{name}{'-' + self.text if self.text else ''}"
        self.page.wait_for_load_state()
        if SHOTS:
            self.page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
        if not self.scripts:
            return
        self.troubles += too_wide(self.page, name)
        least = 60 if self.text else 44
        small = self.page.evaluate(
            """least => [...document.querySelectorAll('a, button, select, summary, input:not([type=hidden])')]
            .filter(e => e.checkVisibility() && !e.closest('.nx-skip, p:not(.wk-later):not(.nx-back), .nx-errors, .wk-pick, .nx-check'))
            .map(e => [e.textContent.trim().slice(0, 20) || e.name, Math.round(e.getBoundingClientRect().height)])
            .filter(([, height]) => height < least)""",
            least,
        )
        self.troubles += [f"{name}: {words!r} is {height}px high" for words, height in small]
        self.troubles += serious(self.page, name)

    def done(self) -> None:
        self.context.close()
        assert self.troubles == [], self.troubles


def month(back: int) -> str:
    first = (date.today().replace(day=1) - timedelta(days=28 * back)).replace(day=1)
    return first.strftime("%Y-%m")


def fill_in(hand: Hand, *, several: int = 0, shots: bool = True, site: str = "") -> None:
    """From the first screen to the check page; with the name of a building site the work was done there."""

    def seen(name: str) -> str:
        return name if shots else ""

    hand.tap("我要讨薪", seen("02-who"))
    hand.tap("我被欠了工资", seen("03-where"))
    hand.choose("region", "410721")
    hand.write("place", "和平路与解放路口")
    if site:
        hand.write("project", site)
    hand.tap("下一步", seen("04-employer"))
    hand.write("name", "新乡县测试劳务有限公司")
    hand.tap("下一步", seen("05-work"))
    hand.tap("建筑、装修" if site else "工厂", seen("06-when"))
    hand.choose("owed_from", month(4))
    hand.choose("owed_to", month(2))
    hand.tap("下一步", seen("07-amount"))
    hand.write("amount", "12500")
    hand.tap("下一步", seen("08-people"))
    if several:
        hand.write("number", str(several))
        hand.tap("还有工友，下一步")
    else:
        hand.tap("只有我自己", seen("09-me"))
    hand.write("name", "张三")
    hand.write("phone", PHONE)
    hand.tap("农村户口")
    hand.tap("下一步", seen("10-evidence"))
    hand.tap("下一步", seen("11-check"))
