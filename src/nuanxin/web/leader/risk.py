"""The leader's map of risk: where warnings stand open, how far they come until money is paid."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil, sqrt
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, RegionReach, Staff
from nuanxin.foundation.organisations.permission import areas, codes_of
from nuanxin.watch.monitoring.asking_workers.asking import rounds_of
from nuanxin.watch.monitoring.asking_workers.brought import brought_by
from nuanxin.watch.monitoring.pictures.areas import AreaRisk, area_risks, together
from nuanxin.watch.monitoring.pictures.funnel import Funnel, funnel
from nuanxin.watch.monitoring.risk.declared import ASKED
from nuanxin.web.leader.links import warnings_url
from nuanxin.web.patterns.figures import Tile, cartogram

WIDEST = 5  # characters that fit on a tile
SPAN = 365  # days of the funnel
STEPS = (
    ("raised", "发出预警", "条", ""),
    ("told", "已告知企业", "条", ""),
    ("answered", "企业已答复", "条", ""),
    ("checked", "已核查", "条", ""),
    ("confirmed", "核查属实", "条", "confirmed"),
    ("clues", "转为线索", "件", ""),
    ("workers_verified", "核实欠薪", "人", ""),
    ("workers_paid", "领到工资（含部分）", "人", ""),
    ("workers_in_full", "足额领到", "人", ""),
)


@login_required
def risk(request: HttpRequest, code: str = "") -> HttpResponse:
    """One area: its parts by open warnings, and the funnel of a year."""
    staff, area = area_of(request, code)
    context = picture(area, staff, linked=True)
    asking = _asking(area, context["first"])
    return render(request, "leader/risk.html", {**context, **asking, "crumbs": _crumbs(area, staff)})


def picture(area: Region, staff: Staff, *, linked: bool) -> dict[str, Any]:
    """What map and screen draw; without `linked` the numbers open nothing."""
    today = occasion.today()
    lines = area_risks(area, on=today)
    first = today - timedelta(days=SPAN)
    found = funnel(list(codes_of(area.pk)), first, today)
    return {
        "area": area, "lines": sorted(lines, key=lambda one: (-one.red, -one.orange, -one.yellow, -one.blue, one.code)),
        "whole": together(lines, area), "first": first, "funnel": found, "steps": _steps(found, area.pk, first, linked=linked),
        "cartogram": cartogram("未销号预警", _tiles(lines, area, linked=linked), unit="条") if len(lines) > 1 else None,
        "projects_map": cartogram("在监项目", _tiles(lines, area, linked=linked, projects=True), unit="个") if len(lines) > 1 else None,
        "today": today, "screen": reverse("leader:screen_of", args=[area.pk]),
    }  # fmt: skip


def _asking(area: Region, first: date) -> dict[str, Any]:
    """What asking workers brought in the same time, and where its rounds are."""
    rounds = list(rounds_of(codes_of(area.pk)).filter(opened_on__gte=first))
    query = urlencode({"region": area.pk, "first": str(first)})
    return {
        "rounds": len(rounds), "asking": brought_by(rounds)[1] if rounds else None,
        "asking_url": f"{reverse('officer:ask_rounds')}?{query}",
    }  # fmt: skip


def _steps(found: Funnel, code: str, first: date, *, linked: bool) -> list[dict[str, Any]]:
    """Each step with its length of a hundred against the first of its unit, and where its rows are."""
    whole = {"条": found.raised, "件": found.raised, "人": found.workers_verified}
    return [
        {
            "name": name, "unit": unit, "count": getattr(found, key),
            "share": round(100 * getattr(found, key) / whole[unit]) if whole[unit] else 0,
            "url": warnings_url(code, grade=ASKED, outcome=outcome, raised_on_from=str(first)) if linked and unit == "条" and key in ("raised", "confirmed") else "",
        }
        for key, name, unit, outcome in STEPS
    ]  # fmt: skip


def _tiles(lines: list[AreaRisk], area: Region, *, linked: bool, projects: bool = False) -> list[Tile]:
    across = ceil(sqrt(len(lines) * 1.6))
    return [
        Tile(
            line.code,
            line.name if len(line.name) <= WIDEST else f"{line.name[: WIDEST - 1]}…",
            place // across,
            place % across,
            line.projects if projects else line.open,
            _way_down(line, area) if linked else "",
        )
        for place, line in enumerate(lines)
    ]


def _way_down(line: AreaRisk, area: Region) -> str:
    return (
        warnings_url(line.code, grade=ASKED, open="1")
        if line.code == area.pk
        else reverse("leader:risk_of", args=[line.code])
    )


def _viewer(request: HttpRequest) -> Staff:
    if not isinstance(request.user, Staff) or not areas(request.user, Permission.WATCH_VIEW):
        raise PermissionDenied("风险地图供有监测查看权限的人员使用")
    return request.user


def area_of(request: HttpRequest, code: str) -> tuple[Staff, Region]:
    """The viewer and the asked area, inside what he watches; without a code, his own."""
    staff = _viewer(request)
    own = areas(staff, Permission.WATCH_VIEW)
    asked = get_object_or_404(Region, pk=code or own[0])
    if not RegionReach.objects.filter(area__in=own, member=asked.pk).exists():
        raise PermissionDenied(f"{asked.name}不在您的管辖范围")
    return staff, asked


def _crumbs(area: Region, staff: Staff) -> list[tuple[str, str]]:
    own = areas(staff, Permission.WATCH_VIEW)
    seen: list[tuple[str, str]] = []
    here: Region | None = area
    while here and RegionReach.objects.filter(area__in=own, member=here.pk).exists():
        seen.insert(0, (here.name, "" if here is area else reverse("leader:risk_of", args=[here.code])))
        here = here.parent
    return [("风险地图", reverse("leader:risk")), *seen]
