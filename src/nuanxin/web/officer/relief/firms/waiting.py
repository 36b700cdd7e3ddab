"""What of the plans waits for a person at the desk: his measures near or past their day, and what he is to decide."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import holds
from nuanxin.rights.relief.firms.models import FirmPlanDecision, FirmPlanMeasure
from nuanxin.rights.relief.firms.running import may_decide, plans_for, running_measures


def due_soon(staff: Staff) -> list[tuple[FirmPlanMeasure, str]]:
    """Measures for which the person answers, late or due within three days, with their page."""
    rows = running_measures().filter(owner=staff, due_on__lte=occasion.today() + timedelta(days=3))
    found = rows.select_related("part__plan__employer", "part__project").order_by("due_on")
    return [(row, reverse("officer:firm_plan", args=[row.part.plan_id]) + f"#measure-{row.pk}") for row in found]


def waiting_for_me(staff: Staff) -> list[tuple[str, str, str, date | None]]:
    """(kind, text, page, due day) of measures for which the person answers, and of what waits for his decision."""
    found: list[tuple[str, str, str, date | None]] = [
        ("专案措施", f"{row.part.plan.employer.name}：{row.what[:40]}", url, row.due_on) for row, url in due_soon(staff)
    ]
    if holds(staff, P.INCIDENT_MANAGE):
        asked = FirmPlanDecision.objects.filter(decided_on__isnull=True, plan__in=plans_for(staff).values("pk"))
        found += [
            ("专案待审批", f"{row.plan.employer.name}：{row.get_kind_display()}", reverse("officer:firm_plan", args=[row.plan_id]), row.asked_on)
            for row in asked.select_related("plan__employer", "plan__region", "asked_by")
            if may_decide(staff, row)
        ]  # fmt: skip
    return found
