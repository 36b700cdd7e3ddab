"""Odd bulk reading: who read the personal data of many in a short time is pointed out to the security administrator.

The threshold is a setting of the place (`security.bulk_reading`, {"reads": n, "minutes": m}); the usual one is the house's own,
no figure of any statute. Told once for each person and stretch of time, however often the round looks.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.notifications.staff import tell
from nuanxin.foundation.organisations.local_settings import local_setting
from nuanxin.foundation.organisations.models import Post, RegionReach, Staff
from nuanxin.foundation.organisations.working_days import calendar_for

SETTING = "security.bulk_reading"
ACT = "odd_reading"
WATCH = Outsider("每日巡检")
# Looks at personal data in the clear, and how many people one look may show (by the event's own count, else one).
READING: dict[str, tuple[str, ...]] = {
    "reveal_reporter": (),
    "search_by_last_digits": (),
    "open_evidence": (),
    "print_paper": (),
    "print_notice_proof": (),
    "open_call_number": (),
    "export_ledger": ("lines", "线索"),  # of one clue; of a whole area
}
LONGEST = timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """So many reads within so many minutes."""

    reads: int = 60
    minutes: int = 60


@dataclass(frozen=True)
class Read:
    """One look: when, and the personal data of how many."""

    at: datetime
    weight: int


def most_within(reads: list[Read], minutes: int) -> int:
    """The most that was read in any stretch of so many minutes. Pure; reads in order of time.

    >>> day = datetime(2024, 1, 10, 9)
    >>> most_within([Read(day, 2), Read(day + timedelta(minutes=30), 3), Read(day + timedelta(minutes=61), 4)], 60)
    7
    """
    most = total = first = 0
    for last, read in enumerate(reads):
        total += read.weight
        while read.at - reads[first].at > timedelta(minutes=minutes):
            total -= reads[first].weight
            first += 1
        most = max(most, total)
        assert first <= last
    return most


def watch_reading(*, now: datetime) -> int:
    """Look at the last day's reads and tell the security administrators of each person above the line; how many persons."""
    since = now - LONGEST
    looks: dict[int, list[Read]] = defaultdict(list)
    events = AuditEvent.objects.filter(act__in=READING, at__gt=since, at__lte=now, actor_id__isnull=False)
    for actor, at, act, details in events.order_by("at", "sequence").values_list("actor_id", "at", "act", "details"):
        looks[int(actor or 0)].append(Read(at, _weight(act, details)))
    staff = Staff.objects.filter(pk__in=looks).select_related("unit")
    return sum(_told(one, looks[one.pk], now) for one in staff.order_by("pk"))


def line_of(staff: Staff, now: datetime) -> Line:
    """The line that holds for a person's place; a faulty setting is as none."""
    day = now.astimezone(BEIJING).date()
    held = local_setting(SETTING, staff.unit.region_id, day) if staff.unit else None
    given = held[0] if held and isinstance(held[0], dict) else {}
    reads, minutes = given.get("reads"), given.get("minutes")
    usual = Line()
    good = isinstance(reads, int) and isinstance(minutes, int) and reads > 0 and 0 < minutes <= 24 * 60
    return Line(reads, minutes) if good else usual  # type: ignore[arg-type]


@transaction.atomic
def _told(staff: Staff, reads: list[Read], now: datetime) -> bool:
    line = line_of(staff, now)
    about = (ACT, str(staff.pk))
    last = AuditEvent.objects.filter(act=ACT, about_kind=ACT, about_id=str(staff.pk)).order_by("-sequence").first()
    fresh = [read for read in reads if last is None or read.at > last.at]
    most = most_within(fresh, line.minutes)
    if most < line.reads:
        return False
    unit = staff.unit.short_name if staff.unit else "无单位"
    values = {
        "person": staff.name, "unit": unit, "minutes": str(line.minutes), "reads": str(most), "threshold": str(line.reads),
    }  # fmt: skip
    told = security_administrators(staff)
    for one in told:
        calendar = calendar_for(one.unit.region_id if one.unit else "000000")
        tell(one, ACT, values, about=staff, calendar=calendar, urgent=True)
    details = {"reads": most, "minutes": line.minutes, "threshold": line.reads, "told": [one.pk for one in told]}
    record(ACT, about=about, by=WATCH, details={**details, "person": staff.name, "unit": unit})
    return True


def security_administrators(staff: Staff) -> list[Staff]:
    """Whoever holds the duty for an area around the person's unit."""
    around = RegionReach.objects.filter(member=staff.unit.region_id).values("area") if staff.unit else []
    posts = Post.objects.filter(duty="security_admin", region__in=around, valid_to__isnull=True, staff__is_active=True)
    return list({post.staff_id: post.staff for post in posts.select_related("staff__unit").order_by("pk")}.values())


def _weight(act: str, details: dict[str, Any]) -> int:
    counted = [value for name in READING[act] if isinstance(value := details.get(name), int)]
    return max([1, *counted])
