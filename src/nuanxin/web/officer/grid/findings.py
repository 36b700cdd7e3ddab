"""检查问题: the list, one finding with its way, a new one from a visit, and the acts on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import areas, holds, within
from nuanxin.watch.inspection.findings.clearing import (
    OrderFacts,
    ask_extension,
    decide_extension,
    end_otherwise,
    hand_in_proof,
    look_again,
    order_rectification,
)
from nuanxin.watch.inspection.findings.models import EntryKind, Finding, FindingEntry, FindingState, FindingTopic
from nuanxin.watch.inspection.findings.standing import allows, waiting_extension
from nuanxin.watch.inspection.models import Visit
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.ledger import export_recorded, visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.grid.seeing import findings_for, plans_there, records_there
from nuanxin.web.officer.relief.firms.forms import long_text
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.lights import Light, due_light
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import listing_page
from nuanxin.web.patterns.record import Act, Due, Event, Fact, Owner, Record, WhyStep, record_page


def finding_light(row: Finding) -> Light:
    """The light of its day; an end shows its word."""
    if row.state == FindingState.CLEARED:
        return due_light(due_on=row.due_on, today=occasion.today(), done_on=row.ended_on)
    if row.ended:
        return Light("none", row.get_state_display())
    return due_light(due_on=row.due_on, today=occasion.today())


FINDINGS = Listing(
    "findings",
    "检查问题",
    (
        Column("what", "发现问题", kind="link", frozen=True),
        Column("topic", "类别", "get_topic_display"),
        Column("employer", "用人单位", "visit.employer.name"),
        Column("project", "项目（标段）", "visit.project.name"),
        Column("region", "区划", "visit.region.name", default=False),
        Column("visited_on", "检查日期", "visit.visited_on", "day", sortable="visit__visited_on"),
        Column("due_on", "整改期限", kind="day", sortable="due_on"),
        Column("light", "期限情况", finding_light, "light"),
        Column("state", "状态", "get_state_display"),
        Column("firm_person", "单位整改责任人"),
        Column("staff", "跟踪责任人", "staff.name"),
    ),
    (
        Filter("q", "单位、项目、问题", lookup=("visit__employer__name", "visit__project__name", "what")),
        Filter("region", "区划", "region", lambda code: Q(visit__region__in=within(code)), visible_regions),
        Filter("topic", "类别", "choice", choices=FindingTopic.choices),
        Filter("state", "状态", "choice", choices=FindingState.choices),
        Filter("open", "未销号", "bool", lambda yes: Q(ended_on__isnull=True)),
        Filter("late", "已逾期", "bool", lambda yes: Q(ended_on__isnull=True, due_on__lt=occasion.today())),
        Filter("due_on", "整改期限", "day_range", first=False),
    ),
    default_order=("due_on", "pk"),
    row_url=lambda row: reverse("officer:finding", args=[row.pk]),
    unit="个",
    empty="没有符合条件的检查问题。登记检查后，在检查记录中“提出整改”。",
)


def crumbs(*way: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back."""
    return [("工作台", reverse("officer:desk")), ("检查问题", reverse("officer:findings")), *way]


@officer_page(P.CLUE_VIEW)
def findings(request: HttpRequest) -> HttpResponseBase:
    """Findings of the person's areas, and those that he follows; the share that came to an end."""
    staff, today = me(request), occasion.today()
    rows = findings_for(staff)
    counted = rows.exclude(state=FindingState.WITHDRAWN)
    context = {
        "all": counted.count(),
        "ended": counted.filter(ended_on__isnull=False).count(),
        "proof": rows.filter(state=FindingState.PROOF).count(),
        "late": rows.filter(ended_on__isnull=True, due_on__lt=today).count(),
    }
    on_export = export_recorded if holds(staff, P.EXPORT) else None
    return listing_page(
        request, FINDINGS, rows, on_export=on_export, template="officer/grid/findings.html", context=context
    )


def finding_of(request: HttpRequest, number: int) -> Finding:
    """The finding, or the same answer whether it is out of sight or not there."""
    row = findings_for(me(request)).filter(pk=number).first()
    if row is None:
        raise NotFound("没有找到这个检查问题", remedy="请从检查问题列表打开")
    return row


