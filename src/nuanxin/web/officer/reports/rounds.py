"""Rounds of a form: who has sent, who is late, who is missing; opening a round and locking it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from nuanxin.command.reporting.completeness import completeness
from nuanxin.command.reporting.forms.loading import form
from nuanxin.command.reporting.models import Report, ReportRound
from nuanxin.command.reporting.opening import open_round
from nuanxin.command.reporting.reviewing import lock_round
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, RegionReach, Staff
from nuanxin.foundation.organisations.permission import FileFacts, areas, holds, may, within
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

WINTER = "winter_2023"


class RoundForm(PatternForm):
    title = forms.CharField(label="名称", max_length=120, help_text="如：冬季行动统计表（1月3日报送）")
    region = forms.ModelChoiceField(label="汇总范围", queryset=Region.objects.none())
    start = DayField(label="起")
    end = DayField(label="止")
    due_county = DayField(label="县级上报期限")
    due_city = DayField(label="市级汇总期限", required=False)

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = areas(staff, Permission.REPORT_ACCEPT)
        self.fields["region"].queryset = Region.objects.filter(pk__in=own)  # type: ignore[attr-defined]
        for key, setting in form(WINTER).settings.items():
            self.fields[f"setting_{key}"] = forms.ChoiceField(
                label=f"口径：{setting.name}", choices=list(setting.choices.items())
            )


@officer_page(Permission.REPORT_VIEW)
def round_list(request: HttpRequest) -> HttpResponse:
    """The rounds that touch the own area, the latest first."""
    staff = me(request)
    context = {
        "rounds": rounds_for(staff),
        "may_open": holds(staff, Permission.REPORT_ACCEPT),
        "crumbs": [("工作台", reverse("officer:desk")), ("报表", "")],
    }
    return render(request, "officer/reports/rounds.html", context)


@officer_page(Permission.REPORT_ACCEPT)
def round_new(request: HttpRequest) -> HttpResponse:
    """Call in a form from all areas below."""
    staff = me(request)
    return act_page(
        request,
        RoundForm,
        run=lambda given: open_round(
            form_key=WINTER,
            title=given["title"],
            region=given["region"],
            start=given["start"],
            end=given["end"],
            due_county=given["due_county"],
            due_city=given["due_city"],
            settings={key: given[f"setting_{key}"] for key in form(WINTER).settings},
            by=staff,
        ),
        title="布置报表",
        back_url=reverse("officer:reports"),
        done="已布置，各地可以填报。",
        form_kwargs={"staff": staff},
        next_url=lambda opened: reverse("officer:report_round", args=[opened.pk]),
    )


@officer_page(Permission.REPORT_VIEW)
def round_page(request: HttpRequest, key: int) -> HttpResponse:
    """One round: each area's report, its state and punctuality."""
    staff = me(request)
    opened = get_object_or_404(rounds_for(staff), pk=key)
    mine = set(reports_for(staff).filter(round=opened).values_list("pk", flat=True))
    lines = [line for line in completeness(opened, occasion.today()) if line.report.pk in mine]
    context = {
        "round": opened,
        "lines": lines,
        "may_lock": may(staff, Permission.REPORT_ACCEPT, FileFacts(region=opened.region_id)),
        "crumbs": [("报表", reverse("officer:reports")), (opened.title, "")],
    }
    return render(request, "officer/reports/round.html", context)


@officer_page(Permission.REPORT_ACCEPT)
def round_lock(request: HttpRequest, key: int) -> HttpResponse:
    """Lock every report of a round."""
    staff = me(request)
    opened = get_object_or_404(rounds_for(staff), pk=key)
    back = reverse("officer:report_round", args=[key])
    return press(request, lambda: lock_round(round=opened, by=staff), back_url=back, done="本期报表已全部锁定。")


def rounds_for(staff: Staff) -> QuerySet[ReportRound]:
    """Rounds of an area that lies in the own one, or that the own area reports to."""
    own = areas(staff, Permission.REPORT_VIEW)
    above = RegionReach.objects.filter(member__in=own).values("area")
    below = RegionReach.objects.filter(area__in=own).values("member")
    return ReportRound.objects.filter(Q(region__in=above) | Q(region__in=below)).select_related("region")


def reports_for(staff: Staff) -> QuerySet[Report]:
    """Reports of the own area and all below it."""
    own = areas(staff, Permission.REPORT_VIEW)
    seen = Q(pk__in=[])
    for code in own:
        seen |= Q(region__in=within(code))
    return Report.objects.filter(seen).select_related("round", "region", "unit")
