"""Rounds of a form: who has sent, who is late, who is missing; opening a round and locking it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from nuanxin.command.reporting.completeness import Standing, completeness
from nuanxin.command.reporting.definitions import find_form, form_of
from nuanxin.command.reporting.forms.loading import WINTER
from nuanxin.command.reporting.forms.model import Form
from nuanxin.command.reporting.models import Report, ReportRound
from nuanxin.command.reporting.reviewing import lock_round
from nuanxin.command.reporting.rounds.opening import open_round, renew_round
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, RegionReach, Staff
from nuanxin.foundation.organisations.permission import FileFacts, areas, holds, may, within
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.reports.any_form import found_form
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm


class RoundForm(PatternForm):
    form = forms.ChoiceField(label="报表", help_text="要布置其他报表，请从报表目录点“布置”")
    title = forms.CharField(label="名称", max_length=120, help_text="如：冬季行动统计表（1月3日报送）")
    region = forms.ModelChoiceField(label="汇总范围", queryset=Region.objects.none())
    start = DayField(label="起")
    end = DayField(label="止")
    down_to = forms.ChoiceField(
        label="布置到", choices=[("county", "县（市、区）"), ("town", "乡镇（街道）")], required=False
    )
    due_town = DayField(label="乡镇上报期限", required=False)
    due_county = DayField(label="县级上报期限", required=False, help_text="留空：按表式规定的天数推算")
    due_city = DayField(label="市级汇总期限", required=False)
    due_province = DayField(label="省级汇总期限", required=False)

    def __init__(self, *args: Any, staff: Staff, of: Form, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = [(of.key, f"{of.title}（{of.version}版）")]  # type: ignore[attr-defined]
        self.fields["form"].initial, self.fields["form"].required = of.key, False
        own = areas(staff, Permission.REPORT_ACCEPT)
        self.fields["region"].queryset = Region.objects.filter(pk__in=own)  # type: ignore[attr-defined]
        for key, setting in of.settings.items():
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
    staff, of = me(request), found_form(request.GET.get("form", WINTER))
    days = ("due_town", "due_county", "due_city", "due_province")
    return act_page(
        request,
        RoundForm,
        run=lambda given: open_round(
            form_key=of.key,
            title=given["title"],
            region=given["region"],
            start=given["start"],
            end=given["end"],
            **{day: given[day] for day in days},
            down_to=given["down_to"] or "county",
            settings={key: given[f"setting_{key}"] for key in of.settings},
            by=staff,
        ),
        title=f"布置报表：{of.title}",
        back_url=reverse("officer:reports"),
        done="已布置，各地可以填报。",
        form_kwargs={"staff": staff, "of": of},
        next_url=lambda opened: reverse("officer:report_round", args=[opened.pk]),
    )


@officer_page(Permission.REPORT_VIEW)
def round_page(request: HttpRequest, key: int) -> HttpResponse:
    """One round: each area's report, its state and punctuality."""
    staff = me(request)
    opened = get_object_or_404(rounds_for(staff), pk=key)
    mine = set(reports_for(staff).filter(round=opened).values_list("pk", flat=True))
    lines = [line for line in completeness(opened, occasion.today()) if line.report.pk in mine]
    of = form_of(opened)
    in_force = find_form(opened.form).version
    may_lead = may(staff, Permission.REPORT_ACCEPT, FileFacts(region=opened.region_id))
    context = {
        "round": opened,
        "of": of,
        "lines": in_tree(lines),
        "counted": sorted(Counter(str(line.punctuality) for line in lines).items()),
        "newer": in_force if may_lead and in_force != opened.form_version else "",
        "may_lock": may_lead,
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


@officer_page(Permission.REPORT_ACCEPT)
def round_renew(request: HttpRequest, key: int) -> HttpResponse:
    """Move a round to the form's version in force; what was filed on the old one goes back."""
    staff = me(request)
    opened = get_object_or_404(rounds_for(staff), pk=key)
    back = reverse("officer:report_round", args=[key])
    run = lambda: renew_round(round=opened, by=staff)  # noqa: E731
    return press(request, run, back_url=back, done="已换用新表式，已上报的退回重报，原数保留。")


def in_tree(lines: list[Standing]) -> list[tuple[Standing, int]]:
    """Each line with how deep it lies below the highest one shown: an area, then what lies in it."""
    shown = {line.report.region_id: line for line in lines}
    below: dict[str | None, list[Standing]] = {}
    for line in lines:
        parent = line.report.region.parent_id
        below.setdefault(parent if parent in shown else None, []).append(line)

    def walk(parent: str | None, depth: int) -> list[tuple[Standing, int]]:
        return [
            each for line in below.get(parent, []) for each in [(line, depth), *walk(line.report.region_id, depth + 1)]
        ]

    return walk(None, 0)


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
