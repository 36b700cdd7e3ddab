"""The schedule renews itself: what is due before and after pay day and at key employers is planned once, however often asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.permission import codes_of
from nuanxin.rights.intake.clocks import calendar_of
from nuanxin.rights.intake.clocks.calendars import local_setting
from nuanxin.watch.inspection.grid.looking import in_force
from nuanxin.watch.inspection.grid.models import GridAssignment
from nuanxin.watch.inspection.plans.keeping import settle_by_visits
from nuanxin.watch.inspection.plans.keys import KeyTarget, key_targets
from nuanxin.watch.inspection.plans.models import PlanKind, PlannedVisit, PlanRenewal
from nuanxin.watch.inspection.plans.windows import (
    PAY_VISIT_DAYS,
    PAY_VISIT_SETTING,
    Window,
    key_windows,
    pay_visits,
)
from nuanxin.watch.monitoring.warnings.models import RiskWarning

ROUND = Outsider("每日巡检")
Told = Mapping[int, Iterable[str]]


@dataclass(frozen=True)
class Meant:
    """One visit as the rules want it: its mark, kind, window and reason."""

    mark: str
    kind: str
    window: Window
    reason: str


@dataclass(frozen=True)
class Renewed:
    """What one renewal changed: rows planned, rows whose window or person moved, rows that a visit has closed."""

    planned: int
    moved: int
    settled: int

    @property
    def changes(self) -> int:
        return self.planned + self.moved + self.settled


def meant_for_project(project: int, pay_day: int, month: Month, calendar: WorkingCalendar, days: int) -> list[Meant]:
    """The two visits of a month. Pure."""
    found = pay_visits(month, pay_day, calendar, days)
    said = f"{month.chinese}工资支付日{found.pay_on.month}月{found.pay_on.day}日"
    if found.provisional:
        said += "（当年放假安排未公布，公布后自动调整）"
    return [
        Meant(f"before:{project}:{month}", PlanKind.BEFORE_PAY, found.before, f"{said}前走访"),
        Meant(f"after:{project}:{month}", PlanKind.AFTER_PAY, found.after, f"{said}后走访"),
    ]


def meant_for_key(target: KeyTarget, month: Month, calendar: WorkingCalendar) -> list[Meant]:
    """The key checks of a month. Pure."""
    reason = "；".join(target.reasons)[:500]
    windows = key_windows(month, target.times, calendar)
    return [Meant(f"key:{target.employer}:{month}:{n}", PlanKind.KEY, one, reason) for n, one in enumerate(windows, 1)]


def renew_schedule(*, on: date, area: str | None = None, told: Told | None = None) -> Renewed:
    """The daily round: this month's and next month's visits wherever the grid is in use. Asked twice it changes nothing.

    `told`: employer's number → reasons, from whoever knows of risk. Windows that are over are not planned afterwards.
    """
    settled = settle_by_visits(on=on, area=area)
    planned = moved = 0
    held = GridAssignment.objects.filter(in_force(on))
    if area is not None:
        held = held.filter(region__in=codes_of(area))
    for region in held.order_by("region").values_list("region", flat=True).distinct():
        more, other = _renew_region(region, on, told)
        planned, moved = planned + more, moved + other
    return Renewed(planned, moved, settled)


@transaction.atomic
def renew_nightly(*, on: date) -> int:
    """Called at every turn of the daily round, does its work once a day. How many rows it changed."""
    run, first = PlanRenewal.objects.get_or_create(day=on)
    if not first:
        return 0
    done = renew_schedule(on=on, told=_warned(on))
    run.planned, run.moved, run.settled = done.planned, done.moved, done.settled
    run.save(update_fields=["planned", "moved", "settled"])
    return done.changes


def _warned(on: date) -> Told:
    """Employers with an open warning, and why: who is at risk is looked at more often (DZ 二(一))."""
    told: dict[int, list[str]] = {}
    for row in RiskWarning.objects.filter(ended_on__isnull=True, raised_on__lte=on).order_by("-score", "pk"):
        told.setdefault(row.employer_id, []).append(
            f"{row.month:%Y-%m}{row.get_grade_display()}色预警（{row.score}分）"
        )
    return told


@transaction.atomic
def _renew_region(region: str, on: date, told: Told | None) -> tuple[int, int]:
    calendar, held = calendar_of(region), GridAssignment.objects.filter(in_force(on), region=region)
    months = [Month.of(on), Month.of(on).shifted(1)]
    days = _pay_visit_days(region, on)
    wanted: list[PlannedVisit] = []
    for row in held.filter(project__merged_into__isnull=True, project__pay_day__isnull=False).select_related("project"):
        project = row.project
        assert project is not None and project.pay_day is not None
        for month in months:
            for one in meant_for_project(project.pk, project.pay_day, month, calendar, days):
                wanted.append(_row(one, row, on, project=project.pk, employer=project.employer_id))
    keys = {one.employer: one for one in key_targets(area=region, on=on, told=told)}
    for row in held.filter(employer__in=list(keys)):
        assert row.employer_id is not None
        for month in months[:1]:
            wanted += [
                _row(one, row, on, employer=row.employer_id)
                for one in meant_for_key(keys[row.employer_id], month, calendar)
            ]
    planned, moved = _write([row for row in wanted if row.due_on >= on])
    moved += _follow(held)
    if planned or moved:
        details = {"planned": planned, "moved": moved, "on": on}
        record("renew_schedule", about=Region.objects.get(pk=region), by=ROUND, details=details)
    return planned, moved


def _row(
    meant: Meant, held: GridAssignment, on: date, *, employer: int | None, project: int | None = None
) -> PlannedVisit:
    return PlannedVisit(
        mark=meant.mark, kind=meant.kind, employer_id=employer, project_id=project, region_id=held.region_id,
        not_before=meant.window.first, due_on=meant.window.last, reason=meant.reason, staff_id=held.staff_id,
        planned_on=on, recorded_at=occasion.now(),
    )  # fmt: skip


def _write(wanted: list[PlannedVisit]) -> tuple[int, int]:
    """New marks are written; an open row follows a changed pay day or calendar; what is done or dropped stays."""
    known = {row.mark: row for row in PlannedVisit.objects.filter(mark__in=[row.mark for row in wanted])}
    new = [row for row in wanted if row.mark not in known]
    PlannedVisit.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    changed = []
    for row in wanted:
        old = known.get(row.mark)
        if old is None or old.visit_id or old.done_on or old.dropped_on:
            continue
        if (old.not_before, old.due_on, old.reason) != (row.not_before, row.due_on, row.reason):
            old.not_before, old.due_on, old.reason = row.not_before, row.due_on, row.reason
            changed.append(old)
    PlannedVisit.objects.bulk_update(changed, ["not_before", "due_on", "reason"], batch_size=500)
    return len(new), len(changed)


def _follow(held: Iterable[GridAssignment]) -> int:
    """Open pay-day and key visits go with the grid when somebody else answers."""
    count = 0
    kinds = (PlanKind.BEFORE_PAY, PlanKind.AFTER_PAY, PlanKind.KEY)
    rows = PlannedVisit.objects.filter(kind__in=kinds, visit__isnull=True, dropped_on__isnull=True)
    by_project = {row.project_id: row.staff_id for row in held if row.project_id}
    by_employer = {row.employer_id: row.staff_id for row in held if row.employer_id}
    stale = []
    for row in rows.filter(project__in=list(by_project)) | rows.filter(
        project__isnull=True, employer__in=list(by_employer)
    ):
        staff = by_project.get(row.project_id) if row.project_id else by_employer.get(row.employer_id or 0)
        if staff and row.staff_id != staff:
            row.staff_id = staff
            stale.append(row)
    count += PlannedVisit.objects.bulk_update(stale, ["staff"], batch_size=500) if stale else 0
    return count


def _pay_visit_days(region: str, on: date) -> int:
    held = local_setting(PAY_VISIT_SETTING, region, on)
    return held[0] if held and isinstance(held[0], int) and 1 <= held[0] <= 15 else PAY_VISIT_DAYS
