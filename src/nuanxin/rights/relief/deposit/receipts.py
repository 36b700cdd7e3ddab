"""After the notice: the bank pays within five working days, each receipt goes into the one ledger; then the top-up (65号 第二十、二十一条)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.documents.issue import issue_paper
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.receiving import receiving_unit
from nuanxin.foundation.organisations.working_days import due_date
from nuanxin.rights.cases.ledger import record_payment
from nuanxin.rights.cases.money import Payment, PaymentSource
from nuanxin.rights.intake.channels import OPEN_STATES
from nuanxin.rights.intake.clocks import open_clock, stop_clock
from nuanxin.rights.intake.thread import write_down
from nuanxin.rights.relief.deposit.balance import put_in
from nuanxin.rights.relief.deposit.guarantees import end_guarantee, standing_guarantees
from nuanxin.rights.relief.deposit.models import DepositEntry, DrawDown, DrawDownLine, EntryKind
from nuanxin.rights.relief.deposit.rates import ACT
from nuanxin.rights.relief.deposit.registering import locked as locked_deposit
from nuanxin.rights.relief.managing import contact, day_is_sound, must_manage

BANK_PAY, TOPUP = "dep.bank_pay", "dep.topup"


def locked(drawdown: DrawDown) -> DrawDown:
    """The row as it stands now, with its deposit held."""
    deposit = locked_deposit(drawdown.deposit)
    held = (
        DrawDown.objects.select_for_update(of=("self",)).select_related("case__clue", "guarantee").get(pk=drawdown.pk)
    )
    held.deposit = deposit
    return held


@transaction.atomic
def record_bank_receipt(*, drawdown: DrawDown, received_on: date, by: Staff, on: date) -> DrawDown:
    """The bank has the notice: its five working days run."""
    drawdown = locked(drawdown)
    doing = f"登记{drawdown}送达银行"
    must_manage(by, drawdown.deposit.region_id, doing=doing)
    day_is_sound(doing, received_on, not_before=drawdown.noticed_on, because="支付通知")
    if drawdown.received_on:
        raise Refusal(f"不能{doing}", why=f"已登记银行于{drawdown.received_on}收到", remedy="请核对")
    reckoned = due_date(BANK_PAY, start=received_on, region=drawdown.deposit.region_id)
    drawdown.received_on, drawdown.bank_due_on = received_on, reckoned.last_day
    drawdown.save(update_fields=["received_on", "bank_due_on"])
    clue = drawdown.case.clue
    if clue.state in OPEN_STATES:
        open_clock(clue=clue, term=BANK_PAY, start=received_on, by=by, on=on, about=about(drawdown), officer=by)
    text = f"银行收到{drawdown}，应于{drawdown.bank_due_on}前支付到本人"
    write_down("bank_received", clue=clue, by=by, on=on, text=text, details={"drawdown": drawdown.pk})
    return drawdown


@transaction.atomic
def record_worker_receipt(*, line: DrawDownLine, paid_on: date, voucher: str, by: Staff, on: date) -> DrawDownLine:
    """The bank paid one worker: his row in the ledger of wages and the movement of the deposit, together."""
    drawdown = locked(line.drawdown)
    line = (
        DrawDownLine.objects.select_for_update(of=("self",)).select_related("claim__worker", "payment").get(pk=line.pk)
    )
    doing = f"登记{line.claim.worker.name}的保证金支付"
    must_manage(by, drawdown.deposit.region_id, doing=doing)
    if drawdown.received_on is None:
        raise Refusal(f"不能{doing}", why="没有登记银行收到支付通知书", remedy="请先登记", cites=f"{ACT}第二十条")
    day_is_sound(doing, paid_on, not_before=drawdown.received_on, because="银行收到通知")
    if is_paid(line) or line.dropped_on:
        raise Refusal(f"不能{doing}", why="已经登记支付，或者已从名单撤出", remedy="请核对")
    line.payment = record_payment(
        claim=line.claim, source=PaymentSource.DEPOSIT, amount_fen=line.amount_fen, paid_on=paid_on, voucher=voucher,
        by=by, on=on, case=drawdown.case,
    )  # fmt: skip
    line.save(update_fields=["payment"])
    if drawdown.guarantee_id is None:
        DepositEntry.objects.create(
            deposit=drawdown.deposit, kind=EntryKind.DRAWN, amount_fen=line.amount_fen, occurred_on=paid_on,
            voucher=voucher.strip(), payment=line.payment, by=by,
        )  # fmt: skip
    _ended_if_paid(drawdown, paid_on, by, on)
    return line


@transaction.atomic
def drop_worker(*, line: DrawDownLine, why: str, by: Staff, on: date) -> DrawDownLine:
    """The worker was paid otherwise meanwhile, or the bank could not pay: he comes off the notice, with the reason."""
    drawdown = locked(line.drawdown)
    line = (
        DrawDownLine.objects.select_for_update(of=("self",)).select_related("claim__worker", "payment").get(pk=line.pk)
    )
    doing = f"把{line.claim.worker.name}撤出支付名单"
    must_manage(by, drawdown.deposit.region_id, doing=doing)
    if is_paid(line) or line.dropped_on or not why.strip():
        raise Refusal(f"不能{doing}", why="已经支付、已经撤出，或者没有写明理由", remedy="请核对")
    line.dropped_on, line.dropped_why = on, why.strip()
    line.save(update_fields=["dropped_on", "dropped_why"])
    record("drop_worker", about=line, by=by, reason=why, details={"fen": line.amount_fen, "on": on})
    _ended_if_paid(drawdown, on, by, on)
    return line


def _ended_if_paid(drawdown: DrawDown, day: date, by: Staff, on: date) -> None:
    """Once nobody waits any more the bank's clock stops and the contractor's ten working days run, with their notice."""
    waiting = drawdown.lines.filter(dropped_on__isnull=True).select_related("payment")
    if any(not is_paid(line) for line in waiting) or drawdown.paid_on:
        return
    clue, drawdown.paid_on = drawdown.case.clue, day
    stop_clock(clue=clue, term=BANK_PAY, by=by, on=on, about=about(drawdown))
    used = paid_fen(drawdown)
    if used:
        days = [pay.paid_on for pay in Payment.objects.filter(pk__in=drawdown.lines.values("payment"))]
        reckoned = due_date(TOPUP, start=max(days), region=drawdown.deposit.region_id)
        drawdown.topup_due_on, drawdown.topup_paper = (
            reckoned.last_day,
            _topup_notice(drawdown, used, max(days), by, on),
        )
        if drawdown.guarantee:
            end_guarantee(drawdown.guarantee, on, f"已按{drawdown}兑付", by)
        if clue.state in OPEN_STATES:
            open_clock(clue=clue, term=TOPUP, start=max(days), by=by, on=on, about=about(drawdown), officer=by)
    drawdown.save(update_fields=["paid_on", "topup_due_on", "topup_paper"])
    text = f"{drawdown}支付完毕，共{yuan(used)}元"
    write_down("drawdown_paid", clue=clue, by=by, on=on, text=text, details={"drawdown": drawdown.pk})


def is_paid(line: DrawDownLine) -> bool:
    """Whether the worker's receipt stands; one taken back in the ledger of wages may be recorded anew."""
    return line.payment is not None and line.payment.withdrawn_on is None


