"""Findings: order, proof, second look, extension with approval, the ends; reminders; the visit says the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.foundation.notifications.models import Message
from nuanxin.watch.inspection.findings.clearing import (
    OrderFacts,
    ask_extension,
    decide_extension,
    end_otherwise,
    hand_in_proof,
    look_again,
    open_findings,
    order_rectification,
)
from nuanxin.watch.inspection.findings.models import Finding, FindingState
from nuanxin.watch.inspection.findings.reminding import remind_findings
from nuanxin.watch.inspection.models import Visit
from nuanxin.watch.inspection.plans.models import PlanKind, PlannedVisit
from nuanxin.watch.inspection.rectification import confirm_rectified, open_rectifications, overdue
from nuanxin.watch.inspection.visits import Seen, correct_visit
from tests.conftest import TODAY, People
from tests.unit.watch.inspection.making import COUNTY, site, visited

pytestmark = pytest.mark.django_db
DUE = TODAY + timedelta(days=10)
FACTS = OrderFacts("account", "专户没有按月拨付", "补拨12月人工费用", "项目经理张某", DUE, "条例第二十九条")


def found(people: People, **more: Any) -> Finding:
    visit = more.pop("visit", None) or visited(people.owner, project=site())
    return order_rectification(visit=visit, facts=replace(FACTS, **more), by=people.owner, on=TODAY)


def later(row: Finding) -> Finding:
    return Finding.objects.select_related("visit").get(pk=row.pk)


def test_order_proof_second_look_cleared(people: People) -> None:
    row = found(people)
    assert (row.state, row.visit.rectify_by) == (FindingState.OPEN, DUE)
    assert list(open_rectifications(region=COUNTY)) == [row.visit]
    day = TODAY + timedelta(days=5)
    hand_in_proof(finding=row, text="银行回单3张", handed_on=day, by=people.owner, on=day)
    planned = PlannedVisit.objects.get(kind=PlanKind.RECHECK)
    assert (planned.not_before, planned.due_on, planned.staff) == (day, DUE, people.owner)
    revisit = visited(people.colleague, project=site(), on=day)
    planned.refresh_from_db()
    assert planned.visit == revisit
    look_again(finding=row, good=True, text="已补拨", looked_on=day, by=people.colleague, on=day, revisit=revisit)
    row = later(row)
    assert (row.state, row.ended_on, row.visit.rectified_on) == (FindingState.CLEARED, day, day)
    assert [one.kind for one in row.entries.all()] == ["order", "proof", "cleared"]
    assert not open_rectifications(region=COUNTY).exists() and not open_findings(COUNTY).exists()
    with pytest.raises(Refusal, match="已销号"):
        look_again(finding=row, good=True, text="再来", looked_on=day, by=people.owner, on=day)


def test_not_good_means_a_new_day(people: People) -> None:
    row = found(people)
    hand_in_proof(finding=row, text="说明", handed_on=TODAY, by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="没有重新确定"):
        look_again(finding=row, good=False, text="没有补拨", looked_on=TODAY, by=people.owner, on=TODAY)
    new = DUE + timedelta(days=5)
    look_again(finding=row, good=False, text="没有补拨", looked_on=TODAY, by=people.owner, on=TODAY, due_on=new)
    row = later(row)
    assert (row.state, row.due_on, row.first_due_on, row.visit.rectify_by) == ("open", new, DUE, new)


def test_what_was_looked_at_waits_for_no_second_look(people: People) -> None:
    row = found(people)
    hand_in_proof(finding=row, text="回单", handed_on=TODAY, by=people.owner, on=TODAY)
    look_again(finding=row, good=True, text="电话视频核实", looked_on=TODAY, by=people.owner, on=TODAY)
    planned = PlannedVisit.objects.get(kind=PlanKind.RECHECK)
    assert planned.stands(TODAY) == "已撤销" and "检查问题" in planned.dropped_why


def test_the_visit_ends_with_its_last_finding(people: People) -> None:
    visit = visited(people.owner, project=site(), rectify_by=TODAY + timedelta(days=3), finding="两个问题")
    one, two = found(people, visit=visit), found(people, visit=visit, topic="board", due_on=DUE + timedelta(days=1))
    look_again(finding=one, good=True, text="好", looked_on=TODAY, by=people.owner, on=TODAY)
    visit.refresh_from_db()
    assert (visit.rectify_by, visit.rectified_on) == (DUE + timedelta(days=1), None)
    end_otherwise(finding=two, how="escalated", text="转线索20240001", by=people.owner, on=TODAY)
    visit.refresh_from_db()
    assert visit.rectified_on == TODAY and later(two).state == FindingState.ESCALATED


def test_confirming_the_visit_clears_its_findings(people: People) -> None:
    row = found(people)
    confirm_rectified(visit=row.visit, rectified_on=TODAY, by=people.owner, on=TODAY)
    assert later(row).state == FindingState.CLEARED


def test_a_corrected_visit_keeps_its_findings(people: People) -> None:
    row = found(people)
    new = correct_visit(
        visit=row.visit, seen=Seen(workforce=9, migrants=1, recording="AV"), reason="人数", by=people.owner, on=TODAY
    )
    assert later(row).visit == new and Visit.objects.get(pk=new.pk).rectify_by == DUE
    assert list(overdue(region=COUNTY, on=DUE + timedelta(days=1))) == [new]


def test_extension_is_decided_by_somebody_else(people: People) -> None:
    row, until = found(people), DUE + timedelta(days=10)
    with pytest.raises(Refusal, match="不晚于现在"):
        ask_extension(finding=row, until=DUE, why="春节停工", by=people.owner, on=TODAY)
    ask_extension(finding=row, until=until, why="春节停工", by=people.head, on=TODAY)
    with pytest.raises(Refusal, match="已有延期申请"):
        ask_extension(finding=row, until=until, why="再次", by=people.owner, on=TODAY)
    with pytest.raises(NotAllowed):
        decide_extension(finding=row, agreed=True, opinion="同意", by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="申请人不能"):
        decide_extension(finding=row, agreed=True, opinion="同意", by=people.head, on=TODAY)
    decide_extension(finding=row, agreed=True, opinion="同意", by=people.superior, on=TODAY)
    row = later(row)
    assert (row.due_on, row.first_due_on, row.visit.rectify_by) == (until, DUE, until)
    with pytest.raises(Refusal, match="没有待审批"):
        decide_extension(finding=row, agreed=True, opinion="同意", by=people.superior, on=TODAY)
    ask_extension(finding=row, until=until + timedelta(days=9), why="还要", by=people.owner, on=TODAY)
    decide_extension(finding=row, agreed=False, opinion="不同意", by=people.head, on=TODAY)
    assert later(row).due_on == until


def test_too_late_to_ask(people: People) -> None:
    row = found(people)
    with pytest.raises(Refusal, match="期限已过"):
        ask_extension(
            finding=row, until=DUE + timedelta(days=20), why="忘了", by=people.owner, on=DUE + timedelta(days=1)
        )


def test_reminded_before_and_after_once_each(people: People) -> None:
    row = found(people)
    days = [remind_findings(on=TODAY + timedelta(days=n)) for n in range(14)]
    assert days == [0] * 7 + [1] + [0] * 3 + [1, 0, 0]
    assert list(row.entries.values_list("kind", flat=True)) == ["order", "reminded", "reminded"]
    assert set(Message.objects.values_list("template", flat=True)) == {"officer_due_soon", "officer_overdue"}
    end_otherwise(finding=row, how="closed_down", text="公司已注销", by=people.owner, on=TODAY + timedelta(days=20))
    assert remind_findings(on=TODAY + timedelta(days=21)) == 0


@pytest.mark.parametrize(
    ("more", "column"),
    [({"what": " "}, "发现问题"), ({"order": ""}, "整改要求"), ({"firm_person": ""}, "单位整改责任人"),
     ({"topic": "x"}, "问题类别"), ({"due_on": TODAY - timedelta(days=1)}, "整改期限")],
)  # fmt: skip
def test_what_does_not_fit_is_named(people: People, more: dict[str, Any], column: str) -> None:
    with pytest.raises(BadInput, match=column):
        found(people, **more)


@pytest.mark.parametrize(
    ("name", "allowed"),
    [("owner", True), ("colleague", True), ("head", True), ("superior", True), ("stranger", False), ("housing", False),
     ("leader", False)],
)  # fmt: skip
def test_who_may_look_again(people: People, name: str, allowed: bool) -> None:
    row, by = found(people), getattr(people, name)
    if allowed:
        look_again(finding=row, good=True, text="好", looked_on=TODAY, by=by, on=TODAY)
        assert later(row).ended
    else:
        with pytest.raises(NotAllowed):
            look_again(finding=row, good=True, text="好", looked_on=TODAY, by=by, on=TODAY)


def test_days_fit(people: People) -> None:
    row = found(people)
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(Refusal, match="日期"):
            hand_in_proof(finding=row, text="照片", handed_on=day, by=people.owner, on=TODAY)
    assert date.min < later(row).due_on
