"""Four short screens and the sheet. What was filled in travels in hidden fields: nothing is kept here, nothing in a session."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from nuanxin.foundation.common import occasion
from nuanxin.rights.intake.estimate import Estimate, Pay, burden_cite, reckon
from nuanxin.web.worker.report import answers as kept
from nuanxin.web.worker.report.forms import Question
from nuanxin.web.worker.report.questions import first_open
from nuanxin.web.worker.wages.forms import MOST_MONTHS, PAYS, Held, Months, Rate, months_between
from nuanxin.web.worker.wages.sheet import in_one_line, missing_of, months_of, price

SCREENS = ("kind", "rate", "months", "proof", "result")
TITLES: dict[str, str | Promise] = {
    "kind": gettext_lazy("工钱是怎么算的？"),
    "rate": gettext_lazy("说好多少钱？欠的是哪几个月？"),
    "months": gettext_lazy("每个月干了多少、拿到多少？"),
    "proof": gettext_lazy("手里有什么证据？"),
}
TRAVELS = ("kind", "rate", "since", "until", "proof", "asked")
MOST_FIELDS = MOST_MONTHS * 6 + 20


class Kind(Question):
    """How the wage was agreed; drawn as four large buttons."""


@dataclass(frozen=True)
class Filled:
    """What has been filled in so far, screen by screen; `stuck` is the first screen that is not right yet."""

    forms: dict[str, Any]
    stuck: str
    pay: Pay | None


def read(data: QueryDict) -> Filled:
    """Check the screens in their order; stop at the first that is empty or wrong."""
    pay = Pay(str(data["kind"])) if data.get("kind") in list(Pay) else None
    forms: dict[str, Any] = {}
    if pay is None:
        return Filled(forms, "kind", None)
    forms["rate"] = rate = Rate(data if "rate" in data else None, context={"pay": pay})
    if not rate.is_valid():
        return Filled(forms, "rate", pay)
    months = months_between(rate.cleaned_data["since"], rate.cleaned_data["until"])
    begun = any(name.startswith("m2") for name in data)
    forms["months"] = table = Months(data if begun else None, context={"pay": pay, "months": months})
    if not table.is_valid():
        return Filled(forms, "months", pay)
    forms["proof"] = held = Held(data if "asked" in data else None)
    if not held.is_valid():
        return Filled(forms, "proof", pay)
    return Filled(forms, "", pay)


def estimate_of(filled: Filled) -> Estimate:
    """The estimate of a whole sheet."""
    assert filled.pay is not None
    return reckon(
        pay=filled.pay, rate_fen=filled.forms["rate"].cleaned_data["rate"], months=filled.forms["months"].works()
    )


@never_cache
@require_http_methods(["GET", "POST"])
def wages(request: HttpRequest) -> HttpResponse:
    """The screen that is wanted, or the first one on the way to it that is not right yet."""
    data = request.POST if request.method == "POST" else QueryDict()
    wanted = data.get("to", "kind")
    if wanted not in SCREENS or len(data) > MOST_FIELDS:
        wanted = "kind"
    filled = read(data)
    stuck = SCREENS.index(filled.stuck) if filled.stuck else len(SCREENS)
    shown = wanted if SCREENS.index(wanted) <= stuck else filled.stuck
    if shown == "result":
        return _result(request, data, filled)
    return _screen(request, data, filled, shown)


def _screen(request: HttpRequest, data: QueryDict, filled: Filled, shown: str) -> HttpResponse:
    form = filled.forms.get(shown) or Kind()
    place = SCREENS.index(shown)
    wrong = bool(form.is_bound and form.errors)
    drawn = {
        "title": TITLES[shown],
        "form": form,
        "shown": shown,
        "pay": filled.pay,
        "pays": [(str(pay), words, hint, icon) for pay, (words, hint, icon) in PAYS.items()],
        "carried": list(carried(data, form)),
        "next": SCREENS[place + 1],
        "before": SCREENS[place - 1] if place else "",
        "step": place + 1,
        "steps": len(SCREENS),
        "back_url": "" if place else reverse("worker:home"),
    }
    return render(request, f"worker/wages/{shown}.html", drawn, status=422 if wrong else 200)


def carried(data: QueryDict, form: Any) -> Iterator[tuple[str, str]]:
    """Everything filled in on other screens, for hidden fields."""
    here = set(form.fields) if form else set()
    skipped = here | ({"asked"} if "proof" in here else set()) | (set() if here else {"kind"})
    for name, values in data.lists():
        if (name in TRAVELS or name.startswith("m2")) and name not in skipped:
            yield from ((name, value) for value in values)


def _result(request: HttpRequest, data: QueryDict, filled: Filled) -> HttpResponse:
    found = estimate_of(filled)
    held = filled.forms["proof"].cleaned_data["proof"]
    drawn = {
        "estimate": found,
        "agreed": _agreed(found),
        "months": months_of(found),
        "missing": missing_of(held),
        "burden": burden_cite(),
        "hourly": found.pay == Pay.HOUR,
        "carried": [*carried(data, None), ("kind", data["kind"])],
        "on": occasion.today(),
        "step": len(SCREENS),
        "steps": len(SCREENS),
    }
    return render(request, "worker/wages/result.html", drawn)


def _agreed(found: Estimate) -> str:
    return _("%(how)s，%(rate)s 元") % {"how": PAYS[found.pay][0], "rate": price(found.rate_fen)}


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Take the sum over into the report on this phone: amount, months, and the sheet for the officer. Only now it is kept."""
    filled = read(request.POST)
    if filled.stuck:
        return wages(request)
    found = estimate_of(filled)
    answers = kept.read(request)
    answers["amount"] = {"amount": found.owed_fen or None, "unknown": not found.owed_fen}
    answers["when"] = {"owed_from": str(found.first), "owed_to": str(found.last), "unknown": False}
    with override("zh-hans"):
        answers["wages"] = in_one_line(found)
    kept.keep(request, answers)
    following = first_open(answers)
    return redirect("worker:ask", key=following.key) if following else redirect("worker:check")