@officer_page(P.CLUE_VIEW)
def finding(request: HttpRequest, number: int) -> HttpResponse:
    """One finding from the order to its end."""
    row, staff = finding_of(request, number), me(request)
    entries = list(row.entries.select_related("by", "revisit"))
    until = waiting_extension([(one.kind, one.due_on) for one in entries])
    visit = row.visit
    facts = [
        Fact("用人单位", visit.employer.name, reverse("officer:employer", args=[visit.employer_id])),
        Fact("项目（标段）", visit.project.name if visit.project else ""),
        Fact("检查记录", f"{visit.visited_on} 检查", reverse("officer:visit", args=[visit.pk])),
        Fact("单位整改责任人", row.firm_person),
        Fact("发现问题", row.what, kind="long"),
        Fact("违反的规定", row.cites, kind="long"),
        Fact("整改要求", row.order, kind="long"),
    ]
    why = [WhyStep("提出整改时确定", row.first_due_on)]
    why += [WhyStep(one.get_kind_display(), one.due_on) for one in entries if one.kind in _MOVING and one.due_on]
    record = Record(
        number=f"编号{row.pk} {row.get_topic_display()}",
        title=f"{visit.employer.name}：{row.get_topic_display()}",
        state=row.get_state_display(),
        owner=Owner(row.staff.name, row.staff.phone, row.staff.unit.short_name if row.staff.unit else ""),
        due=(Due("整改期限", row.due_on, finding_light(row), tuple(why)),),
        acts=_acts(row, staff, waiting=until is not None),
        facts=tuple(fact for fact in facts if fact.value),
        events=tuple(_event(one) for one in entries),
        marks=(f"申请延期到{until}，待审批",) if until else (),
    )
    return record_page(request, record, crumbs=crumbs((str(row), "")))


_MOVING = (EntryKind.FAILED, EntryKind.EXTENDED)


def _event(one: FindingEntry) -> Event:
    text = one.text + (f"（期限 {one.due_on}）" if one.due_on else "")
    who = one.by.name if one.by else "系统"
    return Event(one.happened_on, one.get_kind_display(), who, text, recorded_at=one.recorded_at)


class ProofForm(PatternForm):
    text = long_text("整改材料", 1000, help_text="材料名称、份数、存放处，例如：银行回单3张")
    handed_on = DayField(label="收到日期", initial=occasion.today, not_after=occasion.today)


