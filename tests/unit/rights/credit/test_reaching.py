"""A removal and its consumers: who must be told, since when, how late, by letter or by a file handed over."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.cases.steps import strike_step
from nuanxin.rights.credit.handing import hand_over
from nuanxin.rights.credit.listing.arrivals import arrivals, overdue_arrivals, still_to_tell
from nuanxin.rights.credit.listing.reaching import measured
from nuanxin.rights.credit.listing.sharing import enter_consumer
from nuanxin.rights.credit.models import Consumer, HandOver, Listing
from nuanxin.rights.intake.models import Clock
from tests.conftest import People
from tests.unit.rights.cases.making import on_day
from tests.unit.rights.credit.making import listed, take

pytestmark = pytest.mark.django_db
PLATFORM, CENTRE = "新乡县信用信息共享平台", "新乡县公共资源交易中心"


def removed(people: People, on: date = date(2024, 1, 12)) -> Listing:
    """A listing that both consumers were told of, annulled and removed on a Friday."""
    listing = listed(people)
    take(listing.case, "annul", people, min(on, date(2024, 1, 11)))
    take(listing.case, "remove", people, on, cause="annulled")
    listing.refresh_from_db()
    return listing


def handed(people: People, name: str, on: date) -> HandOver:
    unit = people.owner.unit
    with on_day(on):
        user = Consumer.objects.filter(name=name).first() or enter_consumer(
            name=name, kind="finance", contact="", unit=unit, by=people.owner, on=on
        )
        return hand_over(consumer=user, kind="csv", unit=unit, by=people.owner, on=on).row


def told(listing: Listing, on: date) -> dict[str, tuple[date | None, int, bool]]:
    return {
        row.consumer.name: (row.reach.told_on, row.reach.working_days, row.reach.overdue)
        for row in arrivals([listing], on)
    }


def test_days_are_working_days_and_a_weekend_does_not_count(people: People) -> None:
    listing = removed(people)  # Friday 2024-01-12
    assert told(listing, date(2024, 1, 15)) == {PLATFORM: (None, 1, False), CENTRE: (None, 1, False)}
    take(listing.case, "tell_removal", people, date(2024, 1, 15), consumers=[PLATFORM])
    assert told(listing, date(2024, 1, 17)) == {PLATFORM: (date(2024, 1, 15), 1, False), CENTRE: (None, 3, True)}
    assert overdue_arrivals(people.owner, date(2024, 1, 15)) == 0
    assert overdue_arrivals(people.owner, date(2024, 1, 17)) == 1
    assert overdue_arrivals(people.stranger, date(2024, 1, 17)) == 0
    take(listing.case, "tell_removal", people, date(2024, 1, 18), consumers=[CENTRE])
    figures = measured(row.reach for row in arrivals([listing], date(2024, 1, 20)))
    assert (figures.in_time, figures.counted, figures.overdue, figures.median_days) == (1, 2, 0, 2.5)
    assert [row.consumer.name for row in arrivals([listing], date(2024, 1, 20))] == [CENTRE, PLATFORM]


def test_a_file_handed_over_tells_of_the_listing_and_of_its_removal(people: People) -> None:
    listing = listed(people)
    assert list(handed(people, "县农商行", date(2024, 1, 8)).listings.all()) == [listing]
    take(listing.case, "annul", people, date(2024, 1, 11))
    take(listing.case, "remove", people, date(2024, 1, 12), cause="annulled")
    assert {one.name for one in still_to_tell(listing)} == {PLATFORM, CENTRE, "县农商行"}
    take(listing.case, "tell_removal", people, date(2024, 1, 12), consumers=[PLATFORM, CENTRE])
    with pytest.raises(Refusal, match="县农商行"):
        take(listing.case, "archive", people, date(2024, 1, 15))
    assert Clock.objects.filter(term="bl.remove", stopped_on=None).exists()
    handed(people, "县农商行", date(2024, 1, 16))  # a new file, without the employer
    assert told(listing, date(2024, 1, 16))["县农商行"] == (date(2024, 1, 16), 2, False)
    assert still_to_tell(listing) == []
    assert not Clock.objects.filter(term="bl.remove", stopped_on=None).exists()


def test_told_before_the_removal_is_refused_and_a_struck_telling_does_not_count(people: People) -> None:
    listing = removed(people)
    with pytest.raises(Refusal, match="告知日期早于移出"):
        take(listing.case, "tell_removal", people, date(2024, 1, 15), told_on=date(2024, 1, 11))
    row = take(listing.case, "tell_removal", people, date(2024, 1, 15), consumers=[PLATFORM])
    with on_day(date(2024, 1, 16)) as on:
        strike_step(row=row, reason="没有发出", by=people.owner, on=on)
    assert told(listing, on)[PLATFORM] == (None, 2, True)


def test_who_was_never_told_of_the_listing_is_not_measured(people: People) -> None:
    listing = removed(people)
    handed(people, "县税务局", date(2024, 1, 15))
    assert "县税务局" not in told(listing, date(2024, 1, 16))
