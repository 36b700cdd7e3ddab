"""An order at the employer's door: on a phone of 360 px in the largest letters by thumb, and by the keyboard alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nuanxin.foundation.parties.models import phone_index
from nuanxin.rights.intake.models import ClueEvent
from nuanxin.watch.monitoring.employers.papers.models import PaperReply
from nuanxin.web.employer.gate import KEY
from tests.conftest import People
from tests.employer_scene import BOSS, make_firms
from tests.journeys.looking import IN_BROWSER
from tests.journeys.phone import Hand
from tests.unit.rights.cases.making import make_case, walk

pytestmark = IN_BROWSER


@pytest.fixture
def order(site: Any, people: People) -> None:
    """An order that was served on the firm."""
    firm = make_firms(people).account.employer
    case = make_case(people, employer_name=firm.name, credit_code=firm.credit_code or "")
    walk(case, "evidence investigated order order_served", people, date(2023, 12, 6))


def signed_in(hand: Hand) -> None:
    """The browser of the firm's contact, whose telephone was proven."""
    from django.contrib.sessions.backends.db import SessionStore

    from nuanxin.foundation.common.occasion import now

    session = SessionStore()
    session[KEY] = {"phone": phone_index(BOSS), "at": int(now().timestamp())}
    session.create()
    hand.context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": hand.site.url}])


def test_from_order_to_answer_by_keyboard(browser: Any, site: Any, order: None, that_morning: None) -> None:
    hand = Hand(browser, site, text="largest")
    signed_in(hand)
    hand.go("/employer/", "80-orders-home")
    press(hand, "份送达的文书要答复")
    hand.look("81-orders")
    press(hand, "限期改正指令书")
    hand.look("82-order")
    reach(hand, "textarea[name=text]")
    hand.page.keyboard.type("已经支付三名工人")
    reach(hand, "[name=voucher]")
    hand.page.keyboard.type("回单20240110")
    press(hand, "提交答复")
    assert "答复已送到承办人" in hand.page.inner_text("body") and "还没有答复" not in hand.words()
    assert "回单20240110" in ClueEvent.objects.get(kind="answer_paper").text
    assert PaperReply.objects.get().replied_by.startswith("钱老板")
    for path in ("service/", "service/self-check/", "filings/"):
        hand.go(f"/employer/{path}", f"83-{path.strip('/').replace('/', '-')}")
    hand.done()


def reach(hand: Hand, place: str) -> None:
    """Tab until the field has the focus, which must be visible."""
    for _ in range(60):
        hand.page.keyboard.press("Tab")
        if hand.page.evaluate("place => document.activeElement.matches(place)", place):
            return seen(hand)
    raise AssertionError(f"{place} cannot be reached by Tab")


def press(hand: Hand, words: str) -> None:
    """Tab until a link or button with these words has the focus, then Enter."""
    for _ in range(60):
        hand.page.keyboard.press("Tab")
        if words in hand.page.evaluate("document.activeElement.textContent.slice(0, 200)"):
            seen(hand)
            with hand.page.expect_navigation():
                hand.page.keyboard.press("Enter")
            return
    raise AssertionError(f"“{words}” cannot be reached by Tab")


def seen(hand: Hand) -> None:
    """The focus has an outline or a shadow, and lies on the screen."""
    look, top, height = hand.page.evaluate(
        """() => { const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
        return [(s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none', r.top, innerHeight]; }"""
    )
    if not look or not -5 <= top <= height:
        hand.troubles.append(f"focus not seen: {hand.page.evaluate('document.activeElement.outerHTML.slice(0, 100)')}")
