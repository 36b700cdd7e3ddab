"""One activity entered, corrected, withdrawn; the second entry of the same one caught, joined, parted again; who may."""

from __future__ import annotations

from datetime import time, timedelta
from uuid import uuid4

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import BadInput, NotAllowed, NotFound, Refusal
from nuanxin.services.events.counting import Window, activities, count
from nuanxin.services.events.joining import join_activity, joined_now, part_activity
from nuanxin.services.events.models import Activity, ActivityPartner
from nuanxin.services.events.recording import correct_activity, withdraw_activity
from nuanxin.services.events.resembling import Answer, MayBeSame, reasons
from nuanxin.services.events.seeing import partners_of, seen_activity
from nuanxin.services.events.versions import history
from tests.conftest import TODAY, People
from tests.unit.services.events.entering import enter, facts, held_activity

pytestmark = pytest.mark.django_db
COUNTY = "410721"


def figures(region: str = COUNTY, as_of=TODAY):  # type: ignore[no-untyped-def]
    return count(Window(region, TODAY - timedelta(days=30), TODAY, as_of))


def test_entered_once_however_often_the_form_is_sent(people: People) -> None:
    key = uuid4()
    first, again = enter(people.owner, key=key), enter(people.owner, key=key)
    assert (first.new, again.new, first.activity.pk) == (True, False, again.activity.pk)
    assert first.activity.number == f"HD{TODAY:%Y%m%d}-{first.activity.pk}"
    assert first.activity.audience == "workers"
    assert AuditEvent.objects.filter(act="record_activity").count() == 1


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ({"kind": "nothing"}, "种类"),
        ({"held_on": TODAY + timedelta(days=1)}, "活动日期"),
        ({"place_kind": "moon"}, "场所"),
        ({"place_kind": "other", "place": " "}, "地点"),
        ({"begins": time(10), "ends": time(9)}, "结束"),
        ({"persons": -1, "migrants": None}, "到场人次"),
        ({"persons": 5, "migrants": 6}, "其中农民工"),
    ],
)
def test_what_does_not_fit_is_named(people: People, said: dict, column: str) -> None:
    with pytest.raises(BadInput) as wrong:
        enter(people.owner, **said)
    assert [fault.column for fault in wrong.value.faults] == [column]
    assert not Activity.objects.exists()


def test_alike_by_place_or_organiser(people: People) -> None:
    def why(new: dict, old: dict) -> tuple[str, ...]:
        return reasons(facts(people.owner, **new), facts(people.owner, **old))

    other = {"unit_id": people.housing.unit_id}
    assert why({"place": "城南零工市场门口"}, other) == ("种类相同", "地点相近")
    assert why({"place": "县一中"}, {}) == ("种类相同", "主办单位相同")
    assert why({"place": "县一中"}, other) == ()
    assert why({"kind": "law_lecture"}, {}) == ("同一类活动", "地点相近", "主办单位相同")
    assert why({"kind": "free_clinic"}, {}) == ()
    assert why({"held_on": TODAY - timedelta(days=1)}, {}) == ()
    assert why({"place": ""}, other) == ("种类相同", "场所相同")
    assert why({"place": "", "place_kind": "site"}, other) == ()


def test_the_second_unit_says_same_and_it_is_counted_once(people: People) -> None:
    own = held_activity(people.owner, persons=100, migrants=80)
    with pytest.raises(MayBeSame) as asked:
        enter(people.housing, persons=90, region_id="410721101")  # a town of the county
    assert [one.activity.pk for one in asked.value.found] == [own.pk]
    key = uuid4()
    same = {own.series: Answer(same=True)}
    told = enter(people.housing, persons=90, key=key, answers=same)
    assert (told.activity.pk, told.joined) == (own.pk, True)
    assert enter(people.housing, persons=90, key=key, answers=same).new is False
    assert [(row.unit_id, row.said["persons"]) for row in partners_of(own)] == [(people.housing.unit_id, 90)]
    assert (figures().activities, figures().persons) == (1, 100)
    with pytest.raises(Refusal, match="并入了这条记录"):
        withdraw_activity(activity=own, why="记错", by=people.owner, on=TODAY)
    again = part_activity(partner=partners_of(own).get(), why="各办各的", by=people.housing, on=TODAY)
    assert (figures().activities, figures().persons, again.unit_id) == (2, 190, people.housing.unit_id)


