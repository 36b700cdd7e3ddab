"""Registering a firm, and the acts on its plan: one form each, one address for all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.kinds import RegionLevel
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, areas, codes_of, must
from nuanxin.foundation.parties.linkage import find_employer, find_project
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.relief.firms.deciding import ask_closing, decide_firm_plan, submit_plan
from nuanxin.rights.relief.firms.models import DecisionKind, FirmPlan, FirmPlanMeasure, FirmTrouble
from nuanxin.rights.relief.firms.planning import add_part
from nuanxin.rights.relief.firms.registering import hand_over_plan, register_plan, write_firm_note
from nuanxin.rights.relief.firms.running import must_run, must_work, waiting
from nuanxin.rights.relief.firms.wages import wages_of
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.relief.firms.page import plan_of, without_part
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.record import Fact


def long_text(label: str, most: int, *, rows: int = 3, **more: Any) -> forms.CharField:
    """A field of several lines."""
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **more)


def staff_near(codes: Any) -> Any:
    """Accounts with a unit in these places."""
    return Staff.objects.filter(is_active=True, unit__region__in=codes).select_related("unit").order_by("unit", "name")


class StaffChoice(forms.ModelChoiceField):
    """People with their units."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.unit.short_name}）" if obj.unit else str(obj.name)


class RegisterForm(PatternForm):
    """The firm by its name as known here, and who answers."""

    employer = forms.CharField(label="企业（名称或者统一社会信用代码）", max_length=200)
    region = forms.ModelChoiceField(label="区划", queryset=Region.objects.none())
    trouble = forms.ChoiceField(label="困难情形", choices=[("", "请选择"), *FirmTrouble.choices])
    known_on = DayField(label="发现日期", initial=occasion.today, not_after=occasion.today)
    how_known = long_text("发现途径和情况", 500)
    leader = forms.CharField(label="包保领导（姓名、职务）", max_length=80)
    responsible = StaffChoice(
        label="包保责任人", queryset=Staff.objects.none(), help_text="负责拟订计划、每周写进展、申请销号"
    )

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [code for area in areas(staff, P.CLUE_SUPERVISE) for code in codes_of(area)]
        near = Region.objects.filter(pk__in=codes).exclude(level=RegionLevel.TOWN).order_by("code")
        self.fields["region"].queryset = near  # type: ignore[attr-defined]
        self.fields["responsible"].queryset = staff_near(codes)  # type: ignore[attr-defined]
        if near.count() == 1:
            self.fields["region"].initial = near.get()

    def clean_employer(self) -> Employer:
        said = self.cleaned_data["employer"].strip()
        found = find_employer(said, credit_code=said.upper())
        if found.party is None:
            alike = "、".join(f"{one.name}{f'（{one.credit_code}）' if one.credit_code else ''}" for one in found.alike)
            raise ValidationError(
                f"没有找到“{said}”。{f'相近的有：{alike}。' if alike else '请先在用人单位列表中核对名称。'}"
            )
        return found.party


