"""Past its period or not: the place's setting alone decides, a hold keeps, nothing is deleted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.models import LocalSetting
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.retention.legal_hold import hold_clue, is_held, lift_hold
from nuanxin.rights.intake.retention.periods import (
    Period,
    closed_clues,
    first_kept,
    is_past,
    past_clues,
    period_from,
    periods_of,
)
from nuanxin.rights.intake.retention.records import LegalHold
from tests.conftest import TODAY, People
from tests.unit.rights.intake.clues import a_clue

CLOSED = date(2013, 5, 1)


def closed(people: People, on: date = CLOSED) -> Clue:
    clue = a_clue(people.owner)
    Clue.objects.filter(pk=clue.pk).update(received_on=on, closed_on=on, conclusion="settled", state="closed")
    clue.refresh_from_db()
    return clue


def set_years(value: Any) -> None:
    LocalSetting.objects.create(
        key="retention.clue", region_id="410700", value=value, source="某市档规〔2020〕1号", valid_from=date(2020, 1, 1)
    )


def past(people: People, on: date = TODAY) -> list[Clue]:
    rows = closed_clues(people.head)
    return list(past_clues(rows, periods_of(rows, on), on))


@pytest.mark.parametrize("value", [True, 0, 101, "十年", 2.5, None, {"value": 10}])
def test_a_period_that_is_no_number_of_years(value: Any) -> None:
    assert period_from((value, "某文")).years is None
    assert "不是1到100的整数年" in period_from((value, "某文")).missing


def test_no_setting_says_what_is_missing() -> None:
    assert "没有录入保管期限" in period_from(None).missing
    assert not is_past(period_from(None), closed_on=CLOSED, held=False, on=TODAY)


@given(
    st.dates(date(1996, 1, 1), date(2030, 12, 31)), st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.integers(1, 30)
)
def test_the_condition_of_the_query_is_the_decision(closed_on: date, on: date, years: int) -> None:
    asked = is_past(Period(years), closed_on=closed_on, held=False, on=on)
    assert (closed_on < first_kept(on, years)) == asked
    assert not is_past(Period(years), closed_on=closed_on, held=True, on=on)
    assert not is_past(Period(years), closed_on=None, held=False, on=on)


def test_leap_days() -> None:
    assert Period(1).ends(date(2020, 2, 29)) == date(2021, 2, 28)
    assert first_kept(date(2024, 2, 29), 1) == date(2023, 3, 1)


@pytest.mark.django_db
def test_what_is_past(people: People) -> None:
    old, young = closed(people), closed(people, TODAY - timedelta(days=400))
    a_clue(people.owner)
    assert past(people) == []  # no period, nothing is past
    set_years(10)
    assert past(people) == [old]
    assert past(people, date(2023, 5, 1)) == []  # the last day still counts
    assert past(people, date(2023, 5, 2)) == [old]
    assert young not in past(people)
    stranger = closed_clues(people.stranger)
    assert list(stranger) == []


@pytest.mark.django_db
def test_a_hold_keeps_and_stays_on_record(people: People) -> None:
    clue = closed(people)
    set_years(10)
    with pytest.raises(NotAllowed):
        hold_clue(clue=clue, reason="诉讼", by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="没有写明理由"):
        hold_clue(clue=clue, reason=" ", by=people.head, on=TODAY)
    hold_clue(clue=clue, reason="行政诉讼未结", by=people.head, on=TODAY)
    assert is_held(clue)
    assert past(people) == []
    with pytest.raises(Refusal, match="已经登记留存"):
        hold_clue(clue=clue, reason="再次", by=people.head, on=TODAY)
    with pytest.raises(Refusal, match="没有写明理由"):
        lift_hold(clue=clue, reason="", by=people.head, on=TODAY)
    lift_hold(clue=clue, reason="判决生效", by=people.head, on=TODAY)
    assert past(people) == [clue]
    with pytest.raises(Refusal, match="没有登记留存"):
        lift_hold(clue=clue, reason="再次", by=people.head, on=TODAY)
    row = LegalHold.objects.get()
    assert (row.reason, row.lifted_for, row.lifted_by) == ("行政诉讼未结", "判决生效", people.head)
    assert AuditEvent.objects.filter(act__in=("hold_clue", "lift_hold")).count() == 2
