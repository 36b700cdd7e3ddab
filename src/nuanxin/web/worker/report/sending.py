"""The last screen of a report, sending it, and the receipt."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.rights.intake.channels import ClueKind
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.registration import Admission, admit, register_clue
from nuanxin.rights.intake.registration.linking import project_by_code
from nuanxin.rights.intake.thread import phone_of
from nuanxin.web.worker import opened
from nuanxin.web.worker.report import answers as kept
from nuanxin.web.worker.report import evidence, group
from nuanxin.web.worker.report.answers import Answers, part
from nuanxin.web.worker.report.claimed import facts_of, is_complaint, lines_of
from nuanxin.web.worker.report.questions import asked, first_open
from nuanxin.web.worker.tries import REPORTS_AN_HOUR, address, count

SENT = "sent"
DOUBLE_TAP = 600  # seconds in which a second tap on 提交 leads to the receipt of the first


@never_cache
@require_GET
def check(request: HttpRequest) -> HttpResponse:
    """Everything once more, each line with a way to change it; what looks odd is asked here."""
    answers = kept.read(request)
    following = first_open(answers)
    if following:
        return redirect("worker:ask", key=following.key)
    return _check_page(request, answers)


def _check_page(request: HttpRequest, answers: Answers, problems: tuple[str, ...] = ()) -> HttpResponse:
    admission = _admission(answers)
    line = asked(answers)
    several = is_complaint(answers) and part(answers, "people").get("kind") == "several"
    drawn: dict[str, Any] = {
        "lines": lines_of(answers, files=len(evidence.files_of(request))),
        "problems": problems or tuple(str(fault) for fault in admission.faults),
        "warnings": [w for w in admission.warnings if "万元" in w],
        "group": group.shown(request, answers) if several else None,
        "step": len(line) + 1,
        "steps": len(line) + 1,
        "site": answers.get("site"),
        "back_url": reverse("worker:ask", args=[line[-1].key]),
    }
    return render(request, "worker/check.html", drawn, status=422 if problems else 200)


def _admission(answers: Answers) -> Admission:
    on = occasion.today()
    project = project_by_code(answers.get("site", {}).get("code", ""))
    return admit(facts_of(answers, project=project, joined=group.joined(answers), on=on), on)


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Register the report once, however often the button is tapped, and show the receipt."""
    answers = kept.read(request)
    if not answers:
        return redirect("worker:receipt" if SENT in request.session else "worker:home")
    if first_open(answers):
        return redirect("worker:check")
    if count("send", address(request)) > REPORTS_AN_HOUR:
        return _check_page(request, answers, (_("这里提交得太多了，请过一小时再试，或者打 12333。"),))
    if not cache.add(f"worker-sent-{answers['nonce']}", 1, DOUBLE_TAP):
        return redirect("worker:receipt")
    try:
        clue = _register(request, answers)
    except (BadInput, Refusal) as wrong:
        cache.delete(f"worker-sent-{answers['nonce']}")
        faults = [str(fault) for fault in wrong.faults] if isinstance(wrong, BadInput) else [str(wrong)]
        return _check_page(request, answers, tuple(faults))
    except BaseException:
        cache.delete(f"worker-sent-{answers['nonce']}")
        raise
    request.session[SENT] = clue.pk
    opened.open_file(request, clue, phone=part(answers, "me").get("phone", ""), by_code=True)
    kept.forget(request)
    return redirect("worker:receipt")


def _register(request: HttpRequest, answers: Answers) -> Clue:
    on = occasion.today()
    project = project_by_code(answers.get("site", {}).get("code", ""))
    clue = register_clue(facts=facts_of(answers, project=project, joined=group.joined(answers), on=on), by=None, on=on)
    evidence.hand_over(request, clue)
    group.sent(answers, clue)
    return clue


@never_cache
@require_GET
def receipt(request: HttpRequest) -> HttpResponse:
    """Number, query code, who answers, his telephone, the due day and what comes next; made to be printed or photographed."""
    clue = Clue.objects.select_related("officer", "unit").filter(pk=request.session.get(SENT) or 0).first()
    if clue is None:
        return redirect("worker:find")
    drawn = {
        "clue": clue,
        "phone": phone_of(clue),
        "complaint": clue.kind == ClueKind.COMPLAINT,
        "group": group.of_clue(request, clue),
    }
    return render(request, "worker/receipt.html", drawn)
