"""Illegal subcontracts referred to the department of the trade: sent, answered, ended; the list of those that wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, holds, must, within
from nuanxin.watch.monitoring.chain.models import ReferralAnswer, ReferralResult, SubcontractReferral
from nuanxin.watch.monitoring.chain.referrals import answer_referral, departments, end_referral, send_referral
from nuanxin.watch.monitoring.chain.signs import CITES
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.ledger import export_recorded, visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.monitoring.chain import crumbs_of, firm_of
from nuanxin.web.officer.warnings.seeing import codes_in, project_of
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.lights import Light
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import listing_page
from nuanxin.web.patterns.record import Fact

OPEN = Q(result="") & ~Q(answer=ReferralAnswer.REFUSED)


def referral_light(row: SubcontractReferral) -> Light:
    """Ended with what, or how long it waits. No statute says until when the department answers."""
    if row.ended:
        return Light("done", row.state)
    return Light("near", f"{row.state}（第{(occasion.today() - row.sent_on).days}天）")


LISTING = Listing(
    "subcontract_referrals",
    "违法分包移送",
    (
        Column("firm", "涉嫌单位", "firm.name", "link", frozen=True),
        Column("project", "项目", "firm.project.name"),
        Column("region", "区划", "firm.project.region.name"),
        Column("to", "移送单位", "to_unit.short_name"),
        Column("number", "移送函号"),
        Column("sent_on", "移送日期", kind="day", sortable="sent_on"),
        Column("state", "进展", referral_light, "light"),
        Column("answered_on", "答复日期", kind="day"),
        Column("result_on", "结果日期", kind="day"),
        Column("text", "结果内容", "result_text"),
    ),
    (
        Filter("q", "单位、项目、函号", lookup=("firm__name", "firm__project__name", "number")),
        Filter("region", "区划", "region", lambda code: Q(firm__project__region__in=within(code)), visible_regions),
        Filter("open", "没有结果", "bool", lambda wanted: OPEN if wanted else ~OPEN),
        Filter("result", "结果", "choice", choices=ReferralResult.choices),
        Filter("sent_on", "移送日期", "day_range", first=False),
    ),
    default_order=("-sent_on", "-pk"),
    row_url=lambda row: reverse("officer:project_chain", args=[row.firm.project_id]),
    unit="件",
    empty="没有违法分包移送。发现违法分包、转包迹象时，从项目的“参建单位和资金”移送行业主管部门。",
)


class SendForm(PatternForm):
    to_unit = forms.ModelChoiceField(label="移送单位", queryset=Unit.objects.none(), empty_label="请选择")
    number = forms.CharField(label="移送函号", max_length=80)
    sent_on = DayField(label="移送日期", initial=occasion.today, not_after=occasion.today)
    facts = forms.CharField(label="涉嫌事实", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_unit"].queryset = units  # type: ignore[attr-defined]


class AnswerForm(PatternForm):
    answer = forms.ChoiceField(label="答复", choices=[("", "请选择"), *ReferralAnswer.choices])
    answered_on = DayField(label="答复日期", initial=occasion.today, not_after=occasion.today)
    text = forms.CharField(label="答复内容", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ResultForm(PatternForm):
    result = forms.ChoiceField(label="处理结果", choices=[("", "请选择"), *ReferralResult.choices])
    result_on = DayField(label="结果日期", initial=occasion.today, not_after=occasion.today)
    text = forms.CharField(label="结果内容", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


def referrals_for(staff: Staff) -> QuerySet[SubcontractReferral]:
    """Referrals of the person's areas."""
    rows = SubcontractReferral.objects.filter(firm__project__region__in=codes_in(staff, P.WATCH_VIEW))
    return rows.select_related("firm__project__region", "to_unit")


@officer_page(P.WATCH_VIEW)
def subcontract_referrals(request: HttpRequest) -> HttpResponseBase:
    """All referrals, the latest first."""
    staff = me(request)
    export = export_recorded if holds(staff, P.EXPORT) else None
    return listing_page(request, LISTING, referrals_for(staff), on_export=export)


@officer_page(P.WATCH_HANDLE)
def referral_new(request: HttpRequest, number: int, firm: int) -> HttpResponse:
    """Hand one firm's subcontract over."""
    row = project_of(request, number)
    found, title = firm_of(row, firm), "移送违法分包线索"
    units = departments(row)
    missing = "" if units.exists() else "当地没有登记住建、交通、水利部门，请系统管理员先登记单位。"
    return act_page(
        request, SendForm, title=f"{title}：{found.name}", back_url=reverse("officer:project_chain", args=[number]),
        run=lambda v: send_referral(firm=found, by=me(request), on=occasion.today(), **v), form_kwargs={"units": units},
        intro=f"{missing}是否违法由行业主管部门认定；工资先行清偿不等认定。依据：{CITES}。", done="已登记移送。",
        context={"crumbs": crumbs_of(row, title)},
    )  # fmt: skip


_STEPS: dict[str, tuple[str, type[PatternForm], Callable[..., Any]]] = {
    "answer": ("登记移送答复", AnswerForm, answer_referral),
    "result": ("登记移送结果", ResultForm, end_referral),
}


@officer_page(P.WATCH_HANDLE)
def referral_step(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """The department's answer, and its result."""
    found = referrals_for(me(request)).filter(pk=number).first()
    if found is None or key not in _STEPS:
        raise NotFound("没有找到这件移送", why="可能不在您的辖区", remedy="请从违法分包移送打开")
    row = found.firm.project
    title, form, act = _STEPS[key]
    must(me(request), P.WATCH_HANDLE, FileFacts(region=row.region_id), doing=title)
    about = [Fact("涉嫌单位", found.firm.name), Fact("移送", f"{found.sent_on} {found.to_unit.name} {found.number}")]
    about.append(Fact("涉嫌事实", found.facts, kind="long"))
    return act_page(
        request, form, title=f"{title}：{found.number}", back_url=reverse("officer:project_chain", args=[row.pk]),
        run=lambda v: act(referral=found, by=me(request), on=occasion.today(), **v), done="已登记。",
        context={"about": about, "crumbs": crumbs_of(row, title)},
    )  # fmt: skip
