"""The big screen: numbers and places alone, no name of a firm or a person; panels turn by themselves, a click opens the leader's page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, RegionReach, Staff
from nuanxin.foundation.organisations.permission import areas, codes_of, within
from nuanxin.rights.disputes.legal_aid.models import AidStation
from nuanxin.rights.intake.open_clues import BANDS, clearing, standings, together
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.web.leader.board import tiles_of
from nuanxin.web.leader.campaigns import campaign_lines
from nuanxin.web.leader.days import asked_span, last_day, lines, zero_of
from nuanxin.web.leader.links import link_to
from nuanxin.web.leader.risk import area_of, picture
from nuanxin.web.leader.worst import parts
from nuanxin.web.patterns.figures import Tile, cartogram

SHOWN = 12  # lines of a table: what a wall shows without being pushed


@login_required
def screen(request: HttpRequest, code: str = "") -> HttpResponse:
    """For a wall of 16:9. Whoever may not see clues of the area sees its warnings alone."""
    staff, area = area_of(request, code)
    today = occasion.today()
    seen = RegionReach.objects.filter(area__in=areas(staff, Permission.CLUE_SUPERVISE), member=area.pk).exists()
    context = {
        **picture(area, staff, linked=seen), **(_clues(staff, area, today) if seen else {}), **_places(area, seen, today),
        "now": occasion.now(), "still": "still" in request.GET, "seen": seen,
        "back": reverse("leader:area" if seen else "leader:risk_of", args=[area.pk]), "shown": SHOWN,
    }  # fmt: skip
    return render(request, "leader/screen.html", context)


def _clues(staff: Staff, area: Region, today: date) -> dict[str, Any]:
    """Cases, clearing, falls and campaigns."""
    clues = clues_for(staff).filter(region_id__in=within(area.code))
    standing = standings(clues, area=area, on=today)
    whole = together(standing, area=area)
    said = asked_span(staff, area, "", today)
    day = last_day(area, said, today)
    most = max(whole.ages, default=0) or 1
    return {
        "cases": whole,
        "cases_map": cartogram("未办结线索", tiles_of(standing), unit="件") if len(standing) > 1 else None,
        "parts": parts(area, standing, day, on=today, watches=True)[:SHOWN],
        "ages": [(name, n, 100 * n // most, link_to(area.pk, f"age_{place}")) for place, ((_, name), n) in enumerate(zip(BANDS, whole.ages, strict=True))],
        "links": {kind: link_to(area.pk, kind) for kind in ("open", "overdue", "due_week")},
        "clearing": clearing(clues, left=whole.open, until=said.until, on=today) if said.until else None,
        "closed": clues.filter(closed_on__gt=today - timedelta(days=7), closed_on__lte=today).count(),
        "day": day, "falls": lines(day) if day else [], "zero": zero_of(day) if day else None, "said": said,
        "weeks": _weeks(day.weeks) if day else [],
        "campaigns": campaign_lines(staff, area, today),
    }  # fmt: skip


def _weeks(weeks: list[tuple[date, int, int]]) -> list[tuple[date, int, int, int, int]]:
    """Each week with the length of its two bars against the longest."""
    most = max((n for _, come, gone in weeks for n in (come, gone)), default=0) or 1
    return [(day, come, gone, 100 * come // most, 100 * gone // most) for day, come, gone in weeks]


def _places(area: Region, seen: bool, today: date) -> dict[str, Any]:
    """Stations where workers can apply, by part of the area."""
    there = Q(closed_on__isnull=True) | Q(closed_on__gt=today)
    rows = AidStation.objects.filter(there, region_id__in=codes_of(area.pk), opened_on__lte=today)
    by_region = rows.order_by().values("region_id").annotate(n=Count("pk")).values_list("region_id", "n")
    children = list(area.children.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today)).order_by("code"))
    home = dict(RegionReach.objects.filter(area__in=[one.pk for one in children]).values_list("member", "area"))
    counts: dict[str, int] = {}
    for region, number in by_region:
        counts[home.get(region, area.pk)] = counts.get(home.get(region, area.pk), 0) + number
    places = [*children, *([area] if area.pk in counts and children else [])]
    across = max(1, -(-len(places) // 3))
    tiles = [
        Tile(one.pk, one.name[:5], place // across, place % across, counts.get(one.pk, 0), reverse("leader:area", args=[one.pk]) if seen else "")
        for place, one in enumerate(places)
    ]  # fmt: skip
    return {
        "stations": sum(counts.values()),
        "stations_map": cartogram("维权站点", tiles, unit="个") if tiles else None,
    }
