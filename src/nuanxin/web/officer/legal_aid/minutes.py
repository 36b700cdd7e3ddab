"""指派用时 of a centre over a period: each figure of the board opens to the files behind it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Unit
from nuanxin.rights.cases.models import Case
from nuanxin.rights.disputes.legal_aid.minutes import Timed, assigned_files, minutes, timed
from nuanxin.rights.disputes.legal_aid.registers import own_centre
from nuanxin.rights.intake.clocks.calendars import calendar_of
from nuanxin.rights.intake.clocks.office_hours import OfficeHours, hours_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.queues import title_of

WHICH = {"counted": "已指派", "within": "10分钟内指派", "waiting": "还没有指派", "late": "事后补录"}


def rows_of(centre: Unit, hours: OfficeHours, first: date, last: date) -> tuple[Timed, ...]:
    """The timed files of a centre by the day of application."""
    return timed(assigned_files(centre, first, last), hours, calendar_of(centre.region_id))


def minutes_line(centre: Unit, hours: OfficeHours, label: str, first: date, last: date) -> dict[str, Any]:
    """One line of the board: the figures and, for each, the address of its files."""
    page, days = reverse("officer:aid_minutes"), {"first": first.isoformat(), "last": last.isoformat()}
    opens = {which: f"{page}?{urlencode({**days, 'which': which})}" for which in WHICH}
    return {"label": label, "sums": minutes(rows_of(centre, hours, first, last)), "opens": opens}


@officer_page(Permission.FILE_HANDLE)
def aid_minutes(request: HttpRequest) -> HttpResponse:
    """The files behind one figure, the slowest first."""
    centre = own_centre(me(request))
    which = request.GET.get("which", "counted")
    first, last = _day(request, "first"), _day(request, "last")
    if which not in WHICH:
        raise NotFound("没有找到这一项", remedy="请从“四个当天”页面打开")
    hours = hours_of(centre.region_id, occasion.today())
    rows = sorted(
        (row for row in rows_of(centre, hours, first, last) if _is(row, which)),
        key=lambda row: (-(row.seconds or 0), row.file.case),
    )
    cases = Case.objects.select_related("clue__employer", "officer").in_bulk([row.file.case for row in rows])
    context = {
        "centre": centre,
        "title": WHICH[which],
        "first": first,
        "last": last,
        "hours": hours,
        "sums": minutes(rows),
        "rows": [
            {"row": row, "case": cases[row.file.case], "title": title_of(cases[row.file.case].clue)} for row in rows
        ],
        "crumbs": [("工作台", reverse("officer:desk")), ("四个当天", reverse("officer:aid_today")), ("指派用时", "")],
    }
    return render(request, "officer/legal_aid/minutes.html", context)


def _is(row: Timed, which: str) -> bool:
    return {
        "counted": row.seconds is not None,
        "within": row.within,
        "waiting": row.file.assigned_at is None,
        "late": row.file.late and row.file.assigned_at is not None,
    }[which]


def _day(request: HttpRequest, name: str) -> date:
    """?first=2024-01-01; nonsense shows today."""
    try:
        return parse_day(request.GET.get(name, ""))
    except ValueError:
        return occasion.today()
