"""Recovering what was advanced: agreement with the employer, demands, suits, money that came back."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.documents.issue import issue_paper
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.thread import write_down
from nuanxin.rights.relief.fund.advancing import locked_advance
from nuanxin.rights.relief.fund.balance import lowest, movements, outstanding_of
from nuanxin.rights.relief.fund.caps import CITES
from nuanxin.rights.relief.fund.holding import locked
from nuanxin.rights.relief.fund.models import FundAdvance, FundAdvanceLine, FundRecovery, RecoveryKind
from nuanxin.rights.relief.managing import contact, day_is_sound, must_manage


@transaction.atomic
def agree_repayment(*, advance: FundAdvance, agreed_on: date, repay_by: date, by: Staff, on: date) -> FundAdvance:
    """The employer signed when it pays the fund back; needed before paying out unless it fled."""
    advance = locked_advance(advance)
    doing = f"登记{advance}还款协议"
    must_manage(by, advance.fund.region_id, doing=doing)
    day_is_sound(doing, agreed_on, not_before=advance.clue.received_on, because="收到线索")
    if repay_by < agreed_on or advance.state == FundAdvance.State.REFUSED or advance.agreed_on:
        why = "还款日期早于签订日期、申请没有批准，或者已经登记协议"
        raise Refusal(f"不能{doing}", why=why, remedy="请核对", cites=CITES)
    advance.agreed_on, advance.repay_by = agreed_on, repay_by
    advance.save(update_fields=["agreed_on", "repay_by"])
    text = f"用人单位与周转金管理单位签订还款协议，{repay_by}前还清"
    write_down("agree_repayment", clue=advance.clue, by=by, on=on, text=text, details={"advance": advance.pk})
    return advance


@transaction.atomic
def pursue(
    *, advance: FundAdvance, kind: str, done_on: date, note: str, by: Staff, on: date, pay_by: date | None = None
) -> FundRecovery:
    """A demand (with its paper), a suit or another measure against the employer."""
    fund = locked(advance.fund)
    advance = locked_advance(advance)
    doing = f"登记{advance}追偿"
    must_manage(by, fund.region_id, doing=doing)
    first = _first_paid(advance)
    owed = outstanding_of(advance)
    if kind == RecoveryKind.RECOVERED or kind not in RecoveryKind.values or first is None or owed <= 0:
        raise Refusal(f"不能{doing}", why="还没有垫付，或者已经全部收回", remedy="请核对", cites=CITES)
    day_is_sound(doing, done_on, not_before=first, because="垫付")
    paper = None
    if kind == RecoveryKind.DEMAND:
        if pay_by is None or pay_by <= done_on:
            raise Refusal(f"不能{doing}", why="没有要求还款的日期，或者早于发函日期", remedy="请填写", cites=CITES)
        paper = _demand(advance, owed, pay_by, by, on)
    elif not note.strip():
        raise Refusal(f"不能{doing}", why="没有写明追偿的情况", remedy="请填写", cites=CITES)
    row = FundRecovery.objects.create(
        advance=advance, kind=kind, done_on=done_on, note=note.strip(), paper=paper, by=by
    )
    text = f"追偿周转金：{row.get_kind_display()}，尚未收回{yuan(owed)}元"
    write_down(
        "pursue_advance", clue=advance.clue, by=by, on=on, text=text, paper=paper, details={"advance": advance.pk}
    )
    return row


@transaction.atomic
def record_recovered(
    *, advance: FundAdvance, amount_fen: int, done_on: date, voucher: str, by: Staff, on: date
) -> FundRecovery:
    """Money of the employer came back into the fund; never more than was advanced."""
    fund = locked(advance.fund)
    advance = locked_advance(advance)
    doing = f"登记{advance}收回"
    must_manage(by, fund.region_id, doing=doing)
    first, owed = _first_paid(advance), outstanding_of(advance)
    if first is None or amount_fen <= 0 or not voucher.strip() or amount_fen > owed:
        why = f"尚未收回{yuan(owed)}元；金额不对、没有凭证号，或者还没有垫付"
        raise Refusal(f"不能{doing}", why=why, remedy="请核对单位是否为元", cites=CITES)
    day_is_sound(doing, done_on, not_before=first, because="垫付")
    known = FundRecovery.objects.filter(advance__fund=fund, voucher=voucher.strip(), withdrawn_on__isnull=True)
    if known.filter(advance=advance).exists():
        raise Refusal(f"不能{doing}", why=f"凭证{voucher.strip()}已经登记", remedy="请核对是否重复登记")
    row = FundRecovery.objects.create(
        advance=advance, kind=RecoveryKind.RECOVERED, amount_fen=amount_fen, done_on=done_on, voucher=voucher.strip(), by=by
    )  # fmt: skip
    text = f"收回周转金{yuan(amount_fen)}元，尚未收回{yuan(owed - amount_fen)}元"
    write_down("recover_advance", clue=advance.clue, by=by, on=on, text=text, details={"advance": advance.pk})
    record("recover_advance", about=row, by=by, details={"fen": amount_fen, "on": on})
    return row


@transaction.atomic
def withdraw_recovered(*, recovery: FundRecovery, why: str, by: Staff, on: date) -> FundRecovery:
    """A wrong row: it stays, marked, and counts no more."""
    fund = locked(recovery.advance.fund)
    recovery = FundRecovery.objects.select_for_update(of=("self",)).get(pk=recovery.pk)
    must_manage(by, fund.region_id, doing="撤下周转金收回")
    if recovery.withdrawn_on or recovery.kind != RecoveryKind.RECOVERED or not why.strip():
        raise Refusal("不能撤下这笔收回", why="已经撤下、不是收回，或者没有写明理由", remedy="请写明理由")
    recovery.withdrawn_on, recovery.withdrawn_why = on, why.strip()
    recovery.save(update_fields=["withdrawn_on", "withdrawn_why"])
    if lowest(movements(fund), fund.opened_on) < 0:
        raise Refusal("不能撤下这笔收回", why="撤下后有的日子余额会小于零", remedy="请先核对垫付记录")
    record("withdraw_recovered", about=recovery, by=by, reason=why, details={"fen": recovery.amount_fen, "on": on})
    return recovery


def _first_paid(advance: FundAdvance) -> date | None:
    rows = FundAdvanceLine.objects.filter(advance=advance, paid_on__isnull=False)
    return rows.order_by("paid_on").values_list("paid_on", flat=True).first()


def _demand(advance: FundAdvance, owed: int, pay_by: date, by: Staff, on: date) -> Paper:
    fields = {
        "employer": advance.clue.employer.name if advance.clue.employer else advance.clue.employer_said or "未查明",
        "approval": str(advance.approval),
        "advanced": outstanding_of(advance) + sum(
            advance.recoveries.filter(withdrawn_on__isnull=True).values_list("amount_fen", flat=True)
        ),
        "owed": owed,
        "agreement": f"{advance.agreed_on}签订的还款协议" if advance.agreed_on else {"none": "用人单位逃匿，没有协议"},
        "pay_by": pay_by,
        **contact(by, advance.fund.unit),
    }  # fmt: skip
    return issue_paper(
        kind="fund_recovery_demand", about=advance.case, fields=fields, unit=advance.fund.unit, by=by, on=on
    )