class LookForm(PatternForm):
    good = forms.ChoiceField(label="复查结果", choices=[("yes", "已整改到位，销号"), ("no", "没有整改到位")])
    text = long_text("复查情况", 1000)
    looked_on = DayField(label="复查日期", initial=occasion.today, not_after=occasion.today)
    due_on = DayField(label="新的整改期限", required=False, help_text="没有整改到位的必须填写")
    revisit = forms.ModelChoiceField(label="复查的检查记录", queryset=Visit.objects.none(), required=False)

    def __init__(self, *args: Any, row: Finding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["revisit"]
        rows = Visit.objects.filter(employer=row.visit.employer_id, withdrawn_on__isnull=True)
        field.queryset = rows.filter(visited_on__gte=row.ordered_on).exclude(pk=row.visit_id).order_by("-visited_on")
        field.label_from_instance = lambda one: f"{one.visited_on} 检查"


class ExtensionForm(PatternForm):
    until = DayField(label="申请延期到")
    why = long_text("延期理由", 1000)


class DecideForm(PatternForm):
    agreed = forms.ChoiceField(label="审批", choices=[("yes", "同意延期"), ("no", "不同意")])
    opinion = long_text("意见", 1000, rows=2)


class EndForm(PatternForm):
    how = forms.ChoiceField(
        label="了结方式",
        choices=[
            (EntryKind.ESCALATED.value, "移送处理（立案、转线索、移送其他部门）"),
            (EntryKind.CLOSED_DOWN.value, "单位注销、项目终止"),
            (EntryKind.WITHDRAWN.value, "登记有误，撤下"),
        ],
    )
    text = long_text("理由和去向", 1000, help_text="移送的写明线索编号、案号或者接收部门")


@dataclass(frozen=True)
class Way:
    """One act: its name, form, and what it does with the cleaned values."""

    label: str
    form: type[PatternForm]
    run: Callable[..., Any]
    needs: str  # the kind of entry that must be allowed
    icon: str = "edit"
    plans: bool = False


WAYS = {
    "proof": Way("登记整改材料", ProofForm, hand_in_proof, EntryKind.PROOF, "upload"),
    "look": Way("登记复查", LookForm, look_again, EntryKind.CLEARED, "circle-check"),
    "extension": Way("申请延期", ExtensionForm, ask_extension, EntryKind.EXTENSION, "clock"),
    "decide": Way("审批延期", DecideForm, decide_extension, EntryKind.EXTENDED, "scale", plans=True),
    "end": Way("其他了结", EndForm, end_otherwise, EntryKind.ESCALATED, "send"),
}


def _open(row: Finding, staff: Staff, key: str, *, waiting: bool) -> bool:
    way = WAYS[key]
    there = plans_there if way.plans else records_there
    fits = waiting if key == "decide" else not (key == "extension" and (waiting or row.late(occasion.today())))
    return allows(row.state, way.needs) and fits and there(staff, row.visit.region_id)


def _acts(row: Finding, staff: Staff, *, waiting: bool) -> tuple[Act, ...]:
    first = "look" if row.state == FindingState.PROOF else "decide" if waiting else "proof"
    return tuple(
        Act(
            way.label, reverse("officer:finding_act", args=[row.pk, key]), icon=way.icon, primary=key == first,
            more=key == "end",
        )
        for key, way in WAYS.items()
        if _open(row, staff, key, waiting=waiting)
    )  # fmt: skip


@officer_page(P.INSPECTION_RECORD, P.INSPECTION_PLAN)
def finding_act(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """One act on a finding."""
    row, way = finding_of(request, number), WAYS.get(key)
    if way is None:
        raise NotFound("没有找到这一操作", remedy="请从检查问题页面办理")

    def run(v: dict[str, Any]) -> Any:
        for name in ("good", "agreed"):
            if name in v:
                v[name] = v[name] == "yes"
        return way.run(finding=row, by=me(request), on=occasion.today(), **v)

    back = reverse("officer:finding", args=[number])
    about = [
        Fact("发现问题", row.what, kind="long"),
        Fact("整改要求", row.order, kind="long"),
        Fact("整改期限", row.due_on),
    ]
    if key == "decide":
        asked = row.entries.filter(kind=EntryKind.EXTENSION).last()
        if asked:
            about.append(Fact("申请", f"延期到{asked.due_on}：{asked.text}", kind="long"))
    return act_page(
        request, way.form, run=run, title=f"{way.label}：{row.visit.employer.name}", back_url=back, done=f"已{way.label}。",
        form_kwargs={"row": row} if key == "look" else {},
        context={"about": about, "crumbs": crumbs((str(row), back), (way.label, ""))},
    )  # fmt: skip


class OrderForm(PatternForm):
    """What was found, what is ordered."""

    topic = forms.ChoiceField(label="问题类别", choices=[("", "请选择"), *FindingTopic.choices])
    what = long_text("发现问题", 1000)
    cites = forms.CharField(label="违反的规定", max_length=300, required=False, help_text="法规名称和条款")
    order = long_text("整改要求", 1000, rows=2)
    firm_person = forms.CharField(label="单位整改责任人", max_length=80, help_text="姓名、职务")
    due_on = DayField(label="整改期限")


@officer_page(P.INSPECTION_RECORD)
def finding_new(request: HttpRequest, number: int) -> HttpResponse:
    """Order one finding of a visit to be put right."""
    codes = areas(me(request), P.INSPECTION_RECORD)
    rows = Visit.objects.filter(region__within__area__in=codes, withdrawn_on__isnull=True).distinct()
    visit = rows.filter(pk=number).select_related("employer", "project").first()
    if visit is None:
        raise NotFound("没有找到这次检查", why="可能已经更正，或不在您的辖区", remedy="请从检查记录打开")
    known = {"what": visit.finding, "due_on": visit.rectify_by}
    first = not Finding.objects.filter(visit=visit).exists()
    back = reverse("officer:visit", args=[number])
    return act_page(
        request, OrderForm, title=f"提出整改：{visit.employer.name}", save="提出整改", back_url=back, done="已提出整改。",
        run=lambda v: order_rectification(visit=visit, facts=OrderFacts(**v), by=me(request), on=occasion.today()),
        initial=known if first else {}, next_url=lambda row: reverse("officer:finding", args=[row.pk]),
        intro="一个问题登记一条，逐条整改、复查、销号。", context={"crumbs": crumbs(("提出整改", ""))},
    )  # fmt: skip
