"""The money ledger, worker by worker: claimed, verified, paid by source, missing, confirmed. Money in 分, wages and 赔偿金 apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import must
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.money import Coming, Confirmation, Payment, PaymentSource, Verification, ask_gates
from nuanxin.rights.cases.procedures.versions import beside_the_clue
from nuanxin.rights.intake.channels import OPEN_STATES
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.thread import write_down
from nuanxin.rights.intake.visibility import file_facts

WAGE, COMPENSATION = "wage", "compensation"
_LEDGER_ARTICLE = "保障农民工工资支付条例第十五条"


@dataclass(frozen=True)
class WorkerLine:
    """How one worker stands. verified_fen None: not verified yet; missing_fen: verified wages not yet paid, never below 0."""

    claim_id: int
    worker_id: int
    name: str
    migrant: bool | None
    owed_period: str
    claimed_fen: int | None
    verified_fen: int | None
    paid_by_source: Mapping[str, int] = field(default_factory=dict)
    compensation_fen: int = 0
    confirmed: str = ""  # the standing answer of the worker, empty while not asked since the last payment
    confirmed_note: str = ""
    withdrawn: bool = False

    @property
    def paid_fen(self) -> int:
        """Wages paid, from whatever source."""
        return sum(self.paid_by_source.values())

    @property
    def missing_fen(self) -> int:
        return max(0, (self.verified_fen or 0) - self.paid_fen)


@dataclass(frozen=True)
class Totals:
    """Sums over the standing lines; persons are distinct workers with wages paid."""

    workers: int
    claimed_fen: int
    verified_fen: int
    paid_fen: int
    missing_fen: int
    compensation_fen: int
    paid_persons: int
    migrant_paid_persons: int
    migrant_paid_fen: int
    by_source: Mapping[str, int]


def claims_of(clue: Clue) -> list[Claim]:
    """Every worker's claim on the clue and on the clues merged into it."""
    return list(claims_on([clue.pk]).select_related("worker", "clue").order_by("pk"))


def claims_on(clues: Collection[int]) -> QuerySet[Claim]:
    """The claims on these clues and on the clues merged into them."""
    # Keys rather than a join or a question within: an "or" there makes the database read every claim there is.
    merged = Clue.objects.filter(merged_into__in=clues).values_list("pk", flat=True)
    return Claim.objects.filter(clue__in=[*clues, *merged])


def standing(clue: Clue) -> tuple[WorkerLine, ...]:
    """The table as it stands now, one line a claim."""
    claims = claims_of(clue)
    keys = [claim.pk for claim in claims]
    verified = {
        row.claim_id: row.verified_fen for row in Verification.objects.filter(claim__in=keys, replaced_by__isnull=True)
    }
    payments: dict[int, list[Payment]] = {}
    for payment in Payment.objects.filter(claim__in=keys, withdrawn_on__isnull=True).order_by("pk"):
        payments.setdefault(payment.claim_id, []).append(payment)
    answers = {row.claim_id: row for row in Confirmation.objects.filter(claim__in=keys).order_by("pk")}
    return tuple(
        _line(claim, verified.get(claim.pk), payments.get(claim.pk, []), answers.get(claim.pk)) for claim in claims
    )


def _line(claim: Claim, verified: int | None, payments: Sequence[Payment], answer: Confirmation | None) -> WorkerLine:
    by_source: dict[str, int] = {}
    for payment in payments:
        if payment.kind == WAGE:
            by_source[payment.source] = by_source.get(payment.source, 0) + payment.amount_fen
    # What he said before the last payment was recorded says nothing about that payment.
    last = max((payment.recorded_at for payment in payments), default=None)
    holds = answer is not None and (last is None or answer.recorded_at >= last)
    worker = claim.worker.merged_into or claim.worker
    return WorkerLine(
        claim_id=claim.pk,
        worker_id=worker.pk,
        name=worker.name,
        migrant=worker.migrant,
        owed_period="至".join(dict.fromkeys(part for part in (claim.owed_from, claim.owed_to) if part)),
        claimed_fen=claim.claimed_fen,
        verified_fen=verified,
        paid_by_source=by_source,
        compensation_fen=sum(payment.amount_fen for payment in payments if payment.kind == COMPENSATION),
        confirmed=answer.answer if answer and holds else "",
        confirmed_note=answer.note if answer and holds else "",
        withdrawn=claim.withdrawn_on is not None,
    )


