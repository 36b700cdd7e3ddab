"""Numbers to be reached and what has been reached: counted from the visits behind them, never typed in.

Columns 1 to 3 of the winter form: an employer counts once, with the workforce and migrants of its latest visit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, codes_of, must
from nuanxin.watch.inspection.joint.models import CheckTarget
from nuanxin.watch.inspection.models import Visit
from nuanxin.watch.inspection.plans.models import SpecialCheck


@dataclass(frozen=True)
class Numbers:
    """Employers, workforce, migrants: columns 1, 2 and 3."""

    employers: int = 0
    workforce: int = 0
    migrants: int = 0

    def reaches(self, other: Numbers) -> bool:
        return (
            self.employers >= other.employers and self.workforce >= other.workforce and self.migrants >= other.migrants
        )


@dataclass(frozen=True)
class Progress:
    """One target and where it stands: `stands` in words."""

    target: CheckTarget
    wanted: Numbers
    reached: Numbers
    stands: str

    @property
    def percent(self) -> int:
        """Of the number that is furthest behind, rounded down; 100 only when all are reached."""
        pairs = (
            (self.reached.employers, self.wanted.employers),
            (self.reached.workforce, self.wanted.workforce),
            (self.reached.migrants, self.wanted.migrants),
        )
        return min(100 if have >= want else have * 100 // want for have, want in pairs)


def latest_of_each(visits: Iterable[Visit]) -> list[Visit]:
    """The visit that stands for each employer: its latest. A merged employer is the one it was merged into. Pure."""
    standing: dict[int, Visit] = {}
    for visit in sorted(visits, key=lambda one: (one.visited_on, one.recorded_on, one.recorded_at, one.pk)):
        standing[visit.employer.merged_into_id or visit.employer_id] = visit
    return list(standing.values())


def count(visits: Iterable[Visit]) -> Numbers:
    """Columns 1–3 over these visits. Pure."""
    kept = latest_of_each(visits)
    return Numbers(len(kept), sum(one.workforce for one in kept), sum(one.migrants for one in kept))


def visits_behind(special: SpecialCheck, *, unit: Unit | None = None, until: date | None = None) -> list[Visit]:
    """Standing visits that were made for the check; of one unit: those its people recorded or it ticked its part of."""
    plans = special.visits.filter(dropped_on__isnull=True, visit__isnull=False, visit__withdrawn_on__isnull=True)
    if unit is not None:
        ticked = plans.filter(parts__unit=unit, parts__ticked_on__isnull=False)
        if until is not None:
            ticked = ticked.filter(parts__ticked_on__lte=until)
        plans = plans.filter(Q(visit__recorded_by__unit=unit) | Q(pk__in=ticked.values("pk")))
    rows = Visit.objects.filter(pk__in=plans.values("visit"))
    if until is not None:
        rows = rows.filter(visited_on__lte=until)
    return list(rows.select_related("employer", "project", "recorded_by__unit").order_by("visited_on", "pk"))


def progress_of(special: SpecialCheck, on: date) -> list[Progress]:
    """Every standing target with what was reached by its day (or by now), the earliest day first."""
    rows = CheckTarget.objects.filter(special=special, withdrawn_on__isnull=True).select_related("unit", "set_by")
    return [_progress(row, on) for row in rows.order_by("due_on", "unit__short_name", "pk")]


@transaction.atomic
def set_target(
    *, special: SpecialCheck, unit: Unit, due_on: date, wanted: Numbers, by: Staff, on: date, why: str = ""
) -> CheckTarget:
    """Lay down what a unit is to reach by a day; said again for the same day it is changed, with a reason. BadInput, Refusal."""
    special = SpecialCheck.objects.select_for_update(of=("self",)).get(pk=special.pk)
    must(by, Permission.INSPECTION_PLAN, FileFacts(region=special.region_id), doing="下达检查任务量")
    if faults := target_faults(wanted, due_on, first=special.first, last=special.last):
        raise BadInput(faults)
    if unit.region_id not in codes_of(special.region_id):
        raise Refusal(
            "不能下达检查任务量", why=f"{unit.short_name}不在{special.region.name}", remedy="请选择本地的单位"
        )
    old = CheckTarget.objects.filter(special=special, unit=unit, due_on=due_on, withdrawn_on__isnull=True).first()
    if old is not None:
        if not why.strip():
            why_not = f"{unit.short_name}{due_on}的任务量已经下达"
            raise Refusal("不能下达检查任务量", why=why_not, remedy="调整任务量的，请写明理由")
        old.withdrawn_on = on
        old.save(update_fields=["withdrawn_on"])
    row = CheckTarget.objects.create(
        special=special, unit=unit, due_on=due_on, employers=wanted.employers, workforce=wanted.workforce,
        migrants=wanted.migrants, set_on=on, set_by=by, why=why.strip(),
    )  # fmt: skip
    details = {
        "special": special.pk,
        "unit": unit.code,
        "due_on": due_on,
        "replaces": old.pk if old else None,
        "on": on,
    }
    record("set_check_target", about=row, by=by, reason=why.strip(), details=details)
    return row


def target_faults(wanted: Numbers, due_on: date, *, first: date, last: date) -> list[Fault]:
    """What does not fit in a target. Pure."""
    faults = []
    if min(wanted.employers, wanted.workforce, wanted.migrants) < 0 or not any(
        (wanted.employers, wanted.workforce, wanted.migrants)
    ):
        faults.append(Fault("至少一项大于零", column="任务量", remedy="请填写户数或者人数"))
    if wanted.migrants > wanted.workforce:
        faults.append(Fault("大于职工人数", column="其中农民工人数", remedy="农民工人数不能超过职工人数"))
    if not first <= due_on <= last:
        faults.append(Fault("不在专项检查期间", column="完成日期", remedy=f"请填写{first}至{last}之间的日期"))
    return faults


def _progress(row: CheckTarget, on: date) -> Progress:
    wanted = Numbers(row.employers, row.workforce, row.migrants)
    reached = count(visits_behind(row.special, unit=row.unit, until=min(on, row.due_on)))
    if reached.reaches(wanted):
        stands = "已完成"
    elif on > row.due_on:
        late = count(visits_behind(row.special, unit=row.unit, until=on))
        stands = "逾期完成" if late.reaches(wanted) else "逾期未完成"
    else:
        stands = "进行中"
    return Progress(row, wanted, reached, stands)
