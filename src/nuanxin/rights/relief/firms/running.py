"""Who registers a plan, works on it, decides it, sees it; and the plan as it stands now, locked."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, areas, codes_of, holds, may, must
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.relief.firms.models import FirmPlan, FirmPlanDecision, FirmPlanMeasure

CITES = "冬季行动方案“一企一策、一项目一策”"


def may_run(by: Staff, region: str) -> bool:
    """Who supervises the wages of that place: the head of inspection, the coordinator, the leader."""
    return may(by, Permission.CLUE_SUPERVISE, FileFacts(region=region))


def must_run(by: Staff, region: str, *, doing: str) -> None:
    """The same as a refusal."""
    must(by, Permission.CLUE_SUPERVISE, FileFacts(region=region), doing=doing)


def may_work(by: Staff, plan: FirmPlan) -> bool:
    """Who runs plans there, and the one who answers for this plan."""
    return may_run(by, plan.region_id) or plan.responsible_id == by.pk


def must_work(by: Staff, plan: FirmPlan, *, doing: str) -> None:
    """The same as a refusal."""
    if plan.responsible_id != by.pk:
        must_run(by, plan.region_id, doing=doing)


def may_decide(by: Staff, decision: FirmPlanDecision) -> bool:
    """The coordinator or leader of the place, never the one who asked."""
    facts = FileFacts(region=decision.plan.region_id)
    return decision.decided_on is None and decision.asked_by_id != by.pk and may(by, Permission.INCIDENT_MANAGE, facts)


def may_finish(by: Staff, measure: FirmPlanMeasure) -> bool:
    """The one who answers for the measure, and whoever works on the plan."""
    return measure.owner_id == by.pk or may_work(by, measure.part.plan)


def plans_for(staff: Staff) -> QuerySet[FirmPlan]:
    """Plans of the places that the person oversees, and those for which he answers in whole or part."""
    if not holds(staff, Permission.CLUE_VIEW):
        return FirmPlan.objects.none()
    seen = Q(responsible=staff) | Q(pk__in=FirmPlanMeasure.objects.filter(owner=staff).values("part__plan"))
    for area in areas(staff, Permission.CLUE_VIEW):
        seen |= Q(region__in=codes_of(area))
    return FirmPlan.objects.filter(seen)


def family(employer: Employer) -> Q:
    """Plans of the firm under whichever of its merged records they were registered."""
    key = employer.merged_into_id or employer.pk
    return Q(employer=key) | Q(employer__merged_into=key)


def running_measures() -> QuerySet[FirmPlanMeasure]:
    """Measures whose clock runs: approved, neither done nor dropped, of an open plan."""
    return FirmPlanMeasure.objects.filter(
        done_on__isnull=True, dropped_on__isnull=True, decision__isnull=False, part__plan__ended_on__isnull=True
    )


def waiting(plan: FirmPlan) -> FirmPlanDecision | None:
    """What lies before the head; one at a time."""
    return plan.decisions.filter(decided_on__isnull=True).select_related("plan", "asked_by").first()


def locked(plan: FirmPlan) -> FirmPlan:
    """The row as it stands now."""
    rows = FirmPlan.objects.select_for_update(of=("self",)).select_related("employer", "region", "responsible")
    return rows.get(pk=plan.pk)


def open_plan(plan: FirmPlan, *, doing: str) -> FirmPlan:
    """The same, refused where the plan is closed."""
    plan = locked(plan)
    if plan.ended_on:
        raise Refusal(
            f"不能{doing}", why=f"该专案已于{plan.ended_on}销号", remedy="情况又出现的，重新登记专案，自动与上一次关联"
        )
    return plan
