"""The pages of firms in difficulty: from registration to the closing through the forms, and what other pages say of a plan."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.cases.filing import file_case
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.relief.firms.models import FirmPlan, FirmPlanMeasure, ReliefPolicy
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import make_clue, on_day
from tests.unit.rights.relief.firm_making import approved_plan, draft, make_plan, owing_clue, pay
from tests.unit.web.officer.relief.pages import body, post, url

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=5)


def refused(client: Any, address: str, **values: Any) -> str:
    answer = client.post(address, values)
    assert answer.status_code in (409, 422), answer.status_code
    return str(answer.content.decode())


def test_from_registration_to_the_closing_through_the_forms(people: People, enter: Any) -> None:
    clue = owing_clue(people)
    firm = clue.employer
    assert firm is not None
    site = Project.objects.create(name="乙小区", region_id="410721", employer=firm)
    head, owner, leader = enter(people.head), enter(people.owner), enter(people.leader)
    assert 'value="新乡甲建筑有限公司"' in body(head, url("firm_plan_new") + f"?employer={firm.pk}")
    about = {
        "employer": firm.name, "region": "410721", "trouble": "realty", "known_on": "2024-01-08", "how_known": "债务违约",
        "leader": "陈副县长", "responsible": people.owner.pk,
    }  # fmt: skip
    assert "没有找到" in refused(head, url("firm_plan_new"), **{**about, "employer": "没有的公司"})
    body(head, url("firm_plan_new") + "?employer=999999", 404)
    made = post(head, url("firm_plan_new"), **about)
    plan = FirmPlan.objects.get()
    assert "已登记待拟订" in made and "20,000.00 元" in made
    assert f"编号{plan.pk}" in refused(head, url("firm_plan_new"), **about)

    def act(key: str) -> str:
        return url("firm_plan_act", plan.pk, key)

    assert "乙小区" in body(owner, url("firm_plan", plan.pk))
    post(owner, act("part"), which=str(site.pk), situation="停工三个月")
    assert "全称" in refused(owner, act("part"), which="other", other="没有的项目", situation="x")
    whole = post(owner, act("part"), which="whole", situation="账户冻结")
    assert "没有列入项目的" in whole and "劳动者 2 人" in whole
    parts = list(plan.parts.order_by("pk"))
    for part in parts:
        post(
            owner, url("firm_measure_new", plan.pk, part.pk, "pay_first"), what="总包先行清偿", payer="总包公司", source="contractor",
            amount_fen="10000", due_on=LATER.isoformat(), owner=people.owner.pk,
        )  # fmt: skip
    post(
        owner, url("firm_measure_new", plan.pk, parts[0].pk, "stabilise"), what="协调复工", due_on=LATER.isoformat(),
        owner_name="住建局 王科长",
    )  # fmt: skip
    assert "没有适用的政策" in body(owner, url("firm_measure_new", plan.pk, parts[0].pk, "relief"))
    post(owner, act("submit"), text="请审批")
    assert 'href="/officer/firm-plans/' in body(owner, url("firm_plans"))
    assert "审批（批准计划）" not in body(owner, url("firm_plan", plan.pk))
    assert "专案待审批" in body(leader, url("desk"))
    assert "审批（批准计划）" in body(leader, url("firm_plan", plan.pk))
    assert "没有权限" in body(owner, act("decide"), 403)
    assert "没有权限" in body(enter(people.colleague), act("note"), 403)
    asked = body(leader, act("decide"))
    assert "请审批" in asked and "总包公司支付 10,000.00 元（施工总承包单位先行清偿）" in asked
    assert "实施中" in post(leader, act("decide"), agreed="yes", opinion="同意，抓紧")
    for measure in FirmPlanMeasure.objects.all():
        post(owner, url("firm_measure", plan.pk, measure.pk, "done"), done_on="2024-01-10", note="回单7号")
    post(owner, act("note"), noted_on="2024-01-10", text="总包已承诺")
    assert "没有写明仍要销号的理由" in refused(owner, act("closing"), conclusion="完成")
    pay(clue, people)
    page = body(owner, url("firm_plan", plan.pk) + "?tab=payments")
    assert "20,000.00 元，2 人" in page and page.count("用人单位支付") == 2
    post(owner, act("closing"), conclusion="工资全部付清")
    assert "已销号" in post(leader, act("decide"), agreed="yes", opinion="同意销号")
    for tab in ("plan", "wages", "payments", "policies", "notes", "decisions"):
        body(head, url("firm_plan", plan.pk) + f"?tab={tab}")
    assert "重新登记专案" in body(head, url("firm_plan", plan.pk))
    post(head, url("firm_plan_new"), **about)
    again = FirmPlan.objects.exclude(pk=plan.pk).get()
    assert again.previous == plan and "后一次专案" in body(head, url("firm_plan", plan.pk))


def test_late_measures_and_silent_plans_are_found(people: People, enter: Any) -> None:
    clue = owing_clue(people)
    plan, measure = approved_plan(people, clue, due_on=date(2024, 1, 5), owner=people.housing)
    quiet = make_clue(people, employer_name="安静公司", project_name="丁项目", place="丁路")
    assert quiet.employer is not None
    make_plan(people, quiet.employer, on=TODAY)
    head = enter(people.head)
    late = body(head, url("firm_measures_late"))
    assert "逾期5天" in late and "孙住建" in late and "新乡甲建筑有限公司" in late
    assert "安静公司" not in body(head, url("firm_plans") + "?note_late=1")
    assert "新乡甲建筑有限公司" in body(head, url("firm_plans") + "?note_late=1")
    assert "安静公司" not in body(head, url("firm_plans") + "?late=1")
    assert "专案措施" in body(enter(people.housing), url("desk"))
    assert "写进展" in body(enter(people.owner), url("desk"))
    assert "登记完成" in body(enter(people.housing), url("firm_plan", plan.pk))
    post(head, url("firm_measure", plan.pk, measure.pk, "drop"), why="改由建设单位支付")
    assert "逾期5天" not in body(head, url("firm_measures_late"))
    for who in (people.stranger, people.reviewer):
        body(enter(who), url("firm_plan", plan.pk), 404)


def test_other_pages_say_that_the_firm_has_a_plan(people: People, enter: Any) -> None:
    clue = owing_clue(people)
    assert clue.employer is not None
    with on_day(date(2023, 12, 7)) as on:
        case = file_case(clue=clue, by=people.head, officers=[people.owner, people.colleague], on=on)
    client = enter(people.owner)
    assert "该企业有专案计划" not in body(client, url("clue", clue.number))
    plan = make_plan(people, clue.employer)
    link = f'href="/officer/firm-plans/{plan.pk}/"'
    for page in (
        url("clue", clue.number),
        url("case", case.pk),
        url("employer", clue.employer_id),
        url("project", clue.project_id),
    ):
        text = body(client, page)
        assert link in text
    assert "登记专案" not in body(client, url("employer", clue.employer_id))
    assert "登记专案" not in body(enter(people.head), url("employer", clue.employer_id))  # one is open there
    assert "登记专案" in body(enter(people.coordinator), url("employer", clue.employer_id))
    other = Employer.objects.create(name="总包公司")
    Clue.objects.filter(pk=clue.pk).update(
        employer=other, project=Project.objects.create(name="丙", region_id="410721", employer=other)
    )
    assert "该企业有专案计划" not in body(client, url("clue", clue.number))


def test_plans_of_other_places_are_named_to_who_sees_them(people: People, enter: Any) -> None:
    clue = owing_clue(people)
    assert clue.employer is not None
    plan = make_plan(people, clue.employer)
    city = make_plan(people, clue.employer, region=Region.objects.get(pk="410700"), by=people.coordinator)
    assert "其他地区的专案" in body(enter(people.coordinator), url("firm_plan", plan.pk))
    assert "其他地区的专案" not in body(enter(people.head), url("firm_plan", plan.pk))
    assert clue.number in body(enter(people.coordinator), url("firm_plan", city.pk) + "?tab=wages")
    body(enter(people.head), url("firm_plan", city.pk), 404)


def test_a_measure_called_done_while_wages_are_missing_is_told(people: People, enter: Any) -> None:
    clue = owing_clue(people)
    plan, measure = approved_plan(people, clue)
    client = enter(people.owner)
    words = "先付工资的措施都已登记完成，但逐人台账仍欠 20,000.00 元"
    assert words not in body(client, url("firm_plan", plan.pk))
    post(client, url("firm_measure", plan.pk, measure.pk, "done"), done_on="2024-01-10", note="单位称已付")
    assert words in body(client, url("firm_plan", plan.pk))
    pay(clue, people)
    assert "但逐人台账仍欠" not in body(client, url("firm_plan", plan.pk))


def test_numbers_open_to_rows_and_what_is_out_of_sight_is_told(people: People, enter: Any) -> None:
    clue = owing_clue(people)
    assert clue.employer is not None
    plan = make_plan(people, clue.employer, responsible=people.housing)
    text = body(enter(people.housing), url("firm_plan", plan.pk) + "?tab=wages")
    assert "另有 1 件线索不在您的可见范围" in text and clue.number not in text
    text = body(enter(people.head), url("firm_plan", plan.pk) + "?tab=wages")
    assert clue.number in text and "不在您的可见范围" not in text


def test_policies_are_entered_shown_with_reasons_and_withdrawn(people: People, enter: Any) -> None:
    head = enter(people.head)
    assert "还没有登记纾困政策" in body(head, url("relief_policies"))
    about = {
        "region": "410721",
        "name": "缓缴（测试）",
        "document": "测1号",
        "troubles": ["realty"],
        "valid_from": "2023-06-01",
        "text": "原文",
    }
    post(head, url("relief_policy_new"), **about)
    row = ReliefPolicy.objects.get()
    clue = owing_clue(people)
    assert clue.employer is not None
    plan = make_plan(people, clue.employer)
    assert "<b>相符</b>" in body(head, url("firm_plan", plan.pk) + "?tab=policies")
    part, _ = draft(plan, people)
    assert "缓缴（测试）" in post(
        head, url("firm_measure_new", plan.pk, part.pk, "relief"), what="申请缓缴", policy=row.pk, due_on=LATER.isoformat(), owner_name="税务局"
    )  # fmt: skip
    post(head, url("relief_policy_withdraw", row.pk), why="废止")
    assert "撤下：废止" in body(head, url("relief_policies"))
    assert "该政策已撤下" in body(head, url("firm_plan", plan.pk))
