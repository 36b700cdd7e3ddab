"""The days on which a campaign has reports are called in from its plan, once, for the form that the notice prints."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.command.campaigns.ready.opening import open_ready
from nuanxin.command.campaigns.ready.redating import Period
from nuanxin.command.reporting.models import Report, ReportRound
from nuanxin.command.reporting.rounds.of_campaign import call_reports, days_of_reporting, forms_ordered
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from tests.conftest import People

WINTER = Period(date(2023, 11, 15), date(2024, 2, 10))


def test_the_winter_campaign_calls_its_form_in_twice(people: People) -> None:
    campaign = open_ready(
        key="winter", unit=people.coordinator.unit, period=WINTER, title="冬季行动", by=people.coordinator
    )
    winter = campaign.campaign
    assert [form.key for form in forms_ordered(winter)] == ["winter_2023"]
    assert [one.on for one in days_of_reporting(winter)] == [date(2024, 1, 3), date(2024, 2, 6)]
    made = call_reports(campaign=winter, form_key="winter_2023", by=people.coordinator)
    assert [(one.start, one.end, one.due_county, one.milestone.on) for one in made if one.milestone] == [
        (date(2023, 11, 15), date(2024, 1, 3), date(2024, 1, 3), date(2024, 1, 3)),
        (date(2023, 11, 15), date(2024, 2, 6), date(2024, 2, 6), date(2024, 2, 6)),
    ]
    assert Report.objects.filter(round=made[0], region="410721").exists()
    assert call_reports(campaign=winter, form_key="winter_2023", by=people.coordinator) == []
    assert ReportRound.objects.count() == 2


def test_a_campaign_without_such_days_calls_nothing_in(people: People) -> None:
    made = open_ready(
        key="rectification", unit=people.coordinator.unit, period=WINTER, title="整治", by=people.coordinator
    )
    with pytest.raises(Refusal, match="没有写明日期的报送节点"):
        call_reports(campaign=made.campaign, form_key="winter_2023", by=people.coordinator)
    with pytest.raises(NotAllowed):
        call_reports(campaign=made.campaign, form_key="winter_2023", by=people.head)
