"""检查计划: what is due, what is late; one plan with its departments, linked to the visit or dropped."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import areas, holds, posts_of, within
from nuanxin.watch.inspection.models import Visit
from nuanxin.watch.inspection.plans.keeping import drop_plan, link_visit
from nuanxin.watch.inspection.plans.models import Hours, JointPart, PlanKind, PlannedVisit, PlanRenewal
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.ledger import export_recorded, visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.grid.seeing import planned_for, plans_there, records_there
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.lights import Light, due_light
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page
from nuanxin.web.patterns.record import Act, Due, Fact, Owner, Record, Section, WhyStep, record_page

WAITING = Q(visit__isnull=True, dropped_on__isnull=True)


def plan_light(row: PlannedVisit) -> Light:
    """Before its first day there is nothing to do; then the light of its last day."""
    today = occasion.today()
    if row.dropped_on or (row.visit_id and not row.done_on):
        return Light("none", row.stands(today))
    if row.done_on and row.visit:
        return due_light(due_on=row.due_on, today=today, done_on=row.visit.visited_on)
    if today < row.not_before:
        return Light("none", "未到期")
    return due_light(due_on=row.due_on, today=today, near_days=2)


PLANS = Listing(
    "visit_plans",
    "检查计划",
    (
        Column("target", "检查对象", lambda row: row.target_name, "link", frozen=True),
        Column("kind", "类别", "get_kind_display"),
        Column("region", "区划", "region.name"),
        Column("employer", "用人单位", "employer.name", default=False),
        Column("staff", "责任人", "staff.name"),
        Column("hours", "检查时间", "get_hours_display", default=False),
        Column("not_before", "自", kind="day", sortable="not_before"),
        Column("due_on", "至", kind="day", sortable="due_on"),
        Column("light", "情况", plan_light, "light"),
        Column("visited", "检查日期", "visit.visited_on", "day"),
        Column("reason", "安排理由"),
    ),
    (
        Filter("q", "单位、项目、责任人", lookup=("employer__name", "project__name", "staff__name")),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), visible_regions),
        Filter("kind", "类别", "choice", choices=PlanKind.choices),
        Filter("late", "已逾期", "bool", lambda yes: WAITING & Q(due_on__lt=occasion.today())),
        Filter(
            "now", "现在该去的", "bool",
            lambda yes: WAITING & Q(not_before__lte=occasion.today(), due_on__gte=occasion.today()),
        ),
        Filter("open", "未完成", "bool", lambda yes: Q(done_on__isnull=True, dropped_on__isnull=True)),
        Filter("hours", "检查时间", "choice", choices=Hours.choices, first=False),
        Filter("due_on", "最迟检查日期", "day_range", first=False),
    ),
    default_order=("due_on", "pk"),
    row_url=lambda row: reverse("officer:visit_plan", args=[row.pk]),
    unit="次",
    empty="没有符合条件的检查计划。落实包保责任人、填写项目的工资支付日以后，系统每天夜里列入支付日前后的走访。",
)  # fmt: skip


def crumbs(*way: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back."""
    return [("工作台", reverse("officer:desk")), ("检查计划", reverse("officer:visit_plans")), *way]


@officer_page(P.CLUE_VIEW)
def visit_plans(request: HttpRequest) -> HttpResponseBase:
    """The plan of the person's areas, departments and of his own."""
    staff, today = me(request), occasion.today()
    rows = planned_for(staff)
    waiting = rows.filter(WAITING)
    actions = [
        Action("专项检查", reverse("officer:special_checks"), icon="list"),
        Action("部门联合检查事项", reverse("officer:joint_parts"), icon="list"),
    ]
    if areas(staff, P.INSPECTION_PLAN):
        actions.insert(0, Action("安排专项检查", reverse("officer:special_check_new"), primary=True))
    context = {
        "late": waiting.filter(due_on__lt=today).count(),
        "now": waiting.filter(not_before__lte=today, due_on__gte=today).count(),
        "mine": waiting.filter(staff=staff, not_before__lte=today).count(),
        "me": staff,
        "renewed": PlanRenewal.objects.order_by("-day").first(),
    }
    return listing_page(
        request, PLANS, rows, actions=actions, on_export=export_recorded if holds(staff, P.EXPORT) else None,
        template="officer/grid/plans.html", context=context,
    )  # fmt: skip


def plan_of(request: HttpRequest, number: int) -> PlannedVisit:
    """The plan, or the same answer whether it is out of sight or not there."""
    row = planned_for(me(request)).filter(pk=number).first()
    if row is None:
        raise NotFound("没有找到这项检查计划", remedy="请从检查计划打开")
    return row


