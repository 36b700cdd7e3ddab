"""“工资发到手了吗？” Whoever was drawn to be asked types the code of his message, and answers by one of three large buttons."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.common.masking import mask_name
from nuanxin.foundation.common.money import parse_yuan
from nuanxin.watch.monitoring.asking_workers.asking import answer_asked, asked_by_code
from nuanxin.watch.monitoring.asking_workers.models import AskedWorker, Said
from nuanxin.web.worker.tries import ADDRESS_TRIES, address, count, counted

_KEPT = "asked_code"  # in the session, so that no code stands in an address or a log
_DONE = "asked_done"


@never_cache
@require_http_methods(["GET", "POST"])
def asked(request: HttpRequest) -> HttpResponse:
    """The code of the message; wrong ones are counted by address, so that nobody tries them all."""
    problem = ""
    if request.method == "POST":
        if counted("asked", address(request)) >= ADDRESS_TRIES:
            problem = _("试的次数太多，请过一小时再试，或者拨打短信里的电话。")
        else:
            row = asked_by_code(request.POST.get("code", ""))
            if row is not None:
                request.session[_KEPT] = row.code
                return redirect("worker:asked_answer")
            count("asked", address(request))
            problem = _("没有找到这个答复码，请核对短信里的8位答复码。")
    return render(request, "worker/asked.html", {"problem": problem}, status=422 if problem else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def asked_answer(request: HttpRequest) -> HttpResponse:
    """Paid, short or not paid; a no becomes a complaint in his own name at once, and says its code."""
    row = asked_by_code(request.session.get(_KEPT, ""))
    if row is None:
        return redirect("worker:asked")
    problem = ""
    if request.method == "POST":
        problem = _take(
            row, request.POST.get("answer", ""), request.POST.get("missing", ""), request.POST.get("note", "")
        )
        if not problem:
            request.session[_DONE] = request.session.pop(_KEPT)
            return redirect("worker:asked_thanks")
    drawn = {"row": row, "name": mask_name(row.name), "answers": Said, "problem": problem}
    return render(request, "worker/asked_answer.html", drawn, status=422 if problem else 200)


@never_cache
def asked_thanks(request: HttpRequest) -> HttpResponse:
    """Thanks, and where a complaint can be followed."""
    row = asked_by_code(request.session.get(_DONE, ""))
    if row is None or not row.said:
        return redirect("worker:asked")
    clue = row.clue.merged_into or row.clue if row.clue else None
    return render(request, "worker/asked_thanks.html", {"row": row, "clue": clue, "happy": row.said == Said.PAID})


def _take(row: AskedWorker, said: str, missing: str, note: str) -> str:
    try:
        fen = parse_yuan(missing) if missing.strip() and said != Said.PAID else None
        answer_asked(code=row.code, said=said, on=occasion.today(), missing_fen=fen, note=note.strip()[:300])
    except ValueError:
        return _("少发多少钱请写数字，比如 3500。")
    except (Refusal, BadInput) as wrong:
        return str(wrong)
    return ""
