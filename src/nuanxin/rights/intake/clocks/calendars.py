"""The working calendar of a place; what the place has set for itself lies with the organisations."""

from __future__ import annotations

from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.law.day_kinds import DayKind
from nuanxin.foundation.organisations.local_settings import local_setting, upwards
from nuanxin.foundation.organisations.models import CalendarDay
from nuanxin.foundation.rows.finding import found

__all__ = ["calendar_of", "local_setting", "upwards"]

# Asked at every registration: written out, since working it out takes Django longer than the database answers.
_ENTERED = "SELECT * FROM organisations_calendarday"


def calendar_of(region: str) -> WorkingCalendar:
    """The calendar with the days that administrators entered for the country or for any region around this one."""
    entered = [(row.day, row.kind, row.note, row.region_id) for row in found(CalendarDay, _ENTERED)]
    if not entered:
        return WorkingCalendar()
    rank = upwards(region)
    here = sorted(
        (row for row in entered if row[3] is None or row[3] in rank), key=lambda row: rank.get(row[3] or "", -1)
    )
    return WorkingCalendar({day: (DayKind(kind), note) for day, kind, note, _ in here})
