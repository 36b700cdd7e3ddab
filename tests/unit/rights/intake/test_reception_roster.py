"""领导接访值班: turns laid out fairly over working days; a change keeps the old row; only those who supervise plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.foundation.organisations.models import Region
from nuanxin.rights.intake.reception.records import ReceptionTurn
from nuanxin.rights.intake.reception.roster import Leader, change_turn, lay_out, leaders_in, plan_turns
from tests.conftest import TODAY, People

CHEN, ZHOU = Leader("陈县长", "副县长"), Leader("周局长")
DAYS = st.dates(date(2024, 1, 1), date(2024, 3, 1))
NAMES = st.lists(st.sampled_from("甲乙丙丁戊"), min_size=1, max_size=5, unique=True)


@given(st.sets(DAYS, max_size=30), NAMES, st.dictionaries(DAYS, st.sampled_from("甲乙丙丁戊己"), max_size=10))
def test_every_free_day_has_one_leader_and_none_much_more_than_another(
    days: set[date], names: list[str], taken: dict[date, str]
) -> None:
    laid = lay_out(sorted(days), [Leader(name) for name in names], taken)
    assert [day for day, _ in laid] == sorted(days - set(taken))
    counts = {name: sum(who.name == name for _, who in laid) + list(taken.values()).count(name) for name in names}
    received = {who.name for _, who in laid}
    # Whoever was given a day had no more days than anybody else when it was given.
    assert all(counts[one] <= min(counts.values()) + 1 for one in received)


def test_leaders_are_read_line_by_line_and_faults_named_by_line() -> None:
    assert leaders_in("陈县长 副县长\n\n周局长") == (CHEN, ZHOU)
    with pytest.raises(BadInput, match="第2行“接访领导”：一行应为“姓名 职务”"):
        leaders_in("陈县长\n周 局 长")
    with pytest.raises(BadInput, match="“陈县长”写了两次"):
        leaders_in("陈县长\n陈县长 副县长")
    with pytest.raises(BadInput, match="没有填写"):
        leaders_in("  \n")


@pytest.mark.django_db
def test_planned_over_working_days_and_planned_again_without_touching_what_stands(people: People) -> None:
    county = Region.objects.get(pk="410721")
    last = TODAY + timedelta(days=6)
    said = {"region": county, "place": "信访大厅", "first": TODAY, "last": last, "by": people.head, "on": TODAY}
    rows = plan_turns(leaders=[CHEN, ZHOU], **said)
    # Wednesday to Tuesday: five working days, Saturday and Sunday free.
    assert [(row.day.day, row.leader) for row in rows] == [
        (10, "陈县长"),
        (11, "周局长"),
        (12, "陈县长"),
        (15, "周局长"),
        (16, "陈县长"),
    ]
    assert plan_turns(leaders=[ZHOU], **said) == []
    assert len(plan_turns(leaders=[ZHOU], **{**said, "place": "项目现场"})) == 5


@pytest.mark.django_db
def test_a_change_keeps_the_old_row_with_its_reason(people: People) -> None:
    county = Region.objects.get(pk="410721")
    turn = plan_turns(
        region=county, place="信访大厅", first=TODAY, last=TODAY, leaders=[CHEN], by=people.head, on=TODAY
    )[0]
    with pytest.raises(Refusal, match="没有换人"):
        change_turn(turn=turn, leader=CHEN, reason="出差", by=people.head, on=TODAY)
    new = change_turn(turn=turn, leader=ZHOU, reason="出差", by=people.head, on=TODAY)
    turn.refresh_from_db()
    assert (turn.withdrawn_why, new.leader, new.day) == ("出差", "周局长", TODAY)
    with pytest.raises(Refusal, match="已经调整过"):
        change_turn(turn=turn, leader=ZHOU, reason="出差", by=people.head, on=TODAY)
    with pytest.raises(Refusal, match="已经过去"):
        change_turn(turn=new, leader=CHEN, reason="回来了", by=people.head, on=TODAY + timedelta(days=1))


@pytest.mark.django_db
def test_who_does_not_supervise_the_place_plans_nothing(people: People) -> None:
    county = Region.objects.get(pk="410721")
    said = {"region": county, "place": "信访大厅", "first": TODAY, "last": TODAY, "leaders": [CHEN], "on": TODAY}
    for one in (people.owner, people.stranger):
        with pytest.raises(NotAllowed):
            plan_turns(by=one, **said)
    with pytest.raises(Refusal, match="不能排接访"):
        plan_turns(by=people.head, **{**said, "last": TODAY - timedelta(days=1)})
    assert not ReceptionTurn.objects.exists()
