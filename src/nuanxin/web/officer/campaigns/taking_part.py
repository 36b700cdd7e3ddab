"""Sending a campaign down, and everything between the leading unit and one that takes part."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.campaigns.dividing.progress import shares_of
from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.campaigns.opened.seeing import may_report, seen_campaign, seen_participant
from nuanxin.command.campaigns.seeing import may_manage
from nuanxin.command.campaigns.taking_part.models import Participant, ThreadEntry
from nuanxin.command.campaigns.taking_part.passing_on import Addition, OwnPlan, pass_on
from nuanxin.command.campaigns.taking_part.receiving import name_liaison, receive
from nuanxin.command.campaigns.taking_part.sending import send, units_meant
from nuanxin.command.campaigns.taking_part.thread import FROM_ABOVE, FROM_BELOW, say
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, NotFound, Refusal
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Unit
from nuanxin.foundation.organisations.permission import within
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.campaigns.changing import back_to, crumbs_to
from nuanxin.web.officer.campaigns.day_rows import days_in
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

Kind = ThreadEntry.Kind


class UnitsForm(PatternForm):
    """Units of the place and below to tick; those that the plan means come ticked."""

    due_on = DayField(label="部署期限（下级单位报本级方案，可不填）", required=False)
    units = forms.ModelMultipleChoiceField(
        label="下发给", queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["units"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = (
            Unit.objects.filter(region__in=within(campaign.region_id), valid_to__isnull=True)
            .exclude(pk__in=[campaign.unit_id, *campaign.participants.values_list("unit", flat=True)])
            .order_by("region_id", "kind", "code")
        )


@officer_page(P.CAMPAIGN_MANAGE)
def send_to(request: HttpRequest, number: int) -> HttpResponse:
    """Send the campaign to units."""
    found = seen_campaign(me(request), number)

    def run(v: dict[str, Any]) -> Any:
        return send(campaign=found, units=v["units"], due_on=v["due_on"], by=me(request), at=occasion.now())

    return act_page(
        request, UnitsForm, run=run, title="下发", back_url=back_to(found, "units"), save="下发",
        initial={"units": list(units_meant(found))}, form_kwargs={"campaign": found},
        intro="已按通知写明的责任单位选好，可以增减。", done=lambda made: f"已下发给 {len(made)} 个单位。",
    )  # fmt: skip


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_MANAGE)
def part(request: HttpRequest, number: int) -> HttpResponse:
    """One unit that takes part: what it has to do, what was said between the two sides."""
    found = seen_participant(me(request), number)
    speaks = may_report(me(request), found.unit)
    leads = may_manage(me(request), found.campaign.unit)
    running = found.campaign.closed_on is None
    kinds = (*(FROM_ABOVE if leads else ()), *(FROM_BELOW if speaks else ()))
    context = {
        "found": found,
        "crumbs": crumbs_to(found.campaign, found.unit.short_name or found.unit.name),
        "liaisons": found.liaisons.select_related("named_by").order_by("-named_at"),
        "thread": found.thread.select_related("unit", "by", "answers"),
        "speaks": speaks and running,
        "leads": leads and running,
        "kinds": [(kind.value, kind.label) for kind in kinds if kind != Kind.ANSWERED] if running else [],
        "shares": _shares(found),
    }
    return render(request, "officer/campaigns/part.html", context)


def _shares(found: Participant) -> Any:
    return shares_of(found.campaign).filter(unit=found.unit_id).select_related("task")


def _back(found: Participant) -> str:
    return reverse("officer:campaign_part", args=[found.pk])


@officer_page(P.CAMPAIGN_REPORT)
def part_receive(request: HttpRequest, number: int) -> HttpResponse:
    """签收."""
    found = seen_participant(me(request), number)
    return press(
        request,
        lambda: receive(participant=found, by=me(request), at=occasion.now()),
        back_url=_back(found),
        done="已签收。",
    )


class LiaisonForm(PatternForm):
    name = forms.CharField(label="姓名", max_length=40)
    post = forms.CharField(label="单位部门及职务", max_length=80)
    phone = forms.CharField(label="办公电话", max_length=30)


@officer_page(P.CAMPAIGN_REPORT)
def part_liaison(request: HttpRequest, number: int) -> HttpResponse:
    """报送联络员."""
    found = seen_participant(me(request), number)

    def run(v: dict[str, Any]) -> Any:
        return name_liaison(participant=found, **v, by=me(request), at=occasion.now())

    return act_page(
        request, LiaisonForm, run=run, title="报送联络员", back_url=_back(found), save="报送", done="已报送。"
    )


class WordForm(PatternForm):
    text = forms.CharField(label="内容", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


@officer_page(P.CAMPAIGN_REPORT, P.CAMPAIGN_MANAGE)
def part_say(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """A word on the thread; `?to=` names the question that it answers."""
    found = seen_participant(me(request), number)
    if kind not in {one.value for one in (*FROM_ABOVE, *FROM_BELOW)}:
        raise NotFound("没有这种往来", remedy="请从参加单位页面办理")
    to = request.GET.get("to", "")
    answers = found.thread.filter(pk=int(to)).first() if to.isdecimal() else None

    def run(v: dict[str, Any]) -> Any:
        return say(
            participant=found, kind=Kind(kind), text=v["text"], by=me(request), at=occasion.now(), answers=answers
        )

    return act_page(
        request, WordForm, run=run, title=str(Kind(kind).label), back_url=_back(found), save="发出",
        intro=answers.text if answers else "", done="已发出。",
    )  # fmt: skip


class OwnPlanForm(PatternForm):
    title = forms.CharField(label="本级方案名称", max_length=300)
    document_number = forms.CharField(label="文号（可不填）", required=False, max_length=60)


NEW_TASKS = 5


@officer_page(P.CAMPAIGN_REPORT)
def part_pass_on(request: HttpRequest, number: int) -> HttpResponse:
    """部署: the upper campaign's tasks and days with a place for earlier days, and room for own tasks."""
    found = seen_participant(me(request), number)
    upper = found.campaign
    tasks = list(upper.tasks.filter(withdrawn_at__isnull=True))
    milestones = list(upper.milestones.filter(on__isnull=False))
    posted = request.method == "POST"
    initial = {"title": f"{found.unit.region.name}{upper.title}"[:300]}
    form = OwnPlanForm(request.POST if posted else None, initial=initial)
    if posted and form.is_valid():
        try:
            own = OwnPlan(
                form.cleaned_data["title"], form.cleaned_data["document_number"],
                days_in(request, {one.pk: f"task-{one.pk}" for one in tasks}),
                days_in(request, {one.pk: f"day-{one.pk}" for one in milestones}), _additions(request),
            )  # fmt: skip
            made = pass_on(participant=found, own=own, by=me(request), at=occasion.now())
        except (Refusal, BadInput) as wrong:
            form.add_error(None, str(wrong))
        else:
            return HttpResponseRedirect(reverse("officer:campaign", args=[made.pk]))
    context = {
        "found": found, "form": form, "tasks": [(one, request.POST.get(f"task-{one.pk}", one.due_on or "")) for one in tasks],
        "milestones": [(one, request.POST.get(f"day-{one.pk}", "")) for one in milestones],
        "additions": [(n, request.POST.get(f"text-{n}", ""), request.POST.get(f"who-{n}", ""), request.POST.get(f"by-{n}", "")) for n in range(NEW_TASKS)],
    }  # fmt: skip
    return render(request, "officer/campaigns/pass_on.html", context)


def _additions(request: HttpRequest) -> tuple[Addition, ...]:
    days = days_in(request, {n: f"by-{n}" for n in range(NEW_TASKS)})
    rows = []
    for n in range(NEW_TASKS):
        text = request.POST.get(f"text-{n}", "").strip()
        if text:
            said = request.POST.get(f"who-{n}", "").replace("，", "、").split("、")
            rows.append(Addition(text[:2000], tuple(name for name in said if name.strip()), days.get(n)))
    return tuple(rows)
