"""All areas of the person at a glance; one area week by week with charts and outlook; the form of a week and its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.situation.collecting import (
    MEASURES,
    WEEK,
    WeekFigures,
    Weeks,
    last_week,
    may_report,
    monday,
    report_week,
    seen_region,
    standing,
    weeks_of,
)
from nuanxin.command.situation.models import WeeklySituation
from nuanxin.command.situation.outlook import AHEAD, METHOD, Outlook, outlook
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.errors import NotAllowed, NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.permission import areas
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.figures import Chart, Series
from nuanxin.web.patterns.forms import PatternForm

SHOWN = 20  # weeks in the charts


class WeekForm(PatternForm):
    """One week: three numbers."""

    week = DayField(label="哪一周", help_text="填这一周中任意一天")
    returned_home = forms.IntegerField(label="本周返乡人数", min_value=0, max_value=5_000_000)
    returned_to_work = forms.IntegerField(label="本周返岗人数", min_value=0, max_value=5_000_000)
    demand = forms.IntegerField(label="周末企业缺工人数", min_value=0, max_value=5_000_000)
    source = forms.CharField(
        label="数据来源", required=False, max_length=200, help_text="如：乡镇摸排、车站统计、企业用工监测"
    )
    correction = forms.CharField(label="更正理由", required=False, max_length=200, help_text="这一周已经填报过的，须写明为什么更正")  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """An area in the overview."""

    region: Region
    latest: WeeklySituation | None
    late: bool
    missing: int


@officer_page(P.CAMPAIGN_VIEW)
def situation(request: HttpRequest) -> HttpResponse:
    """Every area of the person with its last report; who has not reported the last week is said first."""
    staff, today = me(request), occasion.today()
    own = set(areas(staff, P.CAMPAIGN_VIEW)) | ({staff.unit.region_id} if staff.unit else set())
    ended = Q(valid_to__isnull=False, valid_to__lt=today)
    regions = Region.objects.filter(Q(pk__in=own) | Q(parent__in=areas(staff, P.CAMPAIGN_VIEW))).exclude(ended).order_by("pk")  # fmt: skip
    shown = []
    for region in regions:
        weeks = weeks_of(region, today)
        latest = next((row for row in reversed(weeks.rows) if row is not None), None)
        late = latest is None or latest.week < last_week(today)
        shown.append(Standing(region, latest, late, len(weeks.missing)))
    context = {
        "rows": sorted(shown, key=lambda one: (not one.late, one.region.pk)),
        "last": last_week(today),
        "late": sum(one.late for one in shown),
        "crumbs": [("工作台", reverse("officer:desk")), ("用工形势", "")],
    }
    return render(request, "officer/situation/overview.html", context)


@officer_page(P.CAMPAIGN_VIEW)
def situation_area(request: HttpRequest, region: str) -> HttpResponse:
    """One area: charts with the outlook, the table of weeks, the gaps."""
    found = seen_region(me(request), region)
    weeks = weeks_of(found, occasion.today())
    outlooks = {key: outlook(weeks.values(key)) for key in MEASURES} if weeks.mondays else {}
    rows = list(zip(weeks.mondays, weeks.rows, strict=True))[::-1]
    context = {
        "region": found,
        "charts": [_chart(key, weeks, outlooks[key]) for key in outlooks],
        "outlooks": [(MEASURES[key], one, _ahead(weeks, one)) for key, one in outlooks.items()],
        "rows": rows,
        "missing": weeks.missing,
        "method": METHOD,
        "may_report": may_report(me(request), found),
        "crumbs": _crumbs(found.name),
    }
    return render(request, "officer/situation/area.html", context)


def _crumbs(*names: str) -> list[tuple[str, str]]:
    return [("工作台", reverse("officer:desk")), ("用工形势", reverse("officer:situation")), *((name, "") for name in names)]  # fmt: skip


def _ahead(weeks: Weeks, seen: Outlook) -> list[tuple[date, Any]]:
    return [(weeks.mondays[-1] + WEEK * step, one) for step, one in enumerate(seen.ahead, 1)]


def _chart(key: str, weeks: Weeks, seen: Outlook) -> Chart:
    days = list(weeks.mondays[-SHOWN:])
    values = weeks.values(key)[-SHOWN:]
    to_come = [days[-1] + WEEK * step for step in range(1, AHEAD + 1)] if seen.ahead else []
    gap: list[int | None] = [None] * len(days)
    series = [Series("实报", [*values, *[None] * len(to_come)])]
    if seen.ahead:
        series += [
            Series("预计", [*gap, *(one.expected for one in seen.ahead)]),
            Series("区间上限", [*gap, *(one.high for one in seen.ahead)]),
            Series("区间下限", [*gap, *(one.low for one in seen.ahead)]),
        ]
    labels = [f"{day:%m-%d}" for day in (*days, *to_come)]
    return Chart(f"situation-{key}", f"每周{MEASURES[key]}", labels, series, kind="line", unit="人")


@officer_page(P.CAMPAIGN_VIEW)
def situation_week(request: HttpRequest, region: str, week: str) -> HttpResponse:
    """What was said of one week, corrections included."""
    found = seen_region(me(request), region)
    day = _week(week)
    rows = WeeklySituation.objects.filter(region=found, week=day).select_related("entered_by", "unit", "corrected_by")
    if not rows:
        raise NotFound("没有找到这一周", why=f"{found.name}没有填报{day}这一周", remedy="请从形势页面打开")
    ordered = sorted(rows, key=lambda row: row.pk)
    context = {"region": found, "week": day, "rows": ordered, "crumbs": _crumbs(found.name, f"{day}"), "may_report": may_report(me(request), found)}  # fmt: skip
    return render(request, "officer/situation/week.html", context)


@officer_page(P.CAMPAIGN_REPORT)
def situation_report(request: HttpRequest, region: str) -> HttpResponse:
    """Enter or correct a week."""
    found = seen_region(me(request), region)
    if not may_report(me(request), found):
        raise NotAllowed(
            "您没有权限填报", why="由本地区的人力资源社会保障局填报本地区的数", remedy="请联系当地填报单位"
        )
    today = occasion.today()
    day = _week(request.GET["week"]) if request.GET.get("week") else last_week(today)
    earlier = standing(found).filter(week=day).first()
    names = ("returned_home", "returned_to_work", "demand", "source")
    initial = {"week": day, **({name: getattr(earlier, name) for name in names} if earlier else {})}

    def run(v: dict[str, Any]) -> WeeklySituation:
        figures = WeekFigures(**{name: v[name] for name in names})
        return report_week(region=found, week=monday(v["week"]), figures=figures, by=me(request), on=today, correction=v["correction"])  # fmt: skip

    return act_page(
        request, WeekForm, run=run, title=f"{found.name}每周用工形势", initial=initial, save="填报",
        back_url=reverse("officer:situation_area", args=[found.pk]), done=lambda row: f"已填报{row.week}这一周。",
        intro=f"一周一次，三个数；现在可填到{last_week(today)}开始的一周。", context={"crumbs": _crumbs(found.name, "填报")},
    )  # fmt: skip


def _week(text: str) -> date:
    try:
        return monday(parse_day(text))
    except ValueError:
        raise NotFound("没有找到这一周", why=f"“{text}”不是日期", remedy="请从形势页面打开") from None