def test_another_needs_a_reason_and_the_same_people_count_once(people: People) -> None:
    own = held_activity(people.owner, persons=100, migrants=80)
    with pytest.raises(MayBeSame):
        enter(people.housing, persons=120, answers={own.series: Answer(same=False, why=" ")})
    answer = Answer(same=False, why="同场另设咨询台", same_people=True)
    other = held_activity(people.housing, persons=120, migrants=30, answers={own.series: answer})
    told = figures()
    assert (told.activities, told.persons, told.migrants) == (2, 120, 80)  # the largest of one crowd, each figure
    assert other.apart_why == f"{own.number}：同场另设咨询台"
    moved = correct_activity(
        activity=other, facts=facts(people.housing, persons=120, migrants=30, held_on=TODAY - timedelta(days=1)),
        reason="日期记错", by=people.housing, on=TODAY,
    )  # fmt: skip
    assert figures().persons == 220  # another day: other people
    assert [row.pk for row in history(other)] == [moved.pk, other.pk]


def test_corrected_by_a_new_row_and_every_day_can_still_be_asked(people: People) -> None:
    later = TODAY + timedelta(days=3)
    own = held_activity(people.owner, persons=100)
    new = correct_activity(
        activity=own, facts=facts(people.owner, persons=70), reason="复核签到表", by=people.colleague, on=later
    )
    assert (new.number, new.series, new.corrects_id) == (own.number, own.series, own.pk)
    assert [figures(as_of=day).persons for day in (TODAY, later)] == [100, 70]
    assert list(activities(Window(COUNTY, TODAY, TODAY, TODAY)).values_list("pk", flat=True)) == [own.pk]
    with pytest.raises(Refusal, match="没有变化"):
        correct_activity(activity=new, facts=facts(people.owner, persons=70), reason="x", by=people.owner, on=later)
    with pytest.raises(Refusal, match="已经撤下"):
        correct_activity(activity=own, facts=facts(people.owner, persons=1), reason="x", by=people.owner, on=later)
    withdraw_activity(activity=new, why="活动取消", by=people.owner, on=later)
    assert (figures(as_of=later).activities, figures(as_of=TODAY).activities) == (0, 1)
    assert Activity.objects.count() == 2


def test_correcting_into_a_double_is_asked_about(people: People) -> None:
    own = held_activity(people.owner)
    other = held_activity(people.owner, kind="free_clinic")
    into = facts(people.owner, persons=61)
    with pytest.raises(MayBeSame) as asked:
        correct_activity(activity=other, facts=into, reason="种类选错", by=people.owner, on=TODAY)
    assert asked.value.found[0].activity.pk == own.pk
    new = correct_activity(
        activity=other, facts=into, reason="种类选错", apart_why="上午下午各一场", by=people.owner, on=TODAY
    )
    assert new.apart_why == "上午下午各一场"


def test_saved_twice_then_joined_and_parted(people: People) -> None:
    own = held_activity(people.owner, persons=100)
    double = held_activity(
        people.colleague, persons=90, place="县一中", answers={own.series: Answer(same=False, why="地点不同")}
    )
    elsewhere = held_activity(people.owner, held_on=TODAY - timedelta(days=1))
    with pytest.raises(Refusal, match="不是同一天"):
        join_activity(activity=double, into=elsewhere, why="同一场", by=people.owner, on=TODAY)
    later = TODAY + timedelta(days=2)
    join_activity(activity=double, into=own, why="同一场，重复登记", by=people.owner, on=later)
    double.refresh_from_db()
    own = correct_activity(
        activity=own, facts=facts(people.owner, persons=95), reason="复核", by=people.owner, on=later
    )
    assert joined_now(double) == own
    assert [figures(as_of=day).persons for day in (TODAY, later)] == [250, 155]
    part_activity(
        partner=ActivityPartner.objects.get(), why="确是两场", by=people.colleague, on=later + timedelta(days=1)
    )
    assert figures(as_of=later + timedelta(days=1)).persons == 245
    with pytest.raises(Refusal, match="已经撤销"):
        part_activity(partner=ActivityPartner.objects.get(), why="再来", by=people.colleague, on=later)


def test_who_may(people: People) -> None:
    own = held_activity(people.owner)
    for who in (people.stranger, people.auditor, people.reviewer, people.leader):
        with pytest.raises(NotAllowed):
            enter(who, region_id=COUNTY)
    changed = facts(people.owner, persons=1, migrants=1)
    for who in (people.stranger, people.housing, people.leader, people.auditor):
        with pytest.raises(NotAllowed):
            correct_activity(activity=own, facts=changed, reason="x", by=who, on=TODAY)
        with pytest.raises(NotAllowed):
            withdraw_activity(activity=own, why="x", by=who, on=TODAY)
    with pytest.raises(NotFound):
        seen_activity(people.stranger, own.pk)
    for who in (people.owner, people.colleague, people.housing, people.superior, people.leader, people.coordinator):
        assert seen_activity(who, own.pk) == own
    for who in (people.colleague, people.superior):
        own = correct_activity(
            activity=own, facts=facts(people.owner, persons=who.pk, migrants=None), reason="核对", by=who, on=TODAY
        )