class PartForm(PatternForm):
    """A project of the firm, another one by its name, or the firm as a whole."""

    which = forms.ChoiceField(label="列入")
    other = forms.CharField(
        label="其他项目名称", max_length=200, required=False, help_text="上面没有的项目，选“其他项目”后填写全称"
    )
    situation = long_text("现状和欠薪风险", 1000, help_text="在建还是停工、欠谁的钱、有多少人、风险在哪里")

    def __init__(self, *args: Any, plan: FirmPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        whole = [] if plan.parts.filter(project__isnull=True).exists() else [("whole", "企业整体")]
        own = [(str(project.pk), project.name) for project in without_part(plan)]
        self.fields["which"].choices = [*own, *whole, ("other", "其他项目")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        which, other = values.get("which"), (values.get("other") or "").strip()
        if which == "other":
            found = find_project(other, self.plan.region_id) if other else None
            if found is None or found.party is None:
                raise ValidationError("没有找到这个项目：请填写“项目（标段）”列表中的全称。")
            values["project"] = found.party
        elif which and which != "whole":
            values["project"] = Project.objects.get(pk=which)
        return values


class SubmitForm(PatternForm):
    text = long_text("报批说明", 1000)


class DecideForm(PatternForm):
    agreed = forms.ChoiceField(label="审批", choices=[("yes", "同意"), ("no", "退回")])
    opinion = long_text("审批意见", 500, rows=2)


class NoteForm(PatternForm):
    noted_on = DayField(label="日期", initial=occasion.today, not_after=occasion.today)
    text = long_text("进展", 1000)


class ClosingForm(PatternForm):
    conclusion = long_text("销号结论", 1000)
    unpaid_why = long_text(
        "仍有欠薪的销号理由",
        500,
        rows=2,
        required=False,
        help_text="工资已经付清的不填；没有付清的必须写明，由领导审批",
    )


class HandOverForm(PatternForm):
    leader = forms.CharField(label="包保领导（姓名、职务）", max_length=80)
    responsible = StaffChoice(label="包保责任人", queryset=Staff.objects.none())
    why = long_text("变更理由", 300, rows=2)

    def __init__(self, *args: Any, plan: FirmPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = staff_near(codes_of(plan.region_id))  # type: ignore[attr-defined]


@dataclass(frozen=True)
class _Way:
    """One act of a plan: its form, what it does, its words."""

    form: type[PatternForm]
    run: Callable[[FirmPlan, Staff, dict[str, Any]], Any]
    title: str
    intro: str = ""
    tab: str = ""


def _part(plan: FirmPlan, by: Staff, v: dict[str, Any]) -> Any:
    return add_part(plan=plan, project=v.get("project"), situation=v["situation"], by=by, on=occasion.today())


def _decide(plan: FirmPlan, by: Staff, v: dict[str, Any]) -> Any:
    pending = waiting(plan)
    if pending is None:
        raise Refusal("不能审批", why="没有待审批的事项", remedy="请刷新页面核对")
    return decide_firm_plan(
        decision=pending, agreed=v["agreed"] == "yes", opinion=v["opinion"], by=by, on=occasion.today()
    )


def _today(act: Callable[..., Any]) -> Callable[[FirmPlan, Staff, dict[str, Any]], Any]:
    return lambda plan, by, v: act(plan=plan, **v, by=by, on=occasion.today())


WAYS = {
    "part": _Way(PartForm, _part, "列入项目", "一项目一策：每个项目写明现状，再逐项提出措施；企业整体的措施列入“企业整体”。"),
    "submit": _Way(SubmitForm, _today(submit_plan), "报批", "由领导或者协调员审批（报批人不能自己审批）；批准后措施开始计时。", "decisions"),
    "decide": _Way(DecideForm, _decide, "审批", "", "decisions"),
    "note": _Way(NoteForm, _today(write_firm_note), "写进展", "每七天至少写一次。", "notes"),
    "closing": _Way(ClosingForm, _today(ask_closing), "申请销号", "由领导或者协调员审批；工资没有付清的须写明理由。", "decisions"),
    "hand_over": _Way(HandOverForm, _today(hand_over_plan), "变更包保责任", "", "notes"),
}  # fmt: skip


@officer_page(P.CLUE_SUPERVISE)
def firm_plan_new(request: HttpRequest) -> HttpResponse:
    """Register a firm in difficulty; `?employer=` fills in the firm."""
    asked = request.GET.get("employer", "")
    known = Employer.objects.filter(pk=asked).first() if asked.isascii() and asked.isdigit() else None
    return act_page(
        request, RegisterForm, run=lambda v: register_plan(by=me(request), on=occasion.today(), **v), title="登记困难企业专案",
        back_url=reverse("officer:firm_plans"), form_kwargs={"staff": me(request)}, save="登记",
        intro="同一企业在同一地区只有一个未销号的专案。登记后，该企业及其项目在本地的线索、案件和支付自动列入。",
        initial={"employer": known.credit_code or known.name} if known else {},
        next_url=lambda plan: reverse("officer:firm_plan", args=[plan.pk]), done="已登记，请列入项目、提出措施。",
        context={"crumbs": [("工作台", "/officer/"), ("困难企业专案", reverse("officer:firm_plans")), ("登记", "")]},
    )  # fmt: skip


@officer_page(P.CLUE_VIEW)
def firm_plan_act(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """One act on the plan."""
    plan, way = plan_of(request, number), WAYS.get(act)
    if way is None:
        raise NotFound("没有找到这一页", remedy="请从专案页面打开")
    _must_open(plan, act, me(request))
    back = reverse("officer:firm_plan", args=[number]) + (f"?tab={way.tab}#tab" if way.tab else "")
    return act_page(
        request, way.form, run=lambda v: way.run(plan, me(request), v), title=f"{way.title}：{plan.employer.name}",
        back_url=back, intro=way.intro, done=f"已办理：{way.title}。",
        form_kwargs={"plan": plan} if way.form in (PartForm, HandOverForm) else {},
        initial={"leader": plan.leader, "responsible": plan.responsible_id} if act == "hand_over" else {},
        context={"about": _about(plan, act), "crumbs": crumbs_of(plan, way.title)},
    )  # fmt: skip


def _must_open(plan: FirmPlan, act: str, staff: Staff) -> None:
    """Nobody fills a form that would be refused in the end for want of the right."""
    if act == "decide":
        must(staff, P.INCIDENT_MANAGE, FileFacts(region=plan.region_id), doing="审批专案")
    elif act == "hand_over":
        must_run(staff, plan.region_id, doing="变更包保责任")
    else:
        must_work(staff, plan, doing="办理这个专案")


def crumbs_of(plan: FirmPlan, last: str) -> list[tuple[str, str]]:
    """The way back from a form."""
    here = reverse("officer:firm_plan", args=[plan.pk])
    return [("工作台", "/officer/"), ("困难企业专案", reverse("officer:firm_plans")), (str(plan), here), (last, "")]


def _about(plan: FirmPlan, act: str) -> list[Fact]:
    """What the person must know before writing: the numbers of today, and what was asked."""
    sums = wages_of(plan, on=occasion.today()).sums
    facts = [
        Fact("涉及劳动者", f"{sums.persons} 人"),
        Fact("尚欠工资", sums.missing_fen, kind="money"),
        Fact("专案以来已付", sums.paid_since_fen, kind="money"),
    ]
    if sums.unpaid:
        facts.append(Fact("未结清", "；".join(sums.unpaid), kind="long"))
    pending = waiting(plan) if act == "decide" else None
    if pending:
        label = "销号结论" if pending.kind == DecisionKind.CLOSING else "报批说明"
        facts.append(Fact("报批", f"{pending.asked_on} {pending.asked_by.name}，{pending.get_kind_display()}"))
        facts.append(Fact(label, pending.text, kind="long"))
        if pending.unpaid_why:
            facts.append(Fact("仍有欠薪的销号理由", pending.unpaid_why, kind="long"))
        facts += _to_approve(plan) if pending.kind == DecisionKind.PLAN else []
    return facts


def _to_approve(plan: FirmPlan) -> list[Fact]:
    """The measures that the head is asked to approve, one line each."""
    rows = FirmPlanMeasure.objects.filter(part__plan=plan, decision__isnull=True, dropped_on__isnull=True)
    facts = []
    for row in rows.select_related("part__project").order_by("part", "due_on", "pk"):
        money = f"，{row.payer}支付 {yuan(row.amount_fen)} 元（{row.get_source_display()}）" if row.amount_fen else ""
        facts.append(
            Fact(
                f"{row.part}：{row.get_kind_display()}",
                f"{row.what}{money}；{row.owner_name}，{row.due_on} 前",
                kind="long",
            )
        )
    return facts
