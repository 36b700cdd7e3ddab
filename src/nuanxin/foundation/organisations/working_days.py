"""The working calendar of a place: the yearly notice, changed by the rows that administrators enter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.law.day_kinds import DayKind
from nuanxin.foundation.law.deadlines import Deadline, due
from nuanxin.foundation.law.terms import UnknownTerm
from nuanxin.foundation.organisations.models import CalendarDay, Region, RegionReach

STATUTORY_DAYS = 13


def calendar_for(region: str) -> WorkingCalendar:
    """The calendar that holds in a region; a row for a nearer area wins over one for the whole country."""
    above = set(RegionReach.objects.filter(member=region).values_list("area", flat=True))
    rows = [row for row in CalendarDay.objects.all() if row.region_id is None or row.region_id in above]
    rows.sort(key=lambda row: len(row.region_id or ""))
    return WorkingCalendar({row.day: (DayKind(row.kind), row.note) for row in rows}, announced_years=_entered(rows))


def due_date(
    term: str,
    *,
    start: date | datetime,
    region: str,
    pauses: Sequence[tuple[date, date]] = (),
    extended: bool = False,
    mark: str = "",
) -> Deadline:
    """When a term that started then is due in that region, and why. BadInput names the field (`mark` before its name)."""
    if not Region.objects.filter(pk=region).exists():
        raise BadInput(Fault(f"没有区划代码“{region}”", column=f"{mark}region", remedy="请写6位区划代码，如 410721"))
    try:
        return due(
            term,
            start=start,
            place=region,
            law=Law.load(),
            calendar=calendar_for(region),
            pauses=pauses,
            extended=extended,
        )
    except UnknownTerm as unknown:
        raise BadInput(Fault(str(unknown).strip("'\""), column=f"{mark}term")) from None
    except (ValueError, OverflowError) as wrong:
        raise BadInput(Fault(str(wrong), remedy="请核对日期")) from None


def _entered(rows: list[CalendarDay]) -> list[int]:
    """Years whose notice was entered by hand: all thirteen statutory days are there (全国年节及纪念日放假办法 第二条)."""
    days = Counter(row.day.year for row in rows if row.region_id is None and row.kind == DayKind.STATUTORY_HOLIDAY)
    return [year for year, count in days.items() if count >= STATUTORY_DAYS]
