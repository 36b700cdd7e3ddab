"""Reminders reach the liaison's outbox three working days, one, and none before; once, and only who has not sent."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from nuanxin.command.reporting.models import Report, ReportState
from nuanxin.command.reporting.reminding import liaisons_of, send_reminders
from nuanxin.command.reporting.rounds.opening import open_round
from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.organisations.models import Post, Region
from tests.conftest import TODAY, People, at

pytestmark = pytest.mark.django_db
DUE = TODAY + timedelta(days=5)  # Monday 2024-01-15


@pytest.fixture
def county(people: People) -> Report:
    called: Any = open_round(
        form_key="winter_2023", title="一月报送", region=Region.objects.get(pk="410700"), start=date(2023, 11, 15),
        end=date(2024, 2, 10), due_county=DUE, due_city=DUE + timedelta(days=30), by=people.coordinator,
    )  # fmt: skip
    Report.objects.exclude(region="410721").filter(round=called).update(
        state=ReportState.FILED, filed_at=at(TODAY), filed_by=people.statistician
    )
    return Report.objects.get(round=called, region="410721")


def told(report: Report) -> list[str]:
    rows = Message.objects.filter(template="report_due", about_kind="reporting.report", about_id=report.pk)
    return [row.body for row in rows.order_by("pk")]


def test_three_one_and_no_working_days_before(county: Report, people: People) -> None:
    assert liaisons_of(county) == [people.statistician]
    sent = []  # 3 working days before Monday is the Wednesday, 1 the Friday: nobody is rung on the week-end
    for left in range(5, -2, -1):
        day = DUE - timedelta(days=left)
        with occasion(at=at(day), source="test"):
            sent.append((left, send_reminders(on=day), send_reminders(on=day)))
    assert sent == [(left, int(left in (5, 3, 0)), 0) for left in range(5, -2, -1)]
    words = told(county)
    assert [any(part in words[n] for part in ("还有3个工作日", "还有1个工作日", "今天到期")) for n in range(3)] == [
        True
    ] * 3
    assert "一月报送" in words[0] and "2024年1月15日" in words[0]


def test_who_has_sent_is_left_alone(county: Report, people: People) -> None:
    Report.objects.filter(pk=county.pk).update(
        state=ReportState.FILED, filed_at=at(TODAY), filed_by=people.statistician
    )
    assert send_reminders(on=DUE) == 0
    Report.objects.filter(pk=county.pk).update(state=ReportState.RETURNED)
    assert send_reminders(on=DUE) == 1


def test_without_a_statistician_the_head_is_told(county: Report, people: People) -> None:
    Post.objects.filter(staff=people.statistician).update(valid_to=TODAY - timedelta(days=1))
    assert liaisons_of(county) == [people.head]
