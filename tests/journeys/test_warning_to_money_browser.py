"""The whole way of the watch in a real browser: warning → the firm at its door → check → a visit off-line → clue → paid → accuracy.

test_from_warning_to_money.py walks the same way without a browser and counts every step.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.notifications.models import Message
from nuanxin.rights.intake.models import Clue
from nuanxin.watch.inspection.models import Visit
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.warnings.models import RiskWarning
from nuanxin.watch.monitoring.watching import watch_wages
from tests.conftest import TODAY, People, at
from tests.employer_scene import CLERK, Firms, make_firms
from tests.journeys.desk import Seat
from tests.journeys.field_phone import Phone
from tests.journeys.looking import IN_BROWSER
from tests.journeys.phone import Hand
from tests.unit.watch.monitoring.house import small_house
from tests.unit.watch.monitoring.making import days_set, monitor, rules_in_force, watched

pytestmark = IN_BROWSER


@pytest.fixture
def firms(site: Any, people: People, settings: Any, tmp_path: Path, that_morning: None) -> Firms:
    """The firm of the warehouse's project P1 has an account; the morning's round of the watch warns of P1."""
    settings.NUANXIN_WAGES = small_house(tmp_path / "wages")
    with occasion(at=at(TODAY), source="test"):
        mine, firms = monitor(people), make_firms(people)
        days_set()
        watched("P1")
        MonitoredProject.objects.update(project=firms.site, employer=firms.account.employer)
        rules_in_force(mine)
        watch_wages(settings.NUANXIN_WAGES, on=TODAY)
    return firms


def test_the_whole_way_by_hand(browser: Any, site: Any, people: People, firms: Firms) -> None:
    one = RiskWarning.objects.get(project__code="P1", month="2023-12-01")
    desk = Seat(browser, site, one.owner)
    desk.go("/officer/warnings/")
    desk.page.locator(f"main a[href='/officer/warnings/{one.pk}/']").first.click()
    desk.click("告知企业", inside=".nx-acts")
    desk.fill(how="电话", name="马劳资", phone=CLERK)
    desk.submit("确定", "已告知企业")
    the_firm_answers(browser, site, one)
    desk.go(f"/officer/warnings/{one.pk}/?tab=answers")
    expect(desk.page.locator("#tab")).to_contain_text("甲方没有付款")
    desk.click("登记核查", inside=".nx-acts")
    desk.fill(text="专户流水已核对，12月没有代发")
    desk.submit("确定", "已核查")
    desk.click("转检查任务", inside=".nx-acts")
    desk.fill(inspect_by="2024-01-12", text="到现场核对考勤")
    desk.submit("确定", "到现场核对考勤")
    visited_without_a_network(browser, site, people, firms)
    desk.click("检查完成", inside=".nx-acts")
    desk.fill(inspected_on="2024-01-10", text="现场核实4人没有领到")
    desk.submit("确定", "现场核实4人没有领到")
    desk.click("转为线索", inside="main")
    clue = Clue.objects.get()
    expect(desk.page.locator("main")).to_contain_text(clue.number)
    paid_by_hand(browser, site, people, clue)
    desk.click("销号", inside=".nx-acts")
    desk.fill(outcome="属实", reason="张工人6000元已付清")
    desk.submit("确定", "已销号")
    numbers_that_stand(browser, site, people, desk)
    desk.done()


def the_firm_answers(browser: Any, site: Any, one: RiskWarning) -> None:
    """Its wage clerk with a phone: a code, the warning, the answer."""
    hand = Hand(browser, site)
    hand.go("/employer/")
    hand.write("phone", CLERK)
    hand.tap("发验证码")
    code = re.search(r"\d{6}", Message.objects.filter().latest("pk").body)
    assert code is not None
    hand.write("code", code[0])
    hand.tap("登录")
    hand.tap("条预警要答复", "80-employer-warnings")
    hand.page.locator(f"main a[href$='/warnings/{one.pk}/']").click()
    hand.look("81-employer-warning")
    hand.write("text", "甲方没有付款，本月20日前补发")
    hand.tap("提交答复")
    expect(hand.page.locator("main")).to_contain_text("甲方没有付款")
    hand.done()


def visited_without_a_network(browser: Any, site: Any, people: People, firms: Firms) -> None:
    """The inspector's phone has the firm on it; at the site there is no network."""
    phone = Phone(browser, site, people.owner)
    phone.context.set_offline(True)
    phone.begin(firms.site.name)
    phone.write(officers="王承办、李同事", workforce="4", migrants="4", recording="AV-0110-3")
    phone.page.select_option("[name=arrears_found]", label="是")
    phone.write(arrears_persons="4", arrears_fen="24000")
    phone.page.get_by_text("填写完毕，同步后登记").click()
    phone.back()
    assert not Visit.objects.exists()
    phone.context.set_offline(False)
    expect(phone.page.locator("main")).to_contain_text("没有未发送的内容")
    phone.waiting(0)
    visit = Visit.objects.get()
    assert (visit.arrears_found, visit.arrears_persons, visit.arrears_fen) == (True, 4, 2_400_000)
    assert (visit.project, visit.employer) == (firms.site, firms.account.employer)
    phone.done()


def paid_by_hand(browser: Any, site: Any, people: People, clue: Clue) -> None:
    """One worker by the pages of the clue: named, verified, paid."""
    officer = Seat(browser, site, people.owner)
    officer.go(f"/officer/clues/{clue.number}/?tab=claims")
    officer.click("补充劳动者", inside="#tab")
    officer.fill(name="张工人", amount_fen="6000")
    save(officer, "已补充")
    line = officer.page.locator("#tab tr", has_text="张工人")
    line.get_by_role("link", name="核实").click()
    officer.fill(verified_fen="6000", basis="考勤和工资表")
    save(officer, "已核实")
    line.get_by_role("link", name="支付").click()
    officer.fill(amount_fen="6000", paid_on="2024-01-10", voucher="工行回单0001")
    save(officer, "已登记")
    expect(line).to_contain_text("6,000.00")
    officer.done()


def save(seat: Seat, says: str) -> None:
    seat.page.locator("main form").get_by_role("button", name=re.compile("^(保存|确定)$")).click()
    expect(seat.page.locator("main")).to_contain_text(says)


def numbers_that_stand(browser: Any, site: Any, people: People, desk: Seat) -> None:
    """The accuracy page counts it as confirmed and opens to it; the leader's funnel ends with the money."""
    desk.go("/officer/warning-accuracy/")
    expect(desk.page.locator("main")).to_contain_text("100.0%")
    desk.page.locator("main a[href*='outcome=confirmed']").first.click()
    expect(desk.page.locator("main")).to_contain_text("P1安置房项目")
    leader = Seat(browser, site, people.leader)
    leader.go("/leader/risk/")
    expect(leader.page.locator(".nx-funnel")).to_contain_text("已付 0.60 万元")
    leader.look("way-risk-map")
    leader.done()
