"""下一步建议 in a real browser: the counter asks and keeps, the trace stands open; the worker reads his ways at 360 px."""

from __future__ import annotations

from typing import Any

import pytest

from nuanxin.rights.intake.models import ClueEvent
from tests.journeys.desk import Seat
from tests.journeys.looking import IN_BROWSER
from tests.journeys.phone import Hand
from tests.journeys.scene import Scene

pytestmark = [*IN_BROWSER, pytest.mark.usefixtures("that_morning")]


def test_the_counter_advises_and_the_worker_reads_it(browser: Any, site: Any, scene: Scene) -> None:
    clue = scene.received
    seat = Seat(browser, site, scene.people.owner)
    seat.go(f"/officer/clues/{clue.number}/")
    seat.look("advice-1-beside")
    seat.click("分流建议", inside="main")
    seat.fill(
        iou="否", hardship="是", ended_on="2023-12-01", chosen="可以走：劳动保障监察投诉", note="本人同意先走监察"
    )
    seat.look("advice-2-form")
    seat.submit("登记", "已登记分流建议")
    seat.page.evaluate("document.querySelectorAll('details.nx-more').forEach(d => { d.open = true; })")
    seat.look("advice-3-tab")
    words = seat.words()
    for said in (
        "本人选择：劳动保障监察投诉",
        "仅供参考",
        "每一条规则问了什么",
        "劳动关系终止日：2023年12月1日",
        "临时救助",
    ):
        assert said in words, said
    seat.page.set_viewport_size({"width": 360, "height": 740})
    seat.look("advice-5-tab-narrow")
    seat.done()
    assert ClueEvent.objects.get(kind="keep_advice").details["chosen"] == "inspection"

    hand = Hand(browser, site)
    hand.go("/")
    hand.tap("查进度")
    hand.write("code", clue.receipt_code or "")
    hand.page.click("main form button[type=submit]")
    hand.tap("下一步怎么走", "advice-4-worker")
    words = hand.words()
    assert "找劳动监察" in words and "申请临时救助" in words and words.count("今天做什么") <= 5
    hand.done()
