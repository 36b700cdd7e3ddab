"""One draw-down: the notice, the workers on it, the bank's days, the receipts, the top-up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.rights.relief.deposit.models import DrawDown, DrawDownLine
from nuanxin.rights.relief.deposit.receipts import (
    drop_worker,
    is_paid,
    paid_fen,
    record_bank_receipt,
    record_topup,
    record_worker_receipt,
)
from nuanxin.rights.relief.managing import may_manage
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.relief.deposits import SEES, deposit_of
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.lights import due_light
from nuanxin.web.patterns.record import Fact


class ReceivedForm(PatternForm):
    received_on = DayField(label="银行收到日期", initial=occasion.today, not_after=occasion.today)


class TopupForm(PatternForm):
    amount_fen = YuanField(label="补足金额", doubtful_from=10**14)
    day = DayField(label="补足日期", initial=occasion.today, not_after=occasion.today)
    voucher = forms.CharField(label="凭证号", max_length=80, required=False)


class PaidForm(PatternForm):
    paid_on = DayField(label="银行支付日期", initial=occasion.today, not_after=occasion.today)
    voucher = forms.CharField(label="银行支付凭证号", max_length=80)


class DropForm(PatternForm):
    why = forms.CharField(label="撤出理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


def _drawn(request: HttpRequest, number: int) -> DrawDown:
    rows = DrawDown.objects.select_related("deposit__project", "case__clue", "paper", "topup_paper", "guarantee")
    found = rows.filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这次动用", remedy="请从工资保证金页面打开")
    deposit_of(request, found.deposit_id)
    return found


@officer_page(*SEES)
def drawdown(request: HttpRequest, number: int) -> HttpResponse:
    """The draw-down with its workers."""
    row = _drawn(request, number)
    today = occasion.today()
    lines = [(line, is_paid(line)) for line in row.lines.select_related("claim__worker", "payment")]
    context = {
        "drawdown": row,
        "lines": lines,
        "paid": paid_fen(row),
        "bank_light": due_light(due_on=row.bank_due_on, today=today, done_on=row.paid_on),
        "topup_light": due_light(due_on=row.topup_due_on, today=today, done_on=row.topped_up_on),
        "may_manage": may_manage(me(request), row.deposit.region_id),
        "crumbs": [
            ("工作台", reverse("officer:desk")),
            ("工资保证金", reverse("officer:deposits")),
            (row.deposit.project.name, reverse("officer:deposit", args=[row.deposit_id])),
            (str(row), ""),
        ],
    }
    return render(request, "officer/relief/drawdown.html", context)


@officer_page(P.FUND_MANAGE)
def drawdown_act(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """The bank got the notice; the contractor topped up."""
    row = _drawn(request, number)
    ways: dict[str, tuple[type[PatternForm], Any, str]] = {
        "received": (ReceivedForm, record_bank_receipt, "登记银行收到支付通知书"),
        "topup": (TopupForm, record_topup, "登记补足"),
    }
    if act not in ways:
        raise NotFound("没有找到这一页", remedy="请从动用页面打开")
    form, run, title = ways[act]
    return act_page(
        request, form, run=lambda v: run(drawdown=row, by=me(request), on=occasion.today(), **v), title=f"{title}：{row}",
        back_url=reverse("officer:drawdown", args=[number]), done=f"已{title}。", save="登记",
        initial={"amount_fen": paid_fen(row)} if act == "topup" else {},
        intro="以保函补足的，先在保证金页面接收新保函，再在此登记，金额填0。" if act == "topup" and row.guarantee_id else "",
    )  # fmt: skip


@officer_page(P.FUND_MANAGE)
def drawdown_line(request: HttpRequest, number: int, line: int, act: str) -> HttpResponse:
    """One worker was paid, or comes off the notice."""
    row = _drawn(request, number)
    found = DrawDownLine.objects.filter(drawdown=row, pk=line).select_related("claim__worker").first()
    ways: dict[str, tuple[type[PatternForm], Any, str]] = {
        "paid": (PaidForm, record_worker_receipt, "登记支付"),
        "drop": (DropForm, drop_worker, "撤出名单"),
    }
    if found is None or act not in ways:
        raise NotFound("没有找到这一页", remedy="请从动用页面打开")
    form, run, title = ways[act]
    return act_page(
        request, form, run=lambda v: run(line=found, by=me(request), on=occasion.today(), **v),
        title=f"{title}：{found.claim.worker.name}", back_url=reverse("officer:drawdown", args=[number]), done=f"已{title}。", save="登记",
        context={"about": [Fact("劳动者", found.claim.worker.name), Fact("通知金额", found.amount_fen, kind="money")]},
    )  # fmt: skip
