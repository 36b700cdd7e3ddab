"""What explains a later change of a filed figure: the rows that came and those that went, the files below that say otherwise."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.counters.tables import TABLES
from nuanxin.command.reporting.definitions import form_of
from nuanxin.command.reporting.differences import later_changes
from nuanxin.command.reporting.drafting import STANDING
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.reports.report_page import report_seen
from nuanxin.web.officer.reports.rows import lines_of, seen_of


@officer_page(Permission.REPORT_VIEW)
def report_changed(request: HttpRequest, key: int, cell: str) -> HttpResponse:
    """One cell of a filed report: as filed, as it would be today, and each row that makes the difference."""
    shown = report_seen(request, key)
    changes = later_changes(shown, occasion.today()) if shown.state in STANDING and shown.frozen else []
    change = next((each for each in changes if each.cell == cell), None)
    if change is None:
        raise NotFound("没有找到这一变化", why="这一格与上报数相同", remedy="请从报表页面点开")
    listed = change.kind in TABLES
    came = lines_of(change.kind, change.came) if listed else []
    went = lines_of(change.kind, change.went) if listed else []
    names = dict(Region.objects.filter(pk__in=change.below).values_list("pk", "name"))
    context = {
        "report": shown,
        "change": change,
        "money": form_of(shown.round).is_money(cell),
        "lists": [("新计入", came), ("不再计入", went)],
        "below": [(names.get(area, area), *pair) for area, pair in change.below.items()],
        "seen": seen_of(me(request), came + went),
        "crumbs": [
            ("报表", reverse("officer:reports")),
            (shown.round.title, reverse("officer:report", args=[key])),
            (change.name, ""),
        ],
    }
    return render(request, "officer/reports/changed.html", context)
