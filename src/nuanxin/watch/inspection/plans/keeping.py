"""A planned visit is done when the visit is recorded: by itself where it is plain, by hand where the hour matters."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, codes_of, must
from nuanxin.watch.inspection.models import Visit
from nuanxin.watch.inspection.plans.models import Hours, JointPart, PlannedVisit


def unvisited() -> QuerySet[PlannedVisit]:
    """Planned, not dropped, no visit recorded to it yet."""
    return PlannedVisit.objects.filter(visit__isnull=True, dropped_on__isnull=True)


def overdue_plans(*, area: str, on: date) -> QuerySet[PlannedVisit]:
    """Those of an area whose last day has passed, the oldest first."""
    rows = unvisited().filter(region__in=codes_of(area), due_on__lt=on)
    return rows.select_related("employer", "project", "staff").order_by("due_on", "pk")


def satisfies(planned: PlannedVisit, visit: Visit) -> bool:
    """Whether this visit is the one that was planned: same project (or same employer), not before its first day. Pure.

    A visit of the day cannot stand for one of the night; those of odd hours are linked by hand.
    """
    same = planned.project_id == visit.project_id if planned.project_id else planned.employer_id == visit.employer_id
    return same and visit.visited_on >= planned.not_before and planned.hours == Hours.DAY


def keep_plans(visit: Visit) -> int:
    """Called where a visit is recorded or corrected: closes every open plan that it satisfies. How many."""
    if visit.corrects_id:
        PlannedVisit.objects.filter(visit=visit.corrects_id).update(visit=visit)
    own = Q(employer=visit.employer_id, project__isnull=True)
    if visit.project_id:
        own |= Q(project=visit.project_id)
    rows = unvisited().select_for_update(of=("self",)).filter(own, not_before__lte=visit.visited_on)
    return sum(_close(row, visit) for row in rows if satisfies(row, visit))


@transaction.atomic
def settle_by_visits(*, on: date, area: str | None = None) -> int:
    """Visits that came by another way (a ledger read in, a phone that was off-line) close their plans too. How many."""
    standing = Visit.objects.filter(withdrawn_on__isnull=True, visited_on__range=(OuterRef("not_before"), on))
    at_site = standing.filter(project=OuterRef("project")).order_by("visited_on", "pk").values("pk")[:1]
    at_firm = standing.filter(employer=OuterRef("employer")).order_by("visited_on", "pk").values("pk")[:1]
    first = Case(When(project__isnull=False, then=Subquery(at_site)), default=Subquery(at_firm))
    rows = unvisited().filter(hours=Hours.DAY, not_before__lte=on).annotate(found=first).filter(found__isnull=False)
    if area is not None:
        rows = rows.filter(region__in=codes_of(area))
    waiting = list(rows.order_by("pk"))
    visits = Visit.objects.in_bulk([row.found for row in waiting])
    return sum(_close(row, visits[row.found]) for row in waiting)


@transaction.atomic
def link_visit(*, planned: PlannedVisit, visit: Visit, by: Staff, on: date) -> PlannedVisit:
    """By hand: this recorded visit is the planned one. For visits at night and on holidays, and where a name was read wrongly."""
    row = _held(planned)
    _must(by, row, "登记计划的检查")
    same = row.project_id == visit.project_id if row.project_id else row.employer_id == visit.employer_id
    why = ""
    if row.visit_id or row.dropped_on:
        why = "该计划已经完成或者撤销"
    elif visit.withdrawn_on or not same:
        why = "该检查记录已经更正，或者不是这个单位（项目）的"
    elif visit.visited_on < row.not_before:
        why = f"检查日期{visit.visited_on}早于计划的最早日期{row.not_before}"
    if why:
        raise Refusal("不能关联检查记录", why=why, remedy="请核对，或者重新登记检查")
    _close(row, visit)
    record("link_planned_visit", about=row, by=by, details={"visit": visit.pk, "on": on})
    return row


@transaction.atomic
def tick_part(*, part: JointPart, result: str, by: Staff, on: date) -> JointPart:
    """A department says what it checked and what it saw; each for itself, once. The last tick closes a visited plan."""
    part = JointPart.objects.select_for_update(of=("self",)).select_related("planned", "unit").get(pk=part.pk)
    facts = FileFacts(region=part.planned.region_id, unit_id=part.unit_id)
    must(by, Permission.CLUE_HANDLE, facts, doing=f"登记{part.unit.short_name}的检查情况")
    if part.ticked_on or part.planned.dropped_on or not result.strip() or on < part.planned.not_before:
        why = "已经登记过，或者计划已经撤销、还没有开始，或者没有填写检查情况"
        raise Refusal("不能登记检查情况", why=why, remedy="请核对；每个部门登记自己的检查情况")
    part.result, part.ticked_on, part.ticked_by = result.strip(), on, by
    part.save(update_fields=["result", "ticked_on", "ticked_by"])
    record("tick_joint_part", about=part, by=by, details={"planned": part.planned_id, "on": on})
    row = _held(part.planned)
    if row.visit:
        _close(row, row.visit)
    return part


@transaction.atomic
def drop_plan(*, planned: PlannedVisit, why: str, by: Staff, on: date) -> PlannedVisit:
    """The visit is no longer called for (site finished, firm closed): kept, with the reason."""
    row = _held(planned)
    must(by, Permission.INSPECTION_PLAN, FileFacts(region=row.region_id), doing="撤销检查计划")
    if row.visit_id or row.dropped_on or not why.strip():
        raise Refusal("不能撤销检查计划", why="已经检查、已经撤销，或者没有写明理由", remedy="请核对并写明理由")
    row.dropped_on, row.dropped_by, row.dropped_why = on, by, why.strip()
    row.save(update_fields=["dropped_on", "dropped_by", "dropped_why"])
    record("drop_planned_visit", about=row, by=by, reason=why.strip(), details={"mark": row.mark, "on": on})
    return row


def _close(row: PlannedVisit, visit: Visit) -> int:
    """The visit is noted; the plan is done once every department of a joint visit has ticked."""
    row.visit = visit
    waiting = row.parts.filter(ticked_on__isnull=True).exists()
    last = row.parts.order_by("-ticked_on").values_list("ticked_on", flat=True).first()
    row.done_on = None if waiting else max(filter(None, [visit.visited_on, last]))
    row.save(update_fields=["visit", "done_on"])
    return 1


def _held(planned: PlannedVisit) -> PlannedVisit:
    rows = PlannedVisit.objects.select_for_update(of=("self",)).select_related("visit", "region")
    return rows.get(pk=planned.pk)


def _must(by: Staff, row: PlannedVisit, doing: str) -> None:
    must(by, Permission.INSPECTION_RECORD, FileFacts(region=row.region_id), doing=doing)
