"""The emergency fund: its standing on any day with the rows behind each number, allocations, and every advance."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.kinds import RegionLevel
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import areas, within
from nuanxin.rights.relief.deposit.rates import percent
from nuanxin.rights.relief.fund.balance import allocations, fund_on, payouts, promised, recovered
from nuanxin.rights.relief.fund.caps import caps_at
from nuanxin.rights.relief.fund.holding import allocate, open_fund, withdraw_allocation
from nuanxin.rights.relief.fund.models import EmergencyFund, FundAdvance, FundAllocation
from nuanxin.rights.relief.managing import may_manage
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.people.lists import in_places
from nuanxin.web.officer.relief.deposits import SEES
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm


class FundForm(PatternForm):
    region = forms.ModelChoiceField(label="区划", queryset=Region.objects.none())
    basis = forms.CharField(label="设立依据（文件名称、文号）", max_length=200)
    opened_on = DayField(label="设立日期", not_after=occasion.today)

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = [code for area in areas(staff, P.FUND_MANAGE) for code in within(area)]
        near = Region.objects.filter(pk__in=mine).exclude(level=RegionLevel.TOWN)
        self.fields["region"].queryset = near  # type: ignore[attr-defined]


class AllocationForm(PatternForm):
    amount_fen = YuanField(label="拨款金额", least=1, doubtful_from=10**14)
    allocated_on = DayField(label="拨款日期", initial=occasion.today, not_after=occasion.today)
    document = forms.CharField(label="拨款文号、凭证", max_length=100)


class WhyForm(PatternForm):
    why = forms.CharField(label="撤下理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


def fund_seen(request: HttpRequest, number: int) -> EmergencyFund:
    """The fund of one of the person's places."""
    found = EmergencyFund.objects.filter(in_places(me(request)), pk=number).select_related("region", "unit").first()
    if found is None:
        raise NotFound("没有找到这笔应急周转金", remedy="请从应急周转金列表打开")
    return found


@officer_page(*SEES)
def funds(request: HttpRequest) -> HttpResponse:
    """The funds of the person's places."""
    today = occasion.today()
    rows = EmergencyFund.objects.filter(in_places(me(request))).select_related("region", "unit").order_by("region")
    context = {
        "rows": [{"fund": row, "now": fund_on(row, today), "promised": promised(row)} for row in rows],
        "may_open": bool(areas(me(request), P.FUND_MANAGE)),
        "crumbs": [("工作台", reverse("officer:desk")), ("应急周转金", "")],
    }
    return render(request, "officer/relief/funds.html", context)


@officer_page(P.FUND_MANAGE)
def fund_new(request: HttpRequest) -> HttpResponse:
    """Set up the fund of a place."""
    return act_page(
        request, FundForm, run=lambda v: open_fund(by=me(request), on=occasion.today(), **v), title="登记应急周转金",
        back_url=reverse("officer:funds"), form_kwargs={"staff": me(request)}, save="登记", done="已登记。",
        next_url=lambda row: reverse("officer:fund", args=[row.pk]),
    )  # fmt: skip


@officer_page(*SEES)
def fund(request: HttpRequest, number: int) -> HttpResponse:
    """One fund on a day: the four numbers, each with its rows."""
    row = fund_seen(request, number)
    try:
        on = parse_day(request.GET.get("on", ""))
    except ValueError:
        on = occasion.today()
    now = fund_on(row, on)
    caps = caps_at(row.region_id, on)
    context = {
        "fund": row,
        "on": on,
        "now": now,
        "rate": f"{float(now.rate) * 100:.2f}%" if now.rate is not None else "没有垫付",
        "promised": promised(row),
        "caps": caps,
        "share": percent(caps.share) if caps.share is not None else "",
        "allocations": FundAllocation.objects.filter(fund=row, allocated_on__lte=on).select_related("by"),
        "counted": {one.pk for one in allocations(row)},
        "payouts": payouts(row).filter(paid_on__lte=on).order_by("paid_on", "pk"),
        "recovered": recovered(row).filter(done_on__lte=on).order_by("done_on", "pk"),
        "advances": FundAdvance.objects.filter(fund=row).select_related("clue", "applied_by", "application").order_by("-pk"),
        "may_manage": may_manage(me(request), row.region_id),
        "crumbs": [("工作台", reverse("officer:desk")), ("应急周转金", reverse("officer:funds")), (str(row), "")],
    }  # fmt: skip
    return render(request, "officer/relief/fund.html", context)


@officer_page(P.FUND_MANAGE)
def fund_allocate(request: HttpRequest, number: int) -> HttpResponse:
    """Money from the treasury."""
    row = fund_seen(request, number)
    return act_page(
        request, AllocationForm, run=lambda v: allocate(fund=row, by=me(request), on=occasion.today(), **v),
        title=f"登记拨款：{row}", back_url=reverse("officer:fund", args=[number]), save="登记", done="已登记拨款。",
    )  # fmt: skip


@officer_page(P.FUND_MANAGE)
def fund_allocation(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """A wrong allocation is taken back; it stays, marked."""
    found = FundAllocation.objects.filter(fund=fund_seen(request, number), pk=row).first()
    if found is None:
        raise NotFound("没有找到这笔拨款", remedy="请从应急周转金页面打开")
    return act_page(
        request, WhyForm, run=lambda v: withdraw_allocation(allocation=found, by=me(request), on=occasion.today(), **v),
        title=f"撤下拨款：{found.document}", back_url=reverse("officer:fund", args=[number]), save="撤下", done="已撤下。",
    )  # fmt: skip
