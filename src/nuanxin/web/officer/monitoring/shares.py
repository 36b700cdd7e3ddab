"""一金七制度 over an area: a table by county with the way down to parts, to the projects behind a number, to the project."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Region, RegionReach
from nuanxin.foundation.organisations.permission import areas, codes_of
from nuanxin.watch.monitoring.register.models import SystemState
from nuanxin.watch.monitoring.register.shares import AreaShares, Share, area_shares, standings, together
from nuanxin.watch.monitoring.register.systems import System
from nuanxin.web.officer.gate import me, officer_page

SHOWN = 500


def asked_area(request: HttpRequest, code: str) -> Region:
    """The area asked for, or the person's own; out of his areas there is none."""
    own = areas(me(request), P.WATCH_VIEW)
    asked = Region.objects.filter(pk=code or own[0]).first() if own else None
    if asked is None or not RegionReach.objects.filter(area__in=own, member=asked.pk).exists():
        raise NotFound("没有找到这个地区", why="可能不在您的辖区", remedy="请从制度落实率打开")
    return asked


@officer_page(P.WATCH_VIEW)
def system_shares(request: HttpRequest, code: str = "") -> HttpResponse:
    """Each part of an area, each item: how many of how many."""
    area, today = asked_area(request, code), occasion.today()
    systems, lines = area_shares(area, today)
    parts = set(area.children.values_list("pk", flat=True))
    context = {
        "title": f"{area.name} 一金七制度落实率", "area": area, "systems": systems, "today": today,
        "lines": [_line(one, systems, reverse("officer:system_shares_of", args=[one.code]) if one.code in parts else "") for one in lines],
        "whole": _line(together(lines, area), systems, ""), "crumbs": _crumbs(request, area, ""),
    }  # fmt: skip
    return render(request, "officer/monitoring/shares.html", context)


def _line(one: AreaShares, systems: list[System], url: str) -> dict[str, Any]:
    cells = [
        {
            "share": one.shares.get(system.key, Share()),
            "url": reverse("officer:system_share", args=[one.code, system.key]),
        }
        for system in systems
    ]
    return {"line": one, "cells": cells, "url": url}


@officer_page(P.WATCH_VIEW)
def system_share(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The projects behind a number: state, proof, who answers, when it was looked at."""
    area, today = asked_area(request, code), occasion.today()
    rows = standings(list(codes_of(area.pk)), key, today)
    asked = request.GET.get("state", "")
    shown = [one for one in rows if not asked or one.state == asked]
    systems, _ = area_shares(area, today)
    system = next((one for one in systems if one.key == key), None)
    if system is None:
        raise NotFound("清单中没有这一项", remedy="请从制度落实率打开")
    context = {
        "title": f"{system.name}：{area.name}", "system": system, "area": area, "rows": shown[:SHOWN], "count": len(shown),
        "states": [(value, label, sum(one.state == value for one in rows)) for value, label in SystemState.choices],
        "asked": asked, "limit": SHOWN, "crumbs": _crumbs(request, area, system.name),
    }  # fmt: skip
    return render(request, "officer/monitoring/share.html", context)


def _crumbs(request: HttpRequest, area: Region, last: str) -> list[tuple[str, str]]:
    own = areas(me(request), P.WATCH_VIEW)
    way: list[tuple[str, str]] = [(last, "")] if last else []
    here: Region | None = area
    while here and RegionReach.objects.filter(area__in=own, member=here.pk).exists():
        end = here is area and not last
        way.insert(0, (here.name, "" if end else reverse("officer:system_shares_of", args=[here.pk])))
        here = here.parent
    return [("工作台", "/officer/"), ("制度落实率", reverse("officer:system_shares")), *way]
