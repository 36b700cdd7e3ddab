"""Drawing on the deposit: only after a decision to pay was served and not obeyed in time (65号 第十九条)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.documents.issue import issue_paper
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.receiving import receiving_unit
from nuanxin.rights.cases.ledger import WorkerLine, standing
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.steps import lock_case, standing_rows
from nuanxin.rights.intake.thread import write_down
from nuanxin.rights.intake.visibility import must_see
from nuanxin.rights.relief.deposit.balance import balance_on
from nuanxin.rights.relief.deposit.guarantees import standing_guarantees
from nuanxin.rights.relief.deposit.models import DrawDown, DrawDownLine, Guarantee, WageDeposit
from nuanxin.rights.relief.deposit.rates import ACT
from nuanxin.rights.relief.deposit.registering import locked
from nuanxin.rights.relief.managing import contact, day_is_sound, must_manage
from nuanxin.rights.relief.once.gathering import doubles_ahead

CITES = f"{ACT}第十九条"


@dataclass(frozen=True)
class Behind:
    """What the case says: the decision to pay, its service, its last day, whether it was obeyed."""

    decided: bool
    served_on: date | None
    due_on: date | None
    performed: bool
    owed_fen: int
    available_fen: int


def why_not_draw(behind: Behind, *, on: date) -> Refusal | None:
    """The first thing in the way of a payment notice on that day; None: the deposit may be drawn on. Pure."""
    what = "不能动用工资保证金"
    if not behind.decided:
        why, remedy = "没有作出责令限期支付的行政处理决定", "请先依法作出行政处理决定"
    elif behind.served_on is None or behind.served_on > on:
        why, remedy = "行政处理决定书没有送达", "请先送达"
    elif behind.due_on is None or on <= behind.due_on:
        last = f"（{chinese_day(behind.due_on)}）" if behind.due_on else ""
        why, remedy = f"决定的履行期限{last}还没有届满", "期满仍未支付的，再发支付通知书"
    elif behind.performed or behind.owed_fen <= 0:
        why, remedy = "用人单位已经履行，或者没有尚欠的工资", "请核对逐人台账"
    elif behind.available_fen <= 0:
        why, remedy = "保证金没有余额，也没有有效的保函", "请按支付顺序使用其他来源"
    else:
        return None
    return Refusal(what, why=why, remedy=remedy, cites=CITES)


def share_out(owed: Mapping[int, int], available_fen: int) -> dict[int, int]:
    """Who gets how much: all where it suffices, else each the same part of what is owed to him, to the 分.

    What rounding leaves goes one 分 each to the largest remainders. Sums are exact. Pure.

    >>> share_out({1: 100, 2: 50}, 100)
    {1: 67, 2: 33}
    """
    whole = sum(owed.values())
    if available_fen >= whole:
        return dict(owed)
    parts = {key: fen * available_fen // whole for key, fen in owed.items()}
    left = available_fen - sum(parts.values())
    by_remainder = sorted(owed, key=lambda key: (-(owed[key] * available_fen % whole), key))
    for key in by_remainder[:left]:
        parts[key] += 1
    return {key: fen for key, fen in parts.items() if fen}


def decision_behind(case: Case) -> tuple[CaseStep | None, CaseStep | None, bool]:
    """The standing decision, its service, and whether the employer performed."""
    rows = {row.step: row for row in standing_rows(case)}
    return rows.get("decision"), rows.get("decision_served"), "performed" in rows


def available(deposit: WageDeposit, on: date) -> tuple[int, Guarantee | None]:
    """What can be called upon: the balance less what is ordered already, else the standing guarantee."""
    money = balance_on(deposit, on) - _ordered(deposit)
    guarantee = standing_guarantees(deposit, on).order_by("-pk").first()
    if money > 0 or guarantee is None:
        return max(0, money), None
    used = sum(
        line.amount_fen for line in DrawDownLine.objects.filter(drawdown__guarantee=guarantee, dropped_on__isnull=True)
    )
    return max(0, guarantee.amount_fen - used), guarantee


def _ordered(deposit: WageDeposit) -> int:
    """What stands on notices to the bank and was not paid yet."""
    waiting = DrawDownLine.objects.filter(drawdown__deposit=deposit, drawdown__guarantee__isnull=True)
    waiting = waiting.filter(Q(payment__isnull=True) | Q(payment__withdrawn_on__isnull=False), dropped_on__isnull=True)
    return sum(waiting.values_list("amount_fen", flat=True))


def readiness(deposit: WageDeposit, case: Case, on: date) -> tuple[Behind, list[WorkerLine]]:
    """The facts of the gate, and the workers who are still owed something."""
    decision, service, performed = decision_behind(case)
    lines = [line for line in standing(case.clue) if line.missing_fen and not line.withdrawn]
    behind = Behind(
        decided=decision is not None,
        served_on=date.fromisoformat(service.facts["served_on"]) if service else None,
        due_on=date.fromisoformat(decision.facts["due_on"]) if decision else None,
        performed=performed,
        owed_fen=sum(line.missing_fen for line in lines),
        available_fen=available(deposit, on)[0],
    )
    return behind, lines


def deposit_for(case: Case) -> WageDeposit | None:
    """The live deposit of the project that the clue is about."""
    project = case.clue.project
    if project is None:
        return None
    keys = [project.pk] + ([project.merged_into_id] if project.merged_into_id else [])
    return WageDeposit.objects.filter(project__in=keys, ended_on__isnull=True).order_by("-pk").first()


@transaction.atomic
def order_drawdown(*, deposit: WageDeposit, case: Case, by: Staff, on: date) -> DrawDown:
    """Issue the payment notice to the bank with the list of workers and sums. Refused before its trigger."""
    case, deposit = lock_case(case), locked(deposit)
    doing = f"动用{deposit}"
    must_manage(by, deposit.region_id, doing=doing)
    must_see(by, case.clue)
    day_is_sound(doing, on)
    mine = deposit_for(case)
    if mine is None or mine.pk != deposit.pk:
        raise Refusal(f"不能{doing}", why="线索反映的不是该项目", remedy="请核对线索的项目（标段）", cites=CITES)
    behind, lines = readiness(deposit, case, on)
    refused = why_not_draw(behind, on=on)
    decision = decision_behind(case)[0]
    if refused or decision is None:
        raise refused or Refusal(f"不能{doing}", why="没有行政处理决定", cites=CITES)
    fen, guarantee = available(deposit, on)
    shares = share_out({line.claim_id: line.missing_fen for line in lines}, fen)
    doubles_ahead(shares, doing=doing)
    unit = receiving_unit(deposit.region)
    bank = guarantee.bank if guarantee else deposit.bank
    fields = _notice(deposit, decision, lines, shares, guarantee, by, unit)
    paper = issue_paper(kind="deposit_payment_notice", about=case, fields=fields, unit=unit, by=by, on=on)
    total = sum(shares.values())
    drawn = DrawDown.objects.create(
        deposit=deposit, case=case, decision=decision, guarantee=guarantee, total_fen=total, noticed_on=on, paper=paper, by=by
    )  # fmt: skip
    DrawDownLine.objects.bulk_create(
        DrawDownLine(drawdown=drawn, claim_id=claim, amount_fen=part) for claim, part in shares.items()
    )
    text = f"通知{bank}动用工资保证金支付{len(shares)}人{yuan(total)}元，{paper.number}"
    told = "已经通知银行动用工资保证金向您支付，请留意银行账户"
    details = {"drawdown": drawn.pk, "case": case.pk}
    write_down("order_drawdown", clue=case.clue, by=by, on=on, text=text, for_worker=told, paper=paper, details=details)
    record("order_drawdown", about=drawn, by=by, details={"fen": total, "persons": len(shares), "on": on})
    return drawn


def _notice(
    deposit: WageDeposit,
    decision: CaseStep,
    lines: Sequence[WorkerLine],
    shares: Mapping[int, int],
    guarantee: Guarantee | None,
    by: Staff,
    unit: Unit,
) -> dict[str, object]:
    assert decision.paper is not None
    named = {line.claim_id: line.name for line in lines}
    return {
        "bank": guarantee.bank if guarantee else deposit.bank,
        "contractor": deposit.contractor.name,
        "project": deposit.project.name,
        "decision": str(decision.paper),
        "due_on": date.fromisoformat(decision.facts["due_on"]),
        "source": f"保函（编号{guarantee.number}）" if guarantee else "农民工工资保证金账户",
        "persons": len(shares),
        "amount": sum(shares.values()),
        "workers": [[named[claim], fen] for claim, fen in shares.items()],
        **contact(by, unit),
    }
