"""Special checks: targets, departments that each tick their own, the rules for nights and holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.watch.inspection.plans.arranging import SpecialFacts, begin_special, hours_faults, people_of, targets_in
from nuanxin.watch.inspection.plans.keeping import link_visit, tick_part
from nuanxin.watch.inspection.plans.models import Hours, SpecialCheck
from tests.conftest import TODAY, People
from tests.unit.watch.inspection.making import COUNTY, county, firm, site, visited

pytestmark = pytest.mark.django_db


def facts(people: People, **more: Any) -> SpecialFacts:
    usual = SpecialFacts(
        name="岁末年初专项检查", document="新农组办〔2024〕1号", contents="一查实名制（条例第二十八条）；二查专户",
        first=TODAY, last=date(2024, 2, 8), lead=people.head,
    )  # fmt: skip
    return replace(usual, **more)


def begun(people: People, **more: Any) -> SpecialCheck:
    site("一标段"), site("二标段", industry="housing")
    targets = targets_in(region=COUNTY, kind="project")
    return begin_special(facts=facts(people, **more), region=county(), targets=targets, by=people.head, on=TODAY)


def test_one_visit_at_every_target(people: People) -> None:
    special = begun(people)
    assert sorted(row.target_name for row in special.visits.all()) == ["一标段", "二标段"]
    assert {(row.staff, row.not_before, row.due_on) for row in special.visits.all()} == {
        (people.head, TODAY, date(2024, 2, 8))
    }
    assert [one.name for one in targets_in(region=COUNTY, kind="project", industry="housing")] == ["二标段"]
    assert targets_in(region=COUNTY, kind="employer", sector="manufacturing") == [firm()]


def test_who_may_and_what_must_be_said(people: People) -> None:
    with pytest.raises(NotAllowed):
        begin_special(facts=facts(people), region=county(), targets=[site()], by=people.owner, on=TODAY)
    wrong = facts(people, document=" ", first=date(2024, 1, 1))
    with pytest.raises(BadInput, match=r"文件依据.*没有填写.*开始日期.*早于今天.*没有对象"):
        begin_special(facts=wrong, region=county(), targets=[], by=people.head, on=TODAY)
    abroad = site("外县", region_id="410724")
    with pytest.raises(BadInput, match="不在该区划"):
        begin_special(facts=facts(people), region=county(), targets=[abroad], by=people.head, on=TODAY)
    assert not SpecialCheck.objects.exists()


def test_each_department_ticks_its_own_and_the_last_closes(people: People) -> None:
    parts = {people.housing.unit: "施工许可、分包合同", people.owner.unit: "工资支付、专户"}
    special = begun(people, parts=parts)
    row = special.visits.order_by("pk").first()
    assert row is not None
    row.project.refresh_from_db()  # type: ignore[union-attr]
    visit = visited(people.owner, project=row.project)
    row.refresh_from_db()
    assert (row.visit, row.done_on, row.stands(TODAY)) == (visit, None, "待部门登记")
    housing, own = (row.parts.get(unit=unit) for unit in parts)
    with pytest.raises(NotAllowed):
        tick_part(part=housing, result="没有问题", by=people.owner, on=TODAY)
    with pytest.raises(NotAllowed):
        tick_part(part=own, result="没有问题", by=people.housing, on=TODAY)
    tick_part(part=housing, result="分包合同齐全", by=people.housing, on=TODAY)
    row.refresh_from_db()
    assert row.done_on is None
    tick_part(part=own, result="专户流水正常", by=people.colleague, on=TODAY)
    row.refresh_from_db()
    assert row.done_on == TODAY and row.stands(TODAY) == "按期完成"
    with pytest.raises(Refusal, match="已经登记过"):
        tick_part(part=housing, result="改一改", by=people.housing, on=TODAY)


def test_at_night_nothing_closes_by_itself(people: People) -> None:
    special = begun(people, hours=Hours.NIGHT, hours_why="夜间浇筑，白天无人", team="王承办、李同事")
    row = special.visits.order_by("pk").first()
    assert row is not None
    visit = visited(people.owner, project=row.project)
    row.refresh_from_db()
    assert row.visit is None
    link_visit(planned=row, visit=visit, by=people.owner, on=TODAY)
    row.refresh_from_db()
    assert (row.visit, row.done_on) == (visit, TODAY)


FRIDAY, SATURDAY, SUNDAY = date(2024, 1, 12), date(2024, 1, 13), date(2024, 1, 14)


@pytest.mark.parametrize(
    ("first", "last", "hours", "why", "people", "columns"),
    [
        (FRIDAY, SUNDAY, Hours.DAY, "", 0, []),
        (SATURDAY, SUNDAY, Hours.DAY, "", 0, ["检查日期"]),
        (SUNDAY, FRIDAY, Hours.DAY, "", 0, ["结束日期"]),
        (FRIDAY, FRIDAY, Hours.NIGHT, "夜间施工", 2, []),
        (FRIDAY, FRIDAY, Hours.NIGHT, "", 1, ["夜间、节假日检查理由", "检查组人员"]),
        (SATURDAY, SUNDAY, Hours.HOLIDAY, "节前突击发薪", 2, []),
        (FRIDAY, FRIDAY, Hours.HOLIDAY, "节前突击发薪", 2, ["检查日期"]),
        (date(2024, 2, 18), date(2024, 2, 18), Hours.HOLIDAY, "调休", 2, ["检查日期"]),  # a Sunday that is worked
    ],
)
def test_the_rules_for_odd_hours(
    first: date, last: date, hours: str, why: str, people: int, columns: list[str]
) -> None:
    found = hours_faults(first=first, last=last, hours=hours, why=why, people=people, calendar=WorkingCalendar())
    assert [one.column for one in found] == columns


@pytest.mark.parametrize(("team", "count"), [("", 0), ("王", 1), ("王、李", 2), ("王，李,赵 钱", 4)])
def test_names_in_a_field(team: str, count: int) -> None:
    assert people_of(team) == count
