"""Locking, drawing once, planning, the record; who may; what a wrong list is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.foundation.documents.copies import pdf_of
from nuanxin.foundation.documents.issue import sheet_of
from nuanxin.watch.inspection.draw.models import RandomDraw
from nuanxin.watch.inspection.draw.printing import issue_record
from nuanxin.watch.inspection.draw.running import DrawFacts, lock_lists, repeats, run_draw, void_lists
from nuanxin.watch.inspection.grid.assigning import assign
from nuanxin.watch.inspection.plans.models import PlannedVisit
from tests.conftest import TODAY, People
from tests.unit.watch.inspection.making import county, firm, visited

pytestmark = pytest.mark.django_db


def facts(people: People, **more: Any) -> DrawFacts:
    usual = DrawFacts(
        name="一季度双随机抽查", document="年度抽查计划", kind="employer", first=TODAY, last=TODAY + timedelta(days=30),
        percent=25, seed_from="1月11日福彩双色球开奖号码", inspectors=[people.owner, people.colleague, people.head],
    )  # fmt: skip
    return replace(usual, **more)


def locked(people: People, **more: Any) -> RandomDraw:
    for n in range(8):
        firm(f"第{n}公司", sector="manufacturing" if n % 2 else "construction", credit_code=None)
    return lock_lists(facts=facts(people, **more), region=county(), by=people.head, on=TODAY)


def test_from_lock_to_planned_visits(people: People) -> None:
    row = locked(people)
    assert row.lists["quotas"] == {"制造业": 1, "工程建设": 1} and row.state == "名单已锁定，待抽取"
    row = run_draw(drawing=row, seed="03 09 12 22 28 31 05", witness="纪检组何某", by=people.head, on=TODAY)
    plans = list(PlannedVisit.objects.order_by("pk"))
    assert len(plans) == 2 and {plan.kind for plan in plans} == {"random"}
    assert all(plan.staff and plan.partner and plan.staff != plan.partner for plan in plans)
    assert repeats(row) and repeats(RandomDraw.objects.get())
    with pytest.raises(Refusal, match="只抽取一次"):
        run_draw(drawing=row, seed="再来", witness="何某", by=people.head, on=TODAY)
    with pytest.raises(Refusal, match="已经抽取"):
        void_lists(drawing=row, why="结果不满意", by=people.head, on=TODAY)
    visited(people.owner, employer=plans[0].employer)
    plans[0].refresh_from_db()
    assert plans[0].done_on == TODAY


def test_the_record_says_everything(people: People) -> None:
    other = firm("第0公司", sector="construction", credit_code=None)
    row = locked(people, excluded={other.pk: "停产"})
    with pytest.raises(Refusal, match="还没有抽取"):
        issue_record(drawing=row, by=people.head, on=TODAY)
    row = run_draw(drawing=row, seed="2024001", witness="何某", by=people.head, on=TODAY)
    paper = issue_record(drawing=row, by=people.head, on=TODAY)
    assert issue_record(drawing=row, by=people.head, on=TODAY) == paper
    text = str(sheet_of(paper).as_dict())
    for word in (row.lists_digest, row.result_digest, "2024001", "第0公司：停产", "何某", "SHA-256"):
        assert word in text
    assert pdf_of(paper).startswith(b"%PDF")


def test_whoever_answers_for_it_does_not_check_it(people: People) -> None:
    one = firm("第1公司", sector="manufacturing", credit_code=None)
    assign(target=one, staff=people.owner, since=TODAY, by=people.head, on=TODAY)
    row = locked(people, percent=100, conflicts={(people.colleague.pk, firm("第3公司").pk): "亲属在该公司任职"})
    assert [(a, why) for a, _, why in row.lists["conflicts"]] == [
        ("colleague", "亲属在该公司任职"), ("owner", "该对象的包保责任人"),
    ]  # fmt: skip
    run_draw(drawing=row, seed="x", witness="何某", by=people.head, on=TODAY)
    plan = PlannedVisit.objects.get(employer=one)
    assert people.owner not in (plan.staff, plan.partner)


def test_tampered_lists_are_refused(people: People) -> None:
    row = locked(people)
    row.lists["excluded"] = [[row.lists["candidates"][0][0], "后来加的"]]
    row.save()
    with pytest.raises(Refusal, match="校验值不符"):
        run_draw(drawing=row, seed="x", witness="何某", by=people.head, on=TODAY)
    assert not repeats(row)


def test_a_changed_result_shows(people: People) -> None:
    row = run_draw(drawing=locked(people), seed="x", witness="何某", by=people.head, on=TODAY)
    RandomDraw.objects.filter(pk=row.pk).update(seed="y")
    assert not repeats(RandomDraw.objects.get())


def test_void_before_the_draw(people: People) -> None:
    row = locked(people)
    with pytest.raises(Refusal, match="没有写明理由"):
        void_lists(drawing=row, why="", by=people.head, on=TODAY)
    row = void_lists(drawing=row, why="漏了新设企业", by=people.head, on=TODAY)
    with pytest.raises(Refusal, match="已作废"):
        run_draw(drawing=row, seed="x", witness="何某", by=people.head, on=TODAY)


@pytest.mark.parametrize(("name", "allowed"), [("head", True), ("superior", True), ("coordinator", True),
    ("owner", False), ("stranger", False), ("housing", False), ("leader", False)])  # fmt: skip
def test_who_may_draw(people: People, name: str, allowed: bool) -> None:
    row, by = locked(people), getattr(people, name)
    if allowed:
        assert run_draw(drawing=row, seed="s", witness="何某", by=by, on=TODAY).drawn_by == by
    else:
        with pytest.raises(NotAllowed):
            run_draw(drawing=row, seed="s", witness="何某", by=by, on=TODAY)


@pytest.mark.parametrize(
    ("more", "told"),
    [({"percent": 0}, "不在1到100"), ({"first": TODAY - timedelta(days=1)}, "早于今天"), ({"seed_from": " "}, "种子来源"),
     ({"inspectors": []}, "检查人员"), ({"excluded": {999: "没有"}}, "名单中没有"), ({"team": 4}, "检查人员")],
)  # fmt: skip
def test_what_does_not_fit_is_named(people: People, more: dict[str, Any], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        locked(people, **more)
    assert not RandomDraw.objects.exists()
