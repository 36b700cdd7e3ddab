"""The demonstration's campaign is a living one: every state that a page shows stands somewhere, on any day of the year."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nuanxin.command.campaigns.dividing.models import ShareEntry, TaskShare
from nuanxin.command.campaigns.dividing.progress import progress_of
from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.campaigns.reminding import remind_campaigns
from nuanxin.command.campaigns.taking_part.standing import standings
from nuanxin.command.reporting.models import Report, ReportState
from nuanxin.foundation.common.occasion import occasion
from nuanxin.web.terminal.demo.campaign import play_campaign
from nuanxin.web.terminal.demo.people import COUNTY, engage
from tests.conftest import at

TODAY = date(2026, 3, 2)  # a Monday after a festival: most days of the story are no working days


@pytest.mark.django_db
def test_the_winter_action_is_running(regions: None, settings: Any) -> None:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # thirty accounts that nobody signs in to
    cast = engage()
    assert play_campaign(cast, TODAY) == play_campaign(cast, TODAY) == 12, "played again, nothing happens twice"
    with occasion(at=at(TODAY), source="演示数据"):
        city = Campaign.objects.get(above__isnull=True, within__isnull=True)
        assert city.start and city.end and city.start < TODAY < city.end
        wanting = {words for one in standings(city, TODAY) for words in one.missing}
        assert wanting == {"未签收", "联络员逾期未报", "逾期未部署", "下级1家未签收"}
        county = Campaign.objects.get(above=city, region=COUNTY)
        assert county.tasks.filter(origin="added", concrete=False).count() == 3
        assert {one.state for one in TaskShare.objects.filter(task__concrete=True)} == {"doing", "done"}
        assert [one.ready for one in county.drives.all()] == ["fayuan"]
        for campaign in (city, county):
            progress = progress_of(campaign, TODAY)
            assert 0 < progress.done < progress.given and progress.late > 0
        assert set(TaskShare.objects.values_list("state", flat=True)) == {"given", "doing", "said_done", "done"}
        assert ShareEntry.objects.filter(kind="sent_back").count() == 2
        assert ShareEntry.objects.filter(kind="said_done").exclude(proof_path="").exists()
        reports = Report.objects.filter(round__milestone__campaign=city, round__due_county__lt=TODAY)
        assert [one.region_id for one in reports.filter(state=ReportState.ACCEPTED)] == [COUNTY]
        assert remind_campaigns(on=TODAY) > 0, "something comes due in three days"
