"""The file's page for the worker: where it is, until when, who answers, and everything he may do now."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.rights.intake.answer import raise_clue, reopen_clue, withdraw_clue
from nuanxin.rights.intake.answer.reopening import NOT_PAID
from nuanxin.rights.intake.channels import OPEN_STATES, ClueKind, ClueState
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.thread import phone_of
from nuanxin.web.worker import opened
from nuanxin.web.worker.confirming import confirm_path, paid_line
from nuanxin.web.worker.progress import path
from nuanxin.web.worker.report import group
from nuanxin.web.worker.report.evidence import take_in
from nuanxin.web.worker.report.forms import read_phone
from nuanxin.web.worker.tries import address, count

ACTS_AN_HOUR = 60  # from one address

View = Callable[[HttpRequest, Clue], HttpResponse]


def with_file(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """Only where a file was opened on this phone; else ask for the code first."""

    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        clue = opened.opened_file(request)
        return view(request, clue) if clue else redirect("worker:find")

    return checked


@never_cache
@require_GET
@with_file
def file(request: HttpRequest, clue: Clue) -> HttpResponse:
    """One page, most important first: step, days left, who, what may be done."""
    held = clue.merged_into or clue
    claim = opened.own_claim(request, clue)
    line = paid_line(claim) if claim else None
    on = occasion.today()
    drawn = {
        "title": _("查进度"),
        "clue": clue,
        "officer": held.officer,
        "unit": held.unit,
        "phone": phone_of(held),
        "stops": path.stops(held),
        "told": path.told(clue),
        "countdown": path.countdown(held, on),
        "raised": held.events.filter(kind="raise_clue", occurred_on=on).exists(),
        "next": path.next_words(held),
        "open": held.state in OPEN_STATES,
        "closed": held.state in (ClueState.CLOSED, ClueState.SETTLED),
        "complaint": clue.kind == ClueKind.COMPLAINT,
        "line": line,
        "confirm_url": confirm_path(claim) if claim and line and line.paid_fen else "",
        "evidence": clue.evidence.filter(from_worker=True).order_by("pk"),
        "looks": path.looks(held),
        "group": group.of_clue(request, clue),
        "back_url": "/",
    }
    return render(request, "worker/file.html", drawn)


def act(done: str) -> Callable[[View], Callable[[HttpRequest], HttpResponse]]:
    """POST, do, say that it is done or why not, and go back to the page of the file."""

    def decorate(view: View) -> Callable[[HttpRequest], HttpResponse]:
        @require_POST
        @with_file
        @wraps(view)
        def posted(request: HttpRequest, clue: Clue) -> HttpResponse:
            if count("act", address(request)) > ACTS_AN_HOUR:
                messages.error(request, _("这里操作得太多了，请过一小时再试，或者打 12333。"))
                return redirect("worker:file")
            try:
                view(request, clue)
            except Refusal as refused:
                messages.error(request, f"{refused.why or refused.what}。{refused.remedy}")
            except BadInput as wrong:
                messages.error(request, str(wrong))
            except ValidationError as wrong:
                messages.error(request, " ".join(wrong.messages))
            else:
                messages.success(request, _(done))
            return redirect("worker:file")

        return posted

    return decorate
