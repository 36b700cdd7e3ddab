"""Joint checks: rows of a department, numbers to be reached, what is late by department, the one report."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.documents.copies import docx_of, pdf_of
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import codes_of, holds, posts_of, within
from nuanxin.watch.inspection.checklists.reading import ANSWERS
from nuanxin.watch.inspection.joint.answering import Answer, answer_part, late_by_unit, overdue_parts, rows_of
from nuanxin.watch.inspection.joint.reaching import Numbers, set_target
from nuanxin.watch.inspection.joint.reporting import issue_report, reports_of
from nuanxin.watch.inspection.plans.models import JointPart, SpecialCheck
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.ledger import export_recorded, visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.grid.plans import crumbs, plan_of
from nuanxin.web.officer.grid.seeing import in_seen, plans_there, specials_for
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.lights import Light, due_light
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page
from nuanxin.web.patterns.record import Fact

KINDS = {
    "pdf": ("application/pdf", pdf_of),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx_of),
}


def part_light(row: JointPart) -> Light:
    """The light of the department's own word."""
    if row.planned.dropped_on:
        return Light("none", "已撤销")
    return due_light(due_on=row.planned.due_on, today=occasion.today(), done_on=row.ticked_on, near_days=2)


PARTS = Listing(
    "joint_parts",
    "部门联合检查事项",
    (
        Column("target", "检查对象", lambda row: row.planned.target_name, "link", frozen=True),
        Column("unit", "部门", "unit.short_name"),
        Column("special", "专项检查", "planned.special.name"),
        Column("task", "检查事项", "task"),
        Column("due_on", "至", "planned.due_on", "day", sortable="planned__due_on"),
        Column("light", "情况", part_light, "light"),
        Column("noes", "发现问题", lambda row: sum(one.answer == "no" for one in row.answers.all()), "int"),
        Column("ticked_by", "登记人", "ticked_by.name"),
        Column("ticked_on", "登记日期", kind="day", sortable="ticked_on"),
    ),
    (
        Filter("q", "对象、部门、专项检查", lookup=("planned__project__name", "planned__employer__name", "unit__short_name", "planned__special__name")),
        Filter("region", "区划", "region", lambda code: Q(planned__region__in=within(code)), visible_regions),
        Filter("kind", "部门类别", "choice", lambda kind: Q(unit__kind=kind), choices=UnitKind.choices),
        Filter("late", "逾期未登记", "bool", lambda yes: overdue_parts(occasion.today())),
        Filter("open", "未登记", "bool", lambda yes: Q(ticked_on__isnull=True, planned__dropped_on__isnull=True)),
        Filter("noes", "发现问题", "bool", lambda yes: Q(pk__in=JointPart.objects.filter(answers__answer="no"))),
    ),
    default_order=("planned__due_on", "pk"),
    row_url=lambda row: reverse("officer:visit_plan", args=[row.planned_id]),
    unit="项",
    empty="没有符合条件的部门检查事项。安排专项检查时写明联合检查部门。",
)  # fmt: skip


def parts_for(staff: Staff) -> QuerySet[JointPart]:
    """Parts of one's areas, and those of one's own departments."""
    units = {post.unit_id for post in posts_of(staff)}
    rows = JointPart.objects.filter(in_seen(staff, "planned__region") | Q(unit__in=units))
    wanted = ("unit", "ticked_by", "planned__project", "planned__employer", "planned__special")
    return rows.select_related(*wanted).prefetch_related("answers")


@officer_page(P.CLUE_VIEW)
def joint_parts(request: HttpRequest) -> HttpResponseBase:
    """Every department's part: what is late, and whose it is."""
    staff = me(request)
    rows = parts_for(staff)
    context = {"late": late_by_unit(rows, occasion.today())}
    return listing_page(
        request, PARTS, rows, actions=[Action("专项检查", reverse("officer:special_checks"), icon="list")],
        on_export=export_recorded if holds(staff, P.EXPORT) else None, template="officer/grid/joint_parts.html",
        context=context,
    )  # fmt: skip


