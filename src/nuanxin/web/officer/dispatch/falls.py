"""四下降一杜绝: the five figures and the zero of an area and of each part, every number a link to its rows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.dispatch.daily.reading import rows_written, written
from nuanxin.command.dispatch.daily.windows import Span
from nuanxin.command.dispatch.falls.counting import LAST, THIS, Table, rows_of, table, targets
from nuanxin.command.dispatch.falls.judging import FALLS, NAMES, Standing
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.web.officer.dispatch.scope import DESK, Scope, read_scope, scope_context
from nuanxin.web.officer.gate import officer_page

SHOWN = 300
LIGHTS = {"green": "done", "yellow": "near", "red": "overdue"}
_ROWS = {**NAMES, "open_clues": "政府投资项目未办结欠薪线索", "visits": "政府投资项目检查查实未整改"}


@officer_page(P.CAMPAIGN_VIEW)
def dispatch_falls(request: HttpRequest) -> HttpResponse:
    """One area and its parts against the same days of last year."""
    scope = read_scope(request)
    wanted = targets(scope.campaign)
    days = scope.days
    night = written(scope.area, Span(days.start, days.end), wanted, on=days.on)  # counted already, else now
    found = Table(night.whole, night.parts, list(night.outlooks.values())) if night else table(scope.area, days, wanted)
    outlooks = {one.key: one for one in found.outlooks}
    heads = [(key, NAMES[key], wanted[key].normalize()) for key in FALLS]
    whole = _line(found.whole, scope, own=False)
    context = {
        **scope_context(request, scope, "四下降一杜绝"),
        "heads": heads,
        "whole": whole,
        "outlooks": [(cell, outlooks[cell["fall"].key]) for cell in whole["cells"]] if outlooks else [],
        "lines": [_line(one, scope, own=one.code == scope.area.pk) for one in found.parts],
        "default": all(value == 20 for value in wanted.values()),
    }
    return render(request, "officer/dispatch/falls.html", context)


def _line(one: Standing, scope: Scope, *, own: bool) -> dict[str, Any]:
    def link(key: str, year: str) -> str:
        more = {"region": one.code, "key": key, "year": year, "own": "1" if own else ""}
        return f"{reverse('officer:dispatch_falls_rows')}?{scope.query(**more)}"

    cells = [
        {"fall": fall, "light": LIGHTS[fall.light], "money": key == "amount", "this": link(key, THIS), "last": link(key, LAST)}
        for key, fall in one.falls.items()
    ]  # fmt: skip
    return {
        "standing": one,
        "light": LIGHTS[one.light],
        "zero_light": LIGHTS[one.zero.light],
        "cells": cells,
        "clues": link("open_clues", THIS),
        "visits": link("visits", THIS),
        "url": "" if own else f"{reverse('officer:dispatch_falls')}?{scope.query(region=one.code)}",
    }


@officer_page(P.CAMPAIGN_VIEW)
def dispatch_falls_rows(request: HttpRequest) -> HttpResponse:
    """The rows behind one number."""
    scope = read_scope(request)
    key, year = request.GET.get("key", "cases"), request.GET.get("year", THIS)
    own = bool(request.GET.get("own"))
    rows = rows_of(key, year, scope.area, scope.days, own_level=own)
    span = Span(scope.days.start, scope.days.end)
    written = None if own else rows_written(key, year, scope.area, span, scope.days.on)
    kind = "visits" if key == "visits" else "petitions" if key in ("mass", "skip") else "clues"
    day = {"visits": "visited_on", "petitions": "received_on", "clues": "received_on"}[kind]
    along = {
        "visits": ("employer", "project"),
        "petitions": ("clue__employer",),
        "clues": ("employer", "unit", "officer"),
    }
    shown = rows.select_related("region", *along[kind]).order_by(day, "pk")
    name = f"{'上年同期' if year == LAST else '本期'}{_ROWS.get(key, '')}"
    context = {
        "scope": scope, "kind": kind, "rows": shown[:SHOWN], "all": rows.count() if written is None else written, "shown": SHOWN, "title": name,
        "window": scope.days.window(year),
        "crumbs": [DESK, ("四下降一杜绝", f"{reverse('officer:dispatch_falls')}?{scope.query()}"), (name, "")],
    }  # fmt: skip
    return render(request, "officer/dispatch/rows.html", context)
