"""Telephone, code, in. The same words for a known and an unknown telephone; the code stands on a page in the demonstration alone."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.common.text import half_width
from nuanxin.watch.monitoring.employers.signing_in import MINUTES, ask_code, sign_in
from nuanxin.web.employer.gate import let_in, let_out
from nuanxin.web.patterns.forms import PatternForm

ASKING = "employer_asking"  # {"phone", "next"} while a code is awaited


class Phone(PatternForm):
    """A mobile number."""

    phone = forms.CharField(
        label=gettext_lazy("手机号"),
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"required": gettext_lazy("请写手机号。")},
    )


class Code(PatternForm):
    """Six digits."""

    code = forms.CharField(
        label=gettext_lazy("验证码"),
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        help_text=gettext_lazy("短信里的6位数字。"),
        error_messages={"required": gettext_lazy("请写验证码。")},
    )

    def clean_code(self) -> str:
        return "".join(half_width(self.cleaned_data["code"]).split())


@never_cache
@require_http_methods(["GET", "POST"])
def phone(request: HttpRequest) -> HttpResponse:
    """Ask for the telephone, send the code."""
    form = Phone(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                code = ask_code(phone=form.cleaned_data["phone"], address=str(request.META.get("REMOTE_ADDR", "")))
            except BadInput as wrong:
                form.add_error("phone", ValidationError([str(fault) for fault in wrong.faults]))
            except Refusal as refused:
                status = 429
                form.add_error(None, ValidationError(str(refused)))
            else:
                request.session[ASKING] = {"phone": form.cleaned_data["phone"], "next": _next(request)}
                if settings.NUANXIN_DEMO and code:
                    messages.info(request, _("演示环境不发短信，您的验证码是 %(code)s。") % {"code": code})
                return redirect("employer:sign_in_code")
    return render(request, "employer/sign_in.html", {"form": form, "step": "phone"}, status=status)


def _next(request: HttpRequest) -> str:
    there = request.GET.get("next", "")
    return (
        there if url_has_allowed_host_and_scheme(there, allowed_hosts=None) and there.startswith("/employer/") else ""
    )


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Take the code."""
    asking = request.session.get(ASKING)
    if not isinstance(asking, dict):
        return redirect("employer:sign_in")
    form = Code(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            caller = sign_in(phone=asking["phone"], code=form.cleaned_data["code"])
        except (Refusal, BadInput) as refused:
            form.add_error("code", ValidationError(str(refused)))
        else:
            request.session.pop(ASKING)
            let_in(request, caller)
            return redirect(asking.get("next") or "employer:home")
    drawn = {"form": form, "step": "code", "phone": asking["phone"], "minutes": MINUTES}
    return render(request, "employer/sign_in.html", drawn, status=422 if form.errors else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave this browser, which may be the site office's."""
    let_out(request)
    return redirect("employer:sign_in")