def _acts(row: PlannedVisit, staff: Staff, may_tick: list[JointPart]) -> tuple[Act, ...]:
    acts = [
        Act(
            f"登记{part.unit.short_name}检查情况",
            reverse("officer:visit_plan_part", args=[row.pk, part.pk]),
            icon="check",
        )
        for part in may_tick
    ]
    if row.dropped_on or row.visit_id:
        return tuple(acts)
    if records_there(staff, row.region_id):
        firm, site = row.employer, row.project
        known = {"employer": firm.name if firm else "", "credit_code": (firm.credit_code if firm else "") or ""}
        known |= {"project": site.name if site else "", "region": row.region_id}
        acts.append(Act("登记检查", f"{reverse('officer:visit_new')}?{urlencode(known)}", primary=True, icon="plus"))
        acts.append(Act("关联已登记的检查", reverse("officer:visit_plan_link", args=[row.pk]), icon="merge"))
    if plans_there(staff, row.region_id):
        acts.append(Act("撤销计划", reverse("officer:visit_plan_drop", args=[row.pk]), icon="close", more=True))
    return tuple(acts)


@officer_page(P.CLUE_VIEW)
def visit_plan(request: HttpRequest, number: int) -> HttpResponse:
    """One planned visit."""
    row, staff, today = plan_of(request, number), me(request), occasion.today()
    units = {post.unit_id for post in posts_of(staff)}
    parts = list(row.parts.select_related("unit", "ticked_by").prefetch_related("answers"))
    live = not row.dropped_on and today >= row.not_before and holds(staff, P.CLUE_HANDLE)
    own = [part for part in parts if part.ticked_on is None and part.unit_id in units and live]
    facts = [
        Fact("用人单位", row.employer.name if row.employer else ""),
        Fact("项目（标段）", row.project.name if row.project else ""),
        Fact("区划", row.region.name),
        Fact("检查日期", f"{row.not_before} 至 {row.due_on}（{row.get_hours_display()}）"),
        Fact("协同检查人", row.partner.name if row.partner else ""),
        Fact("安排理由", row.reason, kind="long"),
    ]
    if row.special:
        facts.append(Fact("专项检查", row.special.name, reverse("officer:special_check", args=[row.special_id])))
        facts.append(Fact("检查内容和法律依据", row.special.contents, kind="long"))
    if row.visit:
        facts.append(Fact("检查记录", f"{row.visit.visited_on} 检查", reverse("officer:visit", args=[row.visit_id])))
    if row.dropped_on and row.dropped_by:
        facts.append(Fact("撤销", f"{row.dropped_on} {row.dropped_by.name}：{row.dropped_why}", kind="long"))
    person = row.staff
    record = Record(
        number=row.get_kind_display(),
        title=row.target_name,
        state=row.stands(today),
        owner=Owner(person.name, person.phone, person.unit.short_name if person.unit else "") if person else None,
        due=() if row.dropped_on else (Due("最迟检查", row.due_on, plan_light(row), (WhyStep(row.reason),)),),
        acts=_acts(row, staff, own),
        facts=tuple(fact for fact in facts if fact.value),
        sections=(Section("parts", "各部门检查情况", "officer/grid/tab_parts.html", len(parts)),) if parts else (),
    )
    return record_page(request, record, crumbs=crumbs((str(row), "")), context={"parts": parts})


class LinkForm(PatternForm):
    visit = forms.ModelChoiceField(
        label="检查记录", queryset=Visit.objects.none(), help_text="这个单位（项目）在计划最早日期以后的检查记录"
    )

    def __init__(self, *args: Any, planned: PlannedVisit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Q(project=planned.project_id) if planned.project_id else Q(employer=planned.employer_id)
        rows = Visit.objects.filter(own, withdrawn_on__isnull=True, visited_on__gte=planned.not_before)
        field: Any = self.fields["visit"]
        field.queryset = rows.select_related("employer", "project").order_by("-visited_on")
        field.label_from_instance = lambda one: f"{one.visited_on} {one.employer.name} {one.project or ''}".strip()


class WhyForm(PatternForm):
    why = forms.CharField(label="理由", max_length=200, help_text="例如：项目已完工、企业已注销")


@officer_page(P.INSPECTION_RECORD)
def visit_plan_link(request: HttpRequest, number: int) -> HttpResponse:
    """This recorded visit is the planned one."""
    row = plan_of(request, number)
    back = reverse("officer:visit_plan", args=[number])
    return act_page(
        request, LinkForm, title=f"关联检查记录：{row.target_name}", back_url=back, done="已关联检查记录。",
        run=lambda v: link_visit(planned=row, visit=v["visit"], by=me(request), on=occasion.today()),
        form_kwargs={"planned": row}, context={"crumbs": crumbs((str(row), back), ("关联检查记录", ""))},
        intro="白天的检查登记后自动关联；夜间、节假日的检查由责任人在这里关联。",
    )  # fmt: skip


@officer_page(P.INSPECTION_PLAN)
def visit_plan_drop(request: HttpRequest, number: int) -> HttpResponse:
    """The visit is no longer called for."""
    row = plan_of(request, number)
    back = reverse("officer:visit_plan", args=[number])
    return act_page(
        request, WhyForm, title=f"撤销检查计划：{row.target_name}", back_url=back, save="撤销", done="已撤销，记录保留。",
        run=lambda v: drop_plan(planned=row, by=me(request), on=occasion.today(), **v),
        context={"crumbs": crumbs((str(row), back), ("撤销", ""))},
    )  # fmt: skip
