"""接口令牌: keys for the firm's own wage system, issued and revoked by its contact. A key is shown once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.watch.monitoring.employers.caller import Caller, projects_of
from nuanxin.watch.monitoring.employers.models import EmployerAccount
from nuanxin.watch.monitoring.employers.tokens import issue_employer_token, revoke_employer_token, tokens_of
from nuanxin.web.employer.gate import employer_page, only_post
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

USUAL = timedelta(days=180)


class TokenForm(PatternForm):
    """Which system, for which sites, until when."""

    purpose = forms.CharField(label=gettext_lazy("系统名称"), max_length=30)
    project = forms.ChoiceField(label=gettext_lazy("可以提交哪些项目"), choices=[], required=False)
    valid_to = DayField(label=gettext_lazy("有效期至"), native=True, help_text=gettext_lazy("最长一年。"))

    def __init__(self, *args: Any, account: EmployerAccount, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = [(str(one.pk), one.name) for one in projects_of(account.employer)]
        self.fields["project"].choices = [("", _("本企业全部项目")), *sites]  # type: ignore[attr-defined]


@employer_page
def tokens(request: HttpRequest, caller: Caller, number: int) -> HttpResponse:
    """Keys in use and ended ones; a new one is shown on the page that answers, and never again."""
    account = caller.account(number)
    first = {"valid_to": occasion.today() + USUAL}
    form = TokenForm(request.POST if request.method == "POST" else None, account=account, initial=first)
    text = _issued(form, account, caller) if request.method == "POST" and form.is_valid() else ""
    drawn = {
        "account": account,
        "form": TokenForm(account=account, initial=first) if text else form,
        "text": text,
        "rows": tokens_of(account),
        "today": occasion.today(),
        "back_url": reverse("employer:home"),
    }
    return render(request, "employer/tokens.html", drawn, status=422 if form.errors else 200)


def _issued(form: TokenForm, account: EmployerAccount, caller: Caller) -> str:
    """The text of the new key; empty where it was refused."""
    told = form.cleaned_data
    project = next((one for one in projects_of(account.employer) if str(one.pk) == told["project"]), None)
    try:
        _row, text = issue_employer_token(
            account=account, project=project, purpose=told["purpose"], valid_to=told["valid_to"], by=caller,
            on=occasion.today(),
        )  # fmt: skip
    except Refusal as refused:
        form.add_error(None, ValidationError(str(refused)))
        return ""
    return text


@employer_page
def token_end(request: HttpRequest, caller: Caller, number: int) -> HttpResponse:
    """吊销, by the button alone."""
    only_post(request)
    row = revoke_employer_token(number=number, by=caller, on=occasion.today())
    messages.success(request, _("已吊销，这个令牌现在不能用了。"))
    return redirect("employer:tokens", number=row.account_id)
