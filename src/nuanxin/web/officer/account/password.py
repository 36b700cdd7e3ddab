"""One's own password: the page, which is also where a first or expired password leads."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.password_validation import get_default_password_validators
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.organisations.account.passwords import change_password, why_change
from nuanxin.foundation.organisations.models import Staff
from nuanxin.web.officer.gate import me, own_page
from nuanxin.web.patterns.doorway.second_step import shown_to_all
from nuanxin.web.patterns.entrance import home_of
from nuanxin.web.patterns.forms import PatternForm, form_page

FIELDS = {"现在的密码": "current", "新密码": "new"}
MOST_WRONG = 5
WRONG = "wrong_passwords"


def _hidden(autocomplete: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": autocomplete, "maxlength": 128})


class PasswordForm(PatternForm):
    """The present password once, the new one twice."""

    current = forms.CharField(label="现在的密码", strip=False, widget=_hidden("current-password"))
    new = forms.CharField(label="新密码", strip=False, widget=_hidden("new-password"))
    again = forms.CharField(label="再输一遍新密码", strip=False, widget=_hidden("new-password"))

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("new") and values.get("again") and values["new"] != values["again"]:
            self.add_error("again", "两次输入的新密码不一样，请重新输入。")
        return values


@sensitive_post_parameters()
@own_page
def password(request: HttpRequest) -> HttpResponse:
    """Change it; the other sessions of the account end, this one goes on."""
    staff = me(request)
    why = why_change(staff, days=settings.NUANXIN_PASSWORD_DAYS, on=occasion.today())
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _changed(request, staff, form):
        messages.success(request, "密码已修改。这个账号在其他地方的登录已经结束。")
        return HttpResponseRedirect(home_of(staff) if why else reverse("officer:account"))
    if request.session.get(WRONG, 0) >= MOST_WRONG:
        logout(request)
        messages.error(request, f"连续{MOST_WRONG}次输错现在的密码，已退出登录。忘记密码请联系安全管理员重置。")
        return HttpResponseRedirect(reverse("sign_in"))
    context: dict[str, Any] = {"rules": [one.get_help_text() for one in get_default_password_validators()[:4]]}
    if why:
        context |= {"menu": [], "may_search": False}
    else:
        context["crumbs"] = [
            ("工作台", reverse("officer:desk")),
            ("我的账号", reverse("officer:account")),
            ("修改密码", ""),
        ]
    return form_page(
        request,
        form,
        title="修改密码",
        save="修改密码",
        intro=why,
        back_url="" if why else reverse("officer:account"),
        template="officer/account/password.html",
        context=context,
    )


def _changed(request: HttpRequest, staff: Staff, form: PasswordForm) -> bool:
    """Do the act; what it refuses stands at its field."""
    if shown_to_all(staff):
        form.add_error(None, "演示账号由大家共用，不能修改密码；数据均为虚构。")
        return False
    values = form.cleaned_data
    try:
        change_password(by=staff, current=values["current"], new=values["new"], on=occasion.today())
    except BadInput as wrong:
        for fault in wrong.faults:
            form.add_error(FIELDS.get(fault.column), f"{fault.message}。")
        if "current" in form.errors:
            request.session[WRONG] = request.session.get(WRONG, 0) + 1
        return False
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    request.session.pop(WRONG, None)
    update_session_auth_hash(request, staff)
    return True
