"""Employers by risk, with the reasons and the sites: who is to be visited or offered advice first."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.permission import codes_of
from nuanxin.watch.monitoring.warnings.employers import employers_by_risk, months_with_warnings
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.warnings.lists import grade_light
from nuanxin.web.officer.warnings.seeing import codes_in, places

SHOWN = 200


@officer_page(P.WATCH_VIEW)
def employer_risks(request: HttpRequest) -> HttpResponse:
    """One month of one place; what the address does not name is the latest month and the whole area."""
    codes, regions = codes_in(me(request), P.WATCH_VIEW), places(me(request), P.WATCH_VIEW)
    region = request.GET.get("region", "")
    if region in dict(regions):
        inside = set(codes_of(region))
        codes = [code for code in codes if code in inside]
    months = months_with_warnings(codes)
    month = _month(request.GET.get("month", "")) or (months[0] if months else None)
    lines = employers_by_risk(codes, month, occasion.today()) if month else []
    context = {
        "title": "企业风险", "regions": regions, "region": region, "month": month,
        "months": [(f"{one:%Y-%m}", f"{one:%Y年%m月}") for one in months], "count": len(lines),
        "lines": [{"line": one, "grade": grade_light(one.risk.grade, one.risk.score)} for one in lines[:SHOWN]],
    }  # fmt: skip
    return render(request, "officer/warnings/employer_risks.html", context)


def _month(asked: str) -> date | None:
    try:
        return date.fromisoformat(f"{asked}-01") if asked else None
    except ValueError:
        return None
