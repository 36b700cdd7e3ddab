"""The leader's board: which area, why, who, until when — each number opens to the clues behind it."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil, sqrt
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, RegionReach, Staff
from nuanxin.foundation.organisations.permission import areas, within
from nuanxin.foundation.organisations.receiving import head_of
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.open_clues import (
    BANDS,
    Clearing,
    Standing,
    aged,
    clearing,
    closed_by_week,
    open_of,
    standings,
    together,
)
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.web.leader.campaigns import campaign_lines
from nuanxin.web.patterns.figures import Chart, Series, Tile, cartogram
from nuanxin.web.patterns.lights import due_light

SHOWN = 100
WIDEST = 5  # characters that fit on a tile
KINDS = {"open": "在办", "overdue": "超期", "due_week": "七日内到期"}


@login_required
def board(request: HttpRequest, code: str = "") -> HttpResponse:
    """One area at a glance: what is open, overdue, how old; whether it will be cleared in time; where it is worst."""
    staff, area = _viewer(request), _area(request, code)
    today = occasion.today()
    clues = clues_for(staff).filter(region_id__in=within(area.code))
    lines = standings(clues, area=area, on=today)
    whole = together(lines, area=area)
    until, complaint = _until(request, today)
    return render(
        request,
        "leader/board.html",
        {
            "area": area,
            "whole": whole,
            "lines": sorted(lines, key=lambda line: (-line.overdue, -line.open, line.code)),
            "bands": [name for _, name in BANDS],
            "cartogram": cartogram("未办结线索", _tiles(lines), unit="件") if len(lines) > 1 else None,
            "chart": _weeks(clues, today),
            "until": until,
            "complaint": complaint,
            "clearing": _clearing(clues, whole, until, today),
            "campaigns": campaign_lines(staff, area, today),
            "crumbs": _crumbs(area, staff),
        },
    )


@login_required
def behind(request: HttpRequest, code: str) -> HttpResponse:
    """The clues behind a number of the board: oldest first, with who answers for each and until when."""
    staff, area = _viewer(request), _area(request, code)
    today = occasion.today()
    clues = open_of(clues_for(staff).filter(region_id__in=within(area.code)))
    kind, clues = _chosen(request, clues, today)
    if request.GET.get("level") == "own":
        below = RegionReach.objects.filter(area__in=area.children.values("code")).values("member")
        clues = clues.exclude(region_id__in=below)
    rows = clues.select_related("region", "unit", "officer", "employer").order_by("received_on", "pk")[: SHOWN + 1]
    shown = [
        {
            "clue": clue,
            "days": (today - clue.received_on).days,
            "light": due_light(due_on=clue.due_on, today=today),
        }
        for clue in rows[:SHOWN]
    ]
    context = {"area": area, "kind": kind, "rows": shown, "more": len(rows) > SHOWN, "limit": SHOWN}
    crumbs = [*_crumbs(area, staff)[:-1], (area.name, reverse("leader:area", args=[area.code])), (kind, "")]
    return render(request, "leader/behind.html", {**context, "crumbs": crumbs})


def _viewer(request: HttpRequest) -> Staff:
    if not isinstance(request.user, Staff) or not areas(request.user, Permission.CLUE_SUPERVISE):
        raise PermissionDenied("领导看板供领导、协调员和监察机构负责人使用")
    return request.user


def _area(request: HttpRequest, code: str) -> Region:
    """The asked area, inside what the person answers for; without one, his own."""
    own = areas(_viewer(request), Permission.CLUE_SUPERVISE)
    asked = get_object_or_404(Region, pk=code or own[0])
    if not RegionReach.objects.filter(area__in=own, member=asked.pk).exists():
        raise PermissionDenied(f"{asked.name}不在您的管辖范围")
    return asked


def _chosen(request: HttpRequest, clues: QuerySet[Clue], today: date) -> tuple[str, QuerySet[Clue]]:
    kind = request.GET.get("kind", "open")
    if kind.startswith("age_") and kind[4:].isdigit() and int(kind[4:]) < len(BANDS):
        return BANDS[int(kind[4:])][1], aged(clues, int(kind[4:]), on=today)
    if kind == "overdue":
        return KINDS[kind], clues.filter(due_on__lt=today)
    if kind == "due_week":
        return KINDS[kind], clues.filter(due_on__gte=today, due_on__lte=today + timedelta(days=7))
    return KINDS["open"], clues


def _until(request: HttpRequest, today: date) -> tuple[date | None, str]:
    text = request.GET.get("until", "").strip()
    if not text:
        return None, ""
    try:
        until = parse_day(text)
    except ValueError as wrong:
        return None, str(wrong)
    return (until, "") if until >= today else (None, f"清零日期{until}早于今天，请填今天或以后的日期")


def _clearing(clues: QuerySet[Clue], whole: Standing, until: date | None, today: date) -> Clearing | None:
    return clearing(clues, left=whole.open, until=until, on=today) if until else None


def _weeks(clues: QuerySet[Clue], today: date) -> Chart:
    weeks = closed_by_week(clues, on=today)
    return Chart(
        key="weeks",
        title="近八周收件与办结",
        labels=[f"{day:%m-%d}起" for day, _, _ in weeks],
        series=[Series("收到", [n for _, n, _ in weeks]), Series("办结", [n for _, _, n in weeks])],
    )


def _tiles(lines: list[Standing]) -> list[Tile]:
    """A grid as square as possible, in the order of the codes; no claim of where a county lies."""
    across = ceil(sqrt(len(lines) * 1.6))
    return [
        Tile(
            line.code,
            line.name if len(line.name) <= WIDEST else f"{line.name[: WIDEST - 1]}…",  # the table below has it in full
            place // across,
            place % across,
            line.open,
            reverse("leader:area", args=[line.code])
            if line.name[-2:] != "本级"
            else link_to(line.code, "open", own=True),
        )
        for place, line in enumerate(lines)
    ]


def link_to(code: str, kind: str, *, own: bool = False) -> str:
    """The address of the clues behind a number."""
    query = {"kind": kind} | ({"level": "own"} if own else {})
    return f"{reverse('leader:behind', args=[code])}?{urlencode(query)}"


def _crumbs(area: Region, staff: Staff) -> list[tuple[str, str]]:
    own = areas(staff, Permission.CLUE_SUPERVISE)
    seen: list[tuple[str, str]] = []
    here: Region | None = area
    while here and RegionReach.objects.filter(area__in=own, member=here.pk).exists():
        seen.insert(0, (here.name, "" if here is area else reverse("leader:area", args=[here.code])))
        here = here.parent
    return [("领导看板", reverse("leader:board")), *seen]


def answers_for(area: Region) -> dict[str, Any]:
    """Who answers for an area: its bureau's head of inspection."""
    unit = area.units.filter(kind="hrss").first()
    return {"unit": unit, "head": head_of(unit) if unit else None}
