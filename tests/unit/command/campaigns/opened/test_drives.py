"""A drive inside a campaign: its own period, goals and tasks, counted in the whole once, closed with it, passed on into the own plan."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nuanxin.command.campaigns.dividing.giving import give
from nuanxin.command.campaigns.dividing.progress import progress_by_unit, progress_of, tasks_without_unit, with_progress
from nuanxin.command.campaigns.opened.changing import close_campaign
from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.campaigns.ready.opening import open_ready
from nuanxin.command.campaigns.ready.redating import Period
from nuanxin.command.campaigns.taking_part.models import Participant
from nuanxin.command.campaigns.taking_part.passing_on import OwnPlan, pass_on
from nuanxin.command.campaigns.taking_part.receiving import receive
from nuanxin.command.campaigns.taking_part.sending import send
from nuanxin.foundation.common.errors import Refusal
from tests.conftest import TODAY, People, at

NOW = at(TODAY)
LONGER = Period(date(2024, 1, 1), date(2024, 6, 30))  # longer than the campaign itself


@pytest.fixture
def drive(campaign: Campaign, people: People) -> Campaign:
    return open_ready(
        key="fayuan", unit=people.superior.unit, period=LONGER, title="法援惠民生", by=people.superior, within=campaign
    ).campaign


def test_a_drive_stands_for_itself_and_counts_in_the_whole_once(
    county: Participant, campaign: Campaign, drive: Campaign, people: People
) -> None:
    assert (drive.within, drive.start, drive.end, drive.goals[0]) == (
        campaign,
        LONGER.start,
        LONGER.end,
        "法律服务可及性更强",
    )
    send(campaign=drive, units=[people.head.unit], due_on=None, by=people.superior, at=NOW)
    units, by = [people.head.unit], people.superior
    late, later = date(2024, 1, 20), date(2024, 1, 25)
    give(task=drive.tasks.get(position=1), units=units, due_on=late, by=by, at=NOW)
    give(task=drive.tasks.get(position=2), units=units, due_on=later, by=by, at=NOW)
    give(task=campaign.tasks.get(position=2), units=units, due_on=late, by=by, at=NOW)
    day = date(2024, 1, 21)
    own, whole = progress_of(drive, day), progress_of(campaign, day)
    assert (own.given, own.late, whole.given, whole.late) == (2, 1, 3, 2)
    assert (tasks_without_unit(drive), tasks_without_unit(campaign)) == (1, 3)
    assert [one.given for _, _, one in progress_by_unit(campaign, day)] == [3]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        rows: Any = with_progress(Campaign.objects.all(), day)
        listed = {row.pk: (row.given, row.late) for row in rows}
    assert listed == {campaign.pk: (3, 2), drive.pk: (2, 1)}
    assert len(asked) == 1


def test_only_in_a_running_campaign_of_the_same_unit(campaign: Campaign, drive: Campaign, people: People) -> None:
    told: dict[str, Any] = {"key": "zunfa", "period": LONGER, "title": "携手筑梦"}
    with pytest.raises(Refusal, match="本身就是专项活动"):
        open_ready(**told, unit=people.superior.unit, by=people.superior, within=drive)
    with pytest.raises(Refusal, match="别的单位牵头"):
        open_ready(**told, unit=people.head.unit, by=people.head, within=campaign)
    close_campaign(campaign=campaign, on=TODAY, by=people.superior)
    drive.refresh_from_db()
    assert drive.closed_on == TODAY, "over with the whole"
    with pytest.raises(Refusal, match="已于 2024-01-10 结束"):
        open_ready(**told, unit=people.superior.unit, by=people.superior, within=campaign)


def test_the_same_drive_opens_in_each_campaign_and_twice_in_none(
    campaign: Campaign, drive: Campaign, people: People
) -> None:
    told: dict[str, Any] = {
        "key": "fayuan",
        "unit": people.superior.unit,
        "period": LONGER,
        "title": "法援惠民生",
        "by": people.superior,
    }
    assert open_ready(**told, within=campaign).campaign == drive
    alone = open_ready(**told)
    assert alone.created and alone.campaign.within is None


def test_what_is_passed_on_lies_in_the_own_plan(
    county: Participant, campaign: Campaign, drive: Campaign, people: People
) -> None:
    part = send(campaign=drive, units=[people.head.unit], due_on=None, by=people.superior, at=NOW)[0]
    for row in (county, part):
        receive(participant=row, by=people.head, at=NOW)
    own = pass_on(participant=county, own=OwnPlan("本县方案"), by=people.head, at=NOW)
    below = pass_on(participant=part, own=OwnPlan("本县法援方案"), by=people.head, at=NOW)
    assert (below.above, below.within) == (drive, own)
