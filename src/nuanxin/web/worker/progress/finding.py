"""Finding one's file: the query code alone, or the number with a telephone. Wrong tries are counted and soon stop."""

from __future__ import annotations

import re
from hmac import compare_digest

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from nuanxin.foundation.common.text import half_width
from nuanxin.rights.intake.channels import ClueKind
from nuanxin.rights.intake.models import Clue
from nuanxin.web.worker import opened
from nuanxin.web.worker.report.forms import Question
from nuanxin.web.worker.tries import forget, guessed_too_often, guessed_wrong

NUMBER = re.compile(r"\d{6,9}-\d{4}-\d{6}", re.ASCII)
WHAT = "find"


class Find(Question):
    """A number or a code; with a number also the telephone given in the report."""

    code = forms.CharField(
        label=_("查询码或者编号"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("查询码是 10 个字母和数字，在短信和回执上。"),
    )
    phone = forms.CharField(
        label=_("手机号后 4 位（有查询码不用填）"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
        help_text=_("后来加入的工友，请写整个手机号。"),
    )
    ask_for = {"code": _("请写查询码或者编号。")}

    def clean_code(self) -> str:
        return re.sub(r"\s", "", half_width(self.cleaned_data["code"])).upper()

    def clean_phone(self) -> str:
        return _digits(half_width(self.cleaned_data["phone"]))

    def clean(self) -> dict[str, str]:
        answer = dict(self.cleaned_data)
        if NUMBER.fullmatch(answer.get("code", "")) and len(answer.get("phone", "")) < 4:
            self.add_error("phone", ValidationError(_("用编号查，要写手机号后 4 位。")))
        return answer


@never_cache
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Ask for the code, open the file. One answer for wrong, unknown and somebody else's: nothing is given away."""
    if request.method == "GET" and opened.opened_file(request) and "another" not in request.GET:
        return redirect("worker:file")
    form = Find(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        code, phone = form.cleaned_data["code"], form.cleaned_data["phone"]
        tail = phone if NUMBER.fullmatch(code) else ""
        if guessed_too_often(request, WHAT, code) or (tail and guessed_too_often(request, WHAT, tail)):
            form.add_error(None, ValidationError(_("试错的次数太多了，请过一小时再试，或者打 12333。")))
            return _page(request, form, status=429)
        clue, own_phone = lookup(code, phone)
        if clue:
            forget(WHAT, code)
            opened.open_file(request, clue, phone=own_phone, by_code=clue.receipt_code == code)
            return redirect("worker:file")
        guessed_wrong(request, WHAT, code, *((tail,) if tail else ()))
        form.add_error("code", ValidationError(_("没有查到。请看看有没有写错；实在找不到，打 12333。")))
    return _page(request, form, status=422 if form.is_bound else 200)


def _page(request: HttpRequest, form: Find, *, status: int) -> HttpResponse:
    return render(request, "worker/find.html", {"form": form, "title": _("查进度"), "back_url": "/"}, status=status)


def lookup(code: str, phone: str) -> tuple[Clue | None, str]:
    """The clue behind a code, or behind a number and a telephone; and the telephone of the worker who asks, where known."""
    if NUMBER.fullmatch(code):
        # Who reported without a name is found by the secret code alone: a number and a telephone can be guessed.
        clue = Clue.objects.filter(number=code, kind=ClueKind.COMPLAINT).first()
        return _by_phone(clue, phone) if clue else (None, "")
    clue = Clue.objects.filter(receipt_code=code).first() if len(code) == 10 else None
    if clue is None:
        return None, ""
    known = _by_phone(clue, phone)[1] if phone else ""
    return clue, known or _only_reporter_phone(clue)


def _by_phone(clue: Clue, phone: str) -> tuple[Clue | None, str]:
    """Four digits must be a reporter's; a whole number may be that of any worker on the file."""
    found = ""
    for one in clue.reporters.all():
        digits = _digits(one.phone)
        if digits and (compare_digest(digits[-4:], phone) or compare_digest(digits, phone)):
            found = one.phone
    if not found and len(phone) >= 7:
        for claim in clue.claims.filter(withdrawn_on__isnull=True).select_related("worker"):
            if compare_digest(_digits(claim.worker.phone), phone):
                found = claim.worker.phone
    return (clue, found) if found else (None, "")


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def _only_reporter_phone(clue: Clue) -> str:
    phones = [one.phone for one in clue.reporters.all() if one.phone]
    return phones[0] if len(phones) == 1 else ""


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the file on this phone, which may be borrowed."""
    opened.close_file(request)
    request.session.pop("sent", None)
    return redirect("worker:home")
