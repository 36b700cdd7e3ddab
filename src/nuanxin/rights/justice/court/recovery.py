"""Recovered money goes to the per-worker ledger, share by share; what the court says and what the ledger holds are one sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet, Sum

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.ledger import claims_of, record_payment, withdraw_payment
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.money import Payment, PaymentSource
from nuanxin.rights.cases.steps import STRUCK, declared_step, lock_case, record_step, standing_rows
from nuanxin.rights.cases.steps.rights import must_act
from nuanxin.rights.intake.thread import write_down
from nuanxin.rights.justice.court.models import RecoveredShare

RECOVERED = "recovered"
_CITES = "民事诉讼法第二百五十三条"


@dataclass(frozen=True)
class Handed:
    """Money handed out on a day under a voucher: 分 by the key of the worker's claim; `whole_fen` as the court states it."""

    shares: Mapping[int, int]
    whole_fen: int
    recovered_on: date
    voucher: str


def faults_of(handed: Handed) -> str:
    """Why these shares cannot be entered, in Chinese; empty where they can. Pure."""
    given = {claim: fen for claim, fen in handed.shares.items() if fen}
    if not given or any(fen < 0 for fen in given.values()):
        return "没有任何一名劳动者的发放金额，或者金额小于零"
    total = sum(given.values())
    if total != handed.whole_fen:
        return f"逐人金额合计{yuan(total)}元，与发放总额{yuan(handed.whole_fen)}元不符"
    return ""


@transaction.atomic
def record_recovery(*, case: Case, handed: Handed, by: Staff, on: date, note: str = "") -> CaseStep:
    """Enter what the court handed out, worker by worker: one payment each in the ledger (source: court), one step in the file.

    Refused as a whole where one share cannot be entered or the sum is not the whole.
    """
    case = lock_case(case)
    declared = declared_step(case, RECOVERED)
    must_act(by, declared.permission, case, doing=f"办理“{declared.name}”")
    if why := faults_of(handed):
        raise Refusal("不能登记执行到位", why=why, remedy="请逐人核对", cites=_CITES)
    known = {claim.pk: claim for claim in claims_of(case.clue)}
    if set(handed.shares) - set(known):
        raise Refusal("不能登记执行到位", why="有的劳动者不在本线索名单中", remedy="请先补充劳动者", cites=_CITES)
    given = {claim: fen for claim, fen in handed.shares.items() if fen}
    facts = {
        "recovered_on": handed.recovered_on,
        "amount": handed.whole_fen,
        "persons": len({known[claim].worker_id for claim in given}),
        "voucher": handed.voucher,
    }
    row = record_step(case=case, declared=declared, facts=facts, by=by, on=on, note=note)
    for claim, fen in given.items():
        payment = record_payment(
            claim=known[claim], source=PaymentSource.COURT, amount_fen=fen, paid_on=handed.recovered_on,
            voucher=handed.voucher, by=by, on=on, case=case,
        )  # fmt: skip
        RecoveredShare.objects.create(step=row, payment=payment)
    return row


@transaction.atomic
def withdraw_recovery(*, row: CaseStep, reason: str, by: Staff, on: date) -> CaseStep:
    """The entry was wrong: its payments are withdrawn from the ledger and the step is struck, together."""
    case = lock_case(row.case)
    declared = declared_step(case, RECOVERED)
    must_act(by, declared.permission, case, doing="撤下执行到位登记")
    stands = row.step == RECOVERED and row.pk in {one.pk for one in standing_rows(case)}
    if not stands or case.closed_on or not reason.strip():
        why = "该登记已经撤下、案件已经结案，或者没有写明理由"
        raise Refusal("不能撤下执行到位登记", why=why, remedy="请核对")
    for share in RecoveredShare.objects.filter(step=row).select_related("payment"):
        if share.payment.withdrawn_on is None:
            withdraw_payment(payment=share.payment, why=reason, by=by, on=on)
    struck = CaseStep.objects.create(case=case, step=STRUCK, done_on=on, by=by, note=reason.strip(), strikes=row)
    case.step = standing_rows(case)[-1].step
    case.save(update_fields=["step"])
    text = f"更正：“{declared.name}”（{row.done_on}）记录有误：{reason.strip()}"
    write_down("strike_step", clue=case.clue, by=by, on=on, text=text, details={"case": case.pk, "step": row.pk})
    return struck


def standing_shares(case: Case) -> QuerySet[RecoveredShare]:
    """The shares whose payment still counts."""
    return RecoveredShare.objects.filter(step__case=case, payment__withdrawn_on__isnull=True).order_by("pk")


def recovered_fen(case: Case) -> int:
    """Wages recovered in this file (分), read from the ledger itself."""
    keys = standing_shares(case).values("payment")
    return Payment.objects.filter(pk__in=keys).aggregate(whole=Sum("amount_fen"))["whole"] or 0
