"""Enrolment of the one-time code and its recovery codes, which are shown once."""

from __future__ import annotations

from typing import Any

import segno
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput
from nuanxin.foundation.organisations.account.one_time_code import code_at, enrolment_uri, in_fours, new_secret
from nuanxin.foundation.organisations.account.second_factor import enrol, factor_of, obligatory, renew_recovery_codes
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.vault.fields import seal, unseal
from nuanxin.web.officer.gate import me, only_post, own_page
from nuanxin.web.patterns.doorway.second_step import shown_to_all
from nuanxin.web.patterns.doorway.session import PASSED
from nuanxin.web.patterns.entrance import home_of
from nuanxin.web.patterns.forms import PatternForm, form_page

DRAWN = "second_factor_drawn"  # the secret between showing and confirming, sealed like every other
PURPOSE = "second_factor_drawn"


class CodeForm(PatternForm):
    """The code that the app shows."""

    code = forms.CharField(
        label="6位动态口令",
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


@own_page
def second_factor(request: HttpRequest) -> HttpResponse:
    """Show the secret as QR code and text, take it into use once the code fits, show the recovery codes."""
    staff = me(request)
    secret = _drawn(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            codes = enrol(secret=secret, code=form.cleaned_data["code"], by=staff, at=occasion.now())
        except BadInput as wrong:
            for fault in wrong.faults:
                form.add_error("code", f"{fault.message}；{fault.remedy}。")
        else:
            del request.session[DRAWN]
            request.session[PASSED] = True
            return _codes_page(request, staff, codes)
    forced = obligatory(staff) and not request.session.get(PASSED)
    context: dict[str, Any] = {
        "qr": segno.make(enrolment_uri(secret, staff.username), error="m").svg_inline(scale=5, border=3),
        "secret": in_fours(secret),
        "renewing": factor_of(staff),
        "forced": forced,
        "demo_code": code_at(secret, occasion.now()) if shown_to_all(staff) else "",
        "crumbs": [] if forced else _crumbs("启用动态口令"),
    }
    if forced:
        context |= {"menu": [], "may_search": False}
    return form_page(
        request,
        form,
        title="启用动态口令",
        save="确认启用",
        back_url="" if forced else reverse("officer:account"),
        template="officer/account/second_factor.html",
        context=context,
    )


@own_page
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes in place of the old ones."""
    only_post(request)
    staff = me(request)
    return _codes_page(request, staff, renew_recovery_codes(by=staff, at=occasion.now()))


def _codes_page(request: HttpRequest, staff: Staff, codes: list[str]) -> HttpResponse:
    """The answer to the post itself: the codes lie in no session, message or address."""
    context = {"codes": codes, "member": staff, "home": home_of(staff), "crumbs": _crumbs("恢复码")}
    return render(request, "officer/account/recovery_codes.html", context)


def _drawn(request: HttpRequest) -> str:
    """The secret of this enrolment: the same one however often the page is shown."""
    kept = request.session.get(DRAWN)
    if kept:
        return unseal(kept, PURPOSE)
    secret = new_secret()
    request.session[DRAWN] = seal(secret, PURPOSE)
    return secret


def _crumbs(title: str) -> list[tuple[str, str]]:
    return [("工作台", reverse("officer:desk")), ("我的账号", reverse("officer:account")), (title, "")]
