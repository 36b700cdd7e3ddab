"""Four papers on the phone: what is not known yet is asked, what is known can be looked over, each paper says what it lacks.

Only with the query code: the papers carry the whole name and number. Nothing of them stays in the session.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput
from nuanxin.foundation.documents.rendering.pdf import render_pdf
from nuanxin.rights.disputes.legal_aid.four_papers import (
    keep_interview,
    known_answers,
    last_answers,
    papers_from,
    sheet_of_paper,
)
from nuanxin.rights.disputes.legal_aid.interview import Written, questions
from nuanxin.rights.intake.channels import ClueKind
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.thread import WORKER
from nuanxin.web.patterns.asking import AskingForm
from nuanxin.web.worker import opened
from nuanxin.web.worker.progress.file import with_file
from nuanxin.web.worker.tries import address, count

INTERVIEWS_AN_HOUR = 60  # from one address


class Interview(AskingForm):
    """The declared questions in plain words; `known` are answered by the file already."""

    def __init__(self, *args: Any, known: dict[str, Any], **kwargs: Any) -> None:
        asked = [(one, one.plain, "") for one in questions()]
        super().__init__(*args, asked=asked, native=True, initial=known, **kwargs)
        self.known = set(known)

    @property
    def asked(self) -> list[Any]:
        """What the file does not know, or what was answered wrongly."""
        return [bound for bound in self if bound.name not in self.known or bound.errors]

    @property
    def told(self) -> list[Any]:
        """What the file knows."""
        return [bound for bound in self if bound.name in self.known and not bound.errors]


def _whose(request: HttpRequest, clue: Clue) -> tuple[bool, Claim | None]:
    """Whether this person may write papers here, and his own line."""
    claim = opened.own_claim(request, clue)
    alone = claim is None and not clue.claims.filter(withdrawn_on__isnull=True).exists()
    return opened.has_code(request) and clue.kind == ClueKind.COMPLAINT and (claim is not None or alone), claim


def _not_here(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("写文书要用查询码和您的手机号进来；写不了的，打 12348。"))
    return redirect("worker:file")


@never_cache
@require_http_methods(["GET", "POST"])
@with_file
def papers(request: HttpRequest, clue: Clue) -> HttpResponse:
    """One screen of questions."""
    may_write, claim = _whose(request, clue)
    if not may_write:
        return _not_here(request)
    known = {**known_answers(clue, claim, whole=True), **(last_answers(clue, claim) or {})}
    form = Interview(request.POST if request.method == "POST" else None, known=known)
    if request.method == "POST" and form.is_valid() and _kept(request, form, clue, claim):
        return redirect("worker:papers_done")
    drawn = {"form": form, "back_url": reverse("worker:file")}
    return render(request, "worker/papers/ask.html", drawn, status=422 if form.errors else 200)


def _kept(request: HttpRequest, form: Interview, clue: Clue, claim: Claim | None) -> bool:
    if count("papers", address(request)) > INTERVIEWS_AN_HOUR:
        form.add_error(None, ValidationError(_("这里操作得太多了，请过一小时再试，或者打 12333。")))
        return False
    try:
        keep_interview(clue=clue, claim=claim, answers=form.cleaned_data, by=None, on=occasion.today())
    except BadInput as wrong:
        for fault in wrong.faults:
            form.add_error(None, ValidationError(str(fault)))
        return False
    return True


def _written(request: HttpRequest, clue: Clue) -> tuple[Written, ...]:
    may_write, claim = _whose(request, clue)
    answers = last_answers(clue, claim) if may_write else None
    return papers_from(answers, clue, occasion.today()) if answers else ()


@never_cache
@require_GET
@with_file
def papers_done(request: HttpRequest, clue: Clue) -> HttpResponse:
    """The four papers: this one can be used, that one not yet and why."""
    found = _written(request, clue)
    if not found:
        return redirect("worker:papers")
    usable = [one for one in found if one.usable]
    drawn = {"usable": usable, "others": [one for one in found if not one.usable], "back_url": reverse("worker:file")}
    return render(request, "worker/papers/done.html", drawn)


@never_cache
@require_GET
def paper(request: HttpRequest, kind: str) -> HttpResponse:
    """One paper as PDF, to print and sign."""
    return with_file(lambda asked, clue: _printed(asked, clue, kind))(request)


def _printed(request: HttpRequest, clue: Clue, kind: str) -> HttpResponse:
    found = next((one for one in _written(request, clue) if one.kind == kind and one.usable), None)
    if found is None:
        return redirect("worker:papers_done")
    record("print_worker_paper", about=clue, by=WORKER, details={"kind": kind})
    pdf = render_pdf(sheet_of_paper(found, clue, occasion.today()), fonts_folder=settings.NUANXIN_HOME / "fonts")
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(found.title + '.pdf', safe='')}"
    return response
