"""Money that the court handed out, entered worker by worker; a wrong entry is withdrawn whole. And the enforcement list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.permission import holds, within
from nuanxin.rights.cases.ledger import WorkerLine, standing, totals
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.steps import declared_step
from nuanxin.rights.cases.steps.rights import cases_for, must_act
from nuanxin.rights.justice.court import wage_suit
from nuanxin.rights.justice.court.recovery import (
    RECOVERED,
    Handed,
    record_recovery,
    withdraw_recovery,
)
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.cases.ledger import in_state, open_case, step_name
from nuanxin.web.officer.cases.page import case_of
from nuanxin.web.officer.clues.ledger import export_recorded, visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.queues import title_of
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import listing_page
from nuanxin.web.patterns.record import Fact


class RecoveredForm(PatternForm):
    """The voucher and its sum, then one amount a worker."""

    recovered_on = DayField(label="发放日期", initial=occasion.today, not_after=occasion.today)
    voucher = forms.CharField(label="凭证号（执行款发放单号）", max_length=80)
    whole_fen = YuanField(label="发放总额", least=1, help_text="须与下面逐人金额的合计相符")
    on = DayField(label="登记日期", initial=occasion.today, not_after=occasion.today)
    note = forms.CharField(label="备注", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, lines: list[WorkerLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            name = f"share_{line.claim_id}"
            verified = line.verified_fen is not None
            told = (
                f"核实{yuan(line.verified_fen or 0)}元，已付{yuan(line.paid_fen)}元"
                if verified
                else "还没有核实，请先核实"
            )
            self.fields[name] = YuanField(
                label=line.name, required=False, initial=line.missing_fen or None, disabled=not verified, help_text=told
            )
            self.fields[name].widget.attrs["class"] = "form-control"
        money = tuple(f"share_{line.claim_id}" for line in lines)
        self.sections = (("发放凭证", ("recovered_on", "voucher", "whole_fen", "on", "note")), ("逐人金额", money))

    def handed(self, values: dict[str, Any]) -> Handed:
        """As the act wants it."""
        shares = {
            int(name.removeprefix("share_")): fen for name, fen in values.items() if name.startswith("share_") and fen
        }
        return Handed(shares, values["whole_fen"], values["recovered_on"], values["voucher"])


@officer_page(Permission.CLUE_VIEW)
def recovered_new(request: HttpRequest, number: int) -> HttpResponse:
    """What was handed out, worker by worker, into the ledger."""
    found = _suit(request, number)
    lines = [line for line in standing(found.clue) if not line.withdrawn]
    missing = totals(lines).missing_fen

    def run(values: dict[str, Any]) -> CaseStep:
        form = RecoveredForm(request.POST, lines=lines)
        form.is_valid()
        return record_recovery(
            case=found, handed=form.handed(form.cleaned_data), by=me(request), on=values["on"], note=values["note"]
        )

    return act_page(
        request,
        RecoveredForm,
        run=run,
        form_kwargs={"lines": lines},
        title=f"登记执行到位：{found}",
        initial={"whole_fen": missing or None},
        back_url=_back(found),
        intro="每名劳动者一格，记入逐人台账，来源为“法院执行”。没有发放的留空。合计与发放总额不符的不能登记。",
        save="登记",
        done=lambda row: f"已登记执行到位 {yuan(row.facts['amount'])} 元，{row.facts['persons']} 人。",
        context={"about": [Fact("案卷", str(found)), Fact("尚欠", missing, kind="money")]},
    )


class WhyForm(PatternForm):
    reason = forms.CharField(label="记录有误的地方和理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


@officer_page(Permission.CLUE_VIEW)
def recovered_withdraw(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """The entry was wrong: its payments leave the ledger with it."""
    found = _suit(request, number)
    wrong = CaseStep.objects.filter(case=found, pk=row, step=RECOVERED).first()
    if wrong is None:
        raise NotFound("没有找到这次登记", remedy="请从案卷的“执行到位”中选择")
    return act_page(
        request,
        WhyForm,
        run=lambda v: withdraw_recovery(row=wrong, reason=v["reason"], by=me(request), on=occasion.today()),
        title=f"撤下执行到位登记：{wrong.facts.get('voucher', '')} {yuan(int(wrong.facts['amount']))} 元",
        back_url=_back(found),
        intro="这次登记的逐人支付一并从台账撤下，原记录保留并标明。",
        save="撤下",
        done="已撤下。",
    )


def _suit(request: HttpRequest, number: int) -> Case:
    found = case_of(request, number)
    if found.procedure != wage_suit.KEY:
        raise NotFound("这个案卷没有执行到位的登记", remedy="请从诉讼和执行案卷打开")
    must_act(me(request), declared_step(found, RECOVERED).permission, found, doing="登记执行到位")
    return found


def _back(found: Case) -> str:
    return reverse("officer:case", args=[found.pk]) + "?tab=recovered#tab"


def _taken(row: Any, step: str, fact: str) -> Any:
    done = [one for one in row.steps.all() if one.step == step and one.strikes_id is None]
    return done[-1].facts.get(fact) if done else None


def _step_day(row: Any, step: str) -> str:
    done = [one for one in row.steps.all() if one.step == step and one.strikes_id is None]
    return done[-1].done_on.isoformat() if done else ""


def _in_drive(word: str) -> Q:
    named = CaseStep.objects.filter(case=OuterRef("pk"), step="drive", facts__name__icontains=word)
    return Q(Exists(named))


LISTING = Listing(
    "enforcement",
    "执行专项",
    (
        Column("number", "案卷", str, "link", frozen=True),
        Column("court_number", "执行案号", lambda row: _taken(row, "apply", "number")),
        Column("drive", "集中执行行动", lambda row: _taken(row, "drive", "name") or "未纳入"),
        Column("employer", "被执行人", lambda row: title_of(row.clue)),
        Column("court", "法院", "unit.short_name"),
        Column("applied", "受理日期", lambda row: _step_day(row, "apply")),
        Column("asked", "申请执行金额", lambda row: _taken(row, "apply", "amount"), "money"),
        Column("recovered", "执行到位", lambda row: row.recovered or 0, "money"),
        Column(
            "rest", "未到位", lambda row: max(0, (_taken(row, "apply", "amount") or 0) - (row.recovered or 0)), "money"
        ),
        Column("step", "到哪一步", step_name),
        Column("region", "区划", "clue.region.name", default=False),
        Column("closing", "结果"),
    ),
    (
        Filter("q", "线索、单位", lookup=("clue__number", "clue__employer_said", "number")),
        Filter("drive", "行动名称", "text", _in_drive),
        Filter("state", "状态", "choice", in_state, (("open", "在办"), ("closed", "已结束"))),
        Filter("region", "区划", "region", lambda code: Q(clue__region__in=within(code)), visible_regions, first=False),
        Filter("opened_on", "启动日期", "day_range", first=False),
    ),
    default_order=("-opened_on",),
    row_url=open_case,
    unit="件",
    empty="没有申请执行的案卷。法院联络员受理执行申请以后，这里会出现。",
)


@officer_page(Permission.CLUE_VIEW)
def enforcement(request: HttpRequest) -> HttpResponseBase:
    """The enforcement list: what is to be recovered, in which drive, what has come, from the ledger itself."""
    staff = me(request)
    applied = CaseStep.objects.filter(case=OuterRef("pk"), step="apply")
    rows = cases_for(staff).filter(Exists(applied), procedure=wage_suit.KEY)
    counts = Q(payments__source="court", payments__withdrawn_on__isnull=True)
    rows = rows.annotate(recovered=Sum("payments__amount_fen", filter=counts))
    rows = rows.select_related("clue__employer", "clue__region", "unit").prefetch_related("steps")
    on_export = export_recorded if holds(staff, Permission.EXPORT) else None
    return listing_page(request, LISTING, rows, on_export=on_export)
