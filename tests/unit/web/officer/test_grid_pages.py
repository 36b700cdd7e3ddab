"""The grid's pages: from naming persons for a county through the plan to a finding that is cleared, by the forms alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from nuanxin.watch.inspection.draw.models import RandomDraw
from nuanxin.watch.inspection.findings.models import Finding
from nuanxin.watch.inspection.grid.models import GridAssignment
from nuanxin.watch.inspection.helping.models import ClerkCourse, ServiceVisit
from nuanxin.watch.inspection.joint.answering import rows_of
from nuanxin.watch.inspection.joint.reporting import reports_of
from nuanxin.watch.inspection.models import Visit
from nuanxin.watch.inspection.plans.models import PlannedVisit, SpecialCheck
from nuanxin.watch.inspection.plans.renewing import renew_nightly
from tests.conftest import TODAY, People
from tests.unit.watch.inspection.making import COUNTY, firm, site, visited

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def static_folder(settings: Any) -> None:
    settings.STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a missing folder


def url(name: str, *args: Any) -> str:
    return reverse(f"officer:{name}", args=args)


def body(client: Any, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return str(answer.content.decode())


def post(client: Any, address: str, **values: Any) -> str:
    answer = client.post(address, values, follow=True)
    text = str(answer.content.decode())
    assert answer.redirect_chain, text[text.find("<main") :][:3000]
    assert answer.status_code == 200
    return text


def refused(client: Any, address: str, **values: Any) -> str:
    answer = client.post(address, values)
    assert answer.status_code in (409, 422), answer.status_code
    return str(answer.content.decode())


def test_from_the_grid_to_a_visit(people: People, enter: Any) -> None:
    place = site("乙小区")
    head, owner = enter(people.head), enter(people.owner)
    text = body(head, url("grid"))
    assert "未落实的项目 1" in text and "未落实的用人单位 1" in text
    assert "乙小区" in body(owner, url("grid_projects")) and firm().name in body(owner, url("grid_employers"))
    area = {"region": COUNTY, "kinds": ["project", "employer"], "staff": people.owner.pk, "leader": "陈副县长"}
    assert "已落实 2 个对象" in post(head, url("grid_area"), **area)
    assert "都已有包保责任人" in refused(head, url("grid_area"), **area)
    assert "没有项目" not in body(owner, url("grid_projects")) and "乙小区" not in body(owner, url("grid_projects"))
    renew_nightly(on=TODAY)
    text = body(owner, url("visit_plans"))
    assert "支付日前走访" in text and "现在该去的 1" in text
    plan = PlannedVisit.objects.get(mark__startswith="before", due_on__lte=TODAY + timedelta(days=9))
    text = body(owner, url("visit_plan", plan.pk))
    assert "2024年1月工资支付日1月15日前走访" in text and "登记检查" in text
    link = text[text.index("/officer/visits/new/?") :].split('"')[0].replace("&amp;", "&")
    assert 'value="乙小区"' in body(owner, link)
    visit = visited(people.owner, project=place)
    text = body(owner, url("visit_plan", plan.pk))
    assert "按期完成" in text and url("visit", visit.pk) in text
    row = GridAssignment.objects.get(project=place)
    text = body(owner, url("grid_row", row.pk))
    assert "陈副县长" in text and "王承办任包保责任人" in text
    moved = {"region": COUNTY, "giver": people.owner.pk, "taker": people.colleague.pk, "why": "调离"}
    assert "已交接 2 个对象" in post(head, url("grid_hand_over"), **moved)
    change = {"staff": people.owner.pk, "since": "2024-01-10", "why": "回岗"}
    assert "已落实" in post(head, url("grid_assign", "project", place.pk), **change)
    assert "李同事卸责" in body(head, url("grid_row", GridAssignment.objects.latest("pk").pk))


def test_a_joint_special_check(people: People, enter: Any) -> None:
    place = site("乙小区")
    head, housing = enter(people.head), enter(people.housing)
    said = {
        "name": "岁末年初专项", "document": "新农组办〔2024〕1号", "contents": "条例第二十八条", "region": COUNTY,
        "kind": "project", "first": "2024-01-10", "last": "2024-02-08", "hours": "day", "lead": people.head.pk,
    }  # fmt: skip
    wrong = refused(head, url("special_check_new"), **said, parts="不存在的局：检查")
    assert "没有找到“不存在的局”" in wrong
    assert "列入检查计划" in post(head, url("special_check_new"), **said, parts="新乡县住建局：分包合同")
    special = SpecialCheck.objects.get()
    plan = special.visits.get()
    assert "岁末年初专项" in body(housing, url("special_check", special.pk))
    assert "登记新乡县住建局检查情况" in body(housing, url("visit_plan", plan.pk))
    visit = visited(people.owner, project=place)
    assert "待部门登记" in body(head, url("visit_plan", plan.pk))
    part = plan.parts.get()
    address = url("visit_plan_part", plan.pk, part.pk)
    assert "必须写明" in body(housing, address) and "依据：条例23" in body(housing, address)
    answers = {f"answer_{row.key}": "yes" for row in rows_of(part, TODAY)} | {"answer_permit": "no"}
    assert "没有写明情况" in refused(housing, address, result="合同齐全", **answers)
    assert "已登记" in post(housing, address, result="合同齐全", note_permit="许可证过期", **answers)
    assert "许可证过期" in body(head, url("visit_plan", plan.pk))
    text = body(head, url("special_check", special.pk))
    assert (
        "1 个，已检查 1 个" in text
        and "下达任务量" in text
        and "下达任务量" not in body(housing, url("special_check", special.pk))
    )
    _targets_and_report(people, enter, special, visit)
    assert f"{visit.workforce} 人，其中农民工 {visit.migrants} 人" in text


def _targets_and_report(people: People, enter: Any, special: SpecialCheck, visit: Visit) -> None:
    head, page = enter(people.head), url("special_check", special.pk)
    wanted = {"unit": people.owner.unit.pk, "due_on": "2024-02-08", "employers": 1, "workforce": 90, "migrants": 40}
    assert "已下达任务量" in post(head, url("special_target_new", special.pk), **wanted)
    text = body(head, f"{page}?tab=targets")
    assert "50 / 90" in text and "55%" in text and "进行中" in text
    assert url("visit", visit.pk) in body(head, f"{page}?tab=counted")
    assert "已制作报告" in post(head, url("special_report", special.pk))
    paper = reports_of(special)[0].pk
    for kind, first in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = enter(people.housing).get(url("special_report_file", special.pk, paper, kind))
        assert answer.status_code == 200 and answer.content.startswith(first)
    body(head, url("special_report_file", special.pk, paper, "exe"), 404)
    body(enter(people.stranger), url("special_report_file", special.pk, paper, "pdf"), 404)
    assert enter(people.owner).get(url("special_report", special.pk)).status_code == 403


def test_what_departments_owe_is_shown_to_the_coordinator(people: People, enter: Any) -> None:
    said = {
        "name": "岁末年初专项", "document": "新农组办〔2024〕1号", "contents": "条例第二十三条", "region": COUNTY,
        "kind": "project", "first": "2024-01-10", "last": "2024-01-12", "hours": "day", "lead": people.head.pk,
    }  # fmt: skip
    site("乙小区")
    post(enter(people.head), url("special_check_new"), **said, parts="新乡县住建局")
    assert SpecialCheck.objects.get().visits.get().parts.get().task == "工程发包承包和工程款支付"
    PlannedVisit.objects.update(not_before=TODAY - timedelta(days=9), due_on=TODAY - timedelta(days=2))
    text = body(enter(people.coordinator), url("joint_parts"))
    assert "新乡县住建局：1 项" in text and "逾期2天" in text
    assert "乙小区" in body(enter(people.housing), url("joint_parts") + "?late=1")
    assert "乙小区" not in body(enter(people.stranger), url("joint_parts"))


def test_drop_and_link(people: People, enter: Any) -> None:
    place = site("乙小区")
    head, owner = enter(people.head), enter(people.owner)
    post(head, url("grid_area"), region=COUNTY, kinds=["project"], staff=people.owner.pk)
    renew_nightly(on=TODAY)
    first, second = PlannedVisit.objects.order_by("due_on")[:2]
    assert "已撤销" in post(head, url("visit_plan_drop", second.pk), why="完工")
    visit = visited(people.owner, project=place)
    Visit.objects.filter(pk=visit.pk).update(visited_on=first.not_before)
    PlannedVisit.objects.filter(pk=first.pk).update(visit=None, done_on=None)
    assert "已关联" in post(owner, url("visit_plan_link", first.pk), visit=visit.pk)


def test_a_finding_is_cleared_by_the_forms(people: People, enter: Any) -> None:
    visit = visited(people.owner, project=site(), finding="专户没有拨付", rectify_by=TODAY + timedelta(days=9))
    owner, head = enter(people.owner), enter(people.head)
    assert "提出整改" in body(owner, url("visit", visit.pk))
    assert "专户没有拨付" in body(owner, url("finding_new", visit.pk))
    said = {
        "topic": "account",
        "what": "专户没有拨付",
        "order": "补拨",
        "firm_person": "张经理",
        "due_on": "2024-01-19",
    }
    assert "提出整改" in post(owner, url("finding_new", visit.pk), **said)
    row = Finding.objects.get()
    assert "收到整改材料" in post(owner, url("finding_act", row.pk, "proof"), text="回单3张", handed_on="2024-01-10")
    look = {"good": "no", "text": "只拨了一半", "looked_on": "2024-01-10"}
    assert "没有重新确定整改期限" in refused(owner, url("finding_act", row.pk, "look"), **look)
    post(owner, url("finding_act", row.pk, "look"), **look, due_on="2024-01-25")
    assert "待审批" in post(owner, url("finding_act", row.pk, "extension"), until="2024-02-01", why="银行清算")
    assert "延期到2024-02-01：银行清算" in body(head, url("finding_act", row.pk, "decide"))
    post(head, url("finding_act", row.pk, "decide"), agreed="yes", opinion="同意")
    text = post(owner, url("finding_act", row.pk, "look"), good="yes", text="已补拨", looked_on="2024-01-10")
    assert "已销号" in text and "同意延期" in text
    assert "共 1 个，已了结 1 个" in body(owner, url("findings"))
    assert row.pk and "没有符合条件" in body(owner, url("findings") + "?open=1")


def test_a_draw_by_the_forms(people: People, enter: Any) -> None:
    names = [firm(f"第{n}公司", sector="manufacturing").name for n in range(6)]
    head, owner = enter(people.head), enter(people.owner)
    said = {
        "name": "一季度抽查", "document": "年度计划", "region": COUNTY, "kind": "employer", "percent": "40",
        "inspectors": [people.owner.pk, people.colleague.pk, people.head.pk], "first": "2024-01-10", "last": "2024-02-10",
        "seed_from": "1月11日双色球",
    }  # fmt: skip
    wrong = refused(head, url("draw_new"), **said, excluded="没有的公司：停产", conflicts="王承办：第1公司")
    assert "名录中没有“没有的公司”" in wrong and "第1行：没有找到" in wrong
    text = post(
        head, url("draw_new"), **said, excluded="第0公司：停产半年", conflicts="王承办：第1公司：配偶在该公司"
    )  # fmt: skip
    row = RandomDraw.objects.get()
    assert row.lists_digest in text and "待抽取" in text
    lists = owner.get(url("draw_lists", row.pk)).content.decode("utf-8-sig")
    assert "停产半年" in lists and all(name in lists for name in names)
    assert "配偶在该公司" in body(owner, url("draw", row.pk) + "?tab=lists")
    assert "还没有抽取" in refused(head, url("draw_paper", row.pk))
    text = post(head, url("draw_run", row.pk), seed="03 09 12", witness="何某")
    assert "已列入检查计划" in text and PlannedVisit.objects.filter(kind="random").count() == 2
    assert "一致" in body(owner, url("draw", row.pk) + "?tab=rule")
    assert head.post(url("draw_paper", row.pk)).content.startswith(b"%PDF")
    assert owner.get(url("draw_paper", row.pk)).content.startswith(b"%PDF")
    assert "不能作废" in refused(head, url("draw_void", row.pk), why="不满意")


def test_service_and_training_by_the_forms(people: People, enter: Any) -> None:
    name, owner, head = firm().name, enter(people.owner), enter(people.head)
    said = {
        "employer": name, "region": COUNTY, "wish": "工资条怎么做", "booked_for": "2024-01-10", "staff": people.owner.pk,
        "consent_by": "李总", "consent_how": "written", "consent_on": "2024-01-10",
    }  # fmt: skip
    assert "企业已同意" in refused(owner, url("service_new"), **said)
    assert "不作处罚依据" in post(owner, url("service_new"), **said, consent="on")
    row = ServiceVisit.objects.get()
    held = {"held_on": "2024-01-10", "told": "两个案例", "topic_1": "payroll", "seen_1": "没有扣款明细"}
    assert "薄弱环节1" in refused(owner, url("service_act", row.pk, "hold"), **held)
    assert "没有扣款明细" in post(owner, url("service_act", row.pk, "hold"), **held, advice_1="每月发工资条")
    assert owner.post(url("service_paper", row.pk)).status_code == 302
    assert owner.get(url("service_paper", row.pk)).content.startswith(b"%PDF")
    course = {
        "title": "首期",
        "region": COUNTY,
        "held_on": "2024-01-10",
        "place": "县局",
        "lecturer": "吴",
        "contents": "工资表",
    }
    post(owner, url("clerk_course_new"), **course, pass_mark="60")
    key = ClerkCourse.objects.get().pk
    assert "证书编码" in post(owner, url("clerk_training_new", key), name="张三丰", employer=name, score="80")
    assert "没有发证" in post(owner, url("clerk_training_new", key), name="李四", employer=name, score="50")
    one = ClerkCourse.objects.get().people.get(name="张三丰")
    page = body(enter(people.housing), url("clerk_certificate") + f"?code={one.code}")
    assert "有效" in page and "张三丰" not in page
    assert "没有这个编码" in body(owner, url("clerk_certificate") + "?code=ABCD")
    assert "作废：代考" in post(head, url("clerk_certificate_revoke", key, one.pk), why="代考")


def test_lists_filter(people: People, enter: Any) -> None:
    owner = enter(people.owner)
    for name, query in (
        ("grid", "gone=1&sites=1"), ("visit_plans", "late=1&now=1&open=1"), ("findings", "late=1&topic=pay"),
        ("special_checks", "running=1"), ("draws", "waiting=1"),
        ("services", "topic=pay&state=held"), ("clerk_courses", "q=x"), ("grid_projects", "q=x"), ("grid_employers", "q=x"),
    ):  # fmt: skip
        assert "没有" in body(owner, url(name) + f"?{query}")
