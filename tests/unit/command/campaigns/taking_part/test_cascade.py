"""Down the tree and back: sent, received, liaison named in time, passed on with earlier days; who has not is seen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nuanxin.command.campaigns.opened.changing import add_task, close_campaign, set_milestone_day, withdraw_task
from nuanxin.command.campaigns.opened.models import Campaign, Origin
from nuanxin.command.campaigns.opened.seeing import campaigns_for, seen_campaign, seen_participant
from nuanxin.command.campaigns.taking_part.models import Liaison, Participant, Role, ThreadEntry
from nuanxin.command.campaigns.taking_part.passing_on import Addition, OwnPlan, pass_on
from nuanxin.command.campaigns.taking_part.receiving import name_liaison, receive
from nuanxin.command.campaigns.taking_part.sending import send, units_meant
from nuanxin.command.campaigns.taking_part.standing import cascade, standings
from nuanxin.command.campaigns.taking_part.thread import say
from nuanxin.foundation.common.errors import BadInput, NotAllowed, NotFound, Refusal
from nuanxin.foundation.organisations.kinds import RegionLevel, UnitKind
from nuanxin.foundation.organisations.models import Region, RegionReach, Unit
from tests.conftest import TODAY, People, at, person
from tests.desks import desk_unit

NOW = at(TODAY)
Kind = ThreadEntry.Kind


def _liaison(participant: Participant, people: People, name: str = "王联络") -> Liaison:
    return name_liaison(
        participant=participant, name=name, post="监察大队副队长", phone="0373-555", by=people.head, at=NOW
    )


def _town() -> Unit:
    """A town below the county, with a unit that can receive."""
    town = Region.objects.create(
        code="410721100", name="翟坡镇", full_name="新乡县翟坡镇", level=RegionLevel.TOWN, parent_id="410721"
    )
    for area in ("410721", "410700", "410000", "410721100"):
        RegionReach.objects.create(area_id=area, member=town)
    return Unit.objects.create(
        code="town-1", name="翟坡镇人民政府", short_name="翟坡镇", kind=UnitKind.GOVERNMENT, region=town
    )


def test_whom_the_plan_means_is_proposed(campaign: Campaign, people: People) -> None:
    housing = desk_unit(UnitKind.COURT, "410700")  # not meant
    meant = units_meant(campaign)
    assert people.head.unit in meant
    assert people.stranger.unit in meant
    assert housing not in meant
    assert people.superior.unit not in meant


def test_a_campaign_is_sent_once_and_only_into_its_own_area(campaign: Campaign, people: People) -> None:
    first = send(campaign=campaign, units=[people.head.unit], due_on=None, by=people.superior, at=NOW)
    again = send(campaign=campaign, units=[people.head.unit], due_on=None, by=people.superior, at=NOW)
    assert ([row.role for row in first], again) == ([Role.LOWER], [])
    elsewhere = Unit.objects.create(code="x", name="省厅", short_name="省厅", kind=UnitKind.HRSS, region_id="410000")
    with pytest.raises(Refusal, match="不是本地或下级"):
        send(campaign=campaign, units=[elsewhere], due_on=None, by=people.superior, at=NOW)
    with pytest.raises(Refusal, match="晚于行动截止"):
        send(campaign=campaign, units=[people.stranger.unit], due_on=date(2024, 3, 1), by=people.superior, at=NOW)
    with pytest.raises(NotAllowed):
        send(campaign=campaign, units=[people.stranger.unit], due_on=None, by=people.head, at=NOW)


def test_two_working_days_after_receipt_the_liaison_is_due(county: Participant, people: People) -> None:
    # Friday 12 January: the weekend is no working day.
    received = receive(participant=county, by=people.head, at=at(date(2024, 1, 12)))
    assert received.liaison_due_on == date(2024, 1, 16)
    with pytest.raises(Refusal, match="不用再签收"):
        receive(participant=county, by=people.head, at=NOW)


def test_only_the_unit_itself_receives(county: Participant, people: People) -> None:
    for other in (people.superior, people.stranger, people.owner):
        with pytest.raises(NotAllowed):
            receive(participant=county, by=other, at=NOW)


def test_a_later_liaison_replaces_the_earlier_which_stays(county: Participant, people: People) -> None:
    with pytest.raises(Refusal, match="还没有签收"):
        _liaison(county, people)
    receive(participant=county, by=people.head, at=NOW)
    first = _liaison(county, people)
    second = _liaison(county, people, "李联络")
    first.refresh_from_db()
    assert first.replaced_by == second
    assert standings(county.campaign, TODAY)[0].liaison == second


def test_the_own_plan_carries_everything_and_adds(county: Participant, campaign: Campaign, people: People) -> None:
    receive(participant=county, by=people.head, at=NOW)
    report = campaign.milestones.get(on=date(2024, 2, 6))
    base = campaign.tasks.get(position=2)
    own = OwnPlan(
        title="新乡县冬季行动方案",
        task_days={base.pk: date(2024, 1, 25)},
        milestone_days={report.pk: date(2024, 2, 2)},
        additions=(Addition("各乡镇每周报一次", ("各乡镇",), date(2024, 1, 20)),),
    )
    below = pass_on(participant=county, own=own, by=people.head, at=NOW)
    assert list(below.tasks.values_list("text", "due_on", "origin")) == [
        ("住建部门要督办转包案件", None, Origin.CARRIED),
        ("各县要摸清底数", date(2024, 1, 25), Origin.CARRIED),
        ("各成员单位要通报情况", None, Origin.CARRIED),
        ("各乡镇每周报一次", date(2024, 1, 20), Origin.ADDED),
    ]
    assert below.milestones.get(carries=report).on == date(2024, 2, 2)
    assert list(below.targets.values_list("counter", flat=True)) == ["open_clues"]
    assert list(below.figures.values_list("name", flat=True)) == ["开展活动场次"]
    assert campaign.tasks.count() == 3
    with pytest.raises(Refusal, match="已经有了"):
        pass_on(participant=county, own=own, by=people.head, at=NOW)


def test_days_after_the_upper_ones_are_all_named_and_nothing_is_made(county: Participant, people: People) -> None:
    receive(participant=county, by=people.head, at=NOW)
    campaign = county.campaign
    report = campaign.milestones.get(on=date(2024, 2, 6))
    base = campaign.tasks.get(position=2)
    own = OwnPlan(
        title="方案", task_days={base.pk: date(2024, 2, 1)}, milestone_days={report.pk: date(2024, 2, 6)},
        additions=(Addition("晚", (), date(2024, 3, 1)),),
    )  # fmt: skip
    with pytest.raises(BadInput) as said:
        pass_on(participant=county, own=own, by=people.head, at=NOW)
    assert len(said.value.faults) == 3
    assert Campaign.objects.count() == 1


def test_below_a_carried_task_cannot_be_dropped_and_an_own_one_can(county: Participant, people: People) -> None:
    receive(participant=county, by=people.head, at=NOW)
    below = pass_on(participant=county, own=OwnPlan("方案"), by=people.head, at=NOW)
    with pytest.raises(Refusal, match="上级部署"):
        withdraw_task(task=below.tasks.get(position=1), reason="不做", by=people.head, at=NOW)
    own = add_task(campaign=below, text="走访", bodies=["各乡镇"], due_on=None, proof="照片", by=people.head)
    assert (own.position, own.levels) == (4, ["town"])
    assert withdraw_task(task=own, reason="重复", by=people.head, at=NOW).withdrawn_by == people.head
    with pytest.raises(Refusal, match="没有早于上级"):
        set_milestone_day(milestone=below.milestones.get(on=date(2024, 2, 6)), on=date(2024, 2, 6), reason="", by=people.head)  # fmt: skip


def test_who_has_not_is_seen_with_how_long(county: Participant, campaign: Campaign, people: People) -> None:
    send(campaign=campaign, units=[people.stranger.unit], due_on=date(2024, 1, 15), by=people.superior, at=NOW)
    receive(participant=county, by=people.head, at=NOW)
    later = TODAY + timedelta(days=9)
    stand = {one.participant.unit_id: one for one in standings(campaign, later)}
    assert stand[people.stranger.unit_id].missing == ("未签收", "逾期未部署")
    assert stand[people.stranger.unit_id].waits == 9
    assert stand[people.head.unit_id].missing == ("联络员逾期未报", "逾期未部署")
    _liaison(county, people)
    below = pass_on(participant=county, own=OwnPlan("方案"), by=people.head, at=NOW)
    town = _town()
    assert town in units_meant(below)
    send(campaign=below, units=[town], due_on=None, by=people.head, at=NOW)
    tree = [(one.depth, one.standing.participant.unit_id, one.standing.missing) for one in cascade(campaign, later)]
    assert tree == [
        (0, people.head.unit_id, ("下级1家未签收",)),
        (1, town.pk, ("未签收", "未部署")),
        (0, people.stranger.unit_id, ("未签收", "逾期未部署")),
    ]


def test_asked_answered_and_handed_back_stand_on_one_thread(county: Participant, people: People) -> None:
    asked = say(participant=county, kind=Kind.ASKED, text="底数怎么报？", by=people.head, at=NOW)
    say(participant=county, kind=Kind.ANSWERED, text="按台账", by=people.superior, at=NOW, answers=asked)
    say(participant=county, kind=Kind.PRESSED, text="请签收", by=people.coordinator, at=NOW)
    say(participant=county, kind=Kind.HANDED_BACK, text="已并入城区", by=people.head, at=NOW)
    assert list(county.thread.values_list("kind", flat=True)) == ["sent", "asked", "answered", "pressed", "handed_back"]
    for kind, somebody in ((Kind.ASKED, people.stranger), (Kind.PRESSED, people.head), (Kind.ASKED, people.superior)):
        with pytest.raises(NotAllowed):
            say(participant=county, kind=kind, text="话", by=somebody, at=NOW)
    with pytest.raises(Refusal, match="不是本单位的请示"):
        say(
            participant=county, kind=Kind.ANSWERED, text="话", by=people.superior, at=NOW, answers=county.thread.first()
        )


def test_the_county_sees_what_was_sent_to_it_and_the_neighbour_does_not(county: Participant, people: People) -> None:
    campaign = county.campaign
    assert seen_campaign(people.head, campaign.pk) == campaign
    assert seen_campaign(people.leader, campaign.pk) == campaign
    assert seen_campaign(people.coordinator, campaign.pk) == campaign
    assert seen_participant(people.superior, county.pk) == county
    assert not campaigns_for(people.stranger).exists()
    with pytest.raises(NotFound):
        seen_participant(people.stranger, county.pk)
    assert not campaigns_for(person("aud", "审", people.head.unit, "audit_admin")).exists()


def test_nothing_is_ordered_in_a_campaign_that_is_over(county: Participant, campaign: Campaign, people: People) -> None:
    close_campaign(campaign=campaign, on=TODAY, by=people.superior)
    with pytest.raises(Refusal, match="已于 2024-01-10 结束"):
        receive(participant=county, by=people.head, at=NOW)
    with pytest.raises(Refusal, match="结束"):
        close_campaign(campaign=campaign, on=TODAY, by=people.superior)


def test_a_unit_named_twice_is_sent_it_once(campaign: Campaign, people: People) -> None:
    units = [people.head.unit, people.head.unit]
    assert len(send(campaign=campaign, units=units, due_on=None, by=people.superior, at=NOW)) == 1
