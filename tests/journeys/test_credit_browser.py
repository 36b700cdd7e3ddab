"""The list in a real browser: put forward, told, decided by the head, served, published, shared; then how its pages look."""

from __future__ import annotations

from datetime import date
from typing import Any

from playwright.sync_api import expect

from nuanxin.rights.cases.models import Case, OfficialAct
from nuanxin.rights.credit.honours.selecting import enter_candidate
from nuanxin.rights.credit.listing.arrivals import still_to_tell
from nuanxin.rights.credit.listing.sharing import enter_consumer
from nuanxin.rights.credit.models import Listing
from nuanxin.rights.credit.publication.batches import enter_violation, make_batch
from tests.conftest import TODAY, People
from tests.journeys.desk import open_page
from tests.journeys.looking import DESK, IN_BROWSER, PHONE_SIZE, SHOTS, serious, too_wide
from tests.unit.rights.cases.making import step, walk
from tests.unit.rights.credit.making import unpaid_order
from tests.unit.rights.credit.test_honours import firm, selection

pytestmark = IN_BROWSER
DAY = TODAY.isoformat()
SERVED = {"fact_sent_on": DAY, "fact_served_on": DAY, "fact_recipient": "新乡甲建筑有限公司", "fact_receiver": "李四"}


def take(page: Any, site: Any, case: Case, key: str, choose: dict[str, str], **fill: str) -> None:
    """Fill the form of one step as it stands and send it."""
    page.goto(f"{site.url}/officer/cases/{case.pk}/steps/{key}/")
    for name, value in choose.items():
        page.select_option(f"[name={name}]", value)
    for name, value in fill.items():
        page.fill(f"[name={name}]", value)
    page.click("button:has-text('办理')")
    expect(page.locator("body")).to_contain_text("已办理")


def test_from_the_candidates_to_the_shared_listing(browser: Any, site: Any, that_morning: None, people: People) -> None:
    clue = unpaid_order(people)
    for name, kind in (("县信用平台", "platform"), ("县住建局信用科", "licence")):
        enter_consumer(name=name, kind=kind, contact="", unit=people.owner.unit, by=people.owner, on=TODAY)
    page, troubles = open_page(browser, site, people.owner)
    page.goto(f"{site.url}/officer/credit/")
    page.click("a:has-text('可以提出拟列入的线索')")
    page.click("a.btn-small:has-text('提出拟列入')")
    page.fill("[name=fact_supervisors]", "李四，财务经理")
    page.fill("[name=fact_others]", "无：没有其他责任人员")
    page.click("button:has-text('提出')")
    expect(page.locator("body")).to_contain_text("已提出拟列入")
    case = Case.objects.get(procedure="dishonest_listing")
    take(page, site, case, "notice", {})
    take(page, site, case, "notice_served", {"fact_method": "direct"}, **SERVED)
    chief, more = open_page(browser, site, people.head)
    take(chief, site, case, "decision", {"fact_heard": "waived"}, paper_court="新乡县人民法院")
    chief.context.close()
    take(page, site, case, "decision_served", {"fact_method": "direct"}, **SERVED)
    take(page, site, case, "publish", {}, fact_published_on=DAY, fact_where="新乡县人民政府网站")
    page.goto(f"{site.url}/officer/cases/{case.pk}/?tab=listing")
    page.click("a:has-text('共享告知') >> nth=-1")
    page.check("text=县信用平台")
    page.fill("[name=how]", "平台推送，有回执")
    page.click("button:has-text('确定')")
    expect(page.locator("body")).to_contain_text("已登记告知")
    listing = Listing.objects.get()
    assert (listing.state, listing.published_on, listing.until) == ("listed", TODAY, date(2027, 1, 10))
    assert [one.name for one in still_to_tell(listing)] == ["县信用平台"]
    assert OfficialAct.objects.filter(kind="listing", withdrawn_on=None).count() == 1
    looks = look_around(page, site, people, case, clue)
    page.context.close()
    assert troubles + more + looks == []


def look_around(page: Any, site: Any, people: People, case: Case, clue: Any) -> list[str]:
    """Every page of the room at the desk and on a phone: nothing serious, nothing too wide."""
    filed = Case.objects.get(clue=clue, procedure="labour_inspection")
    walk(filed, "expired handling_notice handling_notice_served", people, date(2023, 12, 18))
    step(filed, "handling_statement", people, date(2023, 12, 21))
    walk(filed, "handling_review decision", people, date(2023, 12, 22))
    batch = make_batch(unit=people.owner.unit, within=date(2023, 12, 1), by=people.owner, on=TODAY)
    enter_violation(
        batch=batch, clue=clue, kind="wages", facts="拖欠3名农民工工资30000元，经责令限期支付仍不支付",
        handling="已作出行政处理决定", by=people.owner, on=TODAY,
    )  # fmt: skip
    chosen, found = selection(people), []
    for subject in (firm(), clue.employer):
        enter_candidate(selection=chosen, subject=subject, by=people.owner, on=TODAY)
    addresses = {
        "list": "/officer/credit/",
        "tab": f"/officer/cases/{case.pk}/?tab=listing",
        "steps": f"/officer/cases/{case.pk}/",
        "consumers": "/officer/credit/consumers/",
        "batch": f"/officer/credit/batches/{batch.pk}/",
        "selection": f"/officer/credit/selections/{chosen.pk}/",
        "employer": f"/officer/employers/{clue.employer_id}/",
        "grade": f"/officer/employers/{clue.employer_id}/grade/",
    }
    for size in (DESK, PHONE_SIZE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for name, address in addresses.items():
            page.goto(site.url + address)
            if SHOTS:
                page.screenshot(path=f"{SHOTS}/credit-{name}-{size[0]}.png", full_page=True)
            found += serious(page, name) if size == DESK else []
            found += too_wide(page, name)
    return found
