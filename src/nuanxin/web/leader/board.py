"""The leader's board: which area, why, who, until when — each number opens to the clues behind it."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil, sqrt

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from nuanxin.command.dispatch.daily.reading import Weeks
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import RegionLevel
from nuanxin.foundation.organisations.models import Region, RegionReach, Staff
from nuanxin.foundation.organisations.permission import areas, within
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.open_clues import (
    BANDS,
    Standing,
    aged,
    clearing,
    open_of,
    standings,
    together,
)
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.web.leader.campaigns import campaign_lines
from nuanxin.web.leader.days import all_url, asked_span, last_day, lines, zero_of
from nuanxin.web.leader.links import link_to
from nuanxin.web.leader.why import causes
from nuanxin.web.leader.worst import FIRST, parts
from nuanxin.web.patterns.figures import Chart, Series, Tile, cartogram
from nuanxin.web.patterns.lights import due_light

SHOWN = 100
SMALL = (RegionLevel.COUNTY, RegionLevel.TOWN)  # of these the causes are listed one by one
WIDEST = 5  # characters that fit on a tile
DUE = ("overdue", "due_week")  # lists by the day they were due; the others by the day they came
KINDS = {"open": "在办", "overdue": "超期", "due_week": "七日内到期"}


@login_required
def board(request: HttpRequest, code: str = "") -> HttpResponse:
    """One area at a glance: what is open, overdue, how old; whether it falls and will be cleared in time; where it is worst and why."""
    staff, area = _viewer(request), _area(request, code)
    today = occasion.today()
    clues = clues_for(staff).filter(region_id__in=within(area.code))
    standing = standings(clues, area=area, on=today)
    whole = together(standing, area=area)
    said = asked_span(staff, area, request.GET.get("span", ""), today)
    day = last_day(area, said, today)
    until, complaint = _until(request, today, said.until)
    watches = watches_over(staff, area)
    found = parts(area, standing, day, on=today, watches=watches)
    context = {
        "area": area, "whole": whole, "parts": found, "worst": [one for one in found if one.reasons and not (one.own and area.level in SMALL)][:FIRST],
        "bands": [name for _, name in BANDS], "ages": [(name, n, place) for place, ((_, name), n) in enumerate(zip(BANDS, whole.ages, strict=True))],
        "cartogram": cartogram("未办结线索", tiles_of(standing), unit="件") if len(standing) > 1 else None,
        "chart": _weeks(day.weeks) if day else None, "said": said, "day": day, "falls": lines(day) if day else [],
        "zero": zero_of(day) if day else None, "falls_url": all_url(day, area.pk) if day else "",
        "until": until, "complaint": complaint,
        "clearing": clearing(clues, left=whole.open, until=until, on=today) if until else None,
        "campaigns": campaign_lines(staff, area, today),
        "causes": causes(area, clues, on=today, watches=watches) if area.level in SMALL else None,
        "crumbs": _crumbs(area, staff),
    }  # fmt: skip
    return render(request, "leader/board.html", context)


@login_required
def behind(request: HttpRequest, code: str) -> HttpResponse:
    """The clues behind a number of the board: the longest waiting first, with who answers for each and until when."""
    staff, area = _viewer(request), _area(request, code)
    today = occasion.today()
    clues = open_of(clues_for(staff).filter(region_id__in=within(area.code)))
    kind, clues = _chosen(request, clues, today)
    if request.GET.get("unit", "").isdecimal():
        clues = clues.filter(unit_id=int(request.GET["unit"][:18]))
    if request.GET.get("level") == "own":
        below = RegionReach.objects.filter(area__in=area.children.values("code")).values("member")
        clues = clues.exclude(region_id__in=below)
    rows = _first(clues, "due_on" if request.GET.get("kind") in DUE else "received_on")
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


def _first(clues: QuerySet[Clue], order: str) -> list[Clue]:
    """The first of many: their numbers are found in an index alone, then those rows are read and no others."""
    numbers = list(clues.order_by(order, "pk").values_list("pk", flat=True)[: SHOWN + 1])
    rows = Clue.objects.filter(pk__in=numbers).select_related("region", "unit", "officer", "employer")
    return list(rows.order_by(order, "pk"))


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


def _until(request: HttpRequest, today: date, known: date | None) -> tuple[date | None, str]:
    """The day asked, else the last day of the campaign."""
    text = request.GET.get("until", "").strip()
    if not text:
        return known, ""
    try:
        until = parse_day(text)
    except ValueError as wrong:
        return None, str(wrong)
    return (until, "") if until >= today else (None, f"清零日期{until}早于今天，请填今天或以后的日期")


def _weeks(weeks: Weeks) -> Chart:
    return Chart(
        key="weeks",
        title="近八周收件与办结",
        labels=[f"{day:%m-%d}起" for day, _, _ in weeks],
        series=[Series("收到", [n for _, n, _ in weeks]), Series("办结", [n for _, _, n in weeks])],
    )


def tiles_of(lines: list[Standing]) -> list[Tile]:
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


def _crumbs(area: Region, staff: Staff) -> list[tuple[str, str]]:
    own = areas(staff, Permission.CLUE_SUPERVISE)
    seen: list[tuple[str, str]] = []
    here: Region | None = area
    while here and RegionReach.objects.filter(area__in=own, member=here.pk).exists():
        seen.insert(0, (here.name, "" if here is area else reverse("leader:area", args=[here.code])))
        here = here.parent
    return [("领导看板", reverse("leader:board")), *seen]


def watches_over(staff: Staff, area: Region) -> bool:
    """Whether the person may see the warnings of an area."""
    return RegionReach.objects.filter(area__in=areas(staff, Permission.WATCH_VIEW), member=area.pk).exists()