class PartForm(PatternForm):
    """The rows of the department's own list, each with what is wrong; then what it saw, in its own words."""

    result = forms.CharField(label="检查情况", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, part: JointPart, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: dict[str, forms.Field] = {}
        for row in rows_of(part, occasion.today()):
            asked[f"answer_{row.key}"] = forms.ChoiceField(
                label=row.ask, choices=list(ANSWERS.items()), widget=forms.RadioSelect, help_text=f"依据：{row.cites}"
            )
            asked[f"note_{row.key}"] = forms.CharField(
                label="情况说明", max_length=300, required=False, help_text="回答“否”的必须写明是什么问题、由谁何时改正"
            )
        self.fields = {**asked, "result": self.fields["result"]}


@officer_page(P.CLUE_HANDLE)
def visit_plan_part(request: HttpRequest, number: int, part: int) -> HttpResponse:
    """A department answers its own rows and writes down what it saw."""
    row = plan_of(request, number)
    found = row.parts.select_related("unit", "planned__project").filter(pk=part).first()
    if found is None:
        raise NotFound("没有找到这项分工", remedy="请从检查计划打开")
    back = reverse("officer:visit_plan", args=[number])

    def run(v: dict[str, Any]) -> JointPart:
        keys = {one.key for one in rows_of(found, occasion.today())}
        answers = {key: Answer(v[f"answer_{key}"], v[f"note_{key}"]) for key in keys}
        return answer_part(part=found, answers=answers, result=v["result"], by=me(request), on=occasion.today())

    return act_page(
        request, PartForm, title=f"{found.unit.short_name}检查情况：{row.target_name}", back_url=back, done="已登记。",
        run=run, form_kwargs={"part": found}, intro="由本部门登记；登记后不能修改。",
        context={"about": [Fact("检查事项", found.task, kind="long")], "crumbs": crumbs((str(row), back), ("登记", ""))},
    )  # fmt: skip


class TargetForm(PatternForm):
    """What a unit is to reach by a day."""

    unit = forms.ModelChoiceField(label="检查单位", queryset=Unit.objects.none())
    due_on = DayField(label="完成日期")
    employers = forms.IntegerField(label="用人单位户数", min_value=0, max_value=1_000_000)
    workforce = forms.IntegerField(label="涉及职工人数", min_value=0, max_value=100_000_000)
    migrants = forms.IntegerField(label="其中农民工人数", min_value=0, max_value=100_000_000)
    why = forms.CharField(
        label="调整理由", max_length=200, required=False, help_text="同一单位、同一日期已经下达过的，写明为什么调整"
    )

    def __init__(self, *args: Any, special: SpecialCheck, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Unit.objects.filter(region__in=codes_of(special.region_id), valid_to__isnull=True)
        self.fields["unit"].queryset = rows.order_by("region", "kind", "code")  # type: ignore[attr-defined]
        self.fields["due_on"].initial = special.last


def special_of(request: HttpRequest, number: int) -> SpecialCheck:
    """The special check, or the same answer whether it is out of sight or not there."""
    row = specials_for(me(request)).filter(pk=number).first()
    if row is None:
        raise NotFound("没有找到这次专项检查", remedy="请从专项检查列表打开")
    return row


@officer_page(P.INSPECTION_PLAN)
def special_target_new(request: HttpRequest, number: int) -> HttpResponse:
    """Lay down or change a target."""
    row = special_of(request, number)
    back = f"{reverse('officer:special_check', args=[number])}?tab=targets#tab"

    def run(v: dict[str, Any]) -> Any:
        wanted = Numbers(v.pop("employers"), v.pop("workforce"), v.pop("migrants"))
        return set_target(special=row, wanted=wanted, by=me(request), on=occasion.today(), **v)

    return act_page(
        request, TargetForm, title=f"下达检查任务量：{row.name}", save="下达", back_url=back, done="已下达任务量。", run=run,
        form_kwargs={"special": row}, intro="完成数由检查记录计算：户数按用人单位计一次，人数取最近一次检查。",
        context={"crumbs": crumbs((row.name, back), ("下达任务量", ""))},
    )  # fmt: skip


@officer_page(P.INSPECTION_PLAN)
def special_report(request: HttpRequest, number: int) -> HttpResponse:
    """The report as things stand today: a button issues it."""
    row = special_of(request, number)
    back = f"{reverse('officer:special_check', args=[number])}?tab=report#tab"
    return act_page(
        request, PatternForm, title=f"制作联合检查报告：{row.name}", save="制作", back_url=back, done="已制作报告。",
        run=lambda v: issue_report(special=row, by=me(request), on=occasion.today()),
        intro="报告按今天的登记制作：各部门的检查情况、问题和依据，第1至3栏的数和对应的检查记录。内容没有变化的不重复制作。",
        context={"crumbs": crumbs((row.name, back), ("制作报告", ""))},
    )  # fmt: skip


@officer_page(P.CLUE_VIEW)
def special_report_file(request: HttpRequest, number: int, paper: int, kind: str) -> HttpResponse:
    """An issued report as PDF or Word."""
    row = special_of(request, number)
    found = next((one for one in reports_of(row) if one.pk == paper), None)
    if found is None or kind not in KINDS:
        raise NotFound("没有找到这份报告", remedy="请从专项检查打开")
    record("print_paper", about=found, by=me(request), details={"kind": kind})
    media, made = KINDS[kind]
    response = HttpResponse(made(found), content_type=media)
    way = "inline" if kind == "pdf" else "attachment"
    name = quote(f"{row.name}联合检查报告.{kind}", safe="")
    response.headers["Content-Disposition"] = f"{way}; filename*=UTF-8''{name}"
    return response


def may_plan(request: HttpRequest, row: SpecialCheck) -> bool:
    """Whether the person lays down targets and issues the report."""
    return plans_there(me(request), row.region_id)
