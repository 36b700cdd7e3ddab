"""Money per worker: verifying, paying, correcting, one row at a time or from a sheet; the word of each worker."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.permission import must
from nuanxin.rights.cases.confirmation import record_confirmation
from nuanxin.rights.cases.ledger import (
    claims_of,
    record_payment,
    standing,
    verify_claim,
    withdraw_claim,
    withdraw_payment,
)
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.money import Confirmation, Payment, PaymentSource
from nuanxin.rights.cases.roster import add_claim
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.registration import ClaimFacts
from nuanxin.rights.intake.visibility import file_facts
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.page import clue_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.record import Fact

ANSWERS = [(str(value), str(label)) for value, label in Confirmation._meta.get_field("answer").flatchoices]
METHODS = (("call", "电话回访"), ("visit", "当面"))


class VerifyForm(PatternForm):
    verified_fen = YuanField(label="核实金额")
    basis = forms.CharField(label="依据（工资表、考勤、欠条、笔录等）", max_length=200)
    on = DayField(label="核实日期", initial=occasion.today, not_after=occasion.today)


class PayForm(PatternForm):
    source = forms.ChoiceField(label="支付来源", choices=PaymentSource.choices)
    kind = forms.ChoiceField(label="性质", choices=[("wage", "工资"), ("compensation", "加付赔偿金")])
    amount_fen = YuanField(label="金额", least=1)
    paid_on = DayField(label="支付日期", not_after=occasion.today)
    voucher = forms.CharField(label="凭证号（银行流水、收条编号）", max_length=80)
    explained = forms.CharField(label="超过核实金额的说明", max_length=200, required=False)


class WhyForm(PatternForm):
    why = forms.CharField(label="理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class ConfirmForm(PatternForm):
    answer = forms.ChoiceField(label="劳动者答复", choices=ANSWERS, widget=forms.RadioSelect)
    method = forms.ChoiceField(label="方式", choices=METHODS, initial="call")
    asked_on = DayField(label="询问日期", initial=occasion.today, not_after=occasion.today)
    note = forms.CharField(
        label="说明", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="未能联系的，写明拨打的号码、次数和时间",
    )  # fmt: skip


class WorkerForm(PatternForm):
    name = forms.CharField(label="姓名", max_length=60)
    id_number = forms.CharField(label="证件号码", max_length=30, required=False)
    phone = forms.CharField(label="联系电话", max_length=30, required=False)
    amount_fen = YuanField(label="主张金额", required=False)
    owed_from = forms.CharField(label="欠薪起", max_length=10, required=False)
    owed_to = forms.CharField(label="欠薪止", max_length=10, required=False)
    work = forms.CharField(label="工种", max_length=60, required=False)
    card = forms.CharField(label="工资银行卡号", max_length=30, required=False, help_text="加密保存；按校验位核对")
    migrant = forms.ChoiceField(label="农民工", choices=[("yes", "是"), ("no", "否"), ("", "未说明")], required=False)


def _claim(
    request: HttpRequest, number: str, claim: int, right: Permission = Permission.MONEY_RECORD
) -> tuple[Clue, Claim]:
    clue = clue_of(request, number)
    must(me(request), right, file_facts(clue), doing="登记这名劳动者的工资情况")
    found = next((one for one in claims_of(clue) if one.pk == claim), None)
    if found is None:
        raise NotFound("没有找到这名劳动者的主张", remedy="请从逐人台账打开")
    return clue, found


def _back(clue: Clue, tab: str) -> str:
    """The page where the money of this clue stands: its open case, else the clue."""
    case = Case.objects.filter(clue=clue).order_by("-closed_on", "-pk").first()
    open_case = Case.objects.filter(clue=clue, closed_on__isnull=True).first() or case
    if open_case:
        return reverse("officer:case", args=[open_case.pk]) + f"?tab={tab}#tab"
    return reverse("officer:clue", args=[clue.number]) + "?tab=claims#tab"


def _about(clue: Clue, claim: Claim) -> list[Fact]:
    line = next(one for one in standing(clue) if one.claim_id == claim.pk)
    return [
        Fact("劳动者", line.name),
        Fact("欠薪期间", line.owed_period),
        Fact("主张金额", line.claimed_fen, kind="money") if line.claimed_fen is not None else Fact("主张金额", ""),
        Fact("核实金额", line.verified_fen, kind="money")
        if line.verified_fen is not None
        else Fact("核实金额", "未核实"),
        Fact("已付工资", line.paid_fen, kind="money"),
        Fact("尚欠", line.missing_fen, kind="money"),
    ]


@officer_page(Permission.MONEY_RECORD)
def claim_verify(request: HttpRequest, number: str, claim: int) -> HttpResponse:
    """What is owed to one worker by the evidence."""
    clue, found = _claim(request, number, claim)
    return act_page(
        request,
        VerifyForm,
        run=lambda v: verify_claim(
            claim=found, verified_fen=v["verified_fen"], basis=v["basis"], by=me(request), on=v["on"]
        ),
        title=f"核实：{found.worker.name}",
        initial={"verified_fen": found.claimed_fen},
        back_url=_back(clue, "money"),
        done=f"已核实{found.worker.name}的欠薪金额。",
        intro="再次核实会替换上一次，原来的核实保留在档。",
        context={"about": _about(clue, found)},
    )


@officer_page(Permission.MONEY_RECORD)
def claim_pay(request: HttpRequest, number: str, claim: int) -> HttpResponse:
    """Money that reached one worker, with its voucher."""
    clue, found = _claim(request, number, claim)
    case = Case.objects.filter(clue=clue, closed_on__isnull=True).first()
    line = next(one for one in standing(clue) if one.claim_id == found.pk)
    return act_page(
        request,
        PayForm,
        run=lambda v: record_payment(claim=found, case=case, by=me(request), on=occasion.today(), **v),
        title=f"登记支付：{found.worker.name}",
        initial={"amount_fen": line.missing_fen or None, "paid_on": occasion.today()},
        back_url=_back(clue, "money"),
        done=lambda row: f"已登记{found.worker.name} {yuan(row.amount_fen)} 元。",
        context={"about": _about(clue, found)},
    )


@officer_page(Permission.MONEY_RECORD)
def payment_withdraw(request: HttpRequest, number: str, claim: int, payment: int) -> HttpResponse:
    """A wrong payment row: marked, and counted no more."""
    clue, found = _claim(request, number, claim)
    row = Payment.objects.filter(claim=found, pk=payment, withdrawn_on__isnull=True).first()
    if row is None:
        raise NotFound("没有找到这笔支付", why="可能已经撤下", remedy="请刷新页面")
    return act_page(
        request,
        WhyForm,
        run=lambda v: withdraw_payment(payment=row, why=v["why"], by=me(request), on=occasion.today()),
        title=f"撤下支付：{found.worker.name} {row.paid_on} {yuan(row.amount_fen)} 元",
        back_url=_back(clue, "money"),
        intro="原记录保留并标明撤下，不再计入。",
        save="撤下",
        done="已撤下。",
    )


@officer_page(Permission.CLUE_HANDLE, Permission.MONEY_RECORD)
def claim_withdraw(request: HttpRequest, number: str, claim: int) -> HttpResponse:
    """A worker takes his claim back in his own words."""
    clue, found = _claim(request, number, claim, Permission.CLUE_HANDLE)
    return act_page(
        request,
        WhyForm,
        run=lambda v: withdraw_claim(claim=found, reason=v["why"], by=me(request), on=occasion.today()),
        title=f"登记撤回主张：{found.worker.name}",
        back_url=_back(clue, "money"),
        save="登记撤回",
        done="已登记撤回。",
        context={"about": _about(clue, found)},
    )


@officer_page(Permission.CLUE_HANDLE, Permission.MONEY_RECORD)
def claim_confirm(request: HttpRequest, number: str, claim: int) -> HttpResponse:
    """The record of a call: whether the money came."""
    clue, found = _claim(request, number, claim, Permission.CLUE_HANDLE)
    return act_page(
        request,
        ConfirmForm,
        run=lambda v: record_confirmation(claim=found, by=me(request), on=occasion.today(), **v),
        title=f"回访确认：{found.worker.name}",
        back_url=_back(clue, "confirm"),
        intro="答复“没有收到”或“没有足额”的，已办结的线索会自动恢复办理，仍由原承办人负责。",
        save="记录",
        done="已记录。",
        context={"about": _about(clue, found)},
    )


@officer_page(Permission.CLUE_HANDLE, Permission.MONEY_RECORD)
def claim_new(request: HttpRequest, number: str) -> HttpResponse:
    """One more worker on the clue."""
    clue = clue_of(request, number)
    must(me(request), Permission.CLUE_HANDLE, file_facts(clue), doing="补充劳动者")
    return act_page(
        request,
        WorkerForm,
        run=lambda v: add_claim(clue=clue, facts=_facts(v), by=me(request), on=occasion.today()),
        title=f"补充劳动者：{clue.number}",
        initial={"owed_from": clue.owed_from, "owed_to": clue.owed_to},
        back_url=_back(clue, "money"),
        done="已补充。",
    )


def _facts(values: dict[str, Any]) -> ClaimFacts:
    migrant = {"yes": True, "no": False}.get(values["migrant"])
    return ClaimFacts(**{**values, "migrant": migrant})
