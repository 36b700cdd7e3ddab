"""The ready campaigns open for any year: tasks and figures as the notices order them, days moved, counters that exist."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.command.campaigns.measured.figures import counted
from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.campaigns.ready.opening import open_again, open_ready
from nuanxin.command.campaigns.ready.redating import Period, days_of, own_year, redated
from nuanxin.command.campaigns.ready.shelf import ready_campaign, shelf
from nuanxin.command.campaigns.taking_part.models import Participant
from nuanxin.command.campaigns.taking_part.passing_on import OwnPlan, pass_on
from nuanxin.command.campaigns.taking_part.receiving import receive
from nuanxin.foundation.common.errors import NotFound, Refusal
from tests.conftest import TODAY, People, at

WINTER = Period(date(2026, 11, 10), date(2027, 2, 5))
COUNTS = {  # tasks, deadlines, targets, figures as a person counts them in the notices
    "xinnuan": (15, 2, 0, 4),
    "rectification": (12, 2, 7, 0),
    "winter": (35, 4, 7, 0),
    "chunnuan": (24, 3, 1, 13),
    "chengnuan": (26, 1, 2, 12),
    "zunfa": (4, 0, 0, 5),
    "fayuan": (3, 0, 1, 3),
}


@pytest.mark.parametrize("key", COUNTS)
def test_a_ready_campaign_opens_whole(key: str, people: People) -> None:
    made = open_ready(key=key, unit=people.superior.unit, period=WINTER, title="今年的行动", by=people.superior)
    campaign = made.campaign
    rows = (campaign.tasks, campaign.milestones, campaign.targets, campaign.figures)
    assert tuple(one.count() for one in rows) == COUNTS[key]
    assert (campaign.title, campaign.ready, campaign.start, campaign.end) == (
        "今年的行动",
        key,
        WINTER.start,
        WINTER.end,
    )
    assert campaign.document_number == ""
    assert not campaign.milestones.filter(on__isnull=True, relative__isnull=True).exists()
    assert set(shelf()) == set(COUNTS)


def test_days_move_with_the_years_and_the_end_with_the_end() -> None:
    plan = ready_campaign("winter").plan
    assert own_year(plan) == 2024
    moved = redated(plan, WINTER)
    assert [one["date"] for one in moved["deadlines"]] == ["2027-02-05", "2027-02-05", "2027-01-03", "2027-02-06"]
    told = next(one for one in moved["tasks"] if "周调度、月通报" in one["text"])
    assert "2027年2月5日前" in told["text"], "the words say the day on which the campaign ends"
    assert any("2027年2月5日前全部办结" in one for one in moved["goals"])
    assert plan["deadlines"][2]["date"] == "2024-01-03"  # the plan on the shelf stays as it is


def test_a_day_without_a_year_falls_into_the_period() -> None:
    plan = ready_campaign("xinnuan").plan
    assert own_year(plan) is None
    told = {one.about: one.new for one in days_of(plan, WINTER) if one.at.startswith("deadlines")}
    assert told["报送有关工作情况和成效"] == date(2026, 12, 10)
    inner = redated(plan, WINTER)["forwarded"]["deadlines"]
    assert [one["date"] for one in inner] == ["2026-12-31"]


def test_a_day_that_a_person_chose_wins() -> None:
    plan = ready_campaign("winter").plan
    at_ = next(one.at for one in days_of(plan, WINTER) if one.old == "2024-02-06" and one.at.startswith("deadlines"))
    moved = redated(plan, WINTER, {at_: date(2027, 2, 1)})
    assert moved["deadlines"][3]["date"] == "2027-02-01"
    told = next(one["text"] for one in moved["tasks"] if "报送本地专项行动开展情况报告" in one["text"])
    assert "2027年1月3日、2月1日前" in told
    assert [one["text"] for one in moved["deadlines"][2:]] == ["2027年1月3日", "2月1日前"]


def test_last_years_campaign_opens_again_and_a_passed_down_one_does_not(
    county: Participant, campaign: Campaign, people: People
) -> None:
    next_year = Period(date(2025, 1, 5), date(2025, 1, 25))
    again = open_again(
        campaign=campaign, unit=people.superior.unit, period=next_year, title="第二年", by=people.superior
    ).campaign
    assert list(again.tasks.values_list("text", flat=True)) == list(campaign.tasks.values_list("text", flat=True))
    assert again.milestones.get(what="报送总结").on == date(2025, 2, 6)
    receive(participant=county, by=people.head, at=at(TODAY))
    below = pass_on(participant=county, own=OwnPlan("方案"), by=people.head, at=at(TODAY))
    with pytest.raises(Refusal, match="承接上级"):
        open_again(campaign=below, unit=people.head.unit, period=next_year, title="再来", by=people.head)
    with pytest.raises(Refusal, match="晚于截止"):
        open_ready(key="winter", unit=people.superior.unit, period=Period(TODAY, date(2020, 1, 1)), title="反", by=None)
    with pytest.raises(NotFound):
        ready_campaign("summer")


def test_every_figure_of_a_ready_campaign_is_counted_as_of_any_day(people: People) -> None:
    for key in COUNTS:
        made = open_ready(key=key, unit=people.superior.unit, period=WINTER, title=key, by=people.superior)
        for one in counted(made.campaign, date(2026, 12, 1)):
            assert (one.number is None) == (not one.row.counter)
            assert bool(one.definition) == bool(one.row.counter)
    figures = Campaign.objects.get(ready="xinnuan").figures.values_list("counter", flat=True)
    assert list(figures) == ["activities_held", "brochures_made", "legal_aid_persons", "hardship_workers"]
