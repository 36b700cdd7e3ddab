"""One question a screen: show it, take the answer, go on. Every answer is kept at once; going back loses nothing."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nuanxin.rights.intake.registration.linking import project_by_code
from nuanxin.web.worker.report import answers as kept
from nuanxin.web.worker.report import later
from nuanxin.web.worker.report.answers import Answers, part
from nuanxin.web.worker.report.evidence import files_of
from nuanxin.web.worker.report.places import cities, city_of, must_choose_city
from nuanxin.web.worker.report.questions import BY_KEY, QUESTIONS, Question, asked, first_open, neighbours


@never_cache
@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """Start, or ask whether to go on with what was begun. `?site=` carries the code of a scanned board."""
    project = project_by_code(request.GET.get("site", "")[:12])
    answers = kept.read(request)
    if project:
        answers["site"] = {"code": project.site_code, "name": project.name}
        kept.keep(request, answers)
        return redirect("worker:ask", key=(first_open(answers) or QUESTIONS[0]).key)
    if request.GET.get("site"):
        return render(request, "worker/unknown_site.html", {"back_url": reverse("worker:home")}, status=404)
    if not answers:
        return redirect("worker:ask", key=QUESTIONS[0].key)
    following = first_open(answers)
    on = reverse("worker:ask", args=[following.key]) if following else reverse("worker:check")
    return render(request, "worker/go_on.html", {"on_url": on, "back_url": reverse("worker:home")})


@require_POST
def restart(request: HttpRequest) -> HttpResponse:
    """Throw away what was begun on this phone."""
    kept.forget(request)
    return redirect("worker:ask", key=QUESTIONS[0].key)


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """One question."""
    answers = kept.read(request)
    question = BY_KEY.get(key)
    if question is None:
        raise Http404
    if not question.applies(answers):
        following = first_open(answers)
        return redirect("worker:ask", key=following.key) if following else redirect("worker:check")
    city = request.GET.get("city", "") or city_of(part(answers, "where").get("region", ""))
    if key == "where" and must_choose_city(city):
        return render(request, "worker/city.html", {"cities": cities(), "back_url": _back(answers, question)})
    context = {"city": city if must_choose_city("") else ""}
    form = question.form(
        request.POST if request.method == "POST" else None, initial=part(answers, key), context=context
    )
    if request.method == "POST" and form.is_valid():
        answers[key] = form.told()
        later.sync(answers)
        kept.keep(request, answers)
        return _next(request, answers, question)
    status = 422 if request.method == "POST" else 200
    page = render(request, question.template, _drawn(request, answers, question, form), status=status)
    # The position is asked on one screen and by a tap only; no other screen may ask for it.
    page.headers["Permissions-Policy"] = f"geolocation=({'self' if key == 'where' else ''})"
    return page


def _next(request: HttpRequest, answers: Answers, question: Question) -> HttpResponseRedirect:
    """The next question; from the check page straight back to it, unless the answer opened new questions."""
    from_check = request.GET.get("from") == "check"
    following = first_open(answers) if from_check else neighbours(answers, question.key)[1]
    return redirect("worker:ask", key=following.key) if following else redirect("worker:check")


def _back(answers: Answers, question: Question) -> str:
    before = neighbours(answers, question.key)[0]
    return reverse("worker:ask", args=[before.key]) if before else reverse("worker:home")


def _drawn(request: HttpRequest, answers: Answers, question: Question, form: Any) -> dict[str, Any]:
    line = asked(answers)
    from_check = request.GET.get("from") == "check"
    return {
        "title": question.title_for(answers),
        "why": question.why_for(answers),
        "question": question,
        "form": form,
        "step": line.index(question) + 1,
        "steps": len(line) + 1,
        "back_url": reverse("worker:check") if from_check else _back(answers, question),
        "from_check": from_check,
        "site": answers.get("site"),
        "chosen": part(answers, question.key).get("kind", ""),
        "files": files_of(request) if question.key in ("evidence", "employer") else (),
    }
