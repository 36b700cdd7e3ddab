"""What other pages say of a firm's plan: the employer's page, a clue, a case."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import areas
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.relief.firms.models import FirmPlan
from nuanxin.rights.relief.firms.running import family, plans_for
from nuanxin.web.patterns.record import Act, Fact


def plan_on(clue: Clue, staff: Staff) -> FirmPlan | None:
    """The open plan under which a clue falls: of its employer, of its project's employer, or that names its project."""
    about = Q(pk__in=[])
    if clue.employer:
        about |= family(clue.employer)
    if clue.project:
        site = clue.project.merged_into_id or clue.project_id
        about |= Q(parts__project=site) | Q(parts__project__merged_into=site)
        if clue.project.employer:
            about |= family(clue.project.employer)
    rows = plans_for(staff).filter(about, ended_on__isnull=True, region__reach__member=clue.region_id)
    return rows.select_related("employer", "region").order_by("pk").first()


def plan_acts(clue: Clue, staff: Staff) -> list[Act]:
    """The button on a clue's page that leads to the plan."""
    plan = plan_on(clue, staff)
    return [Act("该企业有专案计划", reverse("officer:firm_plan", args=[plan.pk]), icon="building")] if plan else []


def plan_facts(clue: Clue, staff: Staff) -> tuple[Fact, ...]:
    """The line among a case's facts."""
    plan = plan_on(clue, staff)
    if plan is None:
        return ()
    url = reverse("officer:firm_plan", args=[plan.pk])
    return (Fact("该企业有专案计划", f"{plan.region.name} {plan.get_state_display()}", url),)


def employer_plans(employer: Employer, staff: Staff) -> dict[str, object]:
    """Plans of a firm for its page, and the way to register one."""
    rows = plans_for(staff).filter(family(employer)).select_related("region", "responsible").order_by("-pk")
    may_open = bool(areas(staff, P.CLUE_SUPERVISE)) and employer.merged_into_id is None
    return {"rows": list(rows), "may_open": may_open}
