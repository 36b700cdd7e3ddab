"""劳资专管员: the firm's contact names and ends the clerks of its sites."""

from __future__ import annotations

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
from nuanxin.foundation.common.errors import BadInput, NotFound, Refusal
from nuanxin.foundation.parties.models import Project
from nuanxin.watch.monitoring.employers.accounts import end_clerk, name_clerk
from nuanxin.watch.monitoring.employers.caller import Caller, projects_of
from nuanxin.watch.monitoring.employers.models import EmployerAccount, WageClerk
from nuanxin.web.employer.gate import employer_page, only_post
from nuanxin.web.patterns.forms import PatternForm


class ClerkForm(PatternForm):
    """Who keeps the wages of which site."""

    project = forms.ChoiceField(label=gettext_lazy("项目"), choices=[])
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=40)
    phone = forms.CharField(
        label=gettext_lazy("手机"),
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
        help_text=gettext_lazy("用这个手机收验证码登录。"),
    )

    def __init__(self, *args: Any, projects: list[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].choices = [(str(one.pk), one.name) for one in projects]  # type: ignore[attr-defined]


@employer_page
def clerks(request: HttpRequest, caller: Caller, number: int) -> HttpResponse:
    """Who is named, since when; and one form to name another."""
    account = caller.account(number)
    projects = list(projects_of(account.employer))
    form = ClerkForm(request.POST if request.method == "POST" else None, projects=projects)
    if request.method == "POST" and form.is_valid() and _named(form, account, projects, caller):
        messages.success(request, _("已授权，对方用手机号就能登录。"))
        return redirect("employer:clerks", number=number)
    rows = (
        WageClerk.objects.filter(account=account).select_related("project").order_by("ended_on", "project__name", "pk")
    )
    drawn = {"account": account, "rows": rows, "form": form, "back_url": reverse("employer:home")}
    return render(request, "employer/clerks.html", drawn, status=422 if form.errors else 200)


def _named(form: ClerkForm, account: EmployerAccount, projects: list[Project], caller: Caller) -> bool:
    told = form.cleaned_data
    project = next(one for one in projects if str(one.pk) == told["project"])
    try:
        name_clerk(
            account=account, project=project, name=told["name"], phone=told["phone"], by=caller, on=occasion.today()
        )
    except BadInput as wrong:
        form.add_error("phone", ValidationError([str(fault) for fault in wrong.faults]))
    except Refusal as refused:
        form.add_error(None, ValidationError(str(refused)))
    else:
        return True
    return False


@employer_page
def end(request: HttpRequest, caller: Caller, number: int) -> HttpResponse:
    """解除授权, by the button alone."""
    only_post(request)
    mine = WageClerk.objects.filter(account__in=[account.pk for account in caller.accounts], pk=number)
    clerk = mine.select_related("account").first()
    if clerk is None:
        raise NotFound("没有找到这项授权", remedy="请返回后再试")
    end_clerk(clerk=clerk, by=caller, on=occasion.today())
    messages.success(request, _("已解除，对方现在不能登录这个项目。"))
    return redirect("employer:clerks", number=clerk.account_id)
