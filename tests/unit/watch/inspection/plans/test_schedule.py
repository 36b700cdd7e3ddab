"""The schedule: planned once however often asked, follows pay day and person, closed by the recorded visit, overdue listed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.models import LocalSetting
from nuanxin.watch.inspection.grid.assigning import assign, hand_over
from nuanxin.watch.inspection.plans.keeping import drop_plan, link_visit, overdue_plans, settle_by_visits
from nuanxin.watch.inspection.plans.keys import KeyTarget, key_targets, weigh
from nuanxin.watch.inspection.plans.models import PlanKind, PlannedVisit, PlanRenewal
from nuanxin.watch.inspection.plans.renewing import renew_nightly, renew_schedule
from nuanxin.watch.inspection.visits import Seen, correct_visit
from tests.conftest import TODAY, People
from tests.unit.rights.relief.firm_making import make_plan
from tests.unit.watch.inspection.making import COUNTY, county, firm, site, visited

pytestmark = pytest.mark.django_db
SEEN = Seen(workforce=10, migrants=8, recording="AV-2")


def shape() -> list[tuple[str, date, date, int | None]]:
    rows = PlannedVisit.objects.order_by("mark")
    return [(row.mark, row.not_before, row.due_on, row.staff_id) for row in rows]


def named(people: People, **more: object) -> tuple[object, int]:
    place = site(**more)  # type: ignore[arg-type]
    assign(target=place, staff=people.owner, since=TODAY, by=people.head, on=TODAY)
    return place, place.pk


def test_this_month_and_the_next_once_however_often_asked(people: People) -> None:
    _, key = named(people)
    first = renew_schedule(on=TODAY)
    assert first.planned == 4 and first.moved == 0
    before = shape()
    assert [row[0] for row in before] == [
        f"after:{key}:2024-01", f"after:{key}:2024-02", f"before:{key}:2024-01", f"before:{key}:2024-02",
    ]  # fmt: skip
    assert before[2][1:] == (date(2024, 1, 8), date(2024, 1, 12), people.owner.pk)
    assert renew_schedule(on=TODAY).changes == 0 and renew_schedule(on=TODAY + timedelta(days=1)).changes == 0
    assert shape() == before


def test_only_where_somebody_answers_and_a_pay_day_is_known(people: People) -> None:
    site("没人包保")
    named(people, name="没有支付日", pay_day=None)
    assert renew_schedule(on=TODAY).planned == 0


def test_what_is_over_is_not_planned_afterwards(people: People) -> None:
    _, key = named(people, pay_day=5)  # 2023-12-22 … 2024-01-04 before, 2024-01-08 … 12 after
    renew_schedule(on=TODAY)
    assert f"before:{key}:2024-01" not in [row[0] for row in shape()]
    assert f"after:{key}:2024-01" in [row[0] for row in shape()]


def test_open_rows_follow_pay_day_person_and_setting(people: People) -> None:
    place, key = named(people)
    renew_schedule(on=TODAY)
    visited(people.owner, project=place, on=TODAY)  # type: ignore[arg-type]
    place.pay_day = 25  # type: ignore[attr-defined]
    place.save()  # type: ignore[attr-defined]
    assert renew_schedule(on=TODAY).moved == 3  # the fourth is done and stays
    rows = {row.mark: row for row in PlannedVisit.objects.all()}
    assert rows[f"before:{key}:2024-01"].due_on == date(2024, 1, 12)
    assert rows[f"after:{key}:2024-01"].not_before == date(2024, 1, 26)
    hand_over(giver=people.owner, taker=people.colleague, region=county(), why="调离", by=people.head, on=TODAY)
    assert renew_schedule(on=TODAY).moved == 3
    assert set(PlannedVisit.objects.filter(visit=None).values_list("staff", flat=True)) == {people.colleague.pk}
    LocalSetting.objects.create(
        key="inspection.pay_visit_days", region_id="410700", value=2, source="市办通知", valid_from=date(2024, 1, 1)
    )
    renew_schedule(on=TODAY)
    row = PlannedVisit.objects.get(mark=f"after:{key}:2024-01")
    assert (row.not_before, row.due_on) == (date(2024, 1, 26), date(2024, 1, 29))


def test_a_recorded_visit_closes_what_it_satisfies(people: People) -> None:
    place, key = named(people)
    renew_schedule(on=TODAY)
    visit = visited(people.owner, project=place)  # type: ignore[arg-type]
    row = PlannedVisit.objects.get(mark=f"before:{key}:2024-01")
    assert (row.visit, row.done_on, row.stands(TODAY)) == (visit, TODAY, "按期完成")
    assert PlannedVisit.objects.filter(visit=None).count() == 3
    new = correct_visit(visit=visit, seen=SEEN, reason="人数有误", by=people.owner, on=TODAY)
    row.refresh_from_db()
    assert row.visit == new


def test_a_visit_to_the_office_is_none_to_the_site(people: People) -> None:
    named(people)
    renew_schedule(on=TODAY)
    visited(people.owner, employer=firm())
    visited(people.owner, project=site("另一个工地"))
    assert not PlannedVisit.objects.exclude(visit=None).exists()


def test_late_visits_close_late_and_the_overdue_are_listed(people: People) -> None:
    place, key = named(people)
    renew_schedule(on=TODAY)
    late = date(2024, 1, 25)
    assert [row.mark for row in overdue_plans(area=COUNTY, on=late)] == [
        f"before:{key}:2024-01",
        f"after:{key}:2024-01",
    ]
    assert not overdue_plans(area="410724", on=late).exists()
    visited(people.owner, project=place, on=late)  # type: ignore[arg-type]
    assert not overdue_plans(area=COUNTY, on=late).exists()
    row = PlannedVisit.objects.select_related("visit").get(mark=f"before:{key}:2024-01")
    assert row.stands(late) == "逾期完成"


def test_visits_that_came_another_way_are_found_at_night(people: People) -> None:
    place, key = named(people)
    visit = visited(people.owner, project=place)  # type: ignore[arg-type]
    renew_schedule(on=TODAY)
    assert PlannedVisit.objects.get(mark=f"before:{key}:2024-01").visit is None
    assert settle_by_visits(on=TODAY) == 1 and settle_by_visits(on=TODAY) == 0
    assert PlannedVisit.objects.get(mark=f"before:{key}:2024-01").visit == visit


def test_nightly_once_a_day(people: People) -> None:
    named(people)
    assert renew_nightly(on=TODAY) == 4 and renew_nightly(on=TODAY) == 0
    assert PlanRenewal.objects.get().planned == 4
    assert renew_nightly(on=TODAY + timedelta(days=1)) == 0 and PlanRenewal.objects.count() == 2


def test_key_employers_from_the_list_and_from_arrears(people: People) -> None:
    once, twice, told = firm("一次公司"), firm("两次公司"), firm("名单公司")
    for employer, days in ((once, 20), (twice, 20), (twice, 40), (told, 500)):
        visited(people.owner, employer=employer, on=TODAY - timedelta(days=days), arrears_found=True, arrears_persons=3)
    make_plan(people, firm("出险房企"))
    found = {one.employer: one for one in key_targets(area=COUNTY, on=TODAY, told={told.pk: ["监测红色预警"]})}
    assert found[once.pk] == KeyTarget(once.pk, ("近一年查实欠薪1次",), 1)
    assert found[twice.pk].times == 2
    assert found[told.pk] == KeyTarget(told.pk, ("监测红色预警",), 1)  # what lies 500 days back is not counted
    assert any("专案" in one.reasons[0] for one in found.values())
    for employer in (twice, told):
        assign(target=employer, staff=people.owner, since=TODAY, by=people.head, on=TODAY)
    renew_schedule(on=TODAY, told={told.pk: ["监测红色预警"]})
    rows = PlannedVisit.objects.filter(kind=PlanKind.KEY)
    assert sorted(rows.values_list("employer", flat=True)) == sorted([twice.pk, twice.pk, told.pk])
    assert renew_schedule(on=TODAY, told={told.pk: ["监测红色预警"]}).changes == 0


def test_weighing_is_plain() -> None:
    assert weigh({2: ["甲", "甲"]}, {1: 3}) == [KeyTarget(1, ("近一年查实欠薪3次",), 2), KeyTarget(2, ("甲",), 1)]
    assert weigh({3: []}, {}) == []


def test_dropped_with_a_reason_and_never_planned_again(people: People) -> None:
    _, key = named(people)
    renew_schedule(on=TODAY)
    row = PlannedVisit.objects.get(mark=f"after:{key}:2024-02")
    with pytest.raises(Refusal, match="没有写明理由"):
        drop_plan(planned=row, why=" ", by=people.head, on=TODAY)
    with pytest.raises(NotAllowed):
        drop_plan(planned=row, why="完工", by=people.owner, on=TODAY)
    drop_plan(planned=row, why="项目完工", by=people.head, on=TODAY)
    renew_schedule(on=TODAY)
    row.refresh_from_db()
    assert row.dropped_why == "项目完工" and PlannedVisit.objects.count() == 4


def test_linked_by_hand_only_where_it_fits(people: People) -> None:
    place, key = named(people)
    renew_schedule(on=TODAY)
    row = PlannedVisit.objects.get(mark=f"after:{key}:2024-01")
    early = visited(people.owner, project=place)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match="早于计划"):
        link_visit(planned=row, visit=early, by=people.owner, on=TODAY)
    foreign = visited(people.owner, project=site("别处"), on=date(2024, 1, 17))
    with pytest.raises(Refusal, match="不是这个单位"):
        link_visit(planned=row, visit=foreign, by=people.owner, on=date(2024, 1, 17))
    with pytest.raises(NotAllowed):
        link_visit(planned=row, visit=foreign, by=people.stranger, on=date(2024, 1, 17))
