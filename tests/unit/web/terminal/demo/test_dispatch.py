"""The demonstration's fortnight of dispatch: every state that its pages show stands somewhere, whatever the day of the week."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nuanxin.command.dispatch.ladder.models import UnitMeasure
from nuanxin.command.dispatch.pack.freezing import intact
from nuanxin.command.dispatch.pack.models import DispatchPromise, WeeklyPack
from nuanxin.command.dispatch.visiting.models import AreaVisit
from nuanxin.web.terminal.demo.campaign import play_campaign
from nuanxin.web.terminal.demo.dispatch import play_dispatch
from nuanxin.web.terminal.demo.people import engage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("today", [date(2026, 3, 2), date(2026, 3, 8)])  # a Monday, a Sunday
def test_a_fortnight_of_dispatch(today: date, regions: None, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    assert play_dispatch(today) == 0, "no campaign, no dispatch"
    play_campaign(engage(), today)
    assert play_dispatch(today) == play_dispatch(today) == 2, "played again, nothing happens twice"
    last, this = WeeklyPack.objects.order_by("start")
    assert (last.start, this.start) == (date(2026, 2, 23), date(2026, 3, 2)) and intact(last) and intact(this)
    assert len(last.contents["promises"]) == 2, "both fell due on the Friday on which it was frozen"
    assert sorted(DispatchPromise.objects.values_list("kept", flat=True), key=str) == [False, None, True]
    rungs = UnitMeasure.objects.order_by("pk").values_list("rung", "closed_on", "answered_on")
    assert [(rung, bool(closed), bool(answered)) for rung, closed, answered in rungs] == [
        ("remind", True, True), ("remind", False, False), ("press", False, False),
    ]  # fmt: skip
    assert AreaVisit.objects.get().planned_on > today
