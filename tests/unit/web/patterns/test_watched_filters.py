"""A kept filter tells its owner how many rows are new: by the hour, in office hours, in his own box, of what he may see."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.notifications.models import Message
from nuanxin.web.patterns.listing.watched import tell_new_rows
from nuanxin.web.patterns.models import SavedFilter
from tests.conftest import TODAY, People
from tests.unit.command.dispatch.scene import clue_of
from tests.unit.watch.monitoring.test_pictures import city_of_warnings
from tests.unit.web.leader.test_board import enter

pytestmark = pytest.mark.django_db
MORNING = datetime.combine(TODAY, time(9), BEIJING)


@pytest.fixture(autouse=True)
def ready(settings: Any) -> None:
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    reverse("officer:clues")  # the lists declare themselves


def kept(people: People, query: str = "channel=12345") -> tuple[Client, SavedFilter]:
    """The owner keeps a filter on the ledger, with one row there already, and wants to be told."""
    clue_of(people.owner, "X1")
    client = enter(people.owner)
    client.post(f"/officer/clues/?{query}", {"act": "keep", "name": "热线"})
    found = SavedFilter.objects.get(user=people.owner)
    client.post("/officer/clues/", {"act": "tell", "number": found.pk})
    found.refresh_from_db()
    assert found.tells
    return client, found


def told(at: datetime) -> int:
    return tell_new_rows(now=at, calendar=WorkingCalendar())


def test_what_is_new_is_told_once_with_its_number_alone(people: People) -> None:
    client, _ = kept(people)
    assert told(MORNING) == 0  # what was there is not new
    clue_of(people.owner, "X2", employer_said="宏达劳务")
    clue_of(people.colleague, "X3")
    assert (told(MORNING), told(MORNING + timedelta(hours=2))) == (1, 0)
    message = Message.objects.get()
    assert (message.staff, message.channel, message.template) == (people.owner, "in_site", "filter_new")
    assert message.body == "您保存的筛选“热线”在线索台账里新增2件，请查看。"
    Message.objects.update(sent_at=MORNING, status="sent", receipt="x", next_try_at=None)
    opened = client.post(f"/officer/inbox/{message.pk}/")
    assert opened.status_code == 302 and opened["Location"] == "/officer/clues/?channel=12345"


def test_not_oftener_than_by_the_hour_and_never_at_night(people: People) -> None:
    kept(people)
    clue_of(people.owner, "X2")
    assert told(MORNING.replace(hour=22)) == 0 and told(datetime.combine(date(2024, 1, 13), time(10), BEIJING)) == 0
    assert told(MORNING) == 1
    clue_of(people.owner, "X3")
    assert told(MORNING + timedelta(minutes=45)) == 0
    assert told(MORNING + timedelta(minutes=75)) == 1


def test_only_what_meets_the_conditions_and_may_be_seen(people: People) -> None:
    _, found = kept(people, "channel=visit")
    clue_of(people.owner, "X2")  # from the hotline
    clue_of(people.stranger, "X3", region_id="410724")
    assert told(MORNING) == 0
    SavedFilter.objects.filter(pk=found.pk).update(querystring="channel=12345")
    assert told(MORNING) == 1  # X2; never X3 of another county
    assert "新增1件" in Message.objects.get().body
    SavedFilter.objects.filter(pk=found.pk).update(querystring="nothing=1", told_at=None)
    clue_of(people.owner, "X4")
    assert told(MORNING) == 0  # a condition that is not in force would tell of everything


def test_who_has_left_is_told_nothing_and_another_switches_nothing(people: People) -> None:
    client, found = kept(people)
    enter(people.colleague).post("/officer/clues/", {"act": "tell_no_more", "number": found.pk})
    found.refresh_from_db()
    assert found.tells
    clue_of(people.colleague, "X2")
    type(people.owner).objects.filter(pk=people.owner.pk).update(is_active=False)
    assert told(MORNING) == 0
    type(people.owner).objects.filter(pk=people.owner.pk).update(is_active=True)
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    client.post("/officer/clues/", {"act": "tell_no_more", "number": found.pk})
    assert told(MORNING) == 0


def test_the_desk_shows_kept_filters_and_warnings_that_open(people: People) -> None:
    client, _ = kept(people)
    city_of_warnings(people)
    desk = client.get("/officer/").content.decode()
    assert '<a href="/officer/clues/?channel=12345">热线</a>' in desk and "有新增时提醒" in desk
    for whose in ("me", "unit"):
        page = client.get(f"/officer/?whose={whose}")
        (tally,) = (one for one in page.context["tallies"] if one.label == "预警")
        behind = client.get(tally.url)
        assert behind.context["total"] == tally.count and not behind.context["complaints"]
    assert tally.count > 0
