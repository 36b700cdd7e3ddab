"""One employer or project of the grid: who answers, who answered before, its planned visits and findings."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.permission import posts_of
from nuanxin.watch.inspection.grid.models import GridAssignment
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.grid.persons import crumbs
from nuanxin.web.officer.grid.plans import plan_light
from nuanxin.web.officer.grid.seeing import assignments_for, findings_for, planned_for, plans_there
from nuanxin.web.patterns.record import Act, Event, Fact, Owner, Record, Section, record_page

SHOWN = 60


def _events(row: GridAssignment) -> tuple[Event, ...]:
    own = Q(project=row.project_id) if row.project_id else Q(employer=row.employer_id)
    events = []
    for one in GridAssignment.objects.filter(own).select_related("staff", "by", "ended_by").order_by("since", "pk"):
        said = "、".join(filter(None, [one.leader and f"包保领导{one.leader}", one.basis]))
        events.append(Event(one.since, f"{one.staff.name}任包保责任人", one.by.name, said, recorded_at=one.recorded_at))
        if one.ended_on and one.ended_by:
            events.append(Event(one.ended_on, f"{one.staff.name}卸责", one.ended_by.name, one.ended_why))
    return tuple(sorted(events, key=lambda event: str(event.occurred_on)))


@officer_page(P.CLUE_VIEW)
def grid_row(request: HttpRequest, number: int) -> HttpResponse:
    """The page of one object of the grid."""
    staff, today = me(request), occasion.today()
    row = assignments_for(staff).filter(pk=number).first()
    if row is None:
        raise NotFound("没有找到这条包保联系", remedy="请从包保联系列表打开")
    site = row.project
    kind = "project" if site else "employer"
    own = Q(project=site) if site else Q(employer=row.employer_id, project__isnull=True)
    plans = list(planned_for(staff).filter(own).distinct().order_by("-due_on", "-pk")[:SHOWN])
    of_visit = Q(visit__project=site) if site else Q(visit__employer=row.employer_id)
    findings = list(findings_for(staff).filter(of_visit).order_by("-due_on")[:SHOWN])
    left = not row.staff.is_active or not posts_of(row.staff, today)
    acts: tuple[Act, ...] = ()
    if not row.ended_on and plans_there(staff, row.region_id):
        acts = (
            Act("变更责任人", reverse("officer:grid_assign", args=[kind, row.target.pk]), icon="user", primary=left),
        )
    facts = [
        Fact("项目" if site else "用人单位", row.target.name, reverse(f"officer:{kind}", args=[row.target.pk])),
        Fact("区划", row.region.name),
        Fact("包保领导", row.leader or "没有登记"),
    ]
    if site:
        facts.append(
            Fact("工资支付日", f"每月 {site.pay_day} 日" if site.pay_day else "没有填写，不能安排支付日前后走访")
        )
        facts.append(Fact("劳资专管员", f"{site.wage_clerk} {site.wage_clerk_phone}".strip() or "没有登记"))
    record = Record(
        number=f"{'项目' if site else '用人单位'}包保联系",
        title=row.target.name,
        state="已交接" if row.ended_on else "在包",
        owner=Owner(row.staff.name, row.staff.phone, row.staff.unit.short_name if row.staff.unit else ""),
        acts=acts,
        facts=tuple(facts),
        events=_events(row),
        sections=(
            Section("plans", "检查计划", "officer/grid/tab_plans.html", len(plans) or None),
            Section("findings", "检查问题", "officer/grid/tab_findings.html", len(findings) or None),
        ),
        marks=("责任人已离岗，请交接",) if left and not row.ended_on else (),
    )
    context = {
        "plans": [{"row": one, "light": plan_light(one)} for one in plans],
        "findings": findings,
        "today": today,
    }
    return record_page(request, record, crumbs=crumbs((row.target.name, "")), context=context)
