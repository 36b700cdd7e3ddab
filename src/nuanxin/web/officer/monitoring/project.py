"""One project's wages: twelve months as a picture and a table, and the workers behind each month."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.warehouse.one_month import workers_of
from nuanxin.foundation.warehouse.one_project import months_of
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.watch.monitoring.months import month_before
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.warnings.models import RiskWarning
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.monitoring.strip import strip
from nuanxin.web.officer.warnings.lists import grade_light
from nuanxin.web.officer.warnings.seeing import project_of, warnings_for

MONTHS = 12
SHOWN = 500  # workers of one month on one page; a site with more is shown those to whom most is owed


@officer_page(P.WATCH_VIEW)
def project_wages(request: HttpRequest, number: int) -> HttpResponse:
    """Twelve months up to this one, or up to the month asked for."""
    row = project_of(request, number)
    last = _month(request.GET.get("until", "")) or occasion.today().replace(day=1)
    lines = months_of(settings.NUANXIN_WAGES, row.code, _up_to(last))
    said = {one.month: one for one in warnings_for(me(request)).filter(project=row).order_by("score")}
    table = [
        {
            "line": line,
            "missing_fen": None if line.due_fen is None else max(0, line.due_fen - (line.paid_fen or 0)),
            "a_day_fen": _a_day(line.due_fen, line.worker_days),
            "url": reverse("officer:project_month", args=[row.pk, f"{line.month:%Y-%m}"]),
            "warning": said.get(line.month),
            "grade": _light(said.get(line.month)),
        }
        for line in lines
    ]
    context = {
        "row": row, "title": f"{row.name} 工资监测", "strip": strip(lines), "table": table[::-1],
        "clues": _clues(request, row), "earlier": f"{month_before(lines[0].month):%Y-%m}",
        "crumbs": [("工作台", "/officer/"), ("监测项目", reverse("officer:watched_projects")),
                   (row.name, reverse("officer:watched_project", args=[row.pk])), ("工资监测", "")],
    }  # fmt: skip
    return render(request, "officer/monitoring/project.html", context)


@officer_page(P.WATCH_VIEW)
def project_month(request: HttpRequest, number: int, month: str) -> HttpResponse:
    """The workers of one month: days, due, paid, missing."""
    row, asked = project_of(request, number), _month(month)
    if asked is None:
        raise NotFound("没有这个月份", remedy="请从项目的工资监测页打开")
    workers = workers_of(settings.NUANXIN_WAGES, row.code, asked)
    context = {
        "row": row, "title": f"{row.name} {asked:%Y年}{asked.month}月", "workers": workers[:SHOWN],
        "count": len(workers), "limit": SHOWN,
        "sums": {
            "days": sum(one.days or 0 for one in workers), "due": sum(one.due_fen or 0 for one in workers),
            "paid": sum(one.paid_fen or 0 for one in workers), "missing": sum(one.missing_fen for one in workers),
            "failed": sum(one.failed for one in workers),
        },
        "crumbs": [("工作台", "/officer/"), (row.name, reverse("officer:watched_project", args=[row.pk])),
                   ("工资监测", reverse("officer:project_wages", args=[row.pk])), (f"{asked:%Y-%m}", "")],
    }  # fmt: skip
    return render(request, "officer/monitoring/month.html", context)


def _clues(request: HttpRequest, row: MonitoredProject) -> list[Clue]:
    seen = clues_for(me(request)).filter(project=row.project_id, merged_into=None)
    return list(seen.select_related("officer").order_by("-received_on", "-pk")[:10])


def _light(warning: RiskWarning | None) -> object:
    return grade_light(warning.grade, warning.score) if warning else None


def _a_day(due_fen: int | None, worker_days: int | None) -> int | None:
    return due_fen // worker_days if due_fen is not None and worker_days else None


def _up_to(last: date) -> list[date]:
    months = [last]
    while len(months) < MONTHS:
        months.append(month_before(months[-1]))
    return months[::-1]


def _month(text: str) -> date | None:
    try:
        return parse_day(f"{text.strip()}-01")
    except ValueError:
        return None
