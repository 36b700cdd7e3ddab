"""One firm, one plan: registered once, drawn up, approved, followed, closed with wages paid or with a reason, opened anew."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.relief.firms.clocks import note_clock
from nuanxin.rights.relief.firms.deciding import ask_closing, decide_firm_plan, submit_plan
from nuanxin.rights.relief.firms.models import FirmPlan, FirmPlanMeasure, ReliefPolicy
from nuanxin.rights.relief.firms.planning import add_measure, add_part, drop_measure, finish_measure
from nuanxin.rights.relief.firms.policies import enter_policy, matches, withdraw_policy
from nuanxin.rights.relief.firms.registering import hand_over_plan, write_firm_note
from nuanxin.rights.relief.firms.running import plans_for
from nuanxin.rights.relief.firms.wages import clues_of, paid_since, wages_of
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import make_clue
from tests.unit.rights.relief.firm_making import (
    BEGUN,
    approve,
    approved_plan,
    draft,
    make_plan,
    make_policy,
    owing_clue,
    pay,
    pays_first,
)

pytestmark = pytest.mark.django_db


def firm_of(clue: Clue) -> Employer:
    assert clue.employer is not None
    return clue.employer


def refused(words: str, act: Any, **about: Any) -> None:
    with pytest.raises(Refusal) as caught:
        act(**about)
    assert words in str(caught.value)


def test_second_open_plan_of_a_firm_and_place_is_refused_with_the_first(people: People) -> None:
    firm = firm_of(make_clue(people))
    first = make_plan(people, firm)
    refused(f"编号{first.pk}", make_plan, people=people, employer=firm)
    absorbed = Employer.objects.create(name="甲建筑（重名）", merged_into=firm)
    refused(f"编号{first.pk}", make_plan, people=people, employer=absorbed)
    assert make_plan(people, firm, region=Region.objects.get(pk="410700"), by=people.coordinator).pk != first.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        FirmPlan.objects.create(
            employer=firm, region_id="410721", trouble="other", how_known="x", known_on=TODAY, registered_on=TODAY,
            leader="甲", responsible=people.owner, by=people.head,
        )  # fmt: skip


def test_only_who_supervises_the_place_registers(people: People) -> None:
    firm = firm_of(make_clue(people))
    for by in (people.owner, people.stranger, people.housing, people.auditor):
        with pytest.raises(NotAllowed):
            make_plan(people, firm, by=by)
    refused("今天之后", make_plan, people=people, employer=firm, known_on=TODAY)
    refused("没有写明", make_plan, people=people, employer=firm, leader=" ")


def test_plan_counts_only_once_the_head_approved(people: People) -> None:
    clue = owing_clue(people)
    plan = make_plan(people, firm_of(clue))
    refused("没有列入项目或者企业整体", submit_plan, plan=plan, text="报批", by=people.owner, on=TODAY)
    part = add_part(plan=plan, project=clue.project, situation="停工", by=people.owner, on=TODAY)
    plan.refresh_from_db()
    assert plan.state == "draft"
    refused("没有措施", submit_plan, plan=plan, text="报批", by=people.owner, on=TODAY)
    steady = add_measure(
        part=part,
        meant=pays_first(people, kind="stabilise", what="协调复工", payer="", source="", amount_fen=None),
        by=people.owner,
        on=TODAY,
    )
    refused("没有先付工资的措施", submit_plan, plan=plan, text="报批", by=people.owner, on=TODAY)
    refused("没有批准", finish_measure, measure=steady, done_on=TODAY, note="已复工", by=people.owner, on=TODAY)
    first = add_measure(part=part, meant=pays_first(people), by=people.owner, on=TODAY)
    asked = submit_plan(plan=plan, text="报批", by=people.head, on=TODAY)
    refused("正在等待审批", add_measure, part=part, meant=pays_first(people), by=people.owner, on=TODAY)
    for by in (people.head, people.owner, people.stranger):
        with pytest.raises(NotAllowed):
            decide_firm_plan(decision=asked, agreed=True, opinion="同意", by=by, on=TODAY)
    decide_firm_plan(decision=asked, agreed=False, opinion="补充项目", by=people.leader, on=TODAY)
    plan.refresh_from_db()
    assert plan.state == "draft" and plan.approved_on is None
    approve(plan, people, on=TODAY)
    plan.refresh_from_db()
    first.refresh_from_db()
    assert plan.state == "approved" and plan.approved_on == TODAY and first.decision is not None
    assert first.decision.figures["missing_fen"] == 2_000_000
    finish_measure(measure=first, done_on=TODAY, note="银行回单3号", by=people.owner, on=TODAY)
    refused("已经完成", finish_measure, measure=first, done_on=TODAY, note="又", by=people.owner, on=TODAY)


def test_who_asks_does_not_decide(people: People) -> None:
    clue = owing_clue(people)
    plan = make_plan(people, firm_of(clue), by=people.leader)
    draft(plan, people)
    asked = submit_plan(plan=plan, text="报批", by=people.leader, on=TODAY)
    with pytest.raises(NotAllowed, match="不能审批自己"):
        decide_firm_plan(decision=asked, agreed=True, opinion="同意", by=people.leader, on=TODAY)
    decide_firm_plan(decision=asked, agreed=True, opinion="同意", by=people.coordinator, on=TODAY)


def test_supplement_waits_for_the_head_while_the_plan_goes_on(people: People) -> None:
    clue = owing_clue(people)
    plan, first = approved_plan(people, clue)
    later = add_measure(part=first.part, meant=pays_first(people, what="变卖设备"), by=people.owner, on=TODAY)
    approve(plan, people, on=TODAY, agreed=False)
    plan.refresh_from_db()
    later.refresh_from_db()
    assert plan.state == "approved" and later.decision is None
    drop_measure(measure=later, why="设备已抵押", by=people.owner, on=TODAY)
    refused("没有待批准的措施", submit_plan, plan=plan, text="报批", by=people.owner, on=TODAY)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"amount_fen": None}, "由谁支付"),
        ({"payer": ""}, "由谁支付"),
        ({"source": "friend"}, "由谁支付"),
        ({"owner": None}, "没有责任人"),
        ({"what": " "}, "没有写明"),
        ({"kind": "stabilise"}, "只有先付工资"),
        ({"kind": "relief", "payer": "", "source": "", "amount_fen": None}, "须选择已登记的政策"),
        ({"due_on": TODAY - timedelta(days=1)}, "在今天以前"),
    ],
)
def test_measure_without_owner_money_or_day_is_refused(people: People, changes: dict[str, Any], words: str) -> None:
    plan = make_plan(people, firm_of(make_clue(people)))
    part = add_part(plan=plan, project=None, situation="停工", by=people.owner, on=TODAY)
    refused(words, add_measure, part=part, meant=pays_first(people, **changes), by=people.owner, on=TODAY)
    refused("已经列入", add_part, plan=plan, project=None, situation="又", by=people.owner, on=TODAY)


def test_register_of_policies_ships_empty_and_each_match_says_why(people: People) -> None:
    assert not ReliefPolicy.objects.exists()
    plan = make_plan(people, firm_of(make_clue(people)))
    part = add_part(plan=plan, project=None, situation="停工", by=people.owner, on=TODAY)
    fits, other = make_policy(people), make_policy(people, name="只给制造业", troubles=[], sectors=["manufacturing"])
    found = matches(plan, TODAY)
    assert [(policy.pk, match.fits) for policy, match in found] == [(fits.pk, True), (other.pk, False)]
    assert "企业没有登记行业领域，政策只适用于制造业" in found[1][1].against
    relief = {"kind": "relief", "payer": "", "source": "", "amount_fen": None}
    meant = pays_first(people, **relief, policy=other)
    refused("不适用", add_measure, part=part, meant=meant, by=people.owner, on=TODAY)
    held = add_measure(part=part, meant=pays_first(people, **relief, policy=fits), by=people.owner, on=TODAY)
    assert "困难情形“房地产企业债务违约、出险”在适用范围内" in held.matched
    withdraw_policy(policy=fits, why="废止", by=people.head, on=TODAY)
    assert [policy.pk for policy, _ in matches(plan, TODAY)] == [other.pk]
    refused("已经撤下", withdraw_policy, policy=fits, why="又", by=people.head, on=TODAY)
    refused("已经登记", make_policy, people=people, name="只给制造业")
    refused("早于施行", make_policy, people=people, name="新", valid_to=date(2020, 1, 1))
    with pytest.raises(NotAllowed):
        enter_policy(
            region=Region.objects.get(pk="410721"), name="x", document="x", troubles=[], sectors=[], valid_from=TODAY,
            valid_to=None, text="x", by=people.owner, on=TODAY,
        )  # fmt: skip


def test_clues_files_and_payments_are_linked_by_themselves(people: People) -> None:
    clue = owing_clue(people, workers=2)
    firm = firm_of(clue)
    contractor = Employer.objects.create(name="总包公司")
    site = Project.objects.create(name="乙小区", region_id="410721", employer=firm)
    by_project = owing_clue(people, workers=1, employer_name="分包队", project_name="乙小区", place="别处")
    Clue.objects.filter(pk=by_project.pk).update(project=site, employer=contractor)
    named_site = Project.objects.create(name="丙小区", region_id="410721", employer=contractor)
    named = owing_clue(people, workers=1, employer_name="丙队", project_name="丙小区", place="丙路")
    Clue.objects.filter(pk=named.pk).update(project=named_site, employer=contractor)
    plan = make_plan(people, firm)
    assert {row.pk for row in clues_of(plan)} == {clue.pk, by_project.pk}
    add_part(plan=plan, project=named_site, situation="开发商同为该企业", by=people.owner, on=TODAY)
    assert {row.pk for row in clues_of(plan)} == {clue.pk, by_project.pk, named.pk}
    elsewhere = make_clue(people, workers=1, place="获嘉县城")
    Clue.objects.filter(pk=elsewhere.pk).update(employer=firm, region="410724")
    assert elsewhere not in clues_of(plan)
    pay(clue, people, on=BEGUN - timedelta(days=1), fen=100_000)
    pay(clue, people, on=TODAY, fen=300_000)
    sums = wages_of(plan, on=TODAY).sums
    assert (sums.verified_fen, sums.paid_fen, sums.paid_since_fen) == (4_000_000, 800_000, 600_000)
    assert sums.missing_fen == 3_200_000 and sums.unpaid[0] == "核实的工资还有32,000.00元没有支付"
    rows = paid_since(plan, [clue.pk for clue in clues_of(plan)], on=TODAY)
    assert sum(row.amount_fen for row in rows) == sums.paid_since_fen


def test_unpaid_wages_keep_the_plan_open_unless_the_head_agrees_to_the_reason(people: People) -> None:
    clue = owing_clue(people)
    plan, measure = approved_plan(people, clue)
    about = {"plan": plan, "conclusion": "企业恢复经营", "by": people.owner, "on": TODAY}
    refused("还有1项措施没有完成", ask_closing, unpaid_why="进入破产程序", **about)
    finish_measure(measure=measure, done_on=TODAY, note="回单", by=people.owner, on=TODAY)
    refused("没有写明仍要销号的理由", ask_closing, unpaid_why="", **about)
    asked = ask_closing(unpaid_why="已进入破产程序，债权已申报", **about)
    decide_firm_plan(decision=asked, agreed=False, opinion="先付工资", by=people.leader, on=TODAY)
    plan.refresh_from_db()
    assert plan.state == "approved"
    pay(clue, people)
    asked = ask_closing(unpaid_why="用不着", **about)
    assert asked.unpaid_why == ""
    decide_firm_plan(decision=asked, agreed=True, opinion="同意销号", by=people.leader, on=TODAY)
    plan.refresh_from_db()
    asked.refresh_from_db()
    assert plan.state == "closed" and plan.ended_on == TODAY and asked.figures["paid_since_fen"] == 2_000_000
    refused("已于2024-01-10销号", write_firm_note, plan=plan, noted_on=TODAY, text="x", by=people.owner, on=TODAY)
    again = make_plan(people, firm_of(clue), on=TODAY)
    assert again.previous == plan and again.state == "registered"


def test_closing_is_refused_where_wages_turn_out_unpaid_after_it_was_asked(people: People) -> None:
    clue = owing_clue(people)
    plan, measure = approved_plan(people, clue)
    pay(clue, people)
    finish_measure(measure=measure, done_on=TODAY, note="回单", by=people.owner, on=TODAY)
    asked = ask_closing(plan=plan, conclusion="已付清", unpaid_why="", by=people.owner, on=TODAY)
    late = make_clue(people, workers=1, place="又一处", project_name="丁小区")
    assert late.employer_id == clue.employer_id
    refused("申请后又查明", decide_firm_plan, decision=asked, agreed=True, opinion="同意", by=people.leader, on=TODAY)


def test_note_every_week_and_change_of_who_answers(people: People) -> None:
    plan = make_plan(people, firm_of(make_clue(people)))
    assert note_clock(registered_on=BEGUN, notes=[], ended=False).late_on(BEGUN + timedelta(days=8))
    refused(
        "早于登记专案",
        write_firm_note,
        plan=plan,
        noted_on=BEGUN - timedelta(days=1),
        text="x",
        by=people.owner,
        on=TODAY,
    )
    write_firm_note(plan=plan, noted_on=TODAY, text="已与总包约谈", by=people.owner, on=TODAY)
    with pytest.raises(NotAllowed):
        write_firm_note(plan=plan, noted_on=TODAY, text="x", by=people.colleague, on=TODAY)
    hand_over_plan(plan=plan, leader="李副县长", responsible=people.colleague, why="调整分工", by=people.head, on=TODAY)
    plan.refresh_from_db()
    assert plan.responsible == people.colleague and plan.notes.filter(automatic=True).count() == 1
    with pytest.raises(NotAllowed):
        write_firm_note(plan=plan, noted_on=TODAY, text="x", by=people.owner, on=TODAY)


def test_who_sees_a_plan(people: People) -> None:
    clue = owing_clue(people)
    plan, measure = approved_plan(people, clue)
    for by in (people.owner, people.head, people.leader, people.superior, people.coordinator):
        assert plan in plans_for(by)
    for by in (people.stranger, people.housing, people.auditor):
        assert plan not in plans_for(by)
    FirmPlanMeasure.objects.filter(pk=measure.pk).update(owner=people.housing)
    assert plan in plans_for(people.housing)
    finish_measure(measure=measure, done_on=TODAY, note="回单", by=people.housing, on=TODAY)
