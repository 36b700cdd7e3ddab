"""Asking each worker whether the money came. "没有收到" opens the file again, in the hands of the same officer."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.common.phone import is_mobile
from nuanxin.foundation.notifications.escalation.chains import answer_chains
from nuanxin.foundation.notifications.escalation.telling import tell_worker
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import must
from nuanxin.rights.cases.closing import reopen
from nuanxin.rights.cases.ledger import standing, totals
from nuanxin.rights.cases.money import Confirmation, Payment
from nuanxin.rights.intake.channels import ClueState
from nuanxin.rights.intake.clocks import calendar_of
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.thread import locked, must_be_open, phone_of, write_down
from nuanxin.rights.intake.visibility import file_facts

ASKED = "confirm_payment"  # the message that asks
RECEIVED, SHORT, NOT_PAID, UNREACHABLE = "received", "short", "not_paid", "unreachable"
UNHAPPY = (SHORT, NOT_PAID)
_TEXTS = {RECEIVED: "已收到", SHORT: "没有足额收到", NOT_PAID: "没有收到", UNREACHABLE: "未能联系上"}
_METHODS = {"page": "手机页面", "call": "电话回访", "visit": "当面"}


@transaction.atomic
def record_confirmation(
    *, claim: Claim, answer: str, method: str, asked_on: date, by: Staff | None, on: date, note: str = ""
) -> Confirmation:
    """What the worker says. `by` None: he himself, at the phone page. Unreachable needs the reason (how often, which number).

    An unhappy answer on a closed file reopens it with the same officer and puts it on his list (`unhappy_answers`).
    """
    claim = Claim.objects.select_for_update(of=("self",)).select_related("clue__merged_into", "worker").get(pk=claim.pk)
    clue = claim.clue.merged_into or claim.clue
    name = claim.worker.name
    if by is not None:
        must(by, Permission.CLUE_HANDLE, file_facts(clue), doing=f"登记{name}的确认")
    _sound(claim, answer, method, asked_on, by, note)
    said = Confirmation.objects.create(
        claim=claim, answer=answer, method=method, asked_on=asked_on, note=note.strip(), by=by
    )
    write_down(
        "record_confirmation",
        clue=clue,
        by=by,
        on=asked_on,
        text=f"{name}（{_METHODS[method]}）：{_TEXTS[answer]}" + (f"，{note.strip()}" if note.strip() else ""),
        details={"claim": claim.pk, "answer": answer, "task": answer in UNHAPPY},
    )
    if answer != UNREACHABLE and claim.worker.phone:
        words = f"{_METHODS[method]}：{_TEXTS[answer]}"
        for one in {claim.clue, clue}:
            answer_chains(about=one, by=method, words=words, phone=claim.worker.phone, template=ASKED)
    if answer in UNHAPPY and clue.state in (ClueState.SETTLED, ClueState.CLOSED):
        reopen(clue=clue, reason="not_paid", by=by, on=on, said=f"{name}{_TEXTS[answer]}")
    return said


def _sound(claim: Claim, answer: str, method: str, asked_on: date, by: Staff | None, note: str) -> None:
    doing = f"登记{claim.worker.name}的确认"
    if answer not in _TEXTS or method not in _METHODS or (by is None and (method != "page" or answer == UNREACHABLE)):
        raise Refusal(f"不能{doing}", why="答复或者方式不在选项中", remedy="请重新选择")
    if answer == UNREACHABLE and not note.strip():
        why = "没有写明为什么联系不上"
        raise Refusal(
            f"不能{doing}",
            why=why,
            remedy="请写明联系的号码、次数、时间和其他办法",
            cites="保障农民工工资支付条例第十条",
        )
    if asked_on > occasion.today() or asked_on < claim.clue.received_on:
        raise Refusal(f"不能{doing}", why="询问日期在今天之后或者在收到线索之前", remedy="请核对日期")


@transaction.atomic
def ask_workers(*, clue: Clue, by: Staff, on: date) -> int:
    """Ask by SMS whoever was paid and has not answered yet; with nothing missing the clue is "已解决待回访". How many were asked.

    The message names no complaint on a lock screen; who has no mobile number is left for the telephone.
    """
    clue = locked(clue)
    must(by, Permission.CLUE_HANDLE, file_facts(clue), doing="请劳动者确认")
    must_be_open(clue, doing="请劳动者确认", on=on)
    lines = standing(clue)
    asked = [claim for claim in ask_list(clue) if is_mobile(claim.worker.phone)]
    for claim in asked:
        paid = Payment.objects.filter(claim=claim, withdrawn_on__isnull=True).order_by("-paid_on", "-pk")
        last = paid[0]
        values = {
            "day": chinese_day(last.paid_on),
            "amount": yuan(last.amount_fen),
            "code": clue.receipt_code or clue.number,
            "phone": phone_of(clue),
        }
        _send(claim, clue, values)
    if (
        lines
        and not totals(line for line in lines if not line.withdrawn).missing_fen
        and any(line.paid_fen for line in lines)
    ):
        clue.state = ClueState.SETTLED
        clue.save(update_fields=["state"])
    write_down(
        "ask_workers",
        clue=clue,
        by=by,
        on=on,
        text=f"请{len(asked)}名劳动者确认是否收到",
        details={"asked": len(asked)},
    )
    return len(asked)


def _send(claim: Claim, clue: Clue, values: dict[str, str]) -> None:
    tell_worker(
        name=claim.worker.name, phone=claim.worker.phone, template=ASKED, values=values, about=clue,
        region=clue.region_id, calendar=calendar_of(clue.region_id),
    )  # fmt: skip


def unhappy_answers(staff: Staff | None = None) -> QuerySet[Confirmation]:
    """The task list: standing answers that the money did not come, of clues still open (of this officer)."""
    latest = Confirmation.objects.filter(claim=OuterRef("claim")).order_by("-pk").values("pk")[:1]
    rows = Confirmation.objects.filter(pk=Subquery(latest), answer__in=UNHAPPY)
    rows = rows.filter(claim__clue__state__in=(ClueState.HANDLING, ClueState.ACCEPTED, ClueState.SETTLED))
    if staff is not None:
        rows = rows.filter(claim__clue__officer=staff)
    return rows.select_related("claim__clue", "claim__worker").order_by("asked_on", "pk")


def ask_list(clue: Clue) -> list[Claim]:
    """Whose word is still missing: claims with money recorded after the last answer, or never answered."""
    unasked = {line.claim_id for line in standing(clue) if not line.withdrawn and line.paid_fen and not line.confirmed}
    return list(Claim.objects.filter(pk__in=unasked).select_related("worker").order_by("pk"))
