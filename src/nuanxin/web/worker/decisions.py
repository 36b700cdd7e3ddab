"""行政执法决定公示 for anybody: without signing in, the decisions that stand, found by the employer's name. In Chinese, as issued."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from nuanxin.foundation.organisations.models import Region
from nuanxin.rights.credit.disclosure.publishing import public_cells
from nuanxin.rights.credit.disclosure.reading import in_its_place, once_public, public_decisions

A_PAGE = 20
LONGEST = 60
LONGEST_CODE = 15


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """Published decisions, the newest first: `?q=` employer, code or number, `?region=` a place, `?page=`."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    codes = public_decisions().order_by().values("duty__region").distinct()
    places = list(Region.objects.filter(code__in=codes).order_by("code"))
    region = request.GET.get("region", "")
    region = region if any(place.code == region for place in places) else ""
    pages = Paginator(public_decisions(region=region, words=words), A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    kept = urlencode({key: value for key, value in (("q", words), ("region", region)) if value})
    context = {
        "page": page,
        "words": words,
        "region": region,
        "places": places if len(places) > 1 else [],
        "kept": f"&{kept}" if kept else "",
        "back_url": "/",
    }
    return render(request, "worker/decisions.html", context)


@require_safe
def decision(request: HttpRequest, code: str) -> HttpResponse:
    """One decision word for word; where it was corrected or taken back, only that and why."""
    entry = once_public(int(code)) if code.isdecimal() and len(code) <= LONGEST_CODE else None
    if entry is None:
        raise Http404
    fresh, back = in_its_place(entry), getattr(entry, "withdrawal", None)
    gone = fresh is not None or back is not None
    context = {
        "entry": entry,
        "cells": [] if gone else public_cells(entry),
        "fresh": fresh,
        "withdrawal": back,
        "since": entry.published_on,
        "back_url": "/decisions/",
    }
    return render(request, "worker/decision.html", context)
