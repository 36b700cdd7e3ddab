"""Changes of boundaries: who may, what cannot be, what the map is before and after, and that each earlier map can be drawn again."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.boundaries.changing import (
    NewRegion,
    apply_due_changes,
    record_boundary_change,
)
from nuanxin.foundation.organisations.boundaries.models import BoundaryChange, BoundaryMove
from nuanxin.foundation.organisations.boundaries.then import areas_then, codes_then, standing_for
from nuanxin.foundation.organisations.models import Region, RegionReach, Unit
from nuanxin.foundation.organisations.permission import within
from nuanxin.foundation.organisations.receiving import receiving_unit
from tests.conftest import TODAY, People, person

pytestmark = pytest.mark.django_db
NOTICE = "豫政文〔2023〕1号"


@pytest.fixture
def keeper(people: People) -> Any:
    """The city's system administrator, who keeps the counties."""
    return person("keeper", "区划管理员", people.superior.unit, "system_admin")


def region(code: str) -> Region:
    return Region.objects.select_related("parent").get(pk=code)


def change(
    keeper: Any, kind: str, old: list[str], new: str | NewRegion | None, day: date = TODAY, **more: Any
) -> BoundaryChange:
    """Recorded today unless said otherwise, in force on `day`."""
    said = {"document": NOTICE, "effective_on": day, "by": keeper, "on": TODAY, **more}
    return record_boundary_change(
        kind=kind,
        predecessors=[region(code) for code in old],
        successor=region(new) if isinstance(new, str) else new,
        **said,
    )


def test_a_county_merged_into_another(keeper: Any) -> None:
    made = change(keeper, "merge", ["410721"], "410724")
    old = region("410721")
    assert (old.valid_to, old.succeeded_by_id) == (TODAY - timedelta(days=1), "410724")
    assert set(within("410724")) == {"410724", "410721", "410721101", "410721102"}
    assert set(within("410721")) == {"410721", "410721101", "410721102"}  # its past stays with it
    assert "410721" in within("410700")
    assert region("410721101").parent_id == "410724"
    assert region("410721101").full_name == "河南省新乡市获嘉县翟坡镇"
    assert set(codes_then("410724", TODAY - timedelta(days=1))) == {"410724"}
    assert made.before == {"410721": "河南省新乡市新乡县", "410724": "河南省新乡市获嘉县"}
    event = AuditEvent.objects.get(act="record_boundary_change")
    assert (event.reason, event.details["predecessors"]) == (NOTICE, ["410721"])


def test_a_county_becomes_a_district(keeper: Any) -> None:
    change(keeper, "replace", ["410721"], NewRegion("410712", "新乡区"))
    new = region("410712")
    assert (new.full_name, new.parent_id, new.level, new.valid_from) == (
        "河南省新乡市新乡区",
        "410700",
        "county",
        TODAY,
    )
    assert set(within("410712")) == {"410712", "410721", "410721101", "410721102"}
    assert standing_for(region("410721"), TODAY) == new
    assert standing_for(region("410721"), TODAY - timedelta(days=1)).pk == "410721"


def test_a_town_moves_to_another_county(keeper: Any) -> None:
    change(keeper, "split", ["410721"], "410724", towns=[region("410721101")])
    assert region("410721").valid_to is None
    assert set(within("410721")) == {"410721", "410721102"}
    assert set(within("410724")) == {"410724", "410721101"}
    assert receiving_unit(region("410721101")).region_id == "410724"
    assert set(codes_then("410721", TODAY - timedelta(days=1))) == {"410721", "410721101", "410721102"}


def test_a_new_name(keeper: Any) -> None:
    made = change(keeper, "rename", ["410721"], None, new_name="新县")
    assert region("410721").full_name == "河南省新乡市新县"
    assert region("410721101").full_name == "河南省新乡市新县翟坡镇"
    assert made.before["410721"] == "河南省新乡市新乡县"
    assert not BoundaryMove.objects.exists()


@pytest.mark.parametrize(
    ("kind", "old", "new", "more", "why"),
    [
        ("merge", ["410721"], "410724", {"document": " "}, "没有写明批准文件"),
        ("merge", ["410721"], "410721", {}, "不能同时是被撤销的区划"),
        ("merge", ["410721"], "410721101", {}, "同一层级"),
        ("merge", [], "410724", {}, "没有选择"),
        ("merge", ["410721"], NewRegion("4107", "甲区"), {}, "不是6位数字"),
        ("merge", ["410721"], NewRegion("410724", "甲区"), {}, "代码不能重复使用"),
        ("merge", ["410721"], NewRegion("410719", " "), {}, "没有写明新区划的名称"),
        ("split", ["410721"], "410724", {}, "没有选择划出的乡镇"),
        ("rename", ["410721"], None, {}, "没有写明新名称"),
        ("replace", ["410721", "410724"], NewRegion("410719", "甲区"), {}, "一次只办一个"),
        ("replace", ["410721"], "410721", {}, "应有新的代码"),
    ],
)
def test_what_cannot_be(keeper: Any, kind: str, old: list[str], new: Any, more: dict[str, Any], why: str) -> None:
    with pytest.raises(Refusal, match=why):
        change(keeper, kind, old, new, **more)
    assert not BoundaryChange.objects.exists()


