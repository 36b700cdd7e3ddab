"""和解协议: signed with the consent of both sides, paid at once or in parts; a part not paid opens a task the next day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
from nuanxin.foundation.organisations.receiving import operator
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.money import Agreement, Instalment
from nuanxin.rights.cases.procedures.choosing import Offer
from nuanxin.rights.cases.steps import declared_step, lock_case, offers, record_step, standing_rows
from nuanxin.rights.intake.thread import write_down
from nuanxin.rights.intake.visibility import file_facts

DEFAULT = "default"


@dataclass(frozen=True)
class Part:
    """One instalment as agreed: how much (分) by which day."""

    due_on: date
    amount_fen: int


@transaction.atomic
def sign_agreement(*, case: Case, signed_on: date, text: str, parts: Sequence[Part], by: Staff, on: date) -> Agreement:
    """Write down what both sides agreed; needs the recorded consent of both (step `consent`). At least one part."""
    case = lock_case(case)
    consent = next((row for row in standing_rows(case) if row.step == "consent"), None)
    doing = f"{case}不能登记协议"
    if consent is None:
        raise Refusal(doing, why="没有双方同意的记录", remedy="请先记录双方同意", cites="劳动争议调解仲裁法第三条")
    if not text.strip() or not parts or any(part.amount_fen <= 0 for part in parts):
        raise Refusal(
            doing, why="没有约定内容，或者没有支付的日期和金额", remedy="请逐期填写", cites="人民调解法第二十九条"
        )
    if any(part.due_on < signed_on for part in parts) or signed_on > on:
        raise Refusal(doing, why="应付日期早于签订日期，或者签订日期在办理日期之后", remedy="请核对日期")
    agreement = Agreement.objects.create(
        case=case,
        worker_consent_on=date.fromisoformat(consent.facts["worker_consent_on"]),
        employer_consent_on=date.fromisoformat(consent.facts["employer_consent_on"]),
        signed_on=signed_on,
        text=text.strip(),
        by=by,
    )
    Instalment.objects.bulk_create(
        Instalment(agreement=agreement, due_on=part.due_on, amount_fen=part.amount_fen)
        for part in sorted(parts, key=lambda part: part.due_on)
    )
    whole = sum(part.amount_fen for part in parts)
    facts = {"signed_on": signed_on, "amount": whole, "parts": len(parts)}
    note = f"共{yuan(whole)}元，分{len(parts)}期"
    record_step(case=case, declared=declared_step(case, "agreement"), facts=facts, by=by, on=on, note=note)
    return agreement


@transaction.atomic
def keep_instalment(*, instalment: Instalment, paid_on: date, by: Staff, on: date) -> None:
    """The part was paid. The money itself is recorded worker by worker in the ledger."""
    part = (
        Instalment.objects.select_for_update(of=("self",)).select_related("agreement__case__clue").get(pk=instalment.pk)
    )
    clue = part.agreement.case.clue
    must(by, Permission.MONEY_RECORD, file_facts(clue), doing="登记分期付清")
    if part.paid_on or paid_on < part.agreement.signed_on or paid_on > occasion.today():
        raise Refusal("不能登记分期付清", why="该期已经付清，或者付清日期不对", remedy="请核对日期")
    part.paid_on = paid_on
    part.save(update_fields=["paid_on"])
    text = f"协议{chinese_day(part.due_on)}应付的{yuan(part.amount_fen)}元已付清"
    write_down("keep_instalment", clue=clue, by=by, on=on, text=text, details={"instalment": part.pk})


def mark_defaults(*, on: date, limit: int = 5000) -> list[CaseStep]:
    """The daily round: every part due before today and not paid becomes a task, once. Returns the steps it wrote."""
    due = Instalment.objects.filter(
        due_on__lt=on, paid_on__isnull=True, default_task_on__isnull=True, agreement__case__closed_on__isnull=True
    )
    written = [_mark(key, on) for key in due.order_by("due_on", "pk").values_list("pk", flat=True)[:limit]]
    return [row for row in written if row]


@transaction.atomic
def _mark(key: int, on: date) -> CaseStep | None:
    """One part; a conditional update decides which of two rounds writes."""
    won = Instalment.objects.filter(pk=key, paid_on__isnull=True, default_task_on__isnull=True).update(
        default_task_on=on
    )
    if not won:
        return None
    part = Instalment.objects.select_related("agreement__case").get(pk=key)
    case = lock_case(part.agreement.case)
    by = operator()
    what = f"{chinese_day(part.due_on)}应付的{yuan(part.amount_fen)}元没有付清"
    row = CaseStep.objects.create(case=case, step=DEFAULT, done_on=on, by=by, facts={"what": what})
    case.step = DEFAULT
    case.save(update_fields=["step"])
    record("mark_default", about=row, by=by, details={"instalment": key, "on": on})
    told = declared_step(case, DEFAULT).for_worker
    details = {"case": case.pk, "instalment": key, "task": True}
    write_down("mark_default", clue=case.clue, by=by, on=on, text=f"协议违约：{what}", for_worker=told, details=details)
    return row


def defaults_open(staff: Staff | None = None) -> QuerySet[Instalment]:
    """The task list: parts in default, not paid since, in cases still open (of this officer)."""
    rows = Instalment.objects.filter(
        default_task_on__isnull=False, paid_on__isnull=True, agreement__case__closed_on__isnull=True
    )
    if staff is not None:
        rows = rows.filter(agreement__case__clue__officer=staff)
    return rows.select_related("agreement__case__clue").order_by("due_on", "pk")


def after_default(*, case: Case, by: Staff, on: date) -> tuple[Offer, ...]:
    """What the law leaves to do: go on to filing, arbitration or a payment order, or the rest is paid after all."""
    return tuple(offer for offer, _ in offers(case=case, by=by, on=on) if offer.allowed)