def paid_fen(drawdown: DrawDown) -> int:
    """What the workers on the notice have got, in 分; payments taken back do not count."""
    return sum(line.amount_fen for line in drawdown.lines.select_related("payment") if is_paid(line))


def about(drawdown: DrawDown) -> str:
    """How its clocks are told from those of other notices."""
    return f"drawdown:{drawdown.pk}"


def _topup_notice(drawdown: DrawDown, used: int, last: date, by: Staff, on: date) -> Paper:
    deposit = drawdown.deposit
    unit = receiving_unit(deposit.region)
    fields = {
        "contractor": deposit.contractor.name,
        "project": deposit.project.name,
        "notice": str(drawdown.paper),
        "used_on": last,
        "amount": used,
        "way": "提交同等担保范围和金额的新保函" if drawdown.guarantee_id else "补足到原存储金额",
        **contact(by, unit),
    }
    return issue_paper(kind="deposit_topup_notice", about=drawdown.case, fields=fields, unit=unit, by=by, on=on)


@transaction.atomic
def record_topup(*, drawdown: DrawDown, amount_fen: int, day: date, voucher: str, by: Staff, on: date) -> DrawDown:
    """The contractor topped up: in money, or by a new guarantee that stands already (then amount 0)."""
    drawdown = locked(drawdown)
    doing = f"登记{drawdown.deposit}补足"
    must_manage(by, drawdown.deposit.region_id, doing=doing)
    if drawdown.topup_due_on is None or drawdown.topped_up_on:
        raise Refusal(f"不能{doing}", why="没有支付完毕，或者已经补足", remedy="请核对", cites=f"{ACT}第二十一条")
    if drawdown.guarantee_id:
        if not standing_guarantees(drawdown.deposit, day).exists():
            raise Refusal(f"不能{doing}", why="没有登记新保函", remedy="请先接收新保函", cites=f"{ACT}第二十一条")
    else:
        put_in(drawdown.deposit, EntryKind.TOPUP, amount_fen, day, voucher, by=by, on=on)
        back = sum(
            row.amount_fen
            for row in DepositEntry.objects.filter(
                deposit=drawdown.deposit,
                kind=EntryKind.TOPUP,
                withdrawn_on__isnull=True,
                occurred_on__gte=drawdown.noticed_on,
            )
        )
        if back < paid_fen(drawdown):
            return drawdown
    drawdown.topped_up_on = day
    drawdown.save(update_fields=["topped_up_on"])
    clue = drawdown.case.clue
    stop_clock(clue=clue, term=TOPUP, by=by, on=on, about=about(drawdown))
    write_down(
        "drawdown_topped_up",
        clue=clue,
        by=by,
        on=on,
        text=f"{drawdown.deposit}已补足",
        details={"drawdown": drawdown.pk},
    )
    return drawdown
