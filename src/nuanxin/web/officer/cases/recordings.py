"""执法全过程记录清单 of a case as a sheet to print: its steps, the visits behind it, and what is missing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps.recordings import BASIS, Recorded, line_of, missing_in, recorded_steps
from nuanxin.watch.inspection.behind import visits_behind
from nuanxin.watch.inspection.models import Visit
from nuanxin.web.officer.cases.ledger import procedure_name
from nuanxin.web.officer.cases.page import case_of
from nuanxin.web.officer.gate import officer_page


@officer_page(Permission.CLUE_VIEW)
def case_recordings(request: HttpRequest, number: int) -> HttpResponse:
    """One line a step; sorted by day, a visit before the steps of its day."""
    found = case_of(request, number)
    today = occasion.today()
    lines = sorted([*_visited(found), *recorded_steps(found)], key=lambda line: line.done_on)
    needed = [line for line in lines if line.needed]
    context = {
        "title": "执法全过程记录清单",
        "subtitle": f"{found} {procedure_name(found)}",
        "back_url": reverse("officer:case", args=[number]),
        "case": found,
        "clue": found.clue,
        "lines": lines,
        "needed": len(needed),
        "recorded": sum(1 for line in needed if line.recording),
        "missing": missing_in(lines),
        "basis": BASIS,
        "today": today,
        "signatures": ("承办人", "审核人", "日期"),
    }
    return render(request, "officer/cases/recordings.html", context)


def _visited(case: Case) -> list[Recorded]:
    return [_line(visit) for visit in visits_behind(case.clue, until=case.closed_on or occasion.today())]


def _line(visit: Visit) -> Recorded:
    place = f"（{visit.project.name}）" if visit.project else ""
    return line_of(
        done_on=visit.visited_on,
        name=f"现场检查{place}",
        by=visit.recorded_by.name if visit.recorded_by else "",
        written="检查记录",
        needed=True,
        recording=visit.recording,
    )
