"""Destruction of a file past its period in a real browser: proposed, approved by another, carried out; its numbers stay."""

from __future__ import annotations

from typing import Any

import pytest

from nuanxin.foundation.common.occasion import occasion
from nuanxin.rights.cases.ledger import standing, totals
from nuanxin.rights.intake.models import Clue
from tests.conftest import People, at
from tests.journeys.desk import Seat
from tests.journeys.looking import IN_BROWSER, PHONE_SIZE
from tests.unit.rights.intake.destruction.making import LATER, found_in_storage, set_years, settled_file

pytestmark = IN_BROWSER


@pytest.fixture
def old(people: People, site: Any) -> Clue:
    clue = settled_file(people)
    set_years()
    return clue


@pytest.fixture
def long_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each request comes in eleven years later."""
    from nuanxin.web.patterns import moment

    monkeypatch.setattr(moment, "occasion", lambda **_: occasion(at=at(LATER), source="test"))


def test_a_file_is_destroyed_and_its_numbers_stay(
    browser: Any, site: Any, people: People, old: Clue, long_after: None
) -> None:
    sums = totals(standing(old))
    officer = Seat(browser, site, people.owner)
    officer.go("/officer/retention/")
    officer.look("keeping-past")
    officer.click("提出销毁", inside="main")
    officer.fill(reason="鉴定：已过保管期限，没有继续保存价值")
    officer.look("keeping-propose")
    officer.submit("提出", "待审批（提出人不能审批）")
    head = Seat(browser, site, people.head)
    head.go("/officer/destructions/")
    head.look("keeping-lists")
    head.click("销毁清册", inside="main tbody", exact=False)
    head.click("审批", inside="main")
    head.look("keeping-decide")
    head.submit("审批", "已审批")
    head.done()
    officer.page.reload()
    officer.click("销毁", inside="main")
    officer.fill(first_witness="档案馆甲", second_witness="保密办乙")
    officer.look("keeping-carry")
    officer.submit("销毁", "已销毁1件")
    officer.look("keeping-destroyed")
    officer.page.set_viewport_size({"width": PHONE_SIZE[0], "height": PHONE_SIZE[1]})
    officer.look("keeping-destroyed-360")
    officer.click(old.number, inside="main")
    assert "档案已销毁" in officer.words() and "30,000.00" in officer.words()
    officer.look("keeping-clue-360")
    officer.done()
    assert totals(standing(old)) == sums
    assert found_in_storage() == []
