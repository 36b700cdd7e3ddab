"""工作专班: who may set it up, who serves when, notes missing after a week, stood down with the reason."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.rights.cases.models import Supervision, TaskForceMember
from nuanxin.rights.cases.supervision import end_supervision, late_notes, put_on_list, write_note
from nuanxin.rights.cases.task_force import Member, change_members, set_up_force
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import make_clue

pytestmark = pytest.mark.django_db


def test_set_up_by_who_supervises_over_its_place(people: People) -> None:
    clue, county, housing = make_clue(people), people.head.unit, Member(people.housing.unit, "李某", "查工程款")
    asked = {
        "clue": clue,
        "leader": people.leader,
        "unit": county,
        "basis": "persons",
        "reason": "欠薪人数多",
        "on": TODAY,
    }
    for by in (people.owner, people.stranger, people.housing):
        with pytest.raises(NotAllowed):
            set_up_force(**asked, members=[housing], by=by)
    for wrong in ({"members": []}, {"members": [Member(county, " ")]}, {"basis": "x"}, {"unit": people.stranger.unit}):
        with pytest.raises(Refusal):
            set_up_force(**asked | {"members": [housing], "by": people.head} | wrong)
    assert not Supervision.objects.exists()
    force = set_up_force(**asked, members=[housing, Member(county, "王某")], by=people.superior)
    assert (force.leader, force.unit, force.get_basis_display()) == (people.leader, county, "涉及人数多")
    with pytest.raises(Refusal, match="已经组建工作专班"):
        set_up_force(**asked, members=[housing], by=people.head)
    put_on_list(clue=clue, reason="人数多", by=people.head, on=TODAY)  # large ones are listed beside it


def test_people_come_and_go_and_stay_in_the_record(people: People) -> None:
    first = Member(people.housing.unit, "李某")
    force = set_up_force(
        clue=make_clue(people), leader=people.leader, unit=people.head.unit, basis="hard", members=[first], reason="疑难",
        by=people.head, on=TODAY,
    )  # fmt: skip
    old = force.members.get()
    later = TODAY + timedelta(days=3)
    with pytest.raises(NotAllowed):
        change_members(force=force, joining=[Member(people.head.unit, "赵某")], leaving=[], by=people.owner, on=later)
    for joining, leaving, on in (([], [old], later), ([], [], later), ([first], [], TODAY - timedelta(days=1))):
        with pytest.raises(Refusal):
            change_members(force=force, joining=joining, leaving=leaving, by=people.head, on=on)
    assert force.members.get().left_on is None  # a refusal changes nothing
    change_members(force=force, joining=[Member(people.head.unit, "赵某")], leaving=[old], by=people.head, on=later)
    assert list(force.members.values_list("name", "joined_on", "left_on")) == [
        ("李某", TODAY, later),
        ("赵某", later, None),
    ]
    other = TaskForceMember(supervision=put_on_list(clue=force.clue, reason="大", by=people.head, on=TODAY))
    with pytest.raises(Supervision.DoesNotExist):
        change_members(force=other.supervision, joining=[first], leaving=[], by=people.head, on=later)


def test_a_week_without_note_or_meeting_is_missed_until_it_is_stood_down(people: People) -> None:
    force = set_up_force(
        clue=make_clue(people), leader=people.leader, unit=people.head.unit, basis="money", reason="金额大",
        members=[Member(people.head.unit, "赵某")], by=people.head, on=TODAY,
    )  # fmt: skip
    week = TODAY + timedelta(days=7)
    assert [late.supervision for late in late_notes(on=week + timedelta(days=1))] == [force]
    write_note(supervision=force, text="会议决定先行垫付", by=people.leader, on=week, meeting=True)
    with pytest.raises(NotAllowed):
        write_note(supervision=force, text="外县的话", by=people.stranger, on=week)
    assert late_notes(on=week + timedelta(days=7)) == [] and force.notes.get().meeting
    end_supervision(supervision=force, why="工资付清", by=people.head, on=week)
    assert late_notes(on=week + timedelta(days=30)) == []
    with pytest.raises(Refusal):
        change_members(force=force, joining=[Member(people.head.unit, "钱某")], leaving=[], by=people.head, on=week)
