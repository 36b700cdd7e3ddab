"""The grid: everybody's project has a name beside it; dated rows; by area; hand-over; who is left without."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.models import Region
from nuanxin.watch.inspection.grid.assigning import assign, assign_area, hand_over
from nuanxin.watch.inspection.grid.looking import (
    assignment_of,
    coverage,
    held_by,
    left_behind,
    uncovered_employers,
    uncovered_projects,
)
from nuanxin.watch.inspection.grid.models import GridAssignment
from tests.conftest import TODAY, People
from tests.unit.watch.inspection.making import COUNTY, county, firm, site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "allowed"),
    [("head", True), ("superior", True), ("coordinator", True), ("owner", False), ("colleague", False),
     ("stranger", False), ("housing", False), ("leader", False), ("auditor", False)],
)  # fmt: skip
def test_who_may_name_the_person(people: People, name: str, allowed: bool) -> None:
    place = site()
    if allowed:
        row = assign(target=place, staff=people.owner, since=TODAY, by=getattr(people, name), on=TODAY)
        assert (row.staff, row.region_id) == (people.owner, COUNTY)
    else:
        with pytest.raises(NotAllowed):
            assign(target=place, staff=people.owner, since=TODAY, by=getattr(people, name), on=TODAY)
        assert not GridAssignment.objects.exists()


def test_another_place_has_its_own_head(people: People) -> None:
    abroad = site("外县工地", region_id="410724", employer=firm("外县公司", region_id="410724"))
    with pytest.raises(NotAllowed):
        assign(target=abroad, staff=people.owner, since=TODAY, by=people.head, on=TODAY)


def test_each_day_has_one_answer(people: People) -> None:
    place = site()
    assign(target=place, staff=people.owner, since=TODAY - timedelta(days=30), by=people.head, on=TODAY)
    assign(target=place, staff=people.colleague, since=TODAY, by=people.head, on=TODAY, why="工作调动")
    for days, expected in ((31, None), (30, people.owner), (1, people.owner), (0, people.colleague)):
        found = assignment_of(place, TODAY - timedelta(days=days))
        assert (found.staff if found else None) == expected, days
    assert GridAssignment.objects.count() == 2  # nothing is overwritten


def test_changed_on_the_same_day_the_first_never_answered(people: People) -> None:
    place = site()
    assign(target=place, staff=people.owner, since=TODAY, by=people.head, on=TODAY)
    assign(target=place, staff=people.colleague, since=TODAY, by=people.head, on=TODAY, why="登记有误")
    found = assignment_of(place, TODAY)
    assert found is not None and found.staff == people.colleague


def test_refused_with_the_reason(people: People) -> None:
    place = site()
    assign(target=place, staff=people.owner, since=TODAY, by=people.head, on=TODAY)
    with pytest.raises(Refusal, match="没有写明交接理由"):
        assign(target=place, staff=people.colleague, since=TODAY, by=people.head, on=TODAY)
    with pytest.raises(Refusal, match="现在就是"):
        assign(target=place, staff=people.owner, since=TODAY, by=people.head, on=TODAY, why="再来")
    with pytest.raises(Refusal, match="起始日期"):
        assign(
            target=place, staff=people.colleague, since=TODAY - timedelta(days=1), by=people.head, on=TODAY, why="早"
        )
    people.colleague.is_active = False
    people.colleague.save()
    people.colleague.__dict__.pop("_posts_on", None)
    with pytest.raises(Refusal, match="没有在任岗位"):
        assign(target=place, staff=people.colleague, since=TODAY, by=people.head, on=TODAY, why="x")
    with pytest.raises(Refusal, match="没有登记所在区划"):
        assign(target=firm("流动公司", region_id=None), staff=people.owner, since=TODAY, by=people.head, on=TODAY)


def test_by_area_the_others_stay(people: People) -> None:
    first, second = site("一号楼"), site("二号楼")
    assign(target=first, staff=people.colleague, since=TODAY, by=people.head, on=TODAY)
    town = site("镇上工地", region_id="410721101")
    made = assign_area(region=county(), kinds=["project", "employer"], staff=people.owner, by=people.head, on=TODAY)
    assert made == 3  # second, the one in town, the firm itself
    assert [assignment_of(one, TODAY).staff for one in (first, second, town, firm())] == [  # type: ignore[union-attr]
        people.colleague, people.owner, people.owner, people.owner,
    ]  # fmt: skip
    assert assignment_of(town, TODAY).region_id == "410721101"  # type: ignore[union-attr]
    assert coverage(COUNTY, TODAY).without == 0
    with pytest.raises(Refusal, match="都已有包保责任人"):
        assign_area(region=county(), kinds=["project"], staff=people.owner, by=people.head, on=TODAY)
    told = AuditEvent.objects.get(act="assign_grid_area").details
    assert sorted(told["projects"]) == sorted([second.pk, town.pk])


def test_uncovered_ones_are_listed(people: People) -> None:
    named, nobody = site("有人"), site("没人")
    site("外县", region_id="410724")
    assign(target=named, staff=people.owner, since=TODAY, by=people.head, on=TODAY)
    assert list(uncovered_projects(COUNTY)) == [nobody]
    assert list(uncovered_employers(COUNTY)) == [firm()]
    assert list(uncovered_projects("410700")) == list(uncovered_projects(COUNTY)) + list(uncovered_projects("410724"))
    found = coverage(COUNTY, TODAY)
    assert (found.projects, found.projects_named, found.employers, found.employers_named) == (2, 1, 1, 0)


def test_a_person_leaves(people: People) -> None:
    assert (site("一"), site("二")) and firm()
    assign_area(region=county(), kinds=["project", "employer"], staff=people.owner, by=people.head, on=TODAY)
    assert held_by(people.owner, TODAY).count() == 3 and not left_behind(COUNTY, TODAY)
    people.owner.posts.update(valid_to=TODAY - timedelta(days=1))
    assert left_behind(COUNTY, TODAY).count() == coverage(COUNTY, TODAY).left == 3
    moved = hand_over(giver=people.owner, taker=people.colleague, region=county(), why="调离", by=people.head, on=TODAY)
    assert moved == 3 and not left_behind(COUNTY, TODAY) and not held_by(people.owner, TODAY)
    assert held_by(people.colleague, TODAY).count() == 3
    assert set(GridAssignment.objects.filter(staff=people.owner).values_list("ended_why", flat=True)) == {"调离"}
    with pytest.raises(Refusal, match="没有包保对象"):
        hand_over(giver=people.owner, taker=people.head, region=county(), why="再来", by=people.head, on=TODAY)
    with pytest.raises(NotAllowed):
        hand_over(
            giver=people.colleague, taker=people.owner, region=Region.objects.get(pk="410724"), why="越区",
            by=people.head, on=TODAY,
        )  # fmt: skip
