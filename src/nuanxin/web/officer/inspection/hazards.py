"""隐患排查台账: the list, a new one, its page with handing on, clue and closing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path, reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.organisations.permission import areas, codes_of, holds, may, posts_of, within
from nuanxin.watch.inspection.hazards.keeping import (
    TAKES,
    HazardFacts,
    close_hazard,
    hand_hazard,
    holder,
    make_clue,
    register_hazard,
)
from nuanxin.watch.inspection.hazards.models import Hazard
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.ledger import export_recorded, visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.grid.seeing import RegionChoice, in_seen
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page
from nuanxin.web.patterns.record import Act, Event, Fact, Owner, Record, record_page

HAZARDS = Listing(
    "hazards",
    "隐患排查台账",
    (
        Column("employer", "用人单位", "employer_said", "link", frozen=True),
        Column("project", "项目（标段）", "project_said"),
        Column("region", "区划", "region.name"),
        Column("grade", "等级", "get_grade_display"),
        Column("state", "状态", "state"),
        Column("persons", "人数", kind="int", sum=True),
        Column("amount_fen", "金额", kind="money", sum=True),
        Column("network", "排查组织"),
        Column("finder", "排查人", default=False),
        Column("found_on", "排查日期", kind="day", sortable="found_on"),
        Column("handed_to", "接收单位", "handed_to.short_name"),
        Column("clue", "线索", "clue.number"),
        Column("closed_on", "销号日期", kind="day", sortable="closed_on"),
        Column("what", "隐患情况", default=False),
    ),
    (
        Filter("q", "单位、项目、排查组织", lookup=("employer_said", "project_said", "network")),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), visible_regions),
        Filter("grade", "等级", "choice", choices=Hazard.Grade.choices),
        Filter("open", "未销号", "bool", lambda yes: Q(closed_on__isnull=bool(yes))),
        Filter("waiting", "待处理", "bool", lambda yes: Q(handed="", closed_on__isnull=True)),
        Filter("found_on", "排查日期", "day_range", first=False),
    ),
    default_order=("-found_on", "-pk"),
    row_url=lambda row: reverse("officer:hazard", args=[row.pk]),
    unit="件",
    empty="没有符合条件的隐患。调解组织、网格排查发现的欠薪隐患在这里登记。",
)


def hazards_for(staff: Staff) -> QuerySet[Hazard]:
    """Of one's areas, and those that one's unit registered or was handed."""
    units = {post.unit_id for post in posts_of(staff)}
    rows = Hazard.objects.filter(in_seen(staff) | Q(unit__in=units) | Q(handed_to__in=units))
    return rows.select_related("region", "unit", "handed_to", "clue", "registered_by", "closed_by")


def hazard_of(request: HttpRequest, number: int) -> Hazard:
    """The hazard, or the same answer whether it is out of sight or not there."""
    row = hazards_for(me(request)).filter(pk=number).first()
    if row is None:
        raise NotFound("没有找到这件隐患", remedy="请从隐患排查台账打开")
    return row


def crumbs(*way: tuple[str, str]) -> list[tuple[str, str]]:
    return [("工作台", reverse("officer:desk")), ("隐患排查台账", reverse("officer:hazards")), *way]


@officer_page(P.CLUE_VIEW)
def hazards(request: HttpRequest) -> HttpResponseBase:
    """The ledger."""
    staff = me(request)
    may_register = bool(areas(staff, P.CLUE_REGISTER))
    actions = [Action("登记隐患", reverse("officer:hazard_new"), primary=True)] if may_register else []
    return listing_page(
        request, HAZARDS, hazards_for(staff), actions=actions, on_export=export_recorded if holds(staff, P.EXPORT) else None
    )  # fmt: skip


class HazardForm(PatternForm):
    network = forms.CharField(label="排查组织", max_length=100, help_text="例如：七里营镇人民调解委员会")
    finder = forms.CharField(label="排查人", max_length=60)
    region = RegionChoice(label="区划", queryset=Region.objects.none())
    found_on = DayField(label="排查日期", initial=occasion.today, not_after=occasion.today)
    place = forms.CharField(label="地点", max_length=200)
    employer = forms.CharField(label="用人单位", max_length=200)
    project = forms.CharField(label="项目（标段）", max_length=200, required=False)
    what = forms.CharField(label="隐患情况", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    persons = forms.IntegerField(label="涉及人数", min_value=1, max_value=1_000_000)
    amount_fen = YuanField(label="涉及金额", required=False)
    grade = forms.ChoiceField(label="隐患等级", choices=[("", "请选择"), *Hazard.Grade.choices])
    sections = (
        ("排查", ("network", "finder", "region", "found_on", "place")),
        ("隐患", ("employer", "project", "what", "persons", "amount_fen", "grade")),
    )

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [code for area in areas(staff, P.CLUE_REGISTER) for code in codes_of(area)]
        rows = Region.objects.filter(pk__in=codes).order_by("code")
        self.fields["region"].queryset = rows  # type: ignore[attr-defined]
        self.fields["region"].initial = rows.first()


class HandForm(PatternForm):
    handed = forms.ChoiceField(label="移交去向", choices=Hazard.Handed.choices)
    to = forms.ModelChoiceField(label="接收单位", queryset=Unit.objects.none())

    def __init__(self, *args: Any, region: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [kind for some in TAKES.values() for kind in some]
        rows = Unit.objects.filter(kind__in=kinds, region__reach__member=region, valid_to__isnull=True)
        self.fields["to"].queryset = rows.distinct().order_by("kind", "code")  # type: ignore[attr-defined]


class CloseForm(PatternForm):
    result = forms.ChoiceField(label="处理结果", choices=[("", "请选择"), *Hazard.Result.choices])
    text = forms.CharField(label="处理情况", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


@officer_page(P.CLUE_REGISTER)
def hazard_new(request: HttpRequest) -> HttpResponse:
    """Register one."""

    def run(v: dict[str, Any]) -> Hazard:
        region = v.pop("region")
        return register_hazard(facts=HazardFacts(**v), region=region, by=me(request), on=occasion.today())

    return act_page(
        request, HazardForm, title="登记欠薪隐患", save="登记", back_url=reverse("officer:hazards"), run=run,
        form_kwargs={"staff": me(request)}, next_url=lambda row: reverse("officer:hazard", args=[row.pk]),
        done="已登记。", context={"crumbs": crumbs(("登记", ""))},
    )  # fmt: skip


@officer_page(P.CLUE_VIEW)
def hazard(request: HttpRequest, number: int) -> HttpResponse:
    """One hazard with its way."""
    row, staff = hazard_of(request, number), me(request)
    facts = [
        Fact("排查", f"{row.network} {row.finder}，{row.found_on}"),
        Fact("区划", row.region.name),
        Fact("地点", row.place),
        Fact("项目（标段）", row.project_said),
        Fact("等级", row.get_grade_display()),
        Fact("涉及人数", f"{row.persons} 人"),
        Fact("涉及金额", row.amount_fen, kind="money"),
        Fact("隐患情况", row.what, kind="long"),
        Fact("处理情况", row.result_text, kind="long"),
    ]
    if row.clue:
        facts.insert(6, Fact("线索", row.clue.number, reverse("officer:clue", args=[row.clue.number])))
    person = row.registered_by
    record = Record(
        number=f"隐患 {row.pk}", title=row.employer_said, state=row.state,
        owner=Owner(person.name, person.phone, (row.handed_to or row.unit).short_name),
        acts=_acts(row, staff), facts=tuple(fact for fact in facts if fact.value not in ("", None)), events=_events(row),
    )  # fmt: skip
    return record_page(request, record, crumbs=crumbs((row.employer_said, "")))


def _acts(row: Hazard, staff: Staff) -> tuple[Act, ...]:
    if row.closed_on or not may(staff, P.CLUE_HANDLE, holder(row)):
        return ()
    way = {do: reverse("officer:hazard_act", args=[row.pk, do]) for do in ("hand", "clue", "close")}
    acts = [] if row.handed else [Act("移交", way["hand"], icon="send", primary=True)]
    if row.clue is None:
        acts.append(Act("转欠薪线索", way["clue"], icon="plus"))
    return (*acts, Act("销号", way["close"], icon="check"))


def _events(row: Hazard) -> tuple[Event, ...]:
    events = [Event(row.registered_on, "登记", row.registered_by.name, icon="plus")]
    if row.handed_to and row.handed_on:
        events.append(Event(row.handed_on, row.get_handed_display(), row.handed_to.short_name, icon="send"))
    if row.clue:
        events.append(Event(row.clue.received_on, "转欠薪线索", "", row.clue.number, icon="plus"))
    if row.closed_on and row.closed_by:
        events.append(Event(row.closed_on, f"销号：{row.get_result_display()}", row.closed_by.name, icon="check"))
    return tuple(events)


@officer_page(P.CLUE_HANDLE)
def hazard_act(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """Hand on; make a clue; close."""
    row, by, on = hazard_of(request, number), me(request), occasion.today()
    told: dict[str, Any] = {"back_url": reverse("officer:hazard", args=[number])}
    told["context"] = {"crumbs": crumbs((row.employer_said, told["back_url"]), ("办理", ""))}
    if act == "hand":
        return act_page(
            request, HandForm, title=f"移交隐患：{row.employer_said}", save="移交", done="已移交。", **told,
            run=lambda v: hand_hazard(hazard=row, by=by, on=on, **v), form_kwargs={"region": row.region_id},
            intro="隐患只移交一次；移交后由接收单位办理、销号。",
        )  # fmt: skip
    if act == "clue":
        return act_page(
            request, PatternForm, title=f"转欠薪线索：{row.employer_said}", save="转线索", **told,
            run=lambda v: make_clue(hazard=row, by=by, on=on), done=lambda clue: f"已登记线索 {clue.number}。",
            intro="欠薪已经发生的，登记为欠薪线索，按线索办理；一件隐患只转一条线索。",
        )  # fmt: skip
    if act == "close":
        return act_page(
            request, CloseForm, title=f"销号：{row.employer_said}", save="销号", done="已销号。", **told,
            run=lambda v: close_hazard(hazard=row, by=by, on=on, **v),
        )  # fmt: skip
    raise NotFound("没有找到这一页", remedy="请从隐患排查台账打开")


urlpatterns: list[URLPattern] = [
    path("hazards/", hazards, name="hazards"),
    path("hazards/new/", hazard_new, name="hazard_new"),
    path("hazards/<int:number>/", hazard, name="hazard"),
    path("hazards/<int:number>/acts/<str:act>/", hazard_act, name="hazard_act"),
]
