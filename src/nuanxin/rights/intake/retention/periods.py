"""The period of a place and what is past it. No figure is built in: the law gives none (档案法 第三十七条 leaves it to the archive rules)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from nuanxin.foundation.law.counting import shift_months
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import visible
from nuanxin.rights.intake.clocks.calendars import local_setting
from nuanxin.rights.intake.destruction.records import STANDING, DestructionLine
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.personal.held import RETENTION_KEY
from nuanxin.rights.intake.retention.records import LegalHold

Longer = Callable[[date], Q]
_LONGER: dict[Longer, str] = {}
MOST_YEARS = 100
MISSING = "没有录入保管期限：请系统管理员在“地方设置”登记“retention.clue”（办结后保存的年数，写明本地档案保管规定）"
OPEN, HELD, NOT_YET = "还没有办结", "已登记留存", "保管期限未满，须保存至{}"
WRONG = "保管期限“{}”不是1到100的整数年，请系统管理员更正"


@dataclass(frozen=True)
class Period:
    """Years after closing and where they are laid down; or what is missing."""

    years: int | None
    source: str = ""
    missing: str = ""

    def ends(self, closed_on: date) -> date | None:
        """The last day on which the clue must still be there."""
        return shift_months(closed_on, 12 * self.years) if self.years else None


@dataclass(frozen=True)
class KeepingFacts:
    """What keeps a file: its period, a legal hold, and what rooms above say of it in words (unpaid wages, an open case …)."""

    closed_on: date | None
    period: Period
    held: bool
    kept_by: tuple[str, ...] = ()


def keep_longer(still_kept: Longer, why: str) -> None:
    """Rooms above say which clues something of theirs keeps on that day, whatever the place's own period (as a condition), and why."""
    _LONGER.setdefault(still_kept, why)


def linked(on: date) -> Q:
    """A clue joined to another goes with it: while the one is open or held, the other stays."""
    open_ones = Clue.objects.filter(closed_on__isnull=True)
    kept = LegalHold.objects.filter(lifted_on__isnull=True)
    found = Q(pk__in=[])
    for name in ("merged_into", "parent"):
        found |= Q(**{f"{name}__in": open_ones.values("pk")}) | Q(**{f"{name}__in": kept.values("clue")})
        for below in (open_ones, Clue.objects.filter(pk__in=kept.values("clue"))):
            found |= Q(pk__in=below.filter(**{f"{name}__isnull": False}).values(name))
    return found


def period_from(setting: tuple[Any, str] | None) -> Period:
    """Pure: the place's setting as a period."""
    if setting is None:
        return Period(None, missing=MISSING)
    value, source = setting
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_YEARS:
        return Period(None, source, WRONG.format(value))
    return Period(value, source)


def is_past(period: Period, *, closed_on: date | None, held: bool, on: date) -> bool:
    """Pure: whether nothing keeps the clue any longer. An open one, a held one and one without a period never are."""
    end = period.ends(closed_on) if closed_on else None
    return end is not None and end < on and not held


def closed_clues(staff: Staff, permission: Permission = Permission.CLUE_ASSIGN) -> QuerySet[Clue]:
    """Closed clues of the units that the person heads (or, by the other right, handles)."""
    return visible(Clue.objects.all(), staff, permission).filter(closed_on__isnull=False)


def periods_of(clues: QuerySet[Clue], on: date, home: str = "") -> dict[str, Period]:
    """The period of each region that these clues lie in, and of the viewer's own."""
    regions = {*clues.order_by().values_list("region_id", flat=True).distinct(), home} - {""}
    return {region: period_from(local_setting(RETENTION_KEY, region, on)) for region in sorted(regions)}


def past_clues(clues: QuerySet[Clue], periods: dict[str, Period], on: date) -> QuerySet[Clue]:
    """Those past their period and not held: the same rule as `is_past`, as a condition."""
    past = Q(pk__in=[])
    for region, period in periods.items():
        if period.years:
            past |= Q(region=region, closed_on__lt=first_kept(on, period.years))
    held = LegalHold.objects.filter(clue=OuterRef("pk"), lifted_on__isnull=True)
    listed = DestructionLine.objects.filter(clue=OuterRef("pk"), state__in=STANDING)
    for still_kept in _LONGER:
        clues = clues.exclude(still_kept(on))
    return clues.filter(past).exclude(Exists(held)).exclude(Exists(listed)).order_by(F("closed_on").asc(), "pk")


def keeping_facts(clue: Clue, on: date) -> KeepingFacts:
    """The same for one clue, with every reason in words."""
    this = Clue.objects.filter(pk=clue.pk)
    return KeepingFacts(
        closed_on=clue.closed_on,
        period=period_from(local_setting(RETENTION_KEY, clue.region_id, on)),
        held=LegalHold.objects.filter(clue=clue, lifted_on__isnull=True).exists(),
        kept_by=tuple(why for still_kept, why in _LONGER.items() if this.filter(still_kept(on)).exists()),
    )


def bars(facts: KeepingFacts, on: date) -> tuple[str, ...]:
    """Pure: every reason why the file must still be there on that day; empty = it may go."""
    found: list[str] = []
    if facts.closed_on is None:
        found.append(OPEN)
    elif facts.period.missing:
        found.append(facts.period.missing)
    elif not is_past(facts.period, closed_on=facts.closed_on, held=False, on=on):
        found.append(NOT_YET.format(facts.period.ends(facts.closed_on)))
    if facts.held:
        found.append(HELD)
    return (*found, *facts.kept_by)


def first_kept(on: date, years: int) -> date:
    """The first day of closing whose period has not run out; on a 29 February the day that moved to month end is past too."""
    day = shift_months(on, -12 * years)
    return day + timedelta(days=1) if shift_months(day, 12 * years) < on else day
