"""The second look at what a firm says it has put right, as a planned visit."""

from __future__ import annotations

from datetime import date

from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.clocks import calendar_of
from nuanxin.watch.inspection.models import Visit
from nuanxin.watch.inspection.plans.models import PlanKind, PlannedVisit


def plan_recheck(
    *, visit: Visit, number: int, staff: Staff, not_before: date, due_on: date, on: date
) -> PlannedVisit:  # fmt: skip
    """One second look for finding `number`, until its day or, where that is near, the next working day. An open one stays."""
    open_one = PlannedVisit.objects.filter(mark__startswith=f"recheck:{number}:", visit__isnull=True, dropped_on=None)
    if found := open_one.first():
        return found
    nth = PlannedVisit.objects.filter(mark__startswith=f"recheck:{number}:").count() + 1
    last = max(due_on, calendar_of(visit.region_id).next_working(on))
    return PlannedVisit.objects.create(
        mark=f"recheck:{number}:{nth}", kind=PlanKind.RECHECK, employer=visit.employer, project=visit.project,
        region_id=visit.region_id, not_before=not_before, due_on=last, reason=f"问题{number}：单位已报整改材料，现场复查",
        staff=staff, planned_on=on,
    )  # fmt: skip


def end_rechecks(*, number: int, by: Staff, on: date, why: str, revisit: Visit | None = None) -> int:
    """The result is written at the finding itself: what is still planned for it is done by that visit, or falls away. How many."""
    rows = PlannedVisit.objects.filter(
        mark__startswith=f"recheck:{number}:", visit__isnull=True, dropped_on__isnull=True
    )
    if revisit:
        return rows.filter(not_before__lte=revisit.visited_on).update(visit=revisit, done_on=revisit.visited_on)
    return rows.update(dropped_on=on, dropped_by=by, dropped_why=why)
