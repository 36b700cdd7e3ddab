"""算工资 on a phone of 360 px: with large text, without scripts, by keyboard; and the sum carried into the report."""

from __future__ import annotations

from typing import Any

import pytest

from nuanxin.rights.intake.models import Clue
from tests.journeys.looking import IN_BROWSER
from tests.journeys.phone import Hand, month

pytestmark = IN_BROWSER


def fill_sheet(hand: Hand) -> None:
    """Two months by the day, a little overtime, one proof."""
    hand.go("/", "50-home-wages")
    hand.tap("算工资", "51-wages-kind")
    hand.tap("按天", "52-wages-rate")
    hand.write("rate", "300")
    hand.choose("since", month(3))
    hand.choose("until", month(2))
    hand.tap("下一步", "53-wages-months")
    hand.write(f"m{month(3)}-quantity", "26")
    hand.write(f"m{month(3)}-paid", "2000")
    hand.write(f"m{month(2)}-quantity", "20.5")
    hand.tap("有加班")
    hand.write(f"m{month(3)}-weekday", "10")
    hand.tap("下一步", "54-wages-proof")
    hand.tap("考勤表")
    hand.tap("下一步", "55-wages-sheet")
    assert "12,512.50 元" in hand.words()


@pytest.mark.parametrize("text", ["", "largest"])
def test_the_sheet_and_one_tap_into_the_report(browser: Any, site: Any, text: str) -> None:
    hand = Hand(browser, site, text=text)
    fill_sheet(hand)
    assert not hand.context.cookies() or "sessionid" not in [c["name"] for c in hand.context.cookies()]
    assert hand.page.get_by_text("打印").is_visible()
    hand.page.emulate_media(media="print")
    hand.look("56-wages-print")
    hand.page.emulate_media(media="screen")
    hand.tap("改一改", "57-wages-change")
    assert hand.page.input_value(f"main [name='m{month(3)}-paid']") == "2000"
    hand.tap("下一步")
    hand.tap("下一步")
    hand.tap("用这个数去讨薪")
    assert "您是哪种情况" in hand.words()
    hand.go("/report/amount/")
    assert hand.page.input_value("main [name=amount]") == "12512.50"
    assert Clue.objects.count() == 0
    hand.done()


def test_without_scripts(browser: Any, site: Any) -> None:
    hand = Hand(browser, site, scripts=False)
    fill_sheet(hand)
    hand.done()


def test_by_keyboard(browser: Any, site: Any) -> None:
    hand = Hand(browser, site)
    hand.go("/wages/")
    hand.page.locator("main button").first.focus()
    hand.page.keyboard.press("Enter")
    hand.page.wait_for_selector("main [name=rate]")
    hand.page.focus("main [name=rate]")
    hand.page.keyboard.type("300")
    for _ in range(2):
        hand.page.keyboard.press("Tab")
        hand.page.keyboard.press("ArrowDown")
    hand.page.keyboard.press("Tab")
    hand.page.keyboard.press("Enter")
    hand.page.wait_for_selector("main fieldset.wk-month")
    hand.done()
