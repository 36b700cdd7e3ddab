"""The account of a deposit: storing, topping up, taking back a wrong row, and the balance on any day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.relief.deposit.models import DepositEntry, EntryKind, WageDeposit
from nuanxin.rights.relief.deposit.registering import latest_assessment, locked
from nuanxin.rights.relief.managing import day_is_sound, must_manage

IN = (EntryKind.STORED, EntryKind.TOPUP)


@dataclass(frozen=True)
class Movement:
    """One movement: the kind, 分 and the day; plain, for sums."""

    kind: str
    fen: int
    on: date


def balance(movements: Iterable[Movement], on: date) -> int:
    """What lies there at the end of that day, in 分. Pure."""
    return sum(one.fen if one.kind in IN else -one.fen for one in movements if one.on <= on)


def balance_on(deposit: WageDeposit, on: date) -> int:
    """The same for a deposit; rows taken back do not count."""
    return balance(_movements(standing_entries(deposit)), on)


def standing_entries(deposit: WageDeposit) -> QuerySet[DepositEntry]:
    """The rows that count: neither taken back here nor, as a worker's payment, in the ledger of wages."""
    rows = DepositEntry.objects.filter(deposit=deposit, withdrawn_on__isnull=True)
    return rows.exclude(payment__withdrawn_on__isnull=False)


def _movements(rows: Iterable[DepositEntry]) -> list[Movement]:
    return [Movement(row.kind, row.amount_fen, row.occurred_on) for row in rows]


@transaction.atomic
def store_deposit(
    *, deposit: WageDeposit, amount_fen: int, stored_on: date, voucher: str, by: Staff, on: date
) -> DepositEntry:
    """Money came into the deposit account. Refused before anything was decided to be due, or where it is exempt."""
    deposit = locked(deposit)
    assessed = latest_assessment(deposit)
    if assessed is None or assessed.exempt:
        why = "还没有核定应存金额" if assessed is None else "该项目已核定免予存储"
        raise Refusal(
            f"不能登记{deposit}存储", why=why, remedy="请先核定", cites="工程建设领域农民工工资保证金规定第十一条"
        )
    return put_in(deposit, EntryKind.STORED, amount_fen, stored_on, voucher, by=by, on=on)


def put_in(
    deposit: WageDeposit, kind: EntryKind, amount_fen: int, day: date, voucher: str, *, by: Staff, on: date
) -> DepositEntry:
    """One movement into the account; the deposit is locked."""
    doing = f"登记{deposit}{kind.label}"
    must_manage(by, deposit.region_id, doing=doing)
    day_is_sound(doing, day, not_before=deposit.signed_on, because="合同签订")
    voucher = voucher.strip()
    if amount_fen <= 0 or not voucher or deposit.ended_on:
        why = "金额不大于零、没有凭证号，或者该保证金已经返还"
        raise Refusal(f"不能{doing}", why=why, remedy="请核对银行回单")
    if DepositEntry.objects.filter(deposit=deposit, voucher=voucher, kind=kind, withdrawn_on__isnull=True).exists():
        raise Refusal(f"不能{doing}", why=f"凭证{voucher}已经登记", remedy="请核对是否重复登记")
    row = DepositEntry.objects.create(
        deposit=deposit, kind=kind, amount_fen=amount_fen, occurred_on=day, voucher=voucher, by=by
    )
    record("deposit_entry", about=row, by=by, details={"kind": str(kind), "fen": amount_fen, "day": day, "on": on})
    return row


@transaction.atomic
def withdraw_entry(*, entry: DepositEntry, why: str, by: Staff, on: date) -> DepositEntry:
    """A wrong row of the account: it stays, marked, and counts no more; never below zero on any day."""
    deposit = locked(entry.deposit)
    entry = DepositEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    must_manage(by, deposit.region_id, doing="撤下保证金收支")
    if entry.withdrawn_on or entry.payment_id or not why.strip():
        raise Refusal(
            "不能撤下这笔收支", why="已经撤下、没有写明理由，或者属于逐人支付", remedy="逐人支付有误的，从逐人台账撤下"
        )
    rest = _movements(standing_entries(deposit).exclude(pk=entry.pk))
    if any(balance(rest, one.on) < 0 for one in rest):
        raise Refusal("不能撤下这笔收支", why="撤下后有的日子余额会小于零", remedy="请先核对动用和返还的记录")
    entry.withdrawn_on, entry.withdrawn_why = on, why.strip()
    entry.save(update_fields=["withdrawn_on", "withdrawn_why"])
    record("withdraw_deposit_entry", about=entry, by=by, reason=why, details={"fen": entry.amount_fen, "on": on})
    return entry
