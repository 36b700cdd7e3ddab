"""Transfers and how long they took: the median, and every row behind it."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import posts_of
from nuanxin.rights.intake.transfer.times import as_hours, sent_between, transfer_times
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.web.officer.gate import me, officer_page

SHOWN = 200
USUALLY = timedelta(days=89)  # with today a quarter of a year


@officer_page(Permission.CLUE_VIEW)
def transfers(request: HttpRequest) -> HttpResponse:
    """Transfers of the clues one sees, sent between two days (`?start=&end=`)."""
    staff, today = me(request), occasion.today()
    start, end, complaint = _window(request, today)
    found = sent_between(start, end, Q(clue__in=clues_for(staff).values("pk")))
    times = transfer_times(found, region=_home(staff), on=today)
    context = {
        "start": start,
        "end": end,
        "complaint": complaint,
        "times": times,
        "median": as_hours(times.median),
        "measured": sum(line.minutes is not None for line in times.lines),
        "rows": [(line.transfer, as_hours(line.minutes)) for line in times.lines[:SHOWN]],
        "more": len(times.lines) > SHOWN,
        "shown": SHOWN,
        "crumbs": [("工作台", reverse("officer:desk")), ("转办用时", "")],
    }
    return render(request, "officer/clues/transfers.html", context)


def _window(request: HttpRequest, today: date) -> tuple[date, date, str]:
    usual = (today - USUALLY, today)
    try:
        start = parse_day(request.GET["start"]) if request.GET.get("start") else usual[0]
        end = parse_day(request.GET["end"]) if request.GET.get("end") else usual[1]
    except ValueError as wrong:
        return *usual, str(wrong)
    return (start, end, "") if start <= end else (*usual, "起始日期晚于截止日期")


def _home(staff: Staff) -> str:
    """Whose calendar and office hours count: those of the person's unit."""
    return staff.unit.region_id if staff.unit else posts_of(staff)[0].region_id
