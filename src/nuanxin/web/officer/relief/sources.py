"""Who pays next on one clue, what looks paid twice, who needs help now; and the list of doubles over all clues."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import may
from nuanxin.rights.cases.ledger import claims_of, standing, totals
from nuanxin.rights.cases.models import Case
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.visibility import holder_facts, must_hold
from nuanxin.rights.relief.hardship.models import HardshipReferral, ReliefGrant
from nuanxin.rights.relief.hardship.referring import RECEIVERS, refer_hardship, signals_on
from nuanxin.rights.relief.hardship.rule import rule_on
from nuanxin.rights.relief.managing import may_manage
from nuanxin.rights.relief.once.asking import deposit_of, ladder_of, note_source
from nuanxin.rights.relief.once.doubles import KINDS
from nuanxin.rights.relief.once.gathering import findings_for, findings_on
from nuanxin.rights.relief.once.ladder import RELIEF, RUNGS
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.page import clue_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.relief.advances import advances_of
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm


class TriedForm(PatternForm):
    asked_on = DayField(label="核查日期", initial=occasion.today, not_after=occasion.today)
    result = forms.CharField(label="核查结果", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ReferForm(PatternForm):
    """Whom to refer, where, why."""

    claims = forms.ModelMultipleChoiceField(
        label="困难劳动者", queryset=Claim.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    unit = forms.ModelChoiceField(label="转介至", queryset=Unit.objects.none())
    place = forms.CharField(label="急难发生地", max_length=200, help_text="困难在哪里发生就向哪里申请，不问户籍")
    difficulty = forms.CharField(label="困难情形", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    urgent = forms.BooleanField(label="情况紧急，请先行救助后补手续", required=False)

    def __init__(self, *args: Any, clue: Clue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        claims = Claim.objects.filter(pk__in=[claim.pk for claim in claims_of(clue)]).select_related("worker")
        self.fields["claims"].queryset = claims  # type: ignore[attr-defined]
        self.fields["claims"].label_from_instance = lambda claim: claim.worker.name  # type: ignore[attr-defined]
        near = Unit.objects.filter(kind__in=RECEIVERS, region__in=_around(clue))
        self.fields["unit"].queryset = near  # type: ignore[attr-defined]


def _around(clue: Clue) -> list[str]:
    """The place of the clue, its county and city."""
    county = clue.region_id[:6].ljust(6, "0")
    return [clue.region_id, county, county[:4] + "00"]


def shown(clue: Clue, staff: Staff) -> dict[str, Any]:
    """What the page and the tab say: the ladder, the doubles, signs of hardship, referrals, advances, the deposit."""
    today = occasion.today()
    deposit = deposit_of(clue)
    return {
        "clue": clue,
        "ladder": ladder_of(clue, today),
        "relief_rung": RELIEF,
        "missing_fen": totals(standing(clue)).missing_fen,
        "findings": [{"name": KINDS[one.kind], "finding": one} for one in findings_on(clue)],
        "signals": signals_on(clue),
        "referrals": HardshipReferral.objects.filter(clue=clue).select_related(
            "claim__worker", "unit", "paper", "case"
        ),
        "grants": ReliefGrant.objects.filter(case__clue=clue, withdrawn_on__isnull=True).select_related(
            "claim__worker"
        ),
        "advances": advances_of(clue),
        "deposit": deposit,
        "relief_rule": rule_on(today).place,
        "may_note": may(staff, P.CLUE_HANDLE, holder_facts(clue)),
        "may_draw": deposit is not None and may_manage(staff, deposit.region_id),
    }


def sources_tab(case: Case, staff: Staff) -> dict[str, Any]:
    """The same as a tab of a case."""
    return shown(case.clue, staff)


@officer_page(P.CLUE_VIEW)
def sources(request: HttpRequest, number: str) -> HttpResponse:
    """The ladder of one clue with everything around it."""
    clue = clue_of(request, number)
    crumbs = [
        ("工作台", reverse("officer:desk")),
        (clue.number, reverse("officer:clue", args=[number])),
        ("支付来源和救助", ""),
    ]
    return render(request, "officer/relief/sources.html", {**shown(clue, me(request)), "crumbs": crumbs})


@officer_page(P.CLUE_HANDLE)
def source_tried(request: HttpRequest, number: str, source: str) -> HttpResponse:
    """Note that a payer was asked in vain."""
    clue = clue_of(request, number)
    must_hold(me(request), P.CLUE_HANDLE, clue, doing="登记支付来源核查")
    names = {key: name for key, name, _ in RUNGS if key != RELIEF}
    if source not in names:
        raise NotFound("没有找到这一页", remedy="请从支付来源页面打开")
    return act_page(
        request, TriedForm, run=lambda v: note_source(clue=clue, source=source, by=me(request), on=occasion.today(), **v),
        title=f"核查：{names[source]}", back_url=reverse("officer:sources", args=[number]), save="登记", done="已登记核查结果。",
        intro="写明问了谁、能不能支付、为什么；登记后按法定顺序转到下一个来源。",
    )  # fmt: skip


@officer_page(P.CLUE_HANDLE)
def hardship_refer(request: HttpRequest, number: str) -> HttpResponse:
    """Refer workers in need to civil affairs where the need is."""
    clue = clue_of(request, number)
    must_hold(me(request), P.CLUE_HANDLE, clue, doing="转介困难劳动者")
    return act_page(
        request, ReferForm, run=lambda v: refer_hardship(clue=clue, by=me(request), on=occasion.today(), **v),
        title=f"转介临时救助：{clue.number}", back_url=reverse("officer:sources", args=[number]), form_kwargs={"clue": clue},
        initial={"place": clue.place or clue.region.name}, save="转介", done="已转介并制发转介单。",
        intro=f"依据：{rule_on(occasion.today()).place}。救助不是工资，工资继续追讨。",
    )  # fmt: skip


@officer_page(P.MONEY_RECORD, P.FUND_MANAGE, P.FUND_APPROVE)
def double_payments(request: HttpRequest) -> HttpResponse:
    """Everything that looks paid twice on the clues that the person may see."""
    found = findings_for(me(request))
    kind = request.GET.get("kind", "")
    context = {
        "findings": [{"name": KINDS[one.kind], "finding": one} for one in found if kind in ("", one.kind)],
        "kinds": [(key, name, sum(one.kind == key for one in found)) for key, name in KINDS.items()],
        "kind": kind,
        "crumbs": [("工作台", reverse("officer:desk")), ("重复支付核查", "")],
    }
    return render(request, "officer/relief/doubles.html", context)
