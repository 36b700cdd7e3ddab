"""How right the warnings were, each number open to its rows; what the next pay days will lack; whether the data are live."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Region
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.watch.monitoring.accuracy.gathering import WINDOW_DAYS, accuracy_of, claims_of
from nuanxin.watch.monitoring.accuracy.live import DAYS, Running, live_index
from nuanxin.watch.monitoring.accuracy.measuring import Accuracy
from nuanxin.watch.monitoring.accuracy.warehouse import forecasts, last_seen
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.risk.declared import ASKED, WARNED
from nuanxin.watch.monitoring.risk.house import rule_names
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.warnings.span import span_of

MOST_PROJECTS = 300  # for which a forecast is reckoned on one page


@officer_page(P.WATCH_VIEW)
def accuracy(request: HttpRequest) -> HttpResponse:
    """Precision and recall per rule and area."""
    span = span_of(request)
    codes, region, first, last = span.codes, span.region, span.first, span.last
    lines = accuracy_of(codes, first, last)
    names = dict(Region.objects.filter(pk__in={one.area for one in lines if one.area}).values_list("pk", "name"))
    context = {
        "title": "预警准确率", "form": span.form, "first": first, "last": last, "window": WINDOW_DAYS,
        "whole": _open(lines[0], region, first, last, "红、橙、黄"),
        "blue": _open(accuracy_of(codes, first, last, ("blue",))[0], region, first, last, "蓝（只作关注）", ("blue",)),
        "rules": [_open(one, region, first, last, rule_names().get(one.rule, one.rule)) for one in lines if one.rule],
        "areas": [_open(one, one.area, first, last, names.get(one.area, one.area)) for one in lines if one.area],
    }  # fmt: skip
    return render(request, "officer/warnings/accuracy.html", context)


def _open(
    one: Accuracy, region: str, first: date, last: date, name: str, grades: Sequence[str] = ASKED
) -> dict[str, Any]:
    """A line with the addresses behind its numbers."""
    asked: dict[str, Any] = {"raised_on_from": first.isoformat(), "raised_on_to": last.isoformat(), "grade": grades}
    asked |= {"rule": one.rule} if one.rule else {}
    asked |= {"region": region} if region else {}
    rows = reverse("officer:warnings")
    claims: dict[str, Any] = {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "region": region,
        "rule": one.rule,
        "grade": grades,
    }
    claims_url = reverse("officer:accuracy_claims")
    return {
        "name": name, "line": one,
        "raised_url": f"{rows}?{urlencode(asked, doseq=True)}",
        "confirmed_url": f"{rows}?{urlencode(asked | {'outcome': 'confirmed'}, doseq=True)}",
        "false_url": f"{rows}?{urlencode(asked | {'outcome': 'false'}, doseq=True)}",
        "claims_url": f"{claims_url}?{urlencode(claims, doseq=True)}",
        "missed_url": f"{claims_url}?{urlencode(claims | {'missed': '1'}, doseq=True)}",
    }  # fmt: skip


@officer_page(P.WATCH_VIEW)
def accuracy_claims(request: HttpRequest) -> HttpResponse:
    """The claims behind the recall: all of them, or those that nothing had warned of."""
    span = span_of(request)
    first, last = span.first, span.last
    rule, missed = request.GET.get("rule", ""), request.GET.get("missed") == "1"
    lines: list[dict[str, Any]] = []
    grades = [one for one in request.GET.getlist("grade") if one in WARNED] or ASKED
    for line in claims_of(span.codes, first, last, grades):
        caught = rule in line.rules if rule else bool(line.warnings)
        if not (missed and caught):
            lines.append({"line": line, "caught": caught})
    seen = set(
        clues_for(me(request)).filter(pk__in=[one["line"].clue.pk for one in lines]).values_list("pk", flat=True)
    )
    context = {
        "title": "漏报的投诉" if missed else "监测项目的投诉", "lines": lines, "seen": seen,
        "rule": rule_names().get(rule, ""), "first": first, "last": last,
    }  # fmt: skip
    return render(request, "officer/warnings/claims.html", context)


@officer_page(P.WATCH_VIEW)
def pay_forecast(request: HttpRequest) -> HttpResponse:
    """What the next pay day of each running project will lack, and the projects that have gone silent."""
    span = span_of(request)
    today, home = occasion.today(), settings.NUANXIN_WAGES
    rows = MonitoredProject.objects.filter(region__in=span.codes).select_related("region", "employer").order_by("code")
    running = [one for one in rows if one.starts_on <= today and (one.ends_on is None or one.ends_on >= today)]
    index = live_index(_running(running), last_seen(home, today), today)
    by_code = {one.code: one for one in running}
    few = len(running) <= MOST_PROJECTS
    told = forecasts(home, running, today) if few else []
    context = {
        "title": "发薪预测和数据鲜活度", "form": span.form, "index": index, "days": DAYS, "few": few, "most": MOST_PROJECTS,
        "silent": [{"row": by_code[code], "seen": seen} for code, seen in index.silent],
        "lacking": [{"row": row, "told": one} for row, one in told if one.lacking_fen],
        "enough": sum(not one.lacking_fen for _, one in told),
        "lacking_fen": sum(one.lacking_fen for _, one in told),
    }  # fmt: skip
    return render(request, "officer/warnings/forecast.html", context)


def _running(rows: Iterable[MonitoredProject]) -> list[Running]:
    return [Running(one.code, one.starts_on, one.ends_on) for one in rows]
