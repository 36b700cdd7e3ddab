"""Giving the deposit back (65号 第二十二条): thirty days of notice, a promise, five working days of review, three to answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.documents.issue import issue_paper
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.terms import MissingFigure
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import within
from nuanxin.foundation.organisations.receiving import receiving_unit
from nuanxin.foundation.organisations.working_days import due_date
from nuanxin.rights.cases.ledger import standing, totals
from nuanxin.rights.intake.channels import OPEN_STATES
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.relief.deposit.balance import balance_on
from nuanxin.rights.relief.deposit.guarantees import end_guarantee, standing_guarantees
from nuanxin.rights.relief.deposit.models import DepositEntry, DepositReturn, DrawDown, EntryKind, WageDeposit
from nuanxin.rights.relief.deposit.rates import ACT
from nuanxin.rights.relief.deposit.registering import locked
from nuanxin.rights.relief.managing import contact, day_is_sound, must_manage

CITES = f"{ACT}第二十二条"


@dataclass(frozen=True)
class Completed:
    """One line of the half-yearly sweep: a completed project whose deposit still lies here, and what stands in the way."""

    deposit: WageDeposit
    under_way: DepositReturn | None
    in_the_way: tuple[str, ...]


def in_the_way(deposit: WageDeposit) -> tuple[str, ...]:
    """Open clues of the project with wages unpaid, and payments or top-ups that are still running."""
    about = Q(project=deposit.project) | Q(project__merged_into=deposit.project)
    found = []
    for clue in Clue.objects.filter(about, state__in=OPEN_STATES, merged_into__isnull=True).order_by("pk"):
        missing = totals(standing(clue)).missing_fen
        found.append(f"线索{clue.number}在办" + (f"，尚欠{yuan(missing)}元" if missing else ""))
    for drawn in DrawDown.objects.filter(deposit=deposit).filter(Q(paid_on__isnull=True) | Q(topup_due_on__isnull=False, topped_up_on__isnull=True)):  # fmt: skip
        found.append(f"{drawn}没有支付完毕" if drawn.paid_on is None else f"{drawn}动用后没有补足")
    return tuple(found)


@transaction.atomic
def announce_return(
    *, deposit: WageDeposit, announced_on: date, places: str, promise: str, by: Staff, on: date
) -> DepositReturn:
    """The works are complete, the contractor promised that nothing is owed: the notice of thirty days begins."""
    deposit = locked(deposit)
    doing = f"公示返还{deposit}"
    must_manage(by, deposit.region_id, doing=doing)
    if deposit.completed_on is None or deposit.ended_on:
        raise Refusal(f"不能{doing}", why="工程没有完工，或者已经返还", remedy="请先登记完工", cites=CITES)
    day_is_sound(doing, announced_on, not_before=deposit.completed_on, because="完工")
    if not places.strip() or not promise.strip():
        raise Refusal(
            f"不能{doing}",
            why="没有写明公示地点或者无拖欠承诺书",
            remedy="须在维权告示牌和人社部门网站公示",
            cites=CITES,
        )
    if deposit.returns.filter(answered_on__isnull=True).exists():
        raise Refusal(f"不能{doing}", why="返还正在办理", remedy="请在原记录上办理")
    until = due_date("dep.return_notice", start=announced_on, region=deposit.region_id).last_day
    assert until is not None
    row = DepositReturn.objects.create(
        deposit=deposit, announced_on=announced_on, places=places.strip(), promise=promise.strip(), notice_until=until, by=by
    )  # fmt: skip
    record("announce_return", about=row, by=by, details={"until": until, "on": on})
    return row


@transaction.atomic
def apply_return(*, returning: DepositReturn, applied_on: date, by: Staff, on: date) -> DepositReturn:
    """The contractor applies after the notice has run; the five working days of review begin."""
    row = _locked(returning)
    doing = f"登记返还{row.deposit}的申请"
    must_manage(by, row.deposit.region_id, doing=doing)
    day_is_sound(doing, applied_on)
    if applied_on <= row.notice_until:
        why = f"公示到{chinese_day(row.notice_until)}才满"
        raise Refusal(f"不能{doing}", why=why, remedy="公示期满无异议后再申请", cites=CITES)
    if row.applied_on:
        raise Refusal(f"不能{doing}", why="已经登记申请", remedy="请核对")
    row.applied_on = applied_on
    row.review_due_on = due_date("dep.return_review.review", start=applied_on, region=row.deposit.region_id).last_day
    row.save(update_fields=["applied_on", "review_due_on"])
    record("apply_return", about=row, by=by, details={"review_due_on": row.review_due_on, "on": on})
    return row


@transaction.atomic
def review_return(*, returning: DepositReturn, agreed: bool, reason: str, by: Staff, on: date) -> DepositReturn:
    """The review; agreeing is refused while a claim on the project is open or a draw-down is not made good."""
    row = _locked(returning)
    doing = f"审核返还{row.deposit}"
    must_manage(by, row.deposit.region_id, doing=doing)
    if row.applied_on is None or row.reviewed_on or not reason.strip():
        raise Refusal(f"不能{doing}", why="没有申请、已经审核，或者没有写明审核意见", remedy="请核对", cites=CITES)
    day_is_sound(doing, on, not_before=row.applied_on, because="申请")
    obstacles = in_the_way(row.deposit)
    if agreed and obstacles:
        raise Refusal(
            f"不能同意返还{row.deposit}",
            why="；".join(obstacles),
            remedy="办结后再返还，或者书面说明不予返还的理由",
            cites=CITES,
        )
    row.reviewed_on, row.agreed, row.reason = on, agreed, reason.strip()
    row.answer_due_on = due_date("dep.return_review.confirm", start=on, region=row.deposit.region_id).last_day
    row.save(update_fields=["reviewed_on", "agreed", "reason", "answer_due_on"])
    record("review_return", about=row, by=by, reason=reason, details={"agreed": agreed, "on": on})
    return row


@transaction.atomic
def answer_return(*, returning: DepositReturn, voucher: str, by: Staff, on: date) -> DepositReturn:
    """The confirmation goes out with the money or the guarantee; where it was refused, the reasons in writing."""
    row = _locked(returning)
    deposit = row.deposit
    doing = f"出具{deposit}返还文书"
    must_manage(by, deposit.region_id, doing=doing)
    if row.reviewed_on is None or row.answered_on:
        raise Refusal(f"不能{doing}", why="没有审核，或者已经出具", remedy="请核对", cites=CITES)
    day_is_sound(doing, on, not_before=row.reviewed_on, because="审核")
    obstacles = in_the_way(deposit)
    if row.agreed and obstacles:
        raise Refusal(f"不能{doing}", why="审核以后：" + "；".join(obstacles), remedy="办结后再返还", cites=CITES)
    rest, unit = balance_on(deposit, on), receiving_unit(deposit.region)
    guarantees = list(standing_guarantees(deposit, on))
    if row.agreed and rest and not voucher.strip():
        raise Refusal(f"不能{doing}", why="没有返还的凭证号", remedy="请填写银行销户、转账凭证号", cites=CITES)
    fields = {
        "contractor": deposit.contractor.name,
        "project": deposit.project.name,
        "applied_on": row.applied_on,
        "notice": f"{chinese_day(row.announced_on)}至{chinese_day(row.notice_until)}在{row.places}公示",
        "result": "agree" if row.agreed else "refuse",
        "amount": rest or {"none": "没有存储现金"},
        "guarantees": [str(one) for one in guarantees] or {"none": "没有保函"},
        "reason": row.reason,
        **contact(by, unit),
    }
    row.paper = issue_paper(kind="deposit_return_confirmation", about=deposit, fields=fields, unit=unit, by=by, on=on)
    row.answered_on = on
    row.save(update_fields=["paper", "answered_on"])
    if row.agreed:
        _give_back(deposit, rest, voucher, on, by)
        for guarantee in guarantees:
            end_guarantee(guarantee, on, "返还保函正本", by)
    record("answer_return", about=row, by=by, details={"agreed": row.agreed, "fen": rest, "on": on})
    return row


def _give_back(deposit: WageDeposit, rest: int, voucher: str, on: date, by: Staff) -> None:
    if rest:
        DepositEntry.objects.create(
            deposit=deposit, kind=EntryKind.RETURNED, amount_fen=rest, occurred_on=on, voucher=voucher.strip(), by=by
        )
    deposit.ended_on = on
    deposit.save(update_fields=["ended_on"])


def sweep_list(area: str) -> tuple[Completed, ...]:
    """Every completed project of the area whose deposit was not returned, oldest first."""
    rows = WageDeposit.objects.filter(region__in=within(area), completed_on__isnull=False, ended_on__isnull=True)
    found = rows.select_related("project", "contractor").order_by("completed_on", "pk")
    return tuple(Completed(row, row.returns.filter(answered_on__isnull=True).first(), in_the_way(row)) for row in found)


def sweep_period(on: date) -> str:
    """How often the list is to be gone through; what is missing where the law's figure was not checked."""
    try:
        return f"每{Law.load().term('dep.sweep', on=on).amount}清理一次"
    except MissingFigure as empty:
        return str(empty)


def _locked(returning: DepositReturn) -> DepositReturn:
    deposit = locked(returning.deposit)
    row = DepositReturn.objects.select_for_update(of=("self",)).get(pk=returning.pk)
    row.deposit = deposit
    return row