def totals(lines: Iterable[WorkerLine]) -> Totals:
    """Exact sums in 分 and distinct persons. Pure."""
    rows = list(lines)
    by_source: dict[str, int] = {}
    for row in rows:
        for source, fen in row.paid_by_source.items():
            by_source[source] = by_source.get(source, 0) + fen
    paid = {row.worker_id for row in rows if row.paid_fen}
    migrants = {row.worker_id for row in rows if row.paid_fen and row.migrant}
    return Totals(
        workers=len({row.worker_id for row in rows if not row.withdrawn}),
        claimed_fen=sum(row.claimed_fen or 0 for row in rows),
        verified_fen=sum(row.verified_fen or 0 for row in rows),
        paid_fen=sum(row.paid_fen for row in rows),
        missing_fen=sum(row.missing_fen for row in rows),
        compensation_fen=sum(row.compensation_fen for row in rows),
        paid_persons=len(paid),
        migrant_paid_persons=len(migrants),
        migrant_paid_fen=sum(row.paid_fen for row in rows if row.worker_id in migrants),
        by_source=by_source,
    )


@transaction.atomic
def verify_claim(*, claim: Claim, verified_fen: int, basis: str, by: Staff, on: date) -> Verification:
    """What is owed to one worker by the evidence; replaces an earlier finding, which stays on file."""
    claim = _locked(claim)
    _may_write(claim, by, doing=f"核实{claim.worker.name}的欠薪")
    if verified_fen < 0 or not basis.strip():
        raise Refusal(
            "不能登记核实金额",
            why="金额小于零，或者没有写明依据",
            remedy="请写明台账、考勤、欠条等依据",
            cites="劳动争议调解仲裁法第六条；保障农民工工资支付条例第五十条",
        )
    _day_is_sound("登记核实", on, claim.clue.received_on)
    paid = _paid_wages(claim)
    if verified_fen < paid:
        why = f"已经支付{yuan(paid)}元，核实金额不能更低"
        raise Refusal("不能登记核实金额", why=why, remedy="支付记录有误的，先撤下支付记录")
    before = Verification.objects.select_for_update().filter(claim=claim, replaced_by__isnull=True).first()
    found = _replace(
        before, Verification(claim=claim, verified_fen=verified_fen, basis=basis.strip(), verified_on=on, by=by)
    )
    details = {"claim": claim.pk, "fen": verified_fen, "before": before.verified_fen if before else None}
    record("verify_claim", about=found, by=by, reason=basis, details=details)
    return found


def _replace(before: Verification | None, found: Verification) -> Verification:
    """One standing row a claim: the old one names itself for the moment in which the new one is not there yet."""
    if before is None:
        found.save()
        return found
    before.replaced_by = before
    before.save(update_fields=["replaced_by"])
    found.save()
    before.replaced_by = found
    before.save(update_fields=["replaced_by"])
    return found


def _open_case(clue: Clue) -> Case | None:
    """The file by which the wages are being recovered: the newest one for which the clue waits."""
    running = Case.objects.filter(clue=clue, closed_on__isnull=True).exclude(procedure__in=beside_the_clue())
    return running.order_by("-pk").first()


@transaction.atomic
def record_payment(
    *,
    claim: Claim,
    source: PaymentSource | str,
    amount_fen: int,
    paid_on: date,
    voucher: str,
    by: Staff,
    on: date,
    kind: str = WAGE,
    case: Case | None = None,
    explained: str = "",
) -> Payment:
    """Money that reached one worker, with its voucher. Refuses what cannot be: before the claim, twice, beyond what is owed.

    explained: why wages beyond the verified sum were paid all the same; it stays on the row.
    """
    claim = _locked(claim)
    doing = f"登记{claim.worker.name}的支付"
    _may_write(claim, by, doing=doing)
    _day_is_sound(doing, paid_on, claim.clue.received_on)
    if source not in PaymentSource.values or kind not in (WAGE, COMPENSATION):
        raise Refusal(f"不能{doing}", why="支付来源或者性质不在选项中", remedy="请重新选择")
    if amount_fen <= 0 or not voucher.strip():
        raise Refusal(
            f"不能{doing}",
            why="金额不大于零，或者没有凭证号",
            remedy="请填写银行回单、签收单等凭证号",
            cites=_LEDGER_ARTICLE,
        )
    _voucher_is_new(claim, voucher.strip(), kind, doing)
    if kind == WAGE:
        _within_verified(claim, amount_fen, explained, doing)
    ask_gates(Coming(claim, str(source), kind, amount_fen, paid_on, voucher.strip(), explained))
    payment = Payment.objects.create(
        claim=claim,
        case=case or _open_case(claim.clue),
        source=source,
        kind=kind,
        amount_fen=amount_fen,
        paid_on=paid_on,
        voucher=voucher.strip(),
        explained=explained.strip(),
        by=by,
    )
    details = {"claim": claim.pk, "fen": amount_fen, "source": str(source), "kind": kind, "paid_on": paid_on, "on": on}
    record("record_payment", about=payment, by=by, reason=explained, details=details)
    return payment


