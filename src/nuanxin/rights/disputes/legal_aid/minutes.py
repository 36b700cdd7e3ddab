"""指派用时: how long from application to assignment, counted in the centre's own office hours on working days (LA-02).

Office hours are the place's to set; none is built in. Without them the time by the clock is told, and no share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.organisations.models import Unit
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.disputes.legal_aid.procedure import KEY
from nuanxin.rights.disputes.legal_aid.same_day import NOT_GIVEN
from nuanxin.rights.intake.clocks.office_hours import Days, OfficeHours, office_seconds

WITHIN_SECONDS = 600  # features LA-02: assigned within ten minutes


@dataclass(frozen=True)
class Assigned:
    """One file: when the application and the first assignment were entered. late: one was entered on a later day than it happened."""

    case: int
    applied_at: datetime
    assigned_at: datetime | None
    late: bool = False


@dataclass(frozen=True)
class Timed:
    """seconds: in office hours, or by the clock where these are not set; None while not assigned, or entered afterwards."""

    file: Assigned
    seconds: int | None

    @property
    def shown(self) -> str:
        return written(self.seconds) if self.seconds is not None else "补录" if self.file.late else ""

    @property
    def within(self) -> bool:
        return self.seconds is not None and self.seconds <= WITHIN_SECONDS


@dataclass(frozen=True)
class Minutes:
    """Of `counted` assigned files `within` took at most ten minutes. median_seconds None: there is none to count."""

    counted: int
    within: int
    waiting: int
    late: int
    median_seconds: int | None

    @property
    def shown(self) -> str:
        """The share in per cent with one decimal, rounded once half up."""
        if not self.counted:
            return "没有指派"
        tenths = (self.within * 2000 + self.counted) // (2 * self.counted)
        return f"{tenths // 10}.{tenths % 10}%"

    @property
    def median_shown(self) -> str:
        return "—" if self.median_seconds is None else written(self.median_seconds)


def written(seconds: int) -> str:
    """Minutes and seconds in words.

    >>> written(605)
    '10分5秒'
    """
    return f"{seconds // 60}分{seconds % 60}秒"


def timed(files: Sequence[Assigned], hours: OfficeHours, calendar: Days) -> tuple[Timed, ...]:
    """Each file with its time. Pure. What was entered afterwards has no time that could be trusted."""

    def seconds(one: Assigned) -> int | None:
        if one.assigned_at is None or one.late:
            return None
        if hours.missing:
            return max(0, (one.assigned_at - one.applied_at) // timedelta(seconds=1))
        return office_seconds(one.applied_at, one.assigned_at, hours.spans, calendar)

    return tuple(Timed(one, seconds(one)) for one in files)


def minutes(rows: Sequence[Timed]) -> Minutes:
    """Counts and the median (of two middle ones the mean, whole seconds). Pure."""
    took = sorted(row.seconds for row in rows if row.seconds is not None)
    half = len(took) // 2
    median = None if not took else took[half] if len(took) % 2 else (took[half - 1] + took[half]) // 2
    return Minutes(
        counted=len(took),
        within=sum(row.within for row in rows),
        waiting=sum(row.file.assigned_at is None for row in rows),
        late=sum(row.file.late and row.file.assigned_at is not None for row in rows),
        median_seconds=median,
    )


def assigned_files(centre: Unit, first: date, last: date) -> list[Assigned]:
    """The files of a centre by the day of application; refused and withdrawn ones have nobody to be assigned and do not stand here."""
    cases = Case.objects.filter(unit=centre, procedure=KEY, opened_on__gte=first, opened_on__lte=last)
    rows = CaseStep.objects.filter(case__in=cases, struck_by__isnull=True, strikes__isnull=True).order_by("pk")
    steps: dict[int, dict[str, CaseStep]] = {}
    for row in rows:
        steps.setdefault(row.case_id, {}).setdefault(row.step, row)
    return [one for case, taken in steps.items() if (one := _assigned(case, taken)) is not None]


def _assigned(case: int, taken: dict[str, CaseStep]) -> Assigned | None:
    applied, given = taken.get("application"), taken.get("assign")
    if applied is None or (given is None and taken.keys() & set(NOT_GIVEN)):
        return None
    used = [row for row in (applied, given) if row]
    late = any(row.recorded_at.astimezone(BEIJING).date() > row.done_on for row in used)
    return Assigned(case, applied.recorded_at, given.recorded_at if given else None, late)
