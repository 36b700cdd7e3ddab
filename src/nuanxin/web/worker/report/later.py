"""先存起来: a mobile number and a code open the half-filled report again, on any phone."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.common.phone import is_mobile
from nuanxin.foundation.common.text import half_width
from nuanxin.rights.intake.drafts import Saved, drop_draft, resume_draft, save_draft, update_draft
from nuanxin.web.worker.report import answers as kept
from nuanxin.web.worker.report.answers import Answers, part
from nuanxin.web.worker.report.forms import Question, phone_input, read_phone
from nuanxin.web.worker.report.questions import first_open
from nuanxin.web.worker.tries import guessed_too_often, guessed_wrong

DRAFT = "draft"  # {"phone", "code"} of the draft that this report is kept in
_NOT_SAVED = (DRAFT, "nonce")


class Mobile(Question):
    """A mobile number."""

    phone = forms.CharField(label=_("手机号"), max_length=30, widget=phone_input())
    ask_for = {"phone": _("请写手机号。")}

    def clean_phone(self) -> str:
        number = read_phone(self.cleaned_data["phone"])
        if not is_mobile(number):
            raise ValidationError(_("要写 11 位手机号。"))
        return number


class Resume(Mobile):
    """The number and the code."""

    code = forms.CharField(
        label=_("续填码"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("存的时候给您的 8 个字母和数字。"),
    )
    ask_for = {"phone": _("请写手机号。"), "code": _("请写续填码。")}

    def clean_code(self) -> str:
        return "".join(half_width(self.cleaned_data["code"]).split()).upper()


def _to_save(answers: Answers) -> Answers:
    return {key: value for key, value in answers.items() if key not in _NOT_SAVED}


def start_draft(answers: Answers, phone: str) -> Saved:
    """Keep the report in the house; from now on every answer goes there too."""
    saved = save_draft(phone=phone, answers=_to_save(answers))
    answers[DRAFT] = {"phone": phone, "code": saved.code}
    return saved


def sync(answers: Answers) -> None:
    """The draft follows the answers. A draft that is gone or locked does not stand in the way of answering."""
    if DRAFT not in answers:
        return
    try:
        update_draft(**answers[DRAFT], answers=_to_save(answers))
    except (Refusal, BadInput):
        del answers[DRAFT]


def drop(answers: Answers) -> None:
    """The report was sent: nothing half-filled stays."""
    if DRAFT in answers:
        try:
            drop_draft(**answers[DRAFT])
        except (Refusal, BadInput):
            return


@never_cache
@require_http_methods(["GET", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """Ask for the number, give a code."""
    answers = kept.read(request)
    if not answers:
        return redirect("worker:home")
    if DRAFT in answers:
        sync(answers)
        kept.keep(request, answers)
        return redirect("worker:saved")
    form = Mobile(
        request.POST if request.method == "POST" else None, initial={"phone": part(answers, "me").get("phone", "")}
    )
    if request.method == "POST" and form.is_valid():
        start_draft(answers, form.cleaned_data["phone"])
        kept.keep(request, answers)
        return redirect("worker:saved")
    following = first_open(answers)
    back = reverse("worker:ask", args=[following.key]) if following else reverse("worker:check")
    drawn = {"form": form, "back_url": back}
    return render(request, "worker/save.html", drawn, status=422 if form.is_bound else 200)


@never_cache
@require_GET
def saved(request: HttpRequest) -> HttpResponse:
    """The code, large, to be written down or photographed."""
    answers = kept.read(request)
    if DRAFT not in answers:
        return redirect("worker:home")
    following = first_open(answers)
    on = reverse("worker:ask", args=[following.key]) if following else reverse("worker:check")
    return render(request, "worker/saved.html", {"draft": answers[DRAFT], "on_url": on})


@never_cache
@require_http_methods(["GET", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """Take the report up on this phone."""
    form = Resume(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        phone, code = form.cleaned_data["phone"], form.cleaned_data["code"]
        if guessed_too_often(request, "resume", phone):
            form.add_error(None, ValidationError(_("试错的次数太多了，请过一小时再试，或者打 12333。")))
        else:
            try:
                found = resume_draft(phone=phone, code=code)
            except Refusal as refused:
                guessed_wrong(request, "resume", phone)
                form.add_error("code", ValidationError(f"{refused.why}。{refused.remedy}。"))
            else:
                answers: Answers = {**found.answers, DRAFT: {"phone": phone, "code": code}}
                if found.group_code:
                    answers["group"] = found.group_code
                kept.keep(request, answers)
                following = first_open(answers)
                return redirect("worker:ask", key=following.key) if following else redirect("worker:check")
    drawn = {"form": form, "back_url": reverse("worker:home")}
    return render(request, "worker/resume.html", drawn, status=422 if form.is_bound else 200)
