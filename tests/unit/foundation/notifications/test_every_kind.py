"""Every kind of message: only in working hours of working days unless it is urgent, make-up working days among them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import nuanxin
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.law.day_kinds import DayKind
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.notifications.quiet import USUAL_HOURS
from nuanxin.foundation.notifications.send import deliver_due
from nuanxin.foundation.notifications.texts import text, text_keys
from nuanxin.foundation.organisations.models import CalendarDay
from nuanxin.foundation.organisations.working_days import calendar_for
from nuanxin.schedule.round import COUNTRY
from tests.unit.foundation.notifications.outbox import CALENDAR, Supplier, put

SOURCE = Path(nuanxin.__file__).parent
# What may come at night, and why. Whoever makes another kind urgent must say so here.
URGENT = {
    "login_code": "asked for by the person himself, a moment before",
    "urgent_signs": "signs of danger in a new clue",
    "urgent_signs_many": "the same, of an import",
    "odd_reading": "somebody reads the personal data of many",
    "officer_aid_shared": "a mass or sensitive application for legal aid, told the same day",
    "officer_assigned": "an item of public opinion has hours, not days",
    "officer_overdue": "the same, overdue",
    "officer_due_soon": "an empty hour in the roster of those who watch public opinion",
}


@pytest.mark.django_db
def test_no_kind_comes_outside_working_hours_unless_urgent() -> None:
    friday = datetime(2026, 2, 13, 21, 0, tzinfo=BEIJING)
    written = [friday + timedelta(hours=hours) for hours in (0, 10, 14, 24, 60, 120)]  # night, make-up Saturday, feast
    for number, key in enumerate(text_keys()):
        values = dict.fromkeys(text(key).current.fields, "某")
        put(template=key, values=values, at=written[number % len(written)], to=f"138{number:08d}")
        put(template=key, values=values, at=written[0], urgent=True, to=f"139{number:08d}")
    supplier, now, gone = Supplier("甲"), friday, {}
    while now < datetime(2026, 2, 25, tzinfo=BEIJING):
        before = len(supplier.phone)
        deliver_due(now=now, suppliers={"sms": [supplier]}, calendar=CALENDAR)
        gone |= dict.fromkeys(supplier.phone[before:], now)
        now += timedelta(minutes=90)
    rows = list(Message.objects.all())
    assert len(gone) == len(rows) == 2 * len(text_keys())
    for one in rows:
        when = gone[f"nuanxin-{one.pk}"]
        if one.urgent:
            assert when == friday
        else:
            assert CALENDAR.is_working(when.date()) and USUAL_HOURS.opens <= when.time() < USUAL_HOURS.closes, (
                one.template
            )
    assert date(2026, 2, 14) in {when.date() for when in gone.values()}, "the make-up Saturday is a working day"


@pytest.mark.django_db
def test_a_day_off_entered_by_hand_holds_what_was_already_queued() -> None:
    tuesday = datetime(2026, 3, 10, 8, 0, tzinfo=BEIJING)
    put(at=tuesday)
    CalendarDay.objects.create(day=tuesday.date(), kind=DayKind.SHIFTED_REST, note="临时放假")
    supplier = Supplier("甲")
    for hours in (1, 4, 25):
        deliver_due(now=tuesday + timedelta(hours=hours), suppliers={"sms": [supplier]}, calendar=calendar_for(COUNTRY))
        assert len(supplier.phone) == int(hours == 25)


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SENDING:
                yield str(path.relative_to(SOURCE)), node


SENDING = {"enqueue", "tell", "tell_staff", "tell_worker", "tell_until_read"}


def test_what_is_urgent_is_said_here() -> None:
    """Read from the source: where `urgent=True` is written, the kind sent there stands in the table above."""
    found: dict[str, set[str]] = {}
    for place, call in calls():
        given = {one.arg: one.value for one in call.keywords}
        flag = given.get("urgent")
        if isinstance(flag, ast.Constant) and flag.value is True:
            words = {c.value for c in ast.walk(call) if isinstance(c, ast.Constant) and c.value in text_keys()}
            found[place] = found.get(place, set()) | words
    assert found and set().union(*found.values()) <= set(URGENT)
    assert set(found) == {
        "foundation/notifications/odd_reading.py", "rights/disputes/legal_aid/sharing.py",
        "rights/intake/alerts/raising.py",        "watch/monitoring/employers/signing_in.py", "watch/opinion/answering/checking.py", "watch/opinion/reminding.py",
    }  # fmt: skip
