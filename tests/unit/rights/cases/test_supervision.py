"""领导包案, 提级办理, 挂牌督办, 催办: rights, weekly notes, de-listing with a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.cases.supervision import (
    end_supervision,
    late_notes,
    press,
    put_in_charge,
    put_on_list,
    raise_level,
    write_note,
)
from nuanxin.rights.intake.models import HelperTask
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import make_case, make_clue, on_day

pytestmark = pytest.mark.django_db


def test_a_listed_clue_shows_a_note_not_older_than_a_week(people: People) -> None:
    clue = make_clue(people)
    listed = put_on_list(clue=clue, reason="人数多", by=people.superior, on=TODAY)
    week = TODAY + timedelta(days=7)
    assert late_notes(on=week) == []
    late = late_notes(on=week + timedelta(days=1), supervisor=people.superior)
    assert [(one.supervision, one.last_note_on, one.days_without) for one in late] == [(listed, None, 8)]
    assert late_notes(on=week + timedelta(days=1), supervisor=people.stranger) == []
    with on_day(week):
        write_note(supervision=listed, text="已支付一半", by=people.owner, on=week)
    assert late_notes(on=week + timedelta(days=7)) == []
    assert late_notes(on=week + timedelta(days=8))[0].last_note_on == week


def test_off_the_list_only_with_a_reason(people: People) -> None:
    listed = put_on_list(clue=make_clue(people), reason="人数多", by=people.head, on=TODAY)
    with pytest.raises(Refusal, match="没有写明理由"):
        end_supervision(supervision=listed, why=" ", by=people.head, on=TODAY)
    with pytest.raises(Refusal, match="没有权限销号"):
        end_supervision(supervision=listed, why="办结", by=people.owner, on=TODAY)
    end_supervision(supervision=listed, why="工资已付清", by=people.superior, on=TODAY)
    with pytest.raises(Refusal, match="已经销号"):
        write_note(supervision=listed, text="晚了", by=people.owner, on=TODAY)
    assert late_notes(on=TODAY + timedelta(days=30)) == []


@pytest.mark.parametrize("name", ["owner", "colleague", "stranger", "housing", "reviewer", "auditor"])
def test_who_may_not_supervise(people: People, name: str) -> None:
    clue, by = make_clue(people), getattr(people, name)
    with pytest.raises(Refusal, match="没有权限催办"):
        press(clue=clue, reason="超期", by=by, on=TODAY)


@pytest.mark.parametrize("name", ["head", "superior", "coordinator", "leader"])
def test_who_may_press(people: People, name: str) -> None:
    clue, by = make_clue(people), getattr(people, name)
    assert press(clue=clue, reason="超期", by=by, on=TODAY).kind == "press"
    with pytest.raises(Refusal, match="今天已经催办"):
        press(clue=clue, reason="超期", by=by, on=TODAY)


def test_a_leader_takes_charge_once(people: People) -> None:
    clue = make_clue(people)
    assert (
        put_in_charge(clue=clue, leader=people.leader, reason="群体", by=people.leader, on=TODAY).leader
        == people.leader
    )
    with pytest.raises(Refusal, match="已经领导包案"):
        put_in_charge(clue=clue, leader=people.leader, reason="群体", by=people.leader, on=TODAY)


def test_raised_to_the_city_the_county_helps(people: People) -> None:
    case = make_case(people)
    clue = case.clue
    city = people.superior.unit
    with pytest.raises(Refusal, match="不是上级单位"):
        raise_level(clue=clue, unit=people.stranger.unit, reason="复杂", by=people.superior, on=TODAY)
    raise_level(clue=clue, unit=city, reason="跨县", by=people.superior, on=TODAY)
    clue.refresh_from_db()
    case.refresh_from_db()
    assert (clue.unit, clue.officer, case.unit, case.officer) == (city, people.superior, city, people.superior)
    assert HelperTask.objects.get(clue=clue).unit == people.owner.unit
