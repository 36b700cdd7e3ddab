"""“钱收到了吗？” One screen, three large answers. The address carries a signed token, so that a text message can hold it."""

from __future__ import annotations

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.masking import mask_name
from nuanxin.rights.cases.confirmation import NOT_PAID, RECEIVED, SHORT, record_confirmation
from nuanxin.rights.cases.ledger import WorkerLine, standing
from nuanxin.rights.intake.models import Claim
from nuanxin.rights.intake.thread import phone_of
from nuanxin.web.worker.tries import address, count

SALT = "worker.confirm"
VALID_FOR = 180 * 86400  # seconds: the house's choice, long enough for a worker who changed sites
ANSWERS = (RECEIVED, SHORT, NOT_PAID)
MOST_FROM_ONE_ADDRESS = 200


def confirm_token(claim: Claim) -> str:
    """What stands in the address: the claim's row number and a signature, nothing about the person."""
    return signing.TimestampSigner(salt=SALT).sign(str(claim.pk))


def confirm_path(claim: Claim) -> str:
    return reverse("worker:confirm", args=[confirm_token(claim)])


def claim_of(token: str) -> Claim | None:
    """The claim behind a token; None where it was altered or is too old."""
    try:
        key = signing.TimestampSigner(salt=SALT).unsign(token, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    found = Claim.objects.select_related("clue__officer", "clue__unit", "worker")
    return found.filter(pk=key, withdrawn_on__isnull=True).first()


def paid_line(claim: Claim) -> WorkerLine | None:
    """How this worker stands in the money ledger."""
    return next((line for line in standing(claim.clue) if line.claim_id == claim.pk), None)


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, take the answer, thank. The answer may be given again: the last one stands."""
    claim = claim_of(token)
    if claim is None:
        return render(request, "worker/confirm_void.html", {"back_url": "/"}, status=404)
    problem = ""
    if request.method == "POST":
        answer = request.POST.get("answer", "")
        if answer not in ANSWERS:
            problem = _("请点一个答案。")
        elif count("confirm", address(request)) > MOST_FROM_ONE_ADDRESS:
            problem = _("请过一小时再试，或者打 12333。")
        else:
            problem = _record(claim, answer, request.POST.get("note", ""))
        if not problem:
            request.session["confirmed"] = answer
            return redirect("worker:confirmed")
    drawn = {
        "name": mask_name(claim.worker.name),
        "line": paid_line(claim),
        "clue": claim.clue,
        "phone": phone_of(claim.clue),
        "problem": problem,
    }
    return render(request, "worker/confirm.html", drawn, status=422 if problem else 200)


def _record(claim: Claim, answer: str, note: str) -> str:
    on = occasion.today()
    try:
        record_confirmation(
            claim=claim, answer=answer, method="page", asked_on=on, by=None, on=on, note=note.strip()[:300]
        )
    except Refusal as refused:
        return str(refused)
    return ""


@never_cache
def confirmed(request: HttpRequest) -> HttpResponse:
    """Thanks, and what happens now."""
    answer = request.session.get("confirmed", "")
    if answer not in ANSWERS:
        return redirect("worker:home")
    return render(request, "worker/confirmed.html", {"answer": answer, "happy": answer == RECEIVED})
