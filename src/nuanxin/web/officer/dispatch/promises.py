"""承诺: what units promised, and whether they kept it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.dispatch.pack.promising import make_promise, settle_promise
from nuanxin.command.dispatch.seeing import campaigns_seen, led_by, must_lead, one, promises_seen, spoken_units
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Unit
from nuanxin.foundation.organisations.permission import holds
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.acts.forms import short_text
from nuanxin.web.officer.dispatch.scope import DESK
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.lights import due_light
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page

_SAID = {True: "已兑现", False: "未兑现", None: "待核定"}
PROMISES = Listing(
    "dispatch_promises",
    "调度承诺",
    (
        Column("text", "承诺事项", kind="link", frozen=True),
        Column("unit", "单位", "unit.short_name"),
        Column("due_on", "完成日期", kind="day", sortable="due_on"),
        Column("light", "时限", lambda row: due_light(due_on=row.due_on, today=occasion.today(), done_on=row.settled_on), "light"),
        Column("kept", "兑现", lambda row: _SAID[row.kept]),
        Column("reason", "情况"),
        Column("campaign", "专项行动", "campaign.title"),
        Column("made_on", "承诺日期", kind="day", default=False),
    ),
    (
        Filter("q", "事项、单位", lookup=("text", "unit__name")),
        Filter("open", "待核定", "bool", lambda _: Q(kept__isnull=True)),
        Filter("broken", "未兑现", "bool", lambda _: Q(kept=False)),
        Filter("due_on", "完成日期", "day_range", first=False),
    ),
    default_order=("due_on", "pk"),
    row_url=lambda row: reverse("officer:dispatch_promise", args=[row.pk]),
    unit="项",
    empty="还没有承诺。调度会上单位表态的事项登记在这里，下一周核定兑现没有。",
)  # fmt: skip


class PromiseForm(PatternForm):
    """Who promises what by when."""

    campaign = forms.ModelChoiceField(label="专项行动", queryset=Campaign.objects.none(), empty_label=None)
    unit = forms.ModelChoiceField(label="承诺单位", queryset=Unit.objects.none(), empty_label="请选择")
    text = short_text("承诺事项", size=300)
    due_on = DayField(label="完成日期")

    def __init__(self, *args: Any, campaigns: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = campaigns  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class SettleForm(PatternForm):
    """Kept or not, and how it stands."""

    kept = forms.TypedChoiceField(
        label="是否兑现", choices=[("1", "已兑现"), ("0", "未兑现")], coerce=lambda value: value == "1", widget=forms.RadioSelect
    )  # fmt: skip
    reason = short_text("情况（未兑现的必须写明）", required=False, size=300)


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_REPORT)
def dispatch_promises(request: HttpRequest) -> HttpResponseBase:
    """Promises of the area and of the own unit."""
    staff = me(request)
    writes = holds(staff, P.CAMPAIGN_MANAGE) or holds(staff, P.CAMPAIGN_REPORT)
    actions = [Action("登记承诺", reverse("officer:dispatch_promise_new"), primary=True)] if writes else []
    return listing_page(request, PROMISES, promises_seen(staff), actions=actions)


@officer_page(P.CAMPAIGN_MANAGE, P.CAMPAIGN_REPORT)
def dispatch_promise_new(request: HttpRequest) -> HttpResponse:
    """A promise made at the weekly meeting."""
    staff = me(request)
    return act_page(
        request, PromiseForm,
        run=lambda v: make_promise(
            campaign=v["campaign"], unit=v["unit"], text=v["text"], due_on=v["due_on"], by=staff, on=occasion.today()
        ),
        title="登记承诺", back_url=reverse("officer:dispatch_promises"), done="已登记。",
        form_kwargs={"campaigns": campaigns_seen(staff), "units": spoken_units(staff)},
        context={"crumbs": [DESK, ("调度承诺", reverse("officer:dispatch_promises")), ("登记", "")]},
    )  # fmt: skip


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_REPORT)
def dispatch_promise(request: HttpRequest, number: int) -> HttpResponse:
    """One promise; whoever leads says whether it was kept."""
    promise = one(promises_seen(me(request)), number, "项承诺")
    crumbs = [DESK, ("调度承诺", reverse("officer:dispatch_promises")), (promise.text[:20], "")]
    if promise.kept is not None or not led_by(me(request), promise.campaign.unit):
        context = {"promise": promise, "said": _SAID[promise.kept], "crumbs": crumbs}
        if request.method == "POST":
            must_lead(me(request), promise.campaign.unit, doing="核定承诺")
        return render(request, "officer/dispatch/promise.html", context)
    return act_page(
        request, SettleForm,
        run=lambda v: settle_promise(promise=promise, kept=v["kept"], reason=v["reason"], by=me(request), on=occasion.today()),
        title=f"{promise.unit.short_name}：{promise.text}", back_url=reverse("officer:dispatch_promises"), save="核定", done="已核定。",
        intro=f"{promise.made_on}承诺，{promise.due_on}前完成。核定一次，不再改动。",
        context={"crumbs": crumbs},
    )  # fmt: skip
