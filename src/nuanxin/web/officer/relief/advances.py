"""An advance from the fund: asked for on a clue, decided, paid worker by worker, recovered."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.permission import FileFacts, may
from nuanxin.rights.cases.ledger import WorkerLine, standing
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.visibility import must_hold
from nuanxin.rights.relief.fund.advancing import (
    LIVING,
    WAGE,
    Asked,
    advanced_before,
    apply_advance,
    decide_advance,
    is_paid,
    pay_worker,
)
from nuanxin.rights.relief.fund.balance import outstanding_of
from nuanxin.rights.relief.fund.caps import Caps, caps_at, most_for
from nuanxin.rights.relief.fund.holding import fund_of
from nuanxin.rights.relief.fund.models import FundAdvance, FundAdvanceLine, RecoveryKind
from nuanxin.rights.relief.fund.recovering import agree_repayment, pursue, record_recovered
from nuanxin.rights.relief.managing import may_manage
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.page import clue_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.relief.deposits import SEES
from nuanxin.web.officer.relief.funds import fund_seen
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.record import Fact

PURSUED = [(kind.value, kind.label) for kind in RecoveryKind if kind != RecoveryKind.RECOVERED]


class AdvanceForm(PatternForm):
    """The ground, and for each worker owed something a sum; an empty one asks for nothing."""

    ground = forms.ChoiceField(label="垫付情形", choices=FundAdvance.Ground.choices, widget=forms.RadioSelect)
    found = forms.CharField(label="查明的情况", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    nature = forms.ChoiceField(label="垫付性质", choices=[(WAGE, "部分工资"), (LIVING, "基本生活费（不是工资）")])

    lines: tuple[WorkerLine, ...] = ()

    @property
    def asked(self) -> list[Asked]:
        """One line for each worker with a sum."""
        v = self.cleaned_data
        pairs = [(line.claim_id, v.get(f"fen_{line.claim_id}")) for line in self.lines]
        return [Asked(claim, v["nature"], fen) for claim, fen in pairs if fen]


def _sum_field(line: WorkerLine, caps: Caps) -> YuanField:
    """The sum for one worker, filled in with the most that the place allows."""
    most = most_for(line.missing_fen, caps)
    left = max(0, most.fen - advanced_before(line.claim_id))
    return YuanField(label=line.name, required=False, initial=left, help_text=f"最多 {yuan(left)} 元：{most.why}")


def advance_form(lines: list[WorkerLine], caps: Caps) -> type[AdvanceForm]:
    """The form with a sum for each of these workers."""
    sums = {f"fen_{line.claim_id}": _sum_field(line, caps) for line in lines}
    return cast(type[AdvanceForm], type("AdvanceOfWorkers", (AdvanceForm,), {**sums, "lines": tuple(lines)}))


class DecideForm(PatternForm):
    approved = forms.ChoiceField(label="审批", choices=[("yes", "批准"), ("no", "不批准")])
    reason = forms.CharField(label="审批意见", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class AgreeForm(PatternForm):
    agreed_on = DayField(label="还款协议签订日期", not_after=occasion.today)
    repay_by = DayField(label="约定还款日期")


class PursueForm(PatternForm):
    kind = forms.ChoiceField(label="追偿方式", choices=PURSUED)
    done_on = DayField(label="日期", initial=occasion.today, not_after=occasion.today)
    pay_by = DayField(label="要求还款日期", required=False, help_text="发函追偿时填写")
    note = forms.CharField(label="情况", max_length=300, required=False, help_text="起诉、其他措施时填写")


class RecoveredForm(PatternForm):
    amount_fen = YuanField(label="收回金额", least=1)
    done_on = DayField(label="收回日期", initial=occasion.today, not_after=occasion.today)
    voucher = forms.CharField(label="凭证号", max_length=80)


class PaidForm(PatternForm):
    paid_on = DayField(label="支付日期", initial=occasion.today, not_after=occasion.today)
    voucher = forms.CharField(label="支付凭证号", max_length=80)


@officer_page(P.CLUE_HANDLE, P.FUND_MANAGE)
def advance_new(request: HttpRequest, number: str) -> HttpResponse:
    """Ask the fund to advance part of the wages, or living cost."""
    clue = clue_of(request, number)
    if not may_manage(me(request), clue.region_id):
        must_hold(me(request), P.CLUE_HANDLE, clue, doing="申请应急周转金")
    fund = fund_of(clue.region_id)
    caps = caps_at(fund.region_id, occasion.today()) if fund else Caps(missing="本地没有登记应急周转金")
    lines = [line for line in standing(clue) if line.missing_fen and not line.withdrawn] if not caps.missing else []

    sums_form = advance_form(lines, caps)

    def run(v: dict[str, Any]) -> FundAdvance:
        form = sums_form(request.POST)
        form.is_valid()
        return apply_advance(
            clue=clue, ground=v["ground"], found=v["found"], asked=form.asked, by=me(request), on=occasion.today()
        )

    return act_page(
        request, sums_form, run=run, title=f"申请应急周转金垫付：{clue.number}", back_url=reverse("officer:sources", args=[number]),
        next_url=lambda row: reverse("officer:advance", args=[row.pk]),
        intro=caps.missing or f"以立案案件为依据；上限按{caps.source}。申请人不能审批自己的申请。", save="申请", done="已申请，等审批人审批。",
    )  # fmt: skip


def _advance(request: HttpRequest, number: int) -> FundAdvance:
    rows = FundAdvance.objects.select_related(
        "fund__region", "clue__employer", "case", "application", "approval", "applied_by", "decided_by"
    )
    found = rows.filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这笔垫付", remedy="请从应急周转金页面打开")
    fund_seen(request, found.fund_id)
    return found


@officer_page(*SEES)
def advance(request: HttpRequest, number: int) -> HttpResponse:
    """One advance with its workers, its decision and what was done to recover it."""
    row = _advance(request, number)
    staff = me(request)
    owed = outstanding_of(row)
    context = {
        "advance": row,
        "lines": [(line, is_paid(line)) for line in row.lines.select_related("claim__worker", "payment")],
        "recoveries": row.recoveries.select_related("by", "paper"),
        "owed": owed,
        "may_manage": may_manage(staff, row.fund.region_id),
        "may_decide": row.state == FundAdvance.State.APPLIED
        and staff.pk != row.applied_by_id
        and may(staff, P.FUND_APPROVE, FileFacts(region=row.fund.region_id)),
        "crumbs": [
            ("工作台", reverse("officer:desk")),
            ("应急周转金", reverse("officer:funds")),
            (str(row.fund), reverse("officer:fund", args=[row.fund_id])),
            (str(row), ""),
        ],
    }
    return render(request, "officer/relief/advance.html", context)


@officer_page(P.FUND_MANAGE, P.FUND_APPROVE)
def advance_act(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """Decide; agree with the employer; pursue it; enter what came back."""
    row = _advance(request, number)

    def decide(v: dict[str, Any]) -> FundAdvance:
        said = {"approved": v["approved"] == "yes", "reason": v["reason"]}
        return decide_advance(advance=row, by=me(request), on=occasion.today(), **said)

    def plain(run: Any) -> Any:
        return lambda v: run(advance=row, by=me(request), on=occasion.today(), **v)

    ways: dict[str, tuple[type[PatternForm], Any, str]] = {
        "decide": (DecideForm, decide, "审批垫付"),
        "agree": (AgreeForm, plain(agree_repayment), "登记还款协议"),
        "pursue": (PursueForm, plain(pursue), "登记追偿"),
        "recover": (RecoveredForm, plain(record_recovered), "登记收回"),
    }
    if act not in ways:
        raise NotFound("没有找到这一页", remedy="请从垫付页面打开")
    form, run, title = ways[act]
    whole = sum(row.lines.values_list("amount_fen", flat=True))
    return act_page(
        request, form, run=run, title=f"{title}：{row}", back_url=reverse("officer:advance", args=[number]), done=f"已{title}。",
        context={"about": [Fact("线索", row.clue.number), Fact("申请垫付", whole, kind="money"), Fact("尚未收回", outstanding_of(row), kind="money")]},
    )  # fmt: skip


@officer_page(P.FUND_MANAGE)
def advance_line(request: HttpRequest, number: int, line: int) -> HttpResponse:
    """The treasury paid one worker."""
    row = _advance(request, number)
    found = FundAdvanceLine.objects.filter(advance=row, pk=line).select_related("claim__worker").first()
    if found is None:
        raise NotFound("没有找到这名劳动者", remedy="请从垫付页面打开")
    name = found.claim.worker.name
    return act_page(
        request, PaidForm, run=lambda v: pay_worker(line=found, by=me(request), on=occasion.today(), **v),
        title=f"登记垫付支付：{name}", back_url=reverse("officer:advance", args=[number]), done=f"已登记{name}。", save="登记",
        context={"about": [Fact("劳动者", name), Fact("性质", found.get_nature_display()), Fact("金额", found.amount_fen, kind="money")]},
    )  # fmt: skip


def advances_of(clue: Clue) -> list[FundAdvance]:
    """The advances on one clue, for its page of sources."""
    return list(FundAdvance.objects.filter(clue=clue).select_related("application").order_by("pk"))
