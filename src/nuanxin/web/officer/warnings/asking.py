"""Asking workers: rounds, one round with its call list, answers taken on the telephone."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.permission import FileFacts, holds, may
from nuanxin.rights.cases.money import Payment
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.watch.monitoring.asking_workers.asking import answer_asked, call_list, open_round, record_call, rounds_of
from nuanxin.watch.monitoring.asking_workers.brought import brought_by, payments_of
from nuanxin.watch.monitoring.asking_workers.models import AskedWorker, AskRound, Said
from nuanxin.watch.monitoring.asking_workers.sampling import Contact, read_contacts
from nuanxin.watch.monitoring.months import month_before
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.gate import me, officer_page, only_post
from nuanxin.web.officer.warnings.seeing import codes_in, places
from nuanxin.web.officer.warnings.span import span_of
from nuanxin.web.patterns.fields import YuanField
from nuanxin.web.patterns.forms import PatternForm

SHOWN = 200  # lines of the call list on one page


class RoundForm(PatternForm):
    region = forms.ChoiceField(label="区划")
    month = forms.CharField(label="工资月份", max_length=7, help_text="如 2024-01")
    size = forms.IntegerField(label="抽多少人", min_value=1, max_value=5000, initial=50)
    seed = forms.IntegerField(
        label="抽样种子", min_value=0, max_value=2_000_000_000, help_text="同一名单同一种子，抽到的人相同，可以复核"
    )
    contacts = forms.CharField(
        label="工人名单",
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="每行：项目编号,姓名,手机号码（可从表格直接粘贴）",
    )

    def __init__(self, *args: Any, regions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = regions  # type: ignore[attr-defined]

    def clean_month(self) -> date:
        try:
            return date.fromisoformat(f"{self.cleaned_data['month'].strip()}-01")
        except ValueError as wrong:
            raise ValidationError("请按“2024-01”的样子填写月份。") from wrong

    def clean_contacts(self) -> list[Contact]:
        good, faults = read_contacts(self.cleaned_data["contacts"])
        if faults:
            more = f"；另有{len(faults) - 10}处" if len(faults) > 10 else ""
            raise ValidationError("；".join(str(one) for one in faults[:10]) + more)
        return good


class SaidForm(PatternForm):
    said = forms.ChoiceField(label="工人说", choices=[("", "请选择"), *Said.choices])
    missing_fen = YuanField(label="少发多少", required=False)
    note = forms.CharField(label="说明", max_length=300, required=False)


def round_of(request: HttpRequest, number: int) -> AskRound:
    """The round, or one answer whether it is out of sight or not there."""
    found = rounds_of(codes_in(me(request), P.WATCH_VIEW)).filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这个抽查批次", remedy="请从工资抽查打开")
    return found


def _asked(request: HttpRequest, number: int, row: int) -> AskedWorker:
    found = round_of(request, number).asked.filter(pk=row).select_related("project").first()
    if found is None:
        raise NotFound("没有找到这名工人", remedy="请从抽查批次打开")
    return found


@officer_page(P.WATCH_VIEW)
def ask_rounds(request: HttpRequest) -> HttpResponse:
    """Every round of a place and time with what it brought, and all together."""
    span = span_of(request)
    rows = list(rounds_of(span.codes).filter(opened_on__gte=span.first, opened_on__lte=span.last))
    each, whole = brought_by(rows)
    context = {
        "title": "工资抽查", "rows": [{"row": row, "got": each[row.pk]} for row in rows], "whole": whole,
        "form": span.form, "first": span.first, "last": span.last, "may": holds(me(request), P.WATCH_HANDLE),
    }  # fmt: skip
    return render(request, "officer/warnings/ask_rounds.html", context)


@officer_page(P.WATCH_HANDLE)
def ask_round_new(request: HttpRequest) -> HttpResponse:
    """Draw workers by risk and send them their codes."""
    today = occasion.today()

    def run(v: dict[str, Any]) -> AskRound:
        region = Region.objects.get(pk=v.pop("region"))
        return open_round(region=region, by=me(request), on=today, **v)

    return act_page(
        request, RoundForm, run=run, title="新的工资抽查", back_url=reverse("officer:ask_rounds"), save="抽样并发送",
        form_kwargs={"regions": places(me(request), P.WATCH_HANDLE)},
        initial={"month": f"{month_before(today):%Y-%m}", "seed": today.strftime("%Y%m%d")},
        intro="风险分高的项目，工人被抽到的机会大；没有预警的项目也会抽到。抽到的人收到短信和答复码，没有答复的由工作人员打电话。",
        next_url=lambda row: reverse("officer:ask_round", args=[row.pk]), done="已抽样，短信已排队发送。",
    )  # fmt: skip


@officer_page(P.WATCH_VIEW)
def ask_round(request: HttpRequest, number: int) -> HttpResponse:
    """What the round brought, and whom to ring up."""
    row = round_of(request, number)
    calls = list(call_list(row)[: SHOWN + 1])
    answered = row.asked.exclude(said="").select_related("project", "clue", "taken_by").order_by("-answered_at", "-pk")
    context = {
        "title": str(row), "row": row, "got": brought_by([row])[1], "calls": calls[:SHOWN], "more": len(calls) > SHOWN,
        "answered": answered[:SHOWN], "may": may(me(request), P.WATCH_HANDLE, FileFacts(region=row.region_id)),
    }  # fmt: skip
    return render(request, "officer/warnings/ask_round.html", context)


@officer_page(P.WATCH_VIEW)
def ask_round_money(request: HttpRequest, number: int) -> HttpResponse:
    """The clues behind the round's money, and every payment since; no name of a worker stands here."""
    row = round_of(request, number)
    got = brought_by([row])[1]
    keys = [wage.claim for one in got.clues for wage in one.wages]
    since = {wage.claim: one.since for one in got.clues for wage in one.wages}
    root = {wage.claim: one.root for one in got.clues for wage in one.wages}
    clues = Clue.objects.select_related("employer", "project", "unit").in_bulk([one.root for one in got.clues])
    paid: dict[int, list[Payment]] = {}
    for payment in payments_of(keys):
        if payment.paid_on >= since[payment.claim_id]:
            paid.setdefault(root[payment.claim_id], []).append(payment)
    seen = set(clues_for(me(request)).filter(pk__in=clues).values_list("pk", flat=True))
    lines = [
        {"clue": clues[one.root], "money": one, "payments": paid.get(one.root, []), "seen": one.root in seen,
         "joined": one.root not in one.opened}
        for one in got.clues
    ]  # fmt: skip
    context = {"title": f"{row}：线索和工资", "row": row, "got": got, "lines": lines}
    return render(request, "officer/warnings/ask_money.html", context)


@officer_page(P.WATCH_HANDLE)
def asked_answer(request: HttpRequest, number: int, worker: int) -> HttpResponse:
    """What a worker said on the telephone."""
    row = _asked(request, number, worker)

    def run(v: dict[str, Any]) -> AskedWorker:
        return answer_asked(code=row.code, by=me(request), on=occasion.today(), **v)

    return act_page(
        request, SaidForm, run=run, title=f"电话答复：{row.name}（{row.project.name}）",
        back_url=reverse("officer:ask_round", args=[number]), intro=f"电话：{row.phone}。说“没有发”“发了一部分”的，自动登记线索。",
        done=lambda told: f"已记录。{'已登记线索' + told.clue.number if told.clue else ''}",
    )  # fmt: skip


@officer_page(P.WATCH_HANDLE)
def asked_call(request: HttpRequest, number: int, worker: int) -> HttpResponse:
    """Rung up, not reached."""
    only_post(request)
    row = _asked(request, number, worker)
    return press(
        request,
        lambda: record_call(asked=row, by=me(request), on=occasion.today()),
        back_url=reverse("officer:ask_round", args=[number]),
        done="已登记未接通。",
    )
