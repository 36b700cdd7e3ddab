"""督导调研: visits to slow areas, research and spot checks from plan to closing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.dispatch.seeing import (
    campaigns_seen,
    led_by,
    must_lead,
    must_speak_for,
    one,
    speaks_for,
    spoken_units,
    visits_seen,
)
from nuanxin.command.dispatch.visiting.going import (
    VisitPlan,
    close_visit,
    plan_visit,
    record_findings,
    reply_to_findings,
)
from nuanxin.command.dispatch.visiting.models import AreaVisit
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Unit
from nuanxin.foundation.organisations.permission import holds
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.acts.forms import short_text
from nuanxin.web.officer.dispatch.measures import WordsForm, managing_unit
from nuanxin.web.officer.dispatch.scope import DESK
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.lights import Light, due_light
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page


def _state(row: AreaVisit) -> Light:
    """How far it is."""
    if row.closed_on:
        return Light("done", "已办结", row.closed_on)
    if not row.visited_on:
        return due_light(due_on=row.planned_on, today=occasion.today())
    if row.replied_on or not row.reply_due_on:
        return Light("watch", "待办结")
    return due_light(due_on=row.reply_due_on, today=occasion.today())


VISITS = Listing(
    "dispatch_visits",
    "督导调研",
    (
        Column("region", "到访地区", "region.name", kind="link", frozen=True),
        Column("kind", "类别", "get_kind_display"),
        Column("planned_on", "计划日期", kind="day", sortable="planned_on"),
        Column("plan", "督导内容"),
        Column("people", "人员"),
        Column("visited_on", "实到日期", kind="day"),
        Column("state", "进展", _state, "light"),
        Column("unit", "接待单位", "unit.short_name", default=False),
    ),
    (
        Filter("q", "地区、内容", lookup=("region__name", "plan")),
        Filter("kind", "类别", "choice", choices=[(str(v), str(label)) for v, label in AreaVisit.Kind.choices]),
        Filter("open", "未办结", "bool", lambda _: Q(closed_on__isnull=True)),
    ),
    default_order=("-planned_on", "-pk"),
    row_url=lambda row: reverse("officer:dispatch_visit", args=[row.pk]),
    unit="次",
    empty="还没有督导调研。到进展慢的地方督导、调研、抽查，从计划到整改反馈都登记在这里。",
)


class PlanForm(PatternForm):
    """Where to, what for, who goes, when."""

    kind = forms.ChoiceField(label="类别", choices=AreaVisit.Kind.choices)
    unit = forms.ModelChoiceField(label="接待单位", queryset=Unit.objects.none(), empty_label="请选择")
    plan = forms.CharField(label="督导内容", widget=forms.Textarea(attrs={"rows": 4}))
    people = short_text("带队领导和人员", size=200)
    planned_on = DayField(label="计划日期")
    campaign = forms.ModelChoiceField(
        label="专项行动", queryset=Campaign.objects.none(), required=False, empty_label="不限"
    )

    def __init__(self, *args: Any, units: Any, campaigns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset, fields["campaign"].queryset = units, campaigns


class FindingsForm(PatternForm):
    """What was found there."""

    visited_on = DayField(label="实到日期", not_after=occasion.today)
    findings = forms.CharField(label="发现的情况和问题", widget=forms.Textarea(attrs={"rows": 6}))
    reply_due_on = DayField(label="要求反馈日期", required=False)


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_REPORT)
def dispatch_visits(request: HttpRequest) -> HttpResponseBase:
    """Visits in the area, and those in which the own unit has a part."""
    staff = me(request)
    actions = []
    if holds(staff, P.CAMPAIGN_MANAGE):
        actions = [Action("安排督导", reverse("officer:dispatch_visit_new"), primary=True)]
    return listing_page(request, VISITS, visits_seen(staff), actions=actions)


@officer_page(P.CAMPAIGN_MANAGE)
def dispatch_visit_new(request: HttpRequest) -> HttpResponse:
    """Plan a visit."""
    staff = me(request)
    by_unit = managing_unit(staff)
    return act_page(
        request, PlanForm,
        run=lambda v: plan_visit(
            unit=v["unit"], by_unit=by_unit, by=staff,
            facts=VisitPlan(v["kind"], v["plan"], v["people"], v["planned_on"], v["campaign"]),
        ),
        title="安排督导调研", back_url=reverse("officer:dispatch_visits"), done="已安排。",
        form_kwargs={"units": spoken_units(staff).exclude(pk=by_unit.pk), "campaigns": campaigns_seen(staff)},
        next_url=lambda made: reverse("officer:dispatch_visit", args=[made.pk]),
        context={"crumbs": [DESK, ("督导调研", reverse("officer:dispatch_visits")), ("安排", "")]},
    )  # fmt: skip


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_REPORT)
def dispatch_visit(request: HttpRequest, number: int) -> HttpResponse:
    """One visit."""
    staff = me(request)
    visit = one(visits_seen(staff), number, "次督导调研")
    leads, open_still = led_by(staff, visit.by_unit), not visit.closed_on
    context = {
        "visit": visit,
        "light": _state(visit),
        "may_record": leads and open_still and not visit.visited_on,
        "may_reply": open_still and visit.visited_on and not visit.replied_on and speaks_for(staff, visit.unit),
        "may_close": leads and open_still,
        "crumbs": [DESK, ("督导调研", reverse("officer:dispatch_visits")), (str(visit), "")],
    }
    return render(request, "officer/dispatch/visit.html", context)


@officer_page(P.CAMPAIGN_MANAGE)
def dispatch_visit_findings(request: HttpRequest, number: int) -> HttpResponse:
    """What was found."""
    visit = one(visits_seen(me(request)), number, "次督导调研")
    must_lead(me(request), visit.by_unit, doing="登记督导情况")
    return _act(
        request, visit, FindingsForm, "登记情况",
        lambda v: record_findings(visit=visit, by=me(request), on=occasion.today(), **v),
    )  # fmt: skip


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_REPORT)
def dispatch_visit_reply(request: HttpRequest, number: int) -> HttpResponse:
    """The visited unit answers."""
    visit = one(visits_seen(me(request)), number, "次督导调研")
    must_speak_for(me(request), visit.unit, doing="反馈整改情况")
    return _act(
        request, visit, WordsForm, "反馈整改",
        lambda v: reply_to_findings(visit=visit, text=v["text"], by=me(request), on=occasion.today()),
    )  # fmt: skip


@officer_page(P.CAMPAIGN_MANAGE)
def dispatch_visit_close(request: HttpRequest, number: int) -> HttpResponse:
    """Closed, with how it ended."""
    visit = one(visits_seen(me(request)), number, "次督导调研")
    must_lead(me(request), visit.by_unit, doing="办结督导调研")
    return _act(
        request, visit, WordsForm, "办结",
        lambda v: close_visit(visit=visit, why=v["text"], by=me(request), on=occasion.today()),
    )  # fmt: skip


def _act(request: HttpRequest, visit: AreaVisit, form: Any, doing: str, run: Any) -> HttpResponse:
    return act_page(
        request, form, run=run, title=f"{doing}：{visit}", save=doing, done=f"已{doing}。",
        back_url=reverse("officer:dispatch_visit", args=[visit.pk]), intro=visit.findings or visit.plan,
        context={"crumbs": [DESK, ("督导调研", reverse("officer:dispatch_visits")), (doing, "")]},
    )  # fmt: skip
