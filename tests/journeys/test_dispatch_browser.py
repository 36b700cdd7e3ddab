"""The pages of dispatch with a city at work behind them: at the desk, on a phone and in large letters nothing sticks out, nothing serious from axe; the keyboard reaches what is to be done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from nuanxin.command.bulletins.from_rung import draft_on_measure
from nuanxin.command.dispatch.ladder.taking import MeasureFacts, take_measure
from nuanxin.command.dispatch.pack.freezing import freeze_week
from nuanxin.command.dispatch.pack.promising import make_promise
from nuanxin.command.dispatch.ranking.publishing import appeal, publish_ranking
from nuanxin.command.dispatch.ranking.reckoning import Part
from nuanxin.command.dispatch.visiting.going import VisitPlan, plan_visit
from nuanxin.foundation.organisations.models import Region
from nuanxin.rights.cases.supervision import put_on_list
from nuanxin.rights.cases.task_force import Member, set_up_force
from tests.conftest import TODAY, People
from tests.journeys.desk import open_page
from tests.journeys.looking import DESK, IN_BROWSER, PHONE_SIZE, SHOTS, serious, too_wide
from tests.unit.command.dispatch.scene import MONDAY, campaign_of, clue_of

pytestmark = [*IN_BROWSER, pytest.mark.usefixtures("that_morning")]


@pytest.fixture
def pages(people: People) -> dict[str, str]:
    """A city in the middle of its drive, with large numbers and long names; every page of dispatch by name."""
    city, county, me = people.superior.unit, people.head.unit, people.superior
    campaign = campaign_of(people, title="新乡市2023—2024年度根治欠薪冬季专项行动")
    long = {"employer_said": "河南省某某建设集团有限公司新乡分公司", "persons": 12_345, "amount_fen": 123_456_789_00}
    for n in range(12):
        by = people.owner if n % 2 else people.stranger
        clue_of(by, f"XS2024010{n:02}", days=n + 1, due=3 - n, government=n % 3 == 0, **long)
    big = clue_of(people.owner, "XS20231201", days=30, due=-12, **long)
    put_on_list(clue=big, reason="涉及人数多、金额大", by=people.head, on=TODAY - timedelta(days=9))
    set_up_force(
        clue=big, leader=people.leader, unit=county, basis="persons", reason="人数多，跨年度", by=people.head,
        members=[Member(people.housing.unit, "李某某", "核查工程款拨付"), Member(county, "赵某", "逐人核实工资")],
        on=TODAY - timedelta(days=9),
    )  # fmt: skip
    facts = MeasureFacts(
        "interview", "weak", "两件线索超期未办结，监管不力。", TODAY + timedelta(days=5), "群体性事件", campaign
    )
    measure = take_measure(unit=county, by_unit=city, by=me, on=TODAY, facts=facts, clues=[big])
    bulletin = draft_on_measure(measure=measure, by=me, on=TODAY)
    promise = make_promise(
        campaign=campaign, unit=county, text="1月底前政府投资项目欠薪线索全部办结", due_on=TODAY, by=me, on=TODAY
    )
    area = Region.objects.get(pk="410700")
    pack = freeze_week(campaign=campaign, region=area, start=MONDAY, by=me, on=TODAY)
    parts = [
        Part("办结率", "clues_closed", "clues_received"),
        Part("未办结占比", "open_clues", "clues_received", "low"),
    ]
    sheet = publish_ranking(area=area, parts=parts, title="线索办结排名", start=MONDAY.replace(day=1), end=TODAY, unit=city, by=me, on=TODAY)  # fmt: skip
    appeal(
        sheet=sheet,
        region=Region.objects.get(pk="410721"),
        unit=county,
        text="少算一件，收到日期在期内",
        by=people.head,
    )
    visit = plan_visit(
        unit=county, by_unit=city, by=me, facts=VisitPlan("slow", "看超期线索和政府投资项目", "周市级带队", TODAY)
    )
    days = "?start=2024-01-01&end=2024-02-10"
    return {
        "falls": f"falls/{days}&campaign={campaign.pk}", "falls-rows": f"falls/rows/{days}&key=cases&year=this",
        "clearing": f"clearing/{days}", "clearing-rows": f"clearing/rows/{days}&which=all",
        "packs": "packs/", "pack-new": "packs/new/", "pack": f"packs/{pack.pk}/", "promises": "promises/",
        "promise": f"promises/{promise.pk}/", "promise-new": "promises/new/", "measures": "measures/", "measure": f"measures/{measure.pk}/",
        "measure-new": "measures/new/", "rankings": "rankings/", "ranking": f"rankings/{sheet.pk}/", "ranking-new": "rankings/new/",
        "visits": "visits/", "visit": f"visits/{visit.pk}/", "visit-new": "visits/new/", "checks": "checks/", "big": "big/",
        "clue": "../clues/XS20231201/?tab=moves", "force": "../clues/XS20231201/acts/force_members/",
        "interview": f"../bulletins/{bulletin.pk}/",
    }  # fmt: skip


def test_nothing_serious_at_the_desk_on_a_phone_and_in_large_letters(
    browser: Any, site: Any, people: People, pages: dict[str, str]
) -> None:
    found: list[str] = []
    for size in (DESK, PHONE_SIZE):
        page, troubles = open_page(browser, site, people.superior, size)
        for name, address in pages.items():
            response = page.goto(f"{site.url}/officer/dispatch/{address}")
            found += [] if response.status == 200 else [f"{name}: {response.status}"]
            page.wait_for_load_state("networkidle")
            if SHOTS:
                page.screenshot(path=f"{SHOTS}/dispatch-{name}-{size[0]}.png", full_page=True)
            found += serious(page, f"{name} {size[0]}") + too_wide(page, f"{name} {size[0]}")
            if size == DESK:
                page.evaluate("document.documentElement.style.fontSize = '150%'")
                found += too_wide(page, f"{name} large")
                found += table_too_wide(page, name) if name == "falls" else []
        found += troubles
        page.context.close()
    assert not found, "\n".join(found)


def table_too_wide(page: Any, name: str) -> list[str]:
    """At the desk in usual letters the table of falls is read without pushing it sideways."""
    page.evaluate("document.documentElement.style.fontSize = ''")
    wide = page.evaluate("(() => { const box = document.querySelector('.nx-table-wrap'); return box.scrollWidth - box.clientWidth; })()")  # fmt: skip
    return [f"{name}: table {wide}px too wide"] if wide > 1 else []


def test_the_paper_on_a_rung_by_keyboard_alone(browser: Any, site: Any, people: People) -> None:
    facts = MeasureFacts("bulletin", "false", "虚假办结一件", None, "情节严重")
    measure = take_measure(
        unit=people.head.unit, by_unit=people.superior.unit, by=people.superior, on=TODAY, facts=facts
    )
    page, troubles = open_page(browser, site, people.superior, DESK)
    page.goto(f"{site.url}/officer/dispatch/measures/{measure.pk}/")
    button = page.get_by_role("button", name="起草通报")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # straight to what the page is about
    for _ in range(10):
        page.keyboard.press("Tab")
        if button.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("虚假办结问题的通报")
    page.get_by_role("link", name="督促措施", exact=True).last.click()
    expect(page.locator("main")).to_contain_text("草稿")
    page.context.close()
    assert troubles == []