def _voucher_is_new(claim: Claim, voucher: str, kind: str, doing: str) -> None:
    same = Payment.objects.filter(claim=claim, voucher=voucher, kind=kind, withdrawn_on__isnull=True).first()
    if same:
        why = f"凭证{voucher}已于{chinese_day(same.paid_on)}登记{yuan(same.amount_fen)}元"
        raise Refusal(f"不能{doing}", why=why, remedy="请核对是否重复登记", cites=_LEDGER_ARTICLE)


def _within_verified(claim: Claim, amount_fen: int, explained: str, doing: str) -> None:
    held = Verification.objects.filter(claim=claim, replaced_by__isnull=True).first()
    if held is None:
        raise Refusal(f"不能{doing}", why="该劳动者的欠薪金额还没有核实", remedy="请先核实金额")
    whole = _paid_wages(claim) + amount_fen
    if whole > held.verified_fen and not explained.strip():
        why = f"累计支付{yuan(whole)}元，超过核实金额{yuan(held.verified_fen)}元"
        raise Refusal(
            f"不能{doing}", why=why, remedy="请核对单位是否为元；确有多付的写明原因；属于加付赔偿金的选择相应性质"
        )


@transaction.atomic
def withdraw_payment(*, payment: Payment, why: str, by: Staff, on: date) -> None:
    """The row was wrong: it stays, marked, and counts no more."""
    payment = (
        Payment.objects.select_for_update(of=("self",))
        .select_related("claim__clue", "claim__worker")
        .get(pk=payment.pk)
    )
    doing = f"撤下{payment.claim.worker.name}的支付记录"
    _may_write(payment.claim, by, doing=doing)
    if payment.withdrawn_on or not why.strip():
        raise Refusal(f"不能{doing}", why="该记录已经撤下，或者没有写明理由", remedy="请写明理由")
    payment.withdrawn_on, payment.withdrawn_by, payment.withdrawn_why = on, by, why.strip()
    payment.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_why"])
    record("withdraw_payment", about=payment, by=by, reason=why, details={"fen": payment.amount_fen, "on": on})


@transaction.atomic
def withdraw_claim(*, claim: Claim, reason: str, by: Staff, on: date) -> None:
    """The worker takes his claim back, in his own words; nothing that was paid to him may stand open."""
    claim = _locked(claim)
    doing = f"撤回{claim.worker.name}的主张"
    _may_write(claim, by, doing=doing)
    if claim.withdrawn_on or not reason.strip():
        raise Refusal(f"不能{doing}", why="已经撤回，或者没有写明本人撤回的情况", remedy="请写明本人何时、怎样表示撤回")
    claim.withdrawn_on = on
    claim.save(update_fields=["withdrawn_on"])
    text = f"{claim.worker.name}撤回主张：{reason.strip()}"
    write_down("withdraw_claim", clue=claim.clue, by=by, on=on, text=text, reason=reason, details={"claim": claim.pk})


def _locked(claim: Claim) -> Claim:
    return Claim.objects.select_for_update(of=("self",)).select_related("clue", "worker").get(pk=claim.pk)


def _may_write(claim: Claim, by: Staff, *, doing: str) -> None:
    clue = claim.clue.merged_into or claim.clue
    must(by, Permission.MONEY_RECORD, file_facts(clue), doing=doing)
    if clue.state not in OPEN_STATES:
        raise Refusal(f"不能{doing}", why=f"{clue.number}“{clue.get_state_display()}”", remedy="确需更正的，先恢复办理")
    if claim.withdrawn_on:
        raise Refusal(f"不能{doing}", why=f"本人已于{chinese_day(claim.withdrawn_on)}撤回主张", remedy="请核对劳动者")


def _day_is_sound(doing: str, day: date, received_on: date) -> None:
    if day > occasion.today():
        raise Refusal(f"不能{doing}", why=f"日期{chinese_day(day)}在今天之后", remedy="请核对日期")
    if day < received_on:
        why = f"日期{chinese_day(day)}早于收到线索的{chinese_day(received_on)}"
        raise Refusal(f"不能{doing}", why=why, remedy="反映以前已经支付的，请从核实金额中扣除")


def _paid_wages(claim: Claim) -> int:
    rows = Payment.objects.filter(claim=claim, kind=WAGE, withdrawn_on__isnull=True)
    return sum(rows.values_list("amount_fen", flat=True))
