"""The working calendar of a place: the yearly notice, changed by the rows that administrators enter."""

from __future__ import annotations

from collections import Counter

from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.law.day_kinds import DayKind
from nuanxin.foundation.organisations.models import CalendarDay, RegionReach

STATUTORY_DAYS = 13


def calendar_for(region: str) -> WorkingCalendar:
    """The calendar that holds in a region; a row for a nearer area wins over one for the whole country."""
    above = set(RegionReach.objects.filter(member=region).values_list("area", flat=True))
    rows = [row for row in CalendarDay.objects.all() if row.region_id is None or row.region_id in above]
    rows.sort(key=lambda row: len(row.region_id or ""))
    return WorkingCalendar({row.day: (DayKind(row.kind), row.note) for row in rows}, announced_years=_entered(rows))


def _entered(rows: list[CalendarDay]) -> list[int]:
    """Years whose notice was entered by hand: all thirteen statutory days are there (全国年节及纪念日放假办法 第二条)."""
    days = Counter(row.day.year for row in rows if row.region_id is None and row.kind == DayKind.STATUTORY_HOLIDAY)
    return [year for year, count in days.items() if count >= STATUTORY_DAYS]
