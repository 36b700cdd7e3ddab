"""IN-02, IN-04: from the scanned code to the receipt in ninety seconds of a practised thumb; a pin by consent where nobody knows the place.

The seconds are the house's own estimate (keystroke-level model: reading a screen, a tap, a choice, a key), not a measured crowd.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.intake.models import Clue
from tests.journeys.looking import IN_BROWSER
from tests.journeys.phone import PHONE, Hand, month

pytestmark = IN_BROWSER
READ, TAP, CHOICE, KEY = 3.0, 1.2, 4.0, 0.6  # seconds
LIMIT = 90


class Counting(Hand):
    """A hand that counts screens, choices and keys too."""

    screens = choices = keys = 0

    def tap(self, words: str, look: str = "") -> None:
        super().tap(words, look)
        self.screens += 1

    def choose(self, name: str, value: str) -> None:
        super().choose(name, value)
        self.choices += 1

    def write(self, name: str, text: str) -> None:
        super().write(name, text)
        self.keys += len(text) * (3 if not text.isascii() else 1)  # a Chinese sign is about three keys of pinyin

    @property
    def seconds(self) -> float:
        return self.screens * READ + self.taps * TAP + self.choices * CHOICE + self.keys * KEY


def test_scan_to_submitted_within_ninety_seconds(browser: Any, site: Any) -> None:
    firm = Employer.objects.create(name="河南测试建筑有限公司", region_id="410721")
    Project.objects.create(name="幸福家园二期", employer=firm, region_id="410721", site_code="XX0721A")
    hand = Counting(browser, site)
    hand.go("/report/?site=XX0721A")
    hand.tap("我被欠了工资")
    hand.tap("建筑、装修")
    hand.choose("owed_from", month(3))
    hand.choose("owed_to", month(2))
    hand.tap("下一步")
    hand.write("amount", "12500")
    hand.tap("下一步")
    hand.tap("只有我自己")
    hand.write("name", "张三")
    hand.write("phone", PHONE)
    hand.tap("农村户口")
    hand.tap("下一步")
    hand.tap("没有，下一步")
    hand.tap("提交")
    clue = Clue.objects.select_related("project", "employer").get()
    assert clue.project is not None and clue.employer == firm and clue.officer.name in hand.words()
    assert (hand.taps, hand.screens, hand.choices) == (9, 9, 2)
    assert hand.seconds <= LIMIT, hand.seconds
    hand.done()


@pytest.mark.parametrize("text", ["", "largest"])
def test_a_pin_by_consent(browser: Any, site: Any, text: str) -> None:
    hand = Hand(browser, site, text=text)
    hand.context.grant_permissions(["geolocation"], origin=site.url)
    hand.context.set_geolocation({"latitude": 35.30312, "longitude": 113.91234, "accuracy": 20})
    hand.go("/report/")
    hand.tap("我被欠了工资", "60-where-locate")
    hand.choose("region", "410721")
    hand.tap("同意，用手机定位")
    expect(hand.page.locator("input[name=pin]")).not_to_have_value("")
    hand.look("61-where-located")
    assert "35.3031, 113.9123" in hand.words()
    hand.tap("下一步", "62-employer-photo")
    hand.tap("拍大门牌子", "63-employer-open")
    hand.go("/report/where/")
    hand.tap("不要这个位置")
    assert hand.page.input_value("input[name=pin]") == ""
    hand.done()


def test_the_file_page_with_own_details_and_data(browser: Any, site: Any) -> None:
    hand = Hand(browser, site)
    hand.go("/report/")
    from tests.worker_report import ANSWERS

    for key, said in {**ANSWERS, "me": {"name": "张三", "phone": PHONE}}.items():
        hand.page.request.post(  # the answers are not what is looked at here
            f"{site.url}/report/{key}/",
            form={k: str(v) for k, v in said.items()} | {"csrfmiddlewaretoken": token(hand)},
            headers={"Referer": site.url},
        )
    hand.go("/report/check/")
    hand.tap("提交")
    hand.tap("看进度")
    hand.tap("补充、改正我的信息", "64-file-details")
    hand.tap("农村户口")
    hand.page.locator("form[action$='details/'] button").click()
    hand.page.wait_for_selector(".nx-message-success")
    clue = Clue.objects.get()
    assert (clue.migrant_persons, clue.migrant_amount_fen) == (1, 12_500_50)
    hand.tap("看看存了什么", "65-mine-ask")
    hand.write("phone", PHONE)
    hand.tap("看一看", "66-mine")
    assert "张三" in hand.words() and "未填 → 农村户口" in hand.words()
    with hand.page.expect_download() as coming:
        hand.tap("下载一份")
    assert coming.value.suggested_filename == f"{clue.number}.json"
    hand.done()


def token(hand: Hand) -> str:
    return str(hand.page.input_value("input[name=csrfmiddlewaretoken] >> nth=0"))
