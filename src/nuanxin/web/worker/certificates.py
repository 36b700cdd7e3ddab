"""劳资专管员证书查验 for anybody: by the code alone, the name masked. Wrong codes are counted and soon stop."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nuanxin.foundation.common import occasion
from nuanxin.watch.inspection.helping.training import Certificate, check_certificate
from nuanxin.web.worker.report.forms import Question
from nuanxin.web.worker.tries import ADDRESS_TRIES, address, counted, guessed_wrong

WHAT = "certificate"


class Check(Question):
    """The code as printed, with or without hyphens."""

    code = forms.CharField(
        label=_("证书编码"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("证书上的 16 位字母和数字，横线可以不写。"),
    )
    ask_for = {"code": _("请写证书编码。")}


@never_cache
@require_http_methods(["GET", "POST"])
def certificates(request: HttpRequest) -> HttpResponse:
    """Ask for the code; say whose it is and whether it holds. `?code=` fills the field, as the code on the paper does."""
    posted = request.method == "POST"
    form = Check(request.POST if posted else None, initial={"code": request.GET.get("code", "")[:40]})
    found: Certificate | None = None
    status = 200
    if posted:
        status = 422
        if counted(f"{WHAT}-from", address(request)) >= ADDRESS_TRIES:
            status = 429
            form.add_error(None, ValidationError(_("试错的次数太多了，请过一小时再试，或者打 12333。")))
        elif form.is_valid():
            found = check_certificate(form.cleaned_data["code"], occasion.today())
            if found:
                status = 200
            else:
                guessed_wrong(request, WHAT)
                form.add_error("code", ValidationError(_("没有这个编码的证书，请核对。")))
    drawn = {"form": form, "found": found, "title": _("劳资专管员证书查验"), "back_url": "/help/"}
    return render(request, "worker/certificates.html", drawn, status=status)
