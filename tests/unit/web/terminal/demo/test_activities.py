"""The demonstration's activities: joint, one crowd at two, corrected, withdrawn; played again nothing happens twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from nuanxin.services.events.counting import Window, count
from nuanxin.services.events.models import Activity, ActivityPartner
from nuanxin.services.events.practices.models import Practice
from nuanxin.web.terminal.demo.activities import play_activities
from nuanxin.web.terminal.demo.people import COUNTY, engage
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db


def test_a_season_of_activities(regions: None, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cast = engage()
    assert play_activities(cast, TODAY) == play_activities(cast, TODAY) == 10
    assert ActivityPartner.objects.count() == 1
    told = count(Window(COUNTY, TODAY - timedelta(days=90), TODAY, TODAY))
    rows = Activity.objects.filter(withdrawn_on__isnull=True)
    assert told.persons == sum(row.persons for row in rows) - 260  # the fair's crowd at the stand counts once
    assert (told.activities, told.made, told.posts, told.unstated) == (10, 5001, 1, 1)
    assert 0 < told.given < told.made
    assert Activity.objects.filter(corrects__isnull=False).exists()
    assert Activity.objects.filter(withdrawn_why__contains="没有举办").exists()
    assert (
        Practice.objects.filter(checked_on__isnull=True).exists()
        and Practice.objects.filter(checked_on__isnull=False).exists()
    )
