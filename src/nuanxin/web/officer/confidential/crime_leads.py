"""涉黑涉恶线索 at the desk: the few who may see them register, hand over, note receipt and answer; each look is on record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import holds, may, must
from nuanxin.rights.cases.confidential.handing import (
    Entry,
    Kind,
    name_officer,
    report_lead,
    strike_entry,
    write_entry,
)
from nuanxin.rights.cases.confidential.models import CrimeLead, CrimeLeadEntry
from nuanxin.rights.cases.confidential.seeing import lead_facts, leads_for, may_write, must_see_lead
from nuanxin.rights.intake.visibility import file_facts
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.cases.page import case_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import listing_page

_WRITTEN = (Kind.HANDED, Kind.RECEIPT, Kind.FEEDBACK)
CONFIDENTIAL = (
    "本页内容保密：只有专人、本单位负责人和领导可以查看，每次查看记入审计；线索台账、案件时间线和导出里都没有它。"
)


def _last(row: Any) -> str:
    standing = [one for one in row.entries.all() if one.kind in _WRITTEN and not hasattr(one, "struck_by")]
    return f"{standing[-1].get_kind_display()} {standing[-1].done_on}" if standing else "待移送"


LISTING = Listing(
    "crime_leads",
    "涉黑涉恶线索",
    (
        Column("number", "编号", lambda row: f"第{row.pk}号", "link", frozen=True),
        Column("kind", "类型", "get_kind_display"),
        Column("found_on", "发现日期", kind="day", sortable="found_on"),
        Column("case", "案件", lambda row: str(row.case)),
        Column("officer", "专人", "officer.name"),
        Column("last", "进展", _last),
    ),
    (Filter("kind", "类型", "choice", choices=CrimeLead.Kind.choices), Filter("found_on", "发现日期", "day_range")),
    default_order=("-found_on",),
    row_url=lambda row: reverse("officer:crime_lead", args=[row.pk]),
    unit="条",
    empty="没有您可以查看的涉黑涉恶线索。办案中发现的，从案件页面“更多”中登记。",
)


class LeadForm(PatternForm):
    """What was found."""

    kind = forms.ChoiceField(label="类型", choices=CrimeLead.Kind.choices, widget=forms.RadioSelect)
    found_on = DayField(label="发现日期", initial=occasion.today, not_after=occasion.today)
    content = forms.CharField(label="线索内容", max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))


class HandedForm(PatternForm):
    done_on = DayField(label="移送日期", initial=occasion.today, not_after=occasion.today)
    body = forms.CharField(label="接收单位", max_length=100)
    number = forms.CharField(label="移送文号", max_length=80, required=False)
    text = forms.CharField(label="移送的材料", required=False, widget=forms.Textarea(attrs={"rows": 3}))


class ReceiptForm(PatternForm):
    done_on = DayField(label="签收日期", initial=occasion.today, not_after=occasion.today)
    receiver = forms.CharField(label="接收人", max_length=60, required=False)
    number = forms.CharField(label="回执文号", max_length=80, required=False)


class FeedbackForm(PatternForm):
    done_on = DayField(label="反馈日期", initial=occasion.today, not_after=occasion.today)
    text = forms.CharField(label="反馈内容", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    number = forms.CharField(label="反馈文号", max_length=80, required=False)


class OfficerForm(PatternForm):
    """Who looks after it from now on."""

    officer = forms.ModelChoiceField(label="专人", queryset=Staff.objects.none())
    reason = forms.CharField(label="理由", max_length=300)

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = among  # type: ignore[attr-defined]


class StrikeForm(PatternForm):
    reason = forms.CharField(label="有误的地方和理由", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


FORMS: dict[str, type[PatternForm]] = {"handed": HandedForm, "receipt": ReceiptForm, "feedback": FeedbackForm}


@officer_page(Permission.CRIME_LEAD)
def crime_leads(request: HttpRequest) -> HttpResponseBase:
    """The leads that this person may see; never exported."""
    rows = leads_for(me(request)).select_related("case", "officer").prefetch_related("entries__struck_by")
    return listing_page(request, LISTING, rows)


@officer_page(Permission.CRIME_LEAD)
def crime_lead_new(request: HttpRequest, number: int) -> HttpResponse:
    """Register a lead found in a case."""
    case = case_of(request, number)
    must(me(request), Permission.CLUE_HANDLE, file_facts(case.clue), doing="登记涉黑涉恶线索")
    return act_page(
        request,
        LeadForm,
        run=lambda v: report_lead(case=case, by=me(request), on=occasion.today(), **v),
        title=f"登记涉黑涉恶线索：{case}",
        back_url=reverse("officer:case", args=[number]),
        next_url=lambda lead: reverse("officer:crime_lead", args=[lead.pk]),
        intro=f"{CONFIDENTIAL}登记人即为专人，负责人可以另行指定。",
        done="已登记。",
        save="登记",
    )


def _lead(request: HttpRequest, number: int) -> CrimeLead:
    found = CrimeLead.objects.select_related("case__clue", "officer", "unit", "registered_by").filter(pk=number).first()
    return must_see_lead(me(request), found)


@officer_page(Permission.CRIME_LEAD)
def crime_lead(request: HttpRequest, number: int) -> HttpResponse:
    """One lead with all that became of it."""
    found = _lead(request, number)
    record("open_crime_lead", about=found, by=me(request))
    entries = list(found.entries.select_related("by", "struck_by").order_by("pk"))
    writes = may_write(me(request), found)
    context = {
        "lead": found,
        "notice": CONFIDENTIAL,
        "entries": [(row, hasattr(row, "struck_by"), row.kind in _WRITTEN) for row in entries],
        "kinds": [(kind.value, kind.label) for kind in _WRITTEN] if writes else [],
        "may_write": writes,
        "may_name": writes and may(me(request), Permission.CASE_APPROVE, lead_facts(found)),
        "crumbs": [("工作台", reverse("officer:desk")), ("涉黑涉恶线索", reverse("officer:crime_leads")), (f"第{found.pk}号", "")],
    }  # fmt: skip
    return render(request, "officer/cases/crime_lead.html", context)


@officer_page(Permission.CRIME_LEAD)
def crime_lead_entry(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """移送, 回执 or 反馈."""
    found = _lead(request, number)
    if kind not in FORMS:
        raise NotFound("没有找到这一页", remedy="请从线索页面打开")
    label = Kind(kind).label
    return act_page(
        request,
        FORMS[kind],
        run=lambda v: write_entry(lead=found, entry=Entry(Kind(kind), **v), by=me(request), on=occasion.today()),
        title=f"登记{label}：涉黑涉恶线索第{found.pk}号",
        back_url=reverse("officer:crime_lead", args=[number]),
        done=f"已登记{label}。",
        save="登记",
    )


@officer_page(Permission.CRIME_LEAD)
def crime_lead_officer(request: HttpRequest, number: int) -> HttpResponse:
    """The head names another officer."""
    found = _lead(request, number)
    must(me(request), Permission.CASE_APPROVE, lead_facts(found), doing="指定专人")
    staff = Staff.objects.filter(unit=found.unit_id, is_active=True).exclude(pk=found.officer_id)
    fit = [one.pk for one in staff if holds(one, Permission.CRIME_LEAD)]
    return act_page(
        request,
        OfficerForm,
        run=lambda v: name_officer(lead=found, by=me(request), on=occasion.today(), **v),
        title=f"指定专人：涉黑涉恶线索第{found.pk}号",
        back_url=reverse("officer:crime_lead", args=[number]),
        form_kwargs={"among": staff.filter(pk__in=fit)},
        intro="指定以后，原来的专人不再能查看。",
        done="已指定。",
    )


@officer_page(Permission.CRIME_LEAD)
def crime_lead_strike(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Put a wrong entry right; it stays, marked."""
    found = _lead(request, number)
    wrong = CrimeLeadEntry.objects.filter(lead=found, pk=row).first()
    if wrong is None:
        raise NotFound("没有找到这条记录", remedy="请从线索页面打开")
    return act_page(
        request,
        StrikeForm,
        run=lambda v: strike_entry(entry=wrong, reason=v["reason"], by=me(request), on=occasion.today()),
        title=f"更正：{wrong.get_kind_display()} {wrong.done_on}",
        back_url=reverse("officer:crime_lead", args=[number]),
        intro="原记录保留并标明已更正，请再登记正确的。",
        save="更正",
        done="已更正。",
    )
