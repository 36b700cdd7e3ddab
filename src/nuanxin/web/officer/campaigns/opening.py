"""A campaign is opened: from a confirmed notice, from a ready one, or again from an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.campaigns.opened.opening import Opened, open_campaign
from nuanxin.command.campaigns.opened.seeing import seen_campaign
from nuanxin.command.campaigns.ready.opening import open_again, open_ready
from nuanxin.command.campaigns.ready.redating import Dated, Period, days_of
from nuanxin.command.campaigns.ready.shelf import ready_campaign, shelf
from nuanxin.command.campaigns.reviewing import confirmed_plan
from nuanxin.command.campaigns.seeing import seen_notice
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.organisations.duties import DUTIES
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import posts_of
from nuanxin.web.officer.acting import press
from nuanxin.web.officer.campaigns.day_rows import days_in
from nuanxin.web.officer.gate import me, officer_page, only_post
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm


@officer_page(P.CAMPAIGN_MANAGE)
def from_notice(request: HttpRequest, number: int) -> HttpResponse:
    """Open the campaign that a confirmed notice orders."""
    found = seen_notice(me(request), number)
    only_post(request)
    opened: list[Opened] = []

    def run() -> None:
        plan = confirmed_plan(found)
        opened.append(open_campaign(plan=plan, unit=found.unit, by=me(request), notice=found))

    answer = press(request, run, back_url=reverse("officer:notice", args=[number]), done="专项行动已启动。")
    return HttpResponseRedirect(reverse("officer:campaign", args=[opened[0].campaign.pk])) if opened else answer


@officer_page(P.CAMPAIGN_MANAGE)
def ready(request: HttpRequest) -> HttpResponse:
    """The ready campaigns to choose from."""
    rows: list[dict[str, Any]] = [
        {
            "ready": one,
            "tasks": sum(len(part.get("tasks") or []) for part in one.parts),
            "deadlines": sum(len(part.get("deadlines") or []) for part in one.parts),
            "figures": sum(len(part.get("indicators") or []) + len(part.get("targets") or []) for part in one.parts),
        }
        for one in shelf().values()
    ]
    within = request.GET.get("within", "")
    if within.isdecimal():  # from a campaign: drives on top
        rows.sort(key=lambda row: not row["ready"].drive)
    return render(
        request, "officer/campaigns/ready.html", {"rows": rows, "within": within if within.isdecimal() else ""}
    )


@officer_page(P.CAMPAIGN_MANAGE)
def ready_open(request: HttpRequest, key: str) -> HttpResponse:
    """Name, unit and period first; then every day of the plan to look over."""
    found = ready_campaign(key)

    def run(told: Mapping[str, Any], period: Period, chosen: Mapping[str, date]) -> Opened:
        return open_ready(
            key=key,
            unit=told["unit"],
            period=period,
            title=told["title"],
            by=me(request),
            chosen=chosen,
            within=told["within"],
        )

    return _dated_opening(
        request, f"启动“{found.name}”", found.name, found.plan, run, reverse("officer:campaigns_ready"), drives=True
    )


@officer_page(P.CAMPAIGN_MANAGE)
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Next year's campaign from an earlier one."""
    found = seen_campaign(me(request), number)

    def run(told: Mapping[str, Any], period: Period, chosen: Mapping[str, date]) -> Opened:
        return open_again(
            campaign=found, unit=told["unit"], period=period, title=told["title"], by=me(request), chosen=chosen
        )

    return _dated_opening(
        request, "照此再开一次", found.title, found.plan, run, reverse("officer:campaign", args=[number])
    )


class OpeningForm(PatternForm):
    """Name, unit and period of a campaign."""

    title = forms.CharField(label="名称", max_length=300)
    unit = forms.ModelChoiceField(label="牵头单位", queryset=Unit.objects.none())
    start = DayField(label="行动开始")
    end = DayField(label="行动截止")
    within = forms.ModelChoiceField(
        label="所属行动（作为专项活动的填，可不填）",
        queryset=Campaign.objects.none(),
        required=False,
        empty_label="单独启动",
    )

    def __init__(self, *args: Any, staff: Staff, drives: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = [post.unit_id for post in posts_of(staff) if P.CAMPAIGN_MANAGE in DUTIES[post.duty].grants]
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Unit.objects.filter(pk__in=units)
        field.empty_label = None
        whole = self.fields["within"]
        assert isinstance(whole, forms.ModelChoiceField)
        whole.queryset = Campaign.objects.filter(unit__in=units, closed_on__isnull=True, within__isnull=True)
        if not drives:
            del self.fields["within"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("start") and told.get("end") and told["start"] > told["end"]:
            self.add_error("end", "截止日期早于开始日期，请核对。")
        return told


def _dated_opening(
    request: HttpRequest, heading: str, name: str, plan: Mapping[str, Any],
    run: Callable[[Mapping[str, Any], Period, Mapping[str, date]], Opened], back_url: str, *, drives: bool = False,
) -> HttpResponse:  # fmt: skip
    """First visit: the form. `look`: the days as they would be. `open`: done."""
    posted = request.method == "POST"
    initial = {"title": name, "within": request.GET.get("within", "")}
    form = OpeningForm(request.POST if posted else None, staff=me(request), drives=drives, initial=initial)
    days: list[Dated] = []
    if posted and form.is_valid():
        told = form.cleaned_data
        period = Period(told["start"], told["end"])
        days = days_of(plan, period)
        if "open" in request.POST:
            try:
                opened = run(told, period, days_in(request, {one.at: one.at for one in days}))
            except (Refusal, BadInput) as wrong:
                form.add_error(None, str(wrong))
            else:
                return HttpResponseRedirect(reverse("officer:campaign", args=[opened.campaign.pk]))
    shown = [(one, request.POST.get(one.at) or (one.new.isoformat() if one.new else "")) for one in days]
    context = {"form": form, "heading": heading, "days": shown, "back_url": back_url}
    return render(request, "officer/campaigns/opening.html", context)
