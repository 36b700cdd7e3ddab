"""包保联系: who answers for what, what nobody answers for, and naming a person for one or for a whole area."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import areas, codes_of, holds, within
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.watch.inspection.grid.assigning import assign, assign_area, hand_over
from nuanxin.watch.inspection.grid.looking import assignment_of, gone, uncovered_employers, uncovered_projects
from nuanxin.watch.inspection.grid.models import GridAssignment
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.ledger import export_recorded, visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.grid.seeing import (
    RegionChoice,
    assignments_for,
    planned_regions,
    plans_there,
    seen_areas,
)
from nuanxin.web.officer.people.lists import EMPLOYERS, INDUSTRIES, PROJECTS
from nuanxin.web.officer.relief.firms.forms import StaffChoice, staff_near
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page
from nuanxin.web.patterns.record import Fact

GRID = Listing(
    "grid",
    "包保联系",
    (
        Column("target", "包保对象", lambda row: row.target.name, "link", frozen=True),
        Column("kind", "类别", lambda row: "项目" if row.project_id else "用人单位"),
        Column("region", "区划", "region.name"),
        Column("staff", "包保责任人", "staff.name"),
        Column("unit", "单位", "staff.unit.short_name"),
        Column("phone", "电话", "staff.phone"),
        Column("leader", "包保领导"),
        Column("since", "责任起始", kind="day", sortable="since"),
        Column("pay_day", "工资支付日", "project.pay_day", default=False),
        Column("basis", "依据", default=False),
    ),
    (
        Filter("q", "单位、项目、责任人", lookup=("employer__name", "project__name", "staff__name", "leader")),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), visible_regions),
        Filter("gone", "责任人已离岗", "bool", lambda yes: gone(occasion.today())),
        Filter("sites", "只看项目", "bool", lambda yes: Q(project__isnull=False)),
        Filter("industry", "行业主管", "choice", "project__industry", INDUSTRIES, first=False),
    ),
    default_order=("-since", "-pk"),
    row_url=lambda row: reverse("officer:grid_row", args=[row.pk]),
    unit="个",
    empty="还没有落实包保责任人。点“按区划落实”，或者在“未落实的项目”中逐个落实。",
)
_NAMING = {"empty": "所选范围内都已落实包保责任人。"}
NO_PROJECT = Listing(
    "grid_projects", "没有包保责任人的项目", PROJECTS.columns, PROJECTS.filters, default_order=("name",), unit="个",
    row_url=lambda row: reverse("officer:grid_assign", args=["project", row.pk]), **_NAMING,
)  # fmt: skip
NO_EMPLOYER = Listing(
    "grid_employers", "没有包保责任人的用人单位", EMPLOYERS.columns, EMPLOYERS.filters, default_order=("name",),
    unit="户", row_url=lambda row: reverse("officer:grid_assign", args=["employer", row.pk]), **_NAMING,
)  # fmt: skip


def crumbs(*way: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back."""
    return [("工作台", reverse("officer:desk")), ("包保联系", reverse("officer:grid")), *way]


def _without(request: HttpRequest) -> tuple[Any, Any]:
    """Projects and employers with nobody, over the areas that the person looks over."""
    projects, employers = Project.objects.none(), Employer.objects.none()
    for area in seen_areas(me(request)):
        projects, employers = projects | uncovered_projects(area), employers | uncovered_employers(area)
    return projects, employers


def _export(request: HttpRequest) -> Any:
    return export_recorded if holds(me(request), P.EXPORT) else None


@officer_page(P.CLUE_VIEW)
def grid(request: HttpRequest) -> HttpResponseBase:
    """Who answers for what today, with how much has nobody."""
    staff, today = me(request), occasion.today()
    rows = assignments_for(staff).filter(ended_on__isnull=True)
    projects, employers = _without(request)
    context = {
        "named": rows.count(),
        "no_projects": projects.count(),
        "no_employers": employers.count(),
        "left": rows.filter(gone(today)).count(),
        "looks": bool(seen_areas(staff)),
    }
    actions = []
    if areas(staff, P.INSPECTION_PLAN):
        actions = [
            Action("按区划落实", reverse("officer:grid_area"), primary=True),
            Action("交接", reverse("officer:grid_hand_over"), icon="users"),
        ]
    return listing_page(
        request, GRID, rows, actions=actions, on_export=_export(request), template="officer/grid/grid.html",
        context=context,
    )  # fmt: skip


@officer_page(*((P.WATCH_VIEW, P.INSPECTION_PLAN)))
def grid_projects(request: HttpRequest) -> HttpResponseBase:
    """Projects for which nobody answers."""
    rows = _without(request)[0].select_related("employer", "region")
    return listing_page(request, NO_PROJECT, rows, on_export=_export(request))


@officer_page(*((P.WATCH_VIEW, P.INSPECTION_PLAN)))
def grid_employers(request: HttpRequest) -> HttpResponseBase:
    """Employers for which nobody answers."""
    return listing_page(request, NO_EMPLOYER, _without(request)[1].select_related("region"), on_export=_export(request))


