"""Deposit drawn upon, and an advance from the fund, in a real browser: from the page's buttons to the money in the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nuanxin.rights.cases.ledger import standing, totals
from nuanxin.rights.relief.deposit.models import DrawDown
from nuanxin.rights.relief.fund.models import FundAdvance
from tests.conftest import TODAY, People
from tests.journeys.desk import Seat
from tests.journeys.looking import IN_BROWSER, PHONE_SIZE
from tests.unit.rights.relief.making import approver, decided_case, make_deposit, make_fund, manager

pytestmark = IN_BROWSER


@pytest.fixture
def decided(people: People, that_morning: None) -> Any:
    """A decision of the day before yesterday that nobody obeyed, on the working morning."""
    case, day = decided_case(people)
    assert day <= TODAY
    return case


def test_deposit_pays_the_workers(browser: Any, site: Any, people: People, decided: Any) -> None:
    deposit = make_deposit(people, decided.clue.project, stored=4_000_000)
    seat = Seat(browser, site, manager(people))
    seat.go("/officer/deposits/")
    seat.look("relief-deposits")
    seat.click(deposit.project.name, inside="main")
    seat.look("relief-deposit")
    seat.click("动用保证金", inside="main")
    seat.fill(case=str(decided))
    seat.submit("确定", "银行收到通知后起算")
    seat.click("登记银行收到", inside="main")
    seat.submit("登记", "逐人支付")
    for line in DrawDown.objects.get().lines.select_related("claim__worker"):
        seat.click("登记支付", inside="main tbody", exact=False)
        seat.fill(voucher=f"代付{line.pk}")
        seat.submit("登记", "已登记支付")
    seat.look("relief-drawdown")
    assert "补足通知书" in seat.words()
    assert totals(standing(decided.clue)).by_source == {"deposit": 3_000_000}
    seat.go(f"/officer/deposits/{deposit.pk}/?tab=account")
    assert "余额 10,000.00 元" in seat.words()
    seat.look("relief-account")
    for tab in ("due", "guarantees", "drawdowns", "return"):
        seat.go(f"/officer/deposits/{deposit.pk}/?tab={tab}")
        seat.look(f"relief-{tab}")
    seat.done()


def test_fund_advances_and_gets_back(browser: Any, site: Any, people: People, decided: Any) -> None:
    fund = make_fund(people)
    officer = Seat(browser, site, people.owner)
    officer.go(f"/officer/cases/{decided.pk}/?tab=sources")
    officer.look("relief-sources")
    officer.click("申请垫付", inside="main")
    officer.look("relief-advance-new")
    officer.page.locator("main form [name=ground][value=fled]").check()
    officer.fill(found="法定代表人失联")
    officer.submit("申请", "待审批")
    officer.done()
    decider = Seat(browser, site, approver(people))
    decider.go(f"/officer/funds/{fund.pk}/")
    row = FundAdvance.objects.get()
    decider.click(str(row), inside="main")
    decider.click("审批", inside="main")
    decider.fill(approved="批准", reason="用人单位逃匿，同意垫付")
    decider.submit("确定", "已批准待支付")
    decider.done()
    keeper = Seat(browser, site, manager(people))
    keeper.go(f"/officer/advances/{row.pk}/")
    for line in row.lines.all():
        keeper.click("登记支付", inside="main tbody", exact=False)
        keeper.fill(voucher=f"财付{line.pk}")
        keeper.submit("登记", "已登记")
    keeper.click("登记收回", inside="main")
    keeper.fill(amount_fen="1000", voucher="还1")
    keeper.submit("确定", "尚未收回")
    keeper.look("relief-advance")
    keeper.go(f"/officer/funds/{fund.pk}/?on={date(2024, 1, 10)}")
    assert "995,000.00" in keeper.words() and "16.67%" in keeper.words()
    keeper.look("relief-fund")
    keeper.page.set_viewport_size({"width": PHONE_SIZE[0], "height": PHONE_SIZE[1]})
    keeper.go(f"/officer/funds/{fund.pk}/")
    keeper.look("relief-fund-phone")
    keeper.go(f"/officer/clues/{decided.clue.number}/sources/")
    keeper.look("relief-sources-phone")
    keeper.done()
    assert totals(standing(decided.clue)).by_source == {"fund": 600_000}
