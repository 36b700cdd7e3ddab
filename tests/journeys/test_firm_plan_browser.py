"""A firm in difficulty in a real browser: registered, planned, approved, its measure done, its wages paid, closed."""

from __future__ import annotations

from typing import Any

from nuanxin.rights.relief.firms.models import FirmPlan
from tests.conftest import People
from tests.journeys.desk import Seat
from tests.journeys.looking import IN_BROWSER, PHONE_SIZE
from tests.unit.rights.relief.firm_making import make_policy, owing_clue, pay

pytestmark = IN_BROWSER


def test_one_firm_one_plan(browser: Any, site: Any, people: People, that_morning: None) -> None:
    clue = owing_clue(people)
    assert clue.employer is not None
    make_policy(people)
    head = Seat(browser, site, people.head)
    head.go("/officer/firm-plans/")
    head.click("登记", inside="main")
    head.fill(
        employer=clue.employer.name, trouble="房地产企业债务违约、出险", how_known="住建局通报两个项目停工",
        leader="陈副县长", responsible=f"{people.owner.name}（{people.owner.unit.short_name}）",
    )  # fmt: skip
    head.submit("登记", "已登记，请列入项目")
    head.done()
    plan = FirmPlan.objects.get()
    _draw_up(browser, site, people, plan, clue.number)
    leader = Seat(browser, site, people.leader)
    leader.go("/officer/")
    leader.click(f"{clue.employer.name}：批准计划", inside="main", exact=False)
    leader.click("审批（批准计划）", inside="main")
    leader.fill(agreed="同意", opinion="同意，先付工资")
    leader.look("firm-decide")
    leader.submit("确定", "实施中")
    owner = Seat(browser, site, people.owner)
    owner.go(f"/officer/firm-plans/{plan.pk}/")
    owner.click("登记完成", inside="main", exact=False)
    owner.fill(note="银行回单12号")
    owner.submit("确定", "按期办结")
    pay(clue, people)
    owner.click("已付工资", inside="main nav", exact=False)
    assert "20,000.00 元，2 人" in owner.words()
    for tab in ("policies", "plan"):
        owner.go(f"/officer/firm-plans/{plan.pk}/?tab={tab}")
        owner.look(f"firm-{tab}")
    owner.click("申请销号", inside="main")
    owner.fill(conclusion="两名工人工资付清，项目复工")
    owner.submit("确定", "待审批")
    leader.go(f"/officer/firm-plans/{plan.pk}/")
    leader.click("审批（批准销号）", inside="main")
    leader.fill(agreed="同意", opinion="同意销号")
    leader.submit("确定", "已销号")
    leader.done()
    owner.page.set_viewport_size({"width": PHONE_SIZE[0], "height": PHONE_SIZE[1]})
    owner.go(f"/officer/firm-plans/{plan.pk}/?tab=wages")
    owner.look("firm-phone-wages")
    owner.done()
    plan.refresh_from_db()
    assert plan.state == "closed"


def _draw_up(browser: Any, site: Any, people: People, plan: FirmPlan, clue: str) -> None:
    """The one who answers reaches the plan from the clue, and puts it before the leader."""
    seat = Seat(browser, site, people.owner)
    seat.go(f"/officer/clues/{clue}/")
    seat.click("该企业有专案计划", inside="main")
    seat.click("列入项目", inside="main")
    seat.fill(which="甲小区一期", situation="停工三个月，总包和分包互相推诿")
    seat.submit("确定", "停工三个月")
    seat.click("先付工资", inside="main", exact=False)
    seat.fill(
        what="总包单位先行清偿", payer="河南总包建设有限公司", source="施工总承包单位先行清偿", amount_fen="20000", due_on="2024-01-20",
        owner=f"{people.owner.name}（{people.owner.unit.short_name}）",
    )  # fmt: skip
    seat.submit("提出", "未批准，不计时")
    seat.click("报批", inside="main")
    seat.fill(text="一企一策已拟订，请审批")
    seat.submit("确定", "待审批")
    seat.done()
