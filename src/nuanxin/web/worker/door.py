"""The worker's door: no account, no password, no app. What stands round its pages, and the first screen."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from nuanxin.web.patterns.frame import Door, open_door
from nuanxin.web.worker.report.answers import begun

DOOR = open_door(
    Door(key="worker", title="我要讨薪", home="worker:home", template="worker/page.html", multilingual=True)
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Three big buttons; a report that was begun on this phone is offered first."""
    return render(request, "worker/home.html", {"begun": begun(request)})


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Who else can help: telephone numbers and what each is for (law.md hot.lines)."""
    return render(request, "worker/help.html", {"back_url": "/"})


@require_safe
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language for a year and go back to the page. A link, so that it works without scripts."""
    chosen = request.GET.get("to", "")
    back = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=365 * 86400, samesite="Lax", secure=request.is_secure()
        )
    return response
