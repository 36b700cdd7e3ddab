"""Plans of the person's places, and every measure that is late, with who answers for it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import areas, holds, within
from nuanxin.rights.cases.supervision import NOTE_EVERY
from nuanxin.rights.relief.firms.models import FirmPlan, FirmPlanMeasure, FirmTrouble, MeasureKind, PlanState
from nuanxin.rights.relief.firms.running import plans_for, running_measures
from nuanxin.rights.relief.firms.wages import Sums, wages_of
from nuanxin.web.officer.clues.ledger import export_recorded, visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.lights import Light, due_light
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page


def late_measures(staff: Staff) -> QuerySet[FirmPlanMeasure]:
    """Approved, not done, past their day, of plans that the person sees."""
    rows = running_measures().filter(due_on__lt=occasion.today(), part__plan__in=plans_for(staff).values("pk"))
    return rows.select_related("part__plan__employer", "part__plan__region", "part__project", "owner")


def _with_late(yes: bool) -> Q:
    """Plans with a late measure."""
    late = running_measures().filter(due_on__lt=occasion.today()).values("part__plan")
    return Q(pk__in=late) if yes else ~Q(pk__in=late)


def _note_late(yes: bool) -> Q:
    """Open plans without a note of the last seven days."""
    since = occasion.today() - NOTE_EVERY
    fresh = FirmPlan.objects.filter(notes__automatic=False, notes__noted_on__gte=since).values("pk")
    late = Q(ended_on__isnull=True, registered_on__lt=since) & ~Q(pk__in=fresh)
    return late if yes else ~late


def note_light(row: Any) -> Light:
    """The weekly note of a plan: its light counts to the day on which the next is due."""
    if row.ended_on:
        return Light("none", "已销号")
    return due_light(due_on=(row.last_note or row.registered_on) + NOTE_EVERY, today=occasion.today(), near_days=1)


def _wages(row: Any) -> Sums:
    """The plan's numbers, once for all columns of its row."""
    kept: Sums | None = row.__dict__.get("_wages")
    if kept is None:
        kept = row.__dict__["_wages"] = wages_of(row, on=occasion.today()).sums
    return kept


PLANS = Listing(
    "firm_plans",
    "困难企业专案",
    (
        Column("firm", "企业", "employer.name", "link", frozen=True),
        Column("number", "编号", "pk", default=False),
        Column("region", "区划", "region.name"),
        Column("state", "状态", "get_state_display"),
        Column("trouble", "困难情形", "get_trouble_display"),
        Column("leader", "包保领导"),
        Column("responsible", "包保责任人", "responsible.name"),
        Column("persons", "涉及人数", lambda row: _wages(row).persons, "int"),
        Column("missing", "尚欠工资", lambda row: _wages(row).missing_fen, "money"),
        Column("paid", "专案以来已付", lambda row: _wages(row).paid_since_fen, "money"),
        Column("late", "逾期措施", "late_count", "int"),
        Column("note", "最近进展", "last_note", "day"),
        Column("note_light", "进展期限", note_light, "light"),
        Column("registered_on", "登记日期", kind="day", sortable="registered_on", default=False),
        Column("ended_on", "销号日期", kind="day", default=False),
    ),
    (
        Filter("q", "企业、项目", lookup=("employer__name", "parts__project__name")),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), visible_regions),
        Filter("state", "状态", "choice", choices=PlanState.choices),
        Filter("late", "有逾期措施", "bool", _with_late),
        Filter("note_late", "进展超过7天", "bool", _note_late),
        Filter("trouble", "困难情形", "choice", choices=FirmTrouble.choices, first=False),
        Filter("registered_on", "登记日期", "day_range", first=False),
    ),
    default_order=("-registered_on", "-pk"),
    row_url=lambda row: reverse("officer:firm_plan", args=[row.pk]),
    unit="个",
    empty="没有困难企业专案。发现企业经营困难、房地产企业出险等情况时，点“登记”。",
)

LATE = Listing(
    "firm_measures_late",
    "逾期的专案措施",
    (
        Column("what", "措施", kind="link", frozen=True),
        Column("firm", "企业", "part.plan.employer.name"),
        Column("part", "项目", lambda row: str(row.part)),
        Column("kind", "类别", "get_kind_display"),
        Column("owner", "责任人", "owner_name"),
        Column("responsible", "包保责任人", "part.plan.responsible.name"),
        Column("amount", "金额", "amount_fen", "money", sum="amount_fen"),
        Column("due_on", "期限", kind="day", sortable="due_on"),
        Column("light", "逾期", lambda row: due_light(due_on=row.due_on, today=occasion.today()), "light"),
    ),
    (
        Filter("q", "企业、责任人、内容", lookup=("part__plan__employer__name", "owner_name", "what")),
        Filter("region", "区划", "region", lambda code: Q(part__plan__region__in=within(code)), visible_regions),
        Filter("kind", "类别", "choice", choices=MeasureKind.choices),
    ),
    default_order=("due_on",),
    row_url=lambda row: reverse("officer:firm_plan", args=[row.part.plan_id]) + f"#measure-{row.pk}",
    unit="项",
    empty="没有逾期的措施。",
)


@officer_page(P.CLUE_VIEW)
def firm_plans(request: HttpRequest) -> HttpResponseBase:
    """The plans, with what is owed, what is late and when the last note was written."""
    staff, today = me(request), occasion.today()
    late = Q(
        parts__measures__done_on__isnull=True, parts__measures__dropped_on__isnull=True,
        parts__measures__decision__isnull=False, parts__measures__due_on__lt=today, ended_on__isnull=True,
    )  # fmt: skip
    rows = (
        plans_for(staff)
        .select_related("employer", "region", "responsible")
        .annotate(
            late_count=Count("parts__measures", filter=late, distinct=True),
            last_note=Max("notes__noted_on", filter=Q(notes__automatic=False)),
        )
    )
    actions = [
        Action("逾期措施", reverse("officer:firm_measures_late"), icon="alert"),
        Action("纾困政策", reverse("officer:relief_policies"), icon="list"),
    ]
    if areas(staff, P.CLUE_SUPERVISE):
        actions.insert(0, Action("登记", reverse("officer:firm_plan_new"), primary=True))
    return listing_page(request, PLANS, rows, actions=actions, on_export=_export(staff))


@officer_page(P.CLUE_VIEW)
def firm_measures_late(request: HttpRequest) -> HttpResponseBase:
    """Late measures, the longest first."""
    return listing_page(request, LATE, late_measures(me(request)), on_export=_export(me(request)))


def _export(staff: Staff) -> Any:
    return export_recorded if holds(staff, P.EXPORT) else None
