"""项目报备: the firm says what it builds, where, for whom, when it pays; the office confirms; both see the same facts."""

from __future__ import annotations

from itertools import groupby
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
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.organisations.kinds import RegionLevel, UnitKind
from nuanxin.foundation.organisations.models import Region, Unit
from nuanxin.foundation.parties.models import Project
from nuanxin.watch.monitoring.employers.caller import Caller
from nuanxin.watch.monitoring.employers.filing.proposing import (
    ProjectFacts,
    file_project,
    filing_of,
    filings_of,
    withdraw_filing,
)
from nuanxin.web.employer.gate import employer_page, only_post
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm

YES_NO = [("", gettext_lazy("不清楚")), ("yes", gettext_lazy("是")), ("no", gettext_lazy("否"))]
_SAID = {"yes": True, "no": False}


class FilingForm(PatternForm):
    """The facts of one project."""

    account = forms.ChoiceField(label=gettext_lazy("施工总承包单位"), choices=[])
    name = forms.CharField(label=gettext_lazy("项目名称"), max_length=200, help_text=gettext_lazy("和施工许可证一样。"))
    region = forms.ChoiceField(label=gettext_lazy("在哪个县（市、区）"), choices=[])
    address = forms.CharField(label=gettext_lazy("地点"), max_length=200)
    owner_name = forms.CharField(label=gettext_lazy("建设单位"), max_length=200)
    industry = forms.ChoiceField(
        label=gettext_lazy("行业主管"),
        choices=[("", gettext_lazy("请选择")), *Project._meta.get_field("industry").flatchoices],
    )
    government = forms.ChoiceField(label=gettext_lazy("政府投资项目"), choices=YES_NO, required=False)
    state_firm = forms.ChoiceField(label=gettext_lazy("国企项目"), choices=YES_NO, required=False)
    pay_day = forms.IntegerField(label=gettext_lazy("每月几号发工资"), min_value=1, max_value=31)
    permit_number = forms.CharField(label=gettext_lazy("施工许可证号"), max_length=60, required=False)
    contract_fen = YuanField(label=gettext_lazy("合同额"), required=False)
    starts_on = DayField(label=gettext_lazy("开工日期"), native=True)
    ends_on = DayField(label=gettext_lazy("计划完工日期"), native=True, required=False)

    def __init__(self, *args: Any, caller: Caller, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [(str(one.pk), one.employer.name) for one in caller.accounts]  # type: ignore[attr-defined]
        self.fields["region"].choices = [("", _("请选择")), *_places()]  # type: ignore[attr-defined]

    @property
    def facts(self) -> ProjectFacts:
        """As the act wants them."""
        told = {key: value for key, value in self.cleaned_data.items() if key not in ("account", "region")}
        return ProjectFacts(**told | {key: _SAID.get(told[key]) for key in ("government", "state_firm")})


def _places() -> list[Any]:
    """Counties in force with a labour bureau of their own, by city."""
    served = Unit.objects.filter(kind=UnitKind.HRSS, valid_to__isnull=True).values("region")
    rows = Region.objects.filter(level=RegionLevel.COUNTY, valid_to__isnull=True, pk__in=served)
    rows = rows.exclude(valid_from__gt=occasion.today()).select_related("parent").order_by("parent__code", "code")
    return [
        (parent.name if parent else "", [(one.code, one.name) for one in of])
        for parent, of in groupby(rows, key=lambda one: one.parent)
    ]


@employer_page
def filings(request: HttpRequest, caller: Caller) -> HttpResponse:
    """What was filed and how it stands; and the form."""
    posted = request.method == "POST"
    form = FilingForm(request.POST if posted else None, caller=caller)
    if posted and caller.accounts and form.is_valid() and _filed(form, caller):
        messages.success(request, _("已报备，等当地人社局确认。"))
        return redirect("employer:filings")
    drawn = {
        "form": form if caller.accounts else None,
        "rows": filings_of(caller),
        "back_url": reverse("employer:home"),
    }
    return render(request, "employer/office/filings.html", drawn, status=422 if form.errors else 200)


def _filed(form: FilingForm, caller: Caller) -> bool:
    account = caller.account(int(form.cleaned_data["account"]))
    region = Region.objects.get(pk=form.cleaned_data["region"])
    try:
        file_project(account=account, region=region, facts=form.facts, by=caller, on=occasion.today())
    except BadInput as wrong:
        form.add_error(None, ValidationError([str(fault) for fault in wrong.faults]))
    except Refusal as refused:
        form.add_error(None, ValidationError(str(refused)))
    else:
        return True
    return False


@employer_page
def filing(request: HttpRequest, caller: Caller, number: int) -> HttpResponse:
    """One filing with everything that was said, as the office sees it."""
    found = filing_of(caller, number)
    drawn = {"filing": found, "back_url": reverse("employer:filings")}
    return render(request, "employer/office/filing.html", drawn)


@employer_page
def filing_withdraw(request: HttpRequest, caller: Caller, number: int) -> HttpResponse:
    """撤回, by the button alone."""
    only_post(request)
    withdraw_filing(filing=filing_of(caller, number), by=caller, on=occasion.today())
    messages.success(request, _("报备已撤回。"))
    return redirect("employer:filings")