class AssignForm(PatternForm):
    staff = StaffChoice(label="包保责任人", queryset=Staff.objects.none())
    leader = forms.CharField(label="包保领导（姓名、职务）", max_length=80, required=False)
    since = DayField(label="责任起始日期", initial=occasion.today, not_after=occasion.today)
    basis = forms.CharField(label="依据", max_length=200, required=False, help_text="文件名称、文号")
    why = forms.CharField(label="交接理由", max_length=200, required=False, help_text="换人时必须填写，例如：工作调动")

    def __init__(self, *args: Any, region: str, first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = staff_near(_around(region))  # type: ignore[attr-defined]
        if first:
            del self.fields["why"]


class AreaForm(PatternForm):
    region = RegionChoice(label="区划", queryset=Region.objects.none())
    kinds = forms.MultipleChoiceField(
        label="对象",
        choices=[("project", "项目（标段）"), ("employer", "用人单位")],
        widget=forms.CheckboxSelectMultiple,
        initial=["project", "employer"],
    )
    staff = StaffChoice(label="包保责任人", queryset=Staff.objects.none())
    leader = forms.CharField(label="包保领导（姓名、职务）", max_length=80, required=False)
    basis = forms.CharField(label="依据", max_length=200, required=False, help_text="文件名称、文号")

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = planned_regions(staff)
        self.fields["region"].queryset = near  # type: ignore[attr-defined]
        self.fields["region"].initial = near.first()
        self.fields["staff"].queryset = staff_near(near)  # type: ignore[attr-defined]


class HandOverForm(PatternForm):
    region = RegionChoice(label="区划", queryset=Region.objects.none())
    giver = StaffChoice(label="交出人", queryset=Staff.objects.none(), help_text="名下全部包保对象一并交接")
    taker = StaffChoice(label="接收人", queryset=Staff.objects.none())
    why = forms.CharField(label="交接理由", max_length=200, help_text="例如：工作调动、退休")

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = planned_regions(staff)
        self.fields["region"].queryset = near  # type: ignore[attr-defined]
        self.fields["region"].initial = near.first()
        self.fields["taker"].queryset = staff_near(near)  # type: ignore[attr-defined]
        held = GridAssignment.objects.filter(region__in=near, ended_on__isnull=True).values("staff")
        # People who have left are offered too: it is for them that hand-overs are.
        self.fields["giver"].queryset = Staff.objects.filter(pk__in=held).order_by("name")  # type: ignore[attr-defined]


def _around(region: str) -> Any:
    """The region and what lies around it: people of the county answer for its townships."""
    areas_of = Region.objects.filter(reach__member=region).exclude(level__in=("country", "province"))
    return [code for one in areas_of for code in codes_of(one.pk)]


def _target(request: HttpRequest, kind: str, number: int) -> Employer | Project:
    model: Any = {"employer": Employer, "project": Project}.get(kind)
    found = model.objects.filter(pk=number).select_related("region").first() if model else None
    if found is None or found.region_id is None or not plans_there(me(request), found.region_id):
        raise NotFound("没有找到这个对象", why="可能不在您安排检查的辖区", remedy="请从“未落实”列表打开")
    return found  # type: ignore[no-any-return]


@officer_page(P.INSPECTION_PLAN)
def grid_assign(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Name the person for one employer or project, or another one."""
    target = _target(request, kind, number)
    now = assignment_of(target, occasion.today())
    title = f"{'变更' if now else '落实'}包保责任人：{target.name}"
    about = [Fact("区划", target.region.name if target.region else "")]
    if now:
        about.append(Fact("现责任人", f"{now.staff.name}（{now.since} 起）"))
    return act_page(
        request, AssignForm, title=title, save="落实", done="已落实包保责任人。", back_url=reverse("officer:grid"),
        run=lambda v: assign(target=target, by=me(request), on=occasion.today(), **v),
        form_kwargs={"region": target.region_id, "first": now is None},
        context={"about": about, "crumbs": crumbs((title, ""))},
    )  # fmt: skip


@officer_page(P.INSPECTION_PLAN)
def grid_area(request: HttpRequest) -> HttpResponse:
    """Name one person for everything of an area that has nobody."""
    return act_page(
        request, AreaForm, title="按区划落实包保责任人", save="落实", back_url=reverse("officer:grid"),
        run=lambda v: assign_area(by=me(request), on=occasion.today(), **v),
        form_kwargs={"staff": me(request)}, done=lambda count: f"已落实 {count} 个对象。",
        intro="只落实还没有责任人的项目和用人单位；已有责任人的不变，要换人的用“交接”。",
        context={"crumbs": crumbs(("按区划落实", ""))},
    )  # fmt: skip


@officer_page(P.INSPECTION_PLAN)
def grid_hand_over(request: HttpRequest) -> HttpResponse:
    """Everything of one person goes to another."""
    return act_page(
        request, HandOverForm, title="包保责任交接", save="交接", back_url=reverse("officer:grid"),
        run=lambda v: hand_over(by=me(request), on=occasion.today(), **v),
        form_kwargs={"staff": me(request)}, done=lambda count: f"已交接 {count} 个对象。",
        intro="从今天起由接收人负责；以前的记录保留，没有完成的检查计划随之转给接收人。",
        context={"crumbs": crumbs(("交接", ""))},
    )  # fmt: skip
