"""Watched projects, and how each stands by one deposit and seven systems."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, may, within
from nuanxin.watch.monitoring.register.models import SystemState
from nuanxin.watch.monitoring.register.systems import checklist_at, record_system, standing_of
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.ledger import visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.monitoring.accounts import account_of, closing_light, opening_light
from nuanxin.web.officer.monitoring.outside import project_signals
from nuanxin.web.officer.warnings.lists import clock_light, grade_light
from nuanxin.web.officer.warnings.seeing import named, project_of, projects_for, warnings_for
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import listing_page

LISTING = Listing(
    "watched_projects",
    "监测项目",
    (
        Column("name", "项目", kind="link", frozen=True, sortable="name"),
        Column("code", "监测编号"),
        Column("employer", "施工总承包单位", "employer.name"),
        Column("region", "区划", "region.name"),
        Column("pay_day", "工资支付日", lambda row: f"每月{row.pay_day}日" if row.pay_day else "未约定"),
        Column("contract", "合同额", "contract_amount_fen", "money"),
        Column("starts_on", "开工", kind="day", sortable="starts_on"),
        Column("ends_on", "完工", kind="day", sortable="ends_on"),
        Column("taken_on", "纳入监测", kind="day", sortable="taken_on", default=False),
    ),
    (
        Filter("q", "项目、单位", lookup=("name", "code", "employer__name")),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), visible_regions),
        Filter("starts_on", "开工日期", "day_range", first=False),
    ),
    default_order=("region", "name"),
    row_url=lambda row: reverse("officer:watched_project", args=[row.pk]),
    unit="个",
    empty="没有监测项目。导入工资监测数据以后自动纳入。",
)


class SystemForm(PatternForm):
    state = forms.ChoiceField(label="落实情况", choices=SystemState.choices)
    proof = forms.CharField(
        label="佐证（不适用的写明理由）", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    owner = forms.ChoiceField(label="责任人")
    checked_on = DayField(label="核查日期", initial=occasion.today, not_after=occasion.today)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = people  # type: ignore[attr-defined]


@officer_page(P.WATCH_VIEW)
def watched_projects(request: HttpRequest) -> HttpResponseBase:
    """Watched projects of the person's areas."""
    return listing_page(request, LISTING, projects_for(me(request)))


@officer_page(P.WATCH_VIEW)
def watched_project(request: HttpRequest, number: int) -> HttpResponse:
    """One project: its checklist and its warnings."""
    row, staff, today = project_of(request, number), me(request), occasion.today()
    standings = standing_of(row, today)
    asked = [one for one in standings if one.state != SystemState.NOT_APPLICABLE]
    checklist = checklist_at(row.region_id, today)
    warnings = warnings_for(staff).filter(project=row).select_related("owner").order_by("-month", "-pk")
    context = {
        "row": row, "title": row.name, "standings": standings, "source": checklist.source, "missing": checklist.missing,
        "met": sum(one.state == SystemState.MET for one in asked), "asked": len(asked),
        "unknown": sum(one.state == SystemState.UNKNOWN for one in asked),
        "warnings": [{"row": one, "grade": grade_light(one.grade, one.score), "due": clock_light(one)} for one in warnings[:50]],
        "account": account_of(row), "opening": opening_light(row), "closing": closing_light(row),
        "signals": project_signals(row, staff),
        "may": may(staff, P.WATCH_HANDLE, FileFacts(region=row.region_id)),
    }  # fmt: skip
    return render(request, "officer/warnings/project.html", context)


@officer_page(P.WATCH_HANDLE)
def watched_system(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """How one system stands, with proof, owner and date."""
    row, today = project_of(request, number), occasion.today()
    now = next((one for one in standing_of(row, today) if one.system.key == key), None)
    if now is None:
        raise NotFound("清单中没有这一项", remedy="请从监测项目打开")
    near = Staff.objects.filter(is_active=True, posts__region__reach__member=row.region_id)
    near = near.select_related("unit").distinct().order_by("pk")[:300]
    people = [one for one in near if may(one, P.WATCH_VIEW, FileFacts(region=row.region_id))]
    check = now.check

    def run(v: dict[str, Any]) -> Any:
        owner = Staff.objects.get(pk=v.pop("owner"))
        return record_system(project=row, system=key, owner=owner, by=me(request), on=occasion.today(), **v)

    return act_page(
        request, SystemForm, run=run, title=f"{now.system.name}：{row.name}",
        back_url=reverse("officer:watched_project", args=[number]), form_kwargs={"people": named(people)},
        initial={"state": now.state, "proof": check.proof if check else "", "owner": check.owner_id if check else me(request).pk},
        intro=now.system.cites, done="已登记。",
    )  # fmt: skip
