"""保函 in place of the deposit: what it must be (65号 第十五至十七条), its end, and the reminder a month before it expires."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.counting import shift_months
from nuanxin.foundation.notifications.staff import tell
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.receiving import operator
from nuanxin.foundation.organisations.working_days import due_date
from nuanxin.rights.intake.clocks import calendar_of
from nuanxin.rights.relief.deposit.models import Guarantee, WageDeposit
from nuanxin.rights.relief.deposit.rates import ACT
from nuanxin.rights.relief.deposit.registering import latest_assessment, locked
from nuanxin.rights.relief.managing import day_is_sound, managers_of, must_manage

REMINDER = "dep.guarantee_term.reminder"


@dataclass(frozen=True)
class Offered:
    """A guarantee as handed in. hrss: the beneficiary is a human-resources bureau."""

    amount_fen: int
    from_on: date
    to_on: date
    on_demand: bool
    original_kept: bool
    hrss: bool


def guarantee_faults(
    offered: Offered, *, due_fen: int, contract_until: date, least_part: Fraction = Fraction(1), least_years: int = 1
) -> tuple[Fault, ...]:
    """Everything that keeps the guarantee from standing for the deposit, each with its article. Pure."""
    found = []
    if not offered.hrss:
        found.append(Fault(f"受益人不是当地人社部门（{ACT}第十六条）", column="beneficiary"))
    if not offered.on_demand:
        found.append(Fault(f"不是不可撤销见索即付保函（{ACT}第十六条）", column="on_demand"))
    if not offered.original_kept:
        found.append(Fault(f"保函正本没有交人社部门保管（{ACT}第十五条）", column="original_kept"))
    if offered.amount_fen < due_fen * least_part:
        words = f"保函金额{yuan(offered.amount_fen)}元少于应存的{yuan(due_fen)}元（{ACT}第十五条）"
        found.append(Fault(words, column="amount_fen"))
    # A year counts from its first day: 2024-01-10 to 2025-01-09 is one.
    if offered.to_on < shift_months(offered.from_on, 12 * least_years) - timedelta(days=1):
        found.append(Fault(f"有效期不足{least_years}年（{ACT}第十七条）", column="to_on"))
    if offered.to_on < contract_until:
        words = f"有效期至{offered.to_on}，短于合同期限{contract_until}（{ACT}第十七条）"
        found.append(Fault(words, column="to_on"))
    return tuple(found)


@transaction.atomic
def take_guarantee(
    *,
    deposit: WageDeposit,
    number: str,
    bank: str,
    beneficiary: Unit,
    offered: Offered,
    by: Staff,
    on: date,
) -> Guarantee:
    """Accept a guarantee in place of the deposit; an older one that stands lapses with it. BadInput names every fault."""
    deposit = locked(deposit)
    doing = f"接收{deposit}保函"
    must_manage(by, deposit.region_id, doing=doing)
    day_is_sound(doing, on, not_before=deposit.signed_on, because="合同签订")
    assessed = latest_assessment(deposit)
    if assessed is None or assessed.exempt or deposit.ended_on:
        why = "还没有核定应存金额，或者已经免存、返还"
        raise Refusal(f"不能{doing}", why=why, remedy="请先核定", cites=f"{ACT}第十一条")
    if (
        not number.strip()
        or not bank.strip()
        or Guarantee.objects.filter(bank=bank.strip(), number=number.strip()).exists()
    ):
        raise Refusal(f"不能{doing}", why="没有保函编号、开立机构，或者该保函已经登记", remedy="请核对保函正本")
    law = Law.load()
    faults = guarantee_faults(
        offered,
        due_fen=assessed.due_fen,
        contract_until=deposit.until_on,
        least_part=Fraction(str(law.figure("dep.guarantee_amount", on=on).least)),
        least_years=law.term("dep.guarantee_term.least", on=on).value,
    )
    if faults:
        raise BadInput(faults)
    for old in standing_guarantees(deposit, on):
        end_guarantee(old, on, f"由保函{number.strip()}接替", by)
    kept = Guarantee.objects.create(
        deposit=deposit,
        number=number.strip(),
        bank=bank.strip(),
        beneficiary=beneficiary,
        amount_fen=offered.amount_fen,
        from_on=offered.from_on,
        to_on=offered.to_on,
        on_demand=offered.on_demand,
        original_kept=offered.original_kept,
        received_on=on,
        by=by,
    )
    record("take_guarantee", about=kept, by=by, details={"fen": offered.amount_fen, "to_on": offered.to_on, "on": on})
    return kept


def is_bureau(unit: Unit) -> bool:
    """Whether the beneficiary named is a human-resources bureau."""
    return unit.kind == UnitKind.HRSS


def standing_guarantees(deposit: WageDeposit, on: date) -> QuerySet[Guarantee]:
    """Those that can be called upon on that day."""
    return deposit.guarantees.filter(ended_on__isnull=True, to_on__gte=on)


def end_guarantee(guarantee: Guarantee, on: date, why: str, by: Staff) -> None:
    """It stands no more: replaced, paid out, handed back."""
    guarantee.ended_on, guarantee.ended_why = on, why
    guarantee.save(update_fields=["ended_on", "ended_why"])
    record("end_guarantee", about=guarantee, by=by, reason=why, details={"on": on})


def remind_on(guarantee: Guarantee) -> date:
    """The day on which the contractor is to be reminded: a month before the end (65号 第十七条)."""
    day = due_date(REMINDER, start=guarantee.to_on, region=guarantee.deposit.region_id).last_day
    assert day is not None
    return day


def remind_guarantees(*, on: date, limit: int = 5000) -> int:
    """The daily round: whoever manages deposits there is told, once, of every guarantee that ends in a month. How many.

    The bureau reminds the contractor to renew or prolong it (65号 第十七条); the contractor has no account here.
    """
    ahead = shift_months(on, 2)  # wide enough for every calendar; the exact day is asked one by one
    rows = Guarantee.objects.filter(
        ended_on__isnull=True, reminded_on__isnull=True, to_on__lte=ahead, deposit__ended_on__isnull=True
    ).select_related("deposit__project", "deposit__contractor", "by")
    return sum(_remind(row, on) for row in rows.order_by("to_on", "pk")[:limit])


@transaction.atomic
def _remind(guarantee: Guarantee, on: date) -> bool:
    """One of them; a conditional update decides which of two rounds writes."""
    if remind_on(guarantee) > on:
        return False
    won = Guarantee.objects.filter(pk=guarantee.pk, reminded_on__isnull=True).update(reminded_on=on)
    if won:
        _tell(guarantee)
        record("remind_guarantee", about=guarantee, by=operator(), details={"to_on": guarantee.to_on, "on": on})
    return bool(won)


def _tell(guarantee: Guarantee) -> None:
    """In the box of each manager; where the place has none, of whoever took the guarantee."""
    deposit = guarantee.deposit
    values = {
        "project": deposit.project.name,
        "number": guarantee.number,
        "day": chinese_day(guarantee.to_on),
        "contractor": deposit.contractor.name,
    }
    for one in managers_of(deposit.region_id) or [guarantee.by]:
        tell(one, "guarantee_ends", values, about=guarantee, calendar=calendar_of(deposit.region_id))