def test_towns_of_elsewhere_and_ended_regions(keeper: Any) -> None:
    with pytest.raises(Refusal, match="不在获嘉县"):
        change(keeper, "split", ["410724"], "410725", towns=[region("410721101")])
    change(keeper, "merge", ["410721"], "410724")
    with pytest.raises(Refusal, match="新乡县已经撤销"):
        change(keeper, "merge", ["410721"], "410725")
    with pytest.raises(Refusal, match="新乡县已经撤销，不能并入"):
        change(keeper, "merge", ["410725"], "410721")
    with pytest.raises(Refusal, match="早于这些区划上一次变更"):
        change(keeper, "merge", ["410724"], "410725", TODAY - timedelta(days=3))


def test_only_who_keeps_the_regions_above(people: People, keeper: Any) -> None:
    county = person("county-system", "县管理员", people.owner.unit, "system_admin")
    for who in (county, people.superior, people.head):
        with pytest.raises(NotAllowed):
            change(who, "merge", ["410721"], "410724")
    other = person("far", "郑州管理员", Unit.objects.create(code="z", name="郑州市局", short_name="z", kind="hrss", region_id="410100"), "system_admin")  # fmt: skip
    with pytest.raises(NotAllowed):
        change(other, "merge", ["410102"], "410724")


def test_recorded_ahead_it_waits_for_its_day(keeper: Any) -> None:
    day = TODAY + timedelta(days=20)
    made = change(keeper, "merge", ["410721"], "410724", day)
    assert made.applied_at is None
    assert region("410721").valid_to is None
    assert set(within("410724")) == {"410724"}
    assert apply_due_changes(on=day - timedelta(days=1)) == 0
    assert apply_due_changes(on=day) == 1
    assert apply_due_changes(on=day) == 0
    assert "410721101" in within("410724")
    assert region("410721").valid_to == day - timedelta(days=1)


def test_put_right_by_a_later_row(keeper: Any) -> None:
    wrong = change(keeper, "merge", ["410721"], "410724", TODAY - timedelta(days=9))
    change(keeper, "merge", ["410721"], "410725", TODAY - timedelta(days=4), corrects=wrong)
    assert region("410721").succeeded_by_id == "410725"
    assert region("410721").valid_to == TODAY - timedelta(days=10)
    assert set(within("410724")) == {"410724"}
    assert "410721101" in within("410725")
    assert region("410721101").parent_id == "410725"
    assert "410721" in codes_then("410724", TODAY - timedelta(days=6))  # what held between stays told
    alive = BoundaryChange.objects.order_by("pk").last()
    change(keeper, "merge", ["410721"], "410721", TODAY, corrects=alive)
    back = region("410721")
    assert (back.valid_to, back.succeeded_by_id) == (None, None)
    assert set(within("410725")) == {"410725"}
    assert region("410721101").parent_id == "410721"
    assert BoundaryChange.objects.count() == 3


def test_the_bureau_of_the_successor_receives_once_somebody_works_there(people: People, keeper: Any) -> None:
    change(keeper, "replace", ["410721"], NewRegion("410712", "新乡区"))
    for code in ("410721", "410721101"):
        assert receiving_unit(region(code)).region_id in ("410721", "410712")
    assert receiving_unit(region("410721")) == people.owner.unit
    new = receiving_unit(region("410712"))
    assert new.name == "新乡区人力资源和社会保障局"
    person("newcomer", "新同事", new, "inspector")
    assert receiving_unit(region("410721")) == new
    assert receiving_unit(region("410721101")) == new


def snapshot() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for area, member in RegionReach.objects.values_list("area_id", "member_id"):
        found.setdefault(member, set()).add(area)
    return found


@pytest.mark.parametrize("seed", range(12))
def test_every_earlier_map_can_be_drawn_again(keeper: Any, seed: int) -> None:
    """Random merges, splits and replacements on rising days; the map of any day equals the photograph taken then."""
    dice = random.Random(seed)
    day, photographs = date(2023, 1, 1), {}
    for step in range(6):
        photographs[day] = snapshot()
        day += timedelta(days=dice.randrange(1, 40))
        alive = [one.pk for one in Region.objects.filter(parent="410700", valid_to__isnull=True).order_by("pk")]
        old, new = dice.sample(alive, 2)
        towns = list(Region.objects.filter(parent=old, valid_to__isnull=True))
        kind = dice.choice(["merge", "replace", "split"] if towns else ["merge", "replace"])
        if kind == "replace":
            change(keeper, kind, [old], NewRegion(f"4107{30 + step}", f"第{step}区"), day)
        else:
            change(keeper, kind, [old], new, day, towns=[dice.choice(towns)] if kind == "split" else [])
    last = snapshot()
    for then, photograph in photographs.items():
        drawn = areas_then(then)
        # A region made by a later change lay in its city before, where nothing happened.
        assert {code: set(areas) for code, areas in drawn.items() if code in photograph} == photograph
        for area in ("410700", "410721", "410724"):
            members = {code for code, areas in photograph.items() if area in areas}
            assert set(codes_then(area, then)) & set(photograph) == members
    assert {code: set(areas) for code, areas in areas_then(day).items()} == last
