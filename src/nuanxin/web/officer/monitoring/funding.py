"""Project funding over an area: what is planned, there and paid on, the largest gap first, each line open to its project's chain."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.permission import codes_of
from nuanxin.watch.monitoring.chain.over_area import funding_over
from nuanxin.web.officer.gate import officer_page
from nuanxin.web.officer.monitoring.shares import SHOWN, asked_area


@officer_page(P.WATCH_VIEW)
def area_funding(request: HttpRequest, code: str = "") -> HttpResponse:
    """One line a running project, sums below, the way down to the parts of the area."""
    area, today = asked_area(request, code), occasion.today()
    found = funding_over(list(codes_of(area.pk)), today)
    columns = ("planned_fen", "arrived_fen", "paid_fen", "missing_fen", "held_fen")
    context = {
        "title": f"{area.name} 项目资金到位", "area": area, "today": today, "found": found, "limit": SHOWN,
        "rows": found.lines[:SHOWN], "sums": {name: found.total(name) for name in columns},
        "parts": [(one.name, reverse("officer:area_funding_of", args=[one.pk])) for one in area.children.order_by("code")],
        "crumbs": [("工作台", "/officer/"), ("制度落实率", reverse("officer:system_shares")), ("项目资金到位", "")],
    }  # fmt: skip
    return render(request, "officer/monitoring/funding.html", context)
