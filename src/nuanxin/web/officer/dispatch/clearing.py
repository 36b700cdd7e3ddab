"""动态清零: what is open on a day, how old, whose, and whether it will be closed by the end."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.dispatch.by_area import own_level
from nuanxin.command.dispatch.clearing.open_cases import (
    OBJECTS,
    VERIFIED,
    Line,
    forecast,
    narrowed,
    open_rows,
    open_table,
)
from nuanxin.command.dispatch.falls.counting import THIS
from nuanxin.command.dispatch.house import age_bands
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.web.officer.dispatch.scope import DESK, Scope, read_scope, scope_context
from nuanxin.web.officer.gate import officer_page

SHOWN = 300


@officer_page(P.CAMPAIGN_VIEW)
def dispatch_clearing(request: HttpRequest) -> HttpResponse:
    """One area on one day."""
    scope, which = read_scope(request), _which(request)
    on, bands = scope.days.on, age_bands(scope.area.pk, scope.days.on)
    found = open_table(scope.area, on, which)
    until = scope.days.end
    context = {
        **scope_context(request, scope, "动态清零"),
        "which": which,
        "objects": OBJECTS.items(),
        "bands": bands,
        "whole": _line(found.whole, scope, which, by="whole"),
        "areas": [_line(one, scope, which, by="area") for one in found.areas],
        "units": [_line(one, scope, which, by="unit") for one in found.units],
        "clearing": forecast(scope.area, on, until, left=found.whole.open, which=which) if until > on else None,
        "until": until,
    }
    return render(request, "officer/dispatch/clearing.html", context)


def _which(request: HttpRequest) -> str:
    which = request.GET.get("which", VERIFIED)
    return which if which in OBJECTS else VERIFIED


def _line(line: Line, scope: Scope, which: str, *, by: str) -> dict[str, Any]:
    own = by == "area" and line.key == scope.area.pk
    region = line.key if by == "area" else scope.area.pk
    about = {"which": which, "region": region, "unit": line.key if by == "unit" else "", "own": "1" if own else ""}

    def link(**more: Any) -> str:
        return f"{reverse('officer:dispatch_clearing_rows')}?{scope.query(**about, **more)}"

    return {
        "line": line,
        "open": link(),
        "overdue": link(overdue="1"),
        "ages": [(n, link(band=band)) for band, n in enumerate(line.ages)],
        "url": "" if own or by != "area" else f"{reverse('officer:dispatch_clearing')}?{scope.query(region=line.key, which=which)}",
    }  # fmt: skip


@officer_page(P.CAMPAIGN_VIEW)
def dispatch_clearing_rows(request: HttpRequest) -> HttpResponse:
    """The clues behind one number, the oldest first."""
    scope, which = read_scope(request), _which(request)
    on, bands = scope.days.on, age_bands(scope.area.pk, scope.days.on)
    band, unit = request.GET.get("band", ""), request.GET.get("unit", "")
    chosen = int(band) if band.isdigit() and int(band) < len(bands.bands) else None
    rows = narrowed(
        open_rows(scope.area, on, which), bands, on,
        band=chosen, overdue=bool(request.GET.get("overdue")), unit=int(unit) if unit.isdigit() else None,
    )  # fmt: skip
    if request.GET.get("own"):
        rows = own_level(rows, scope.area, on)
    name = "超期未办结" if request.GET.get("overdue") else bands.bands[chosen].name if chosen is not None else "未办结"
    context = {
        "scope": scope, "kind": "clues", "all": rows.count(), "shown": SHOWN, "title": f"{name}：{OBJECTS[which]}",
        "rows": rows.select_related("region", "employer", "unit", "officer").order_by("received_on", "pk")[:SHOWN],
        "window": scope.days.window(THIS), "as_on": on,
        "crumbs": [DESK, ("动态清零", f"{reverse('officer:dispatch_clearing')}?{scope.query(which=which)}"), (name, "")],
    }  # fmt: skip
    return render(request, "officer/dispatch/rows.html", context)
