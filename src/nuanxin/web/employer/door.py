"""The employer's door: a proven telephone instead of a password. What stands round its pages, and the first screen."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.watch.monitoring.employers.board import last_of
from nuanxin.watch.monitoring.employers.caller import Caller
from nuanxin.watch.monitoring.employers.models import PostedBoard, WageSheet
from nuanxin.watch.monitoring.employers.papers.answering import papers_for
from nuanxin.watch.monitoring.employers.replies import warnings_for
from nuanxin.web.employer.gate import employer_page
from nuanxin.web.employer.office.papers import answered_papers
from nuanxin.web.patterns.frame import Door, open_door

DOOR = open_door(
    Door(key="employer", title="用人单位", home="employer:home", template="employer/page.html", multilingual=True)
)


@dataclass(frozen=True)
class SiteCard:
    """A site on the first screen: last month's sheet, and whether the board hangs."""

    project: Project
    employer: Employer
    month: Month
    sheet: WageSheet | None
    board: PostedBoard | None


@employer_page
def home(request: HttpRequest, caller: Caller) -> HttpResponse:
    """My sites, each with what is to be done there."""
    month = Month.of(occasion.today()).shifted(-1)
    sheets = {
        sheet.project_id: sheet
        for sheet in WageSheet.objects.filter(
            project__in=[project for project, _ in caller.sites], month=month.first_day
        ).exclude(state=WageSheet.State.REPLACED)
    }
    cards = [
        SiteCard(project, account.employer, month, sheets.get(project.pk), last_of(project, "photographed"))
        for project, account in caller.sites
    ]
    waiting = warnings_for(caller).filter(ended_on__isnull=True).count()
    served = papers_for(caller)
    answered = answered_papers(served)
    drawn = {
        "cards": cards,
        "caller": caller,
        "month": month,
        "open": waiting,
        "served": len(served),
        "unanswered": sum(1 for one in served if not one.closed and one.paper.pk not in answered),
    }
    return render(request, "employer/home.html", drawn)


@require_safe
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language for a year and go back to the page. A link, so that it works without scripts."""
    chosen, back = request.GET.get("to", ""), request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/employer/"
    response = HttpResponseRedirect(back)
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=365 * 86400, samesite="Lax", secure=request.is_secure()
        )
    return response
