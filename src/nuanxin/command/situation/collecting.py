"""The weekly report of a county: entered once, corrected by a further row; the weeks that nobody reported are known."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.command.situation.models import WeeklySituation
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, may, must

WEEK = timedelta(days=7)
SEASON = 26  # weeks looked at: a winter with the months before and after; older reports stay on record
MEASURES = {"returned_home": "返乡", "returned_to_work": "返岗", "demand": "企业缺工"}


@dataclass(frozen=True)
class WeekFigures:
    """One week in persons: come home and gone back in the week, wanted by firms at its end."""

    returned_home: int
    returned_to_work: int
    demand: int
    source: str = ""


def monday(day: date) -> date:
    """The week that a day belongs to."""
    return day - timedelta(days=day.weekday())


def last_week(today: date) -> date:
    """The last week that is over."""
    return monday(today) - WEEK


@transaction.atomic
def report_week(
    *, region: Region, week: date, figures: WeekFigures, by: Staff, on: date, correction: str = ""
) -> WeeklySituation:
    """Enter a week, or correct it with the reason. Refusal for a week that is not over or has been reported without one."""
    _must_report(by, region)
    if week != monday(week) or week > last_week(on):
        raise Refusal("这一周不能填报", why=f"{week}所在的一周还没有结束，或者不是星期一", remedy="请在一周结束后填报")
    earlier = standing(region).filter(week=week).first()
    if earlier is not None and not correction.strip():
        raise Refusal(f"{week}这一周已经填报", why=f"{earlier.entered_by.name}已填报", remedy="有误的请写明更正理由")
    assert by.unit is not None  # the right to report is a unit's
    row = WeeklySituation.objects.create(
        region=region, unit=by.unit, week=week, corrects=earlier, correction=correction.strip() if earlier else "",
        entered_by=by, **asdict(figures),
    )  # fmt: skip
    record("report_week", about=row, by=by, reason=row.correction, details={"week": week, "region": region.pk})
    return row


def may_report(staff: Staff, region: Region) -> bool:
    """The human-resources bureau of the area itself: its week is said by one, not by whoever comes first."""
    return may(staff, Permission.CAMPAIGN_REPORT, FileFacts(region=region.pk, unit_id=_bureau(staff, region)))


def _must_report(staff: Staff, region: Region) -> None:
    facts = FileFacts(region=region.pk, unit_id=_bureau(staff, region))
    must(staff, Permission.CAMPAIGN_REPORT, facts, doing=f"填报{region.name}的用工形势")


def _bureau(staff: Staff, region: Region) -> int | None:
    unit = staff.unit
    return unit.pk if unit and unit.region_id == region.pk and unit.kind == UnitKind.HRSS else None


def standing(region: Region) -> QuerySet[WeeklySituation]:
    """The weeks as they stand, oldest first."""
    return WeeklySituation.objects.filter(region=region, corrected_by__isnull=True).order_by("week")


def seen_region(staff: Staff, code: str) -> Region:
    """An area whose campaigns the person may see; NotFound otherwise."""
    region = Region.objects.filter(pk=code).first()
    facts = FileFacts(region=code, unit_id=staff.unit_id)
    own = staff.unit is not None and staff.unit.region_id == code
    facts = facts if own else FileFacts(region=code)
    if region is None or not may(staff, Permission.CAMPAIGN_VIEW, facts):
        raise NotFound("没有找到这个地区", why="可能不在您的辖区", remedy="请从形势研判页面打开")
    return region


@dataclass(frozen=True)
class Weeks:
    """Every week of the season from the first reported to the last that is over; None where nobody reported."""

    mondays: tuple[date, ...]
    rows: tuple[WeeklySituation | None, ...]

    @property
    def missing(self) -> list[date]:
        return [day for day, row in zip(self.mondays, self.rows, strict=True) if row is None]

    def values(self, measure: str) -> list[int | None]:
        """One measure, week by week."""
        return [None if row is None else getattr(row, measure) for row in self.rows]


def weeks_of(region: Region, today: date) -> Weeks:
    """The weeks of an area in the last half year, with the gaps."""
    found = {row.week: row for row in standing(region).select_related("entered_by", "unit")}
    if not found:
        return Weeks((), ())
    last = max([*found, last_week(today)])
    day = max(min(found), last - (SEASON - 1) * WEEK)
    mondays = []
    while day <= last:
        mondays.append(day)
        day += WEEK
    return Weeks(tuple(mondays), tuple(found.get(day) for day in mondays))
