"""Workers into the money ledger: one by one or a roster of a whole site; and the ledger out again as rows of a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.bank_card import card_digits, looks_like_card
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.common.identity import IdNumber
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import must
from nuanxin.foundation.parties.models import Worker
from nuanxin.rights.cases.ledger import standing, totals
from nuanxin.rights.cases.money import PaymentSource
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.registration.facts import ClaimFacts
from nuanxin.rights.intake.registration.linking import workers_for
from nuanxin.rights.intake.thread import locked, must_be_open, write_down
from nuanxin.rights.intake.visibility import file_facts

LEDGER_HEAD = (
    "姓名",
    "农民工",
    "欠薪期间",
    "主张金额（分）",
    "核实金额（分）",
    *(f"{source.label}（分）" for source in PaymentSource),
    "工资已付合计（分）",
    "尚欠（分）",
    "加付赔偿金（分）",
    "本人确认",
)
_ANSWERS = {"received": "已收到", "short": "没有足额", "not_paid": "没有收到", "unreachable": "未能联系", "": "未询问"}


@dataclass(frozen=True)
class RosterResult:
    """What a roster did: new claims, lines that were there already, bad lines with their row (1 = first line given)."""

    added: int
    unchanged: int
    faults: tuple[Fault, ...]


@transaction.atomic
def add_claim(*, clue: Clue, facts: ClaimFacts, by: Staff, on: date) -> Claim:
    """One more worker on the clue, with what he says is owed. BadInput for a bad number; Refusal where he is there already."""
    result = import_roster(clue=clue, rows=[facts], by=by, on=on)
    if result.faults:
        raise BadInput(result.faults)
    if not result.added:
        raise Refusal(f"{facts.name}已经登记", why="同一线索内每名劳动者只登记一次", remedy="请在原记录上核实金额")
    # The clue is locked: the newest is ours, also of somebody without number and telephone, whom nothing else finds again.
    return Claim.objects.filter(clue=clue).latest("pk")


@transaction.atomic
def import_roster(*, clue: Clue, rows: Sequence[ClaimFacts], by: Staff, on: date) -> RosterResult:
    """Many workers at once; good lines go in, bad ones come back with their row. The same roster twice adds nothing."""
    clue = locked(clue)
    must(by, Permission.MONEY_RECORD, file_facts(clue), doing="登记逐人主张")
    must_be_open(clue, doing="登记逐人主张", on=on)
    faults: list[Fault] = []
    good: list[ClaimFacts] = []
    seen: set[str] = set()
    for number, row in enumerate(rows, 1):
        fault = _fault(row, number, seen)
        faults += [fault] if fault else []
        good += [] if fault else [row]
    there = set(Claim.objects.filter(clue=clue).values_list("worker_id", flat=True))
    fresh: dict[int, Claim] = {}
    for row, worker in zip(good, workers_for(good), strict=True):
        if worker.pk not in there:
            fresh.setdefault(worker.pk, _claim(clue, worker, row))
    Claim.objects.bulk_create(fresh.values(), batch_size=500)
    if fresh:
        _write(clue, list(fresh.values()), by, on)
    return RosterResult(len(fresh), len(good) - len(fresh), tuple(faults))


def _fault(row: ClaimFacts, number: int, seen: set[str]) -> Fault | None:
    if not row.name.strip():
        return Fault("没有姓名", row=number, column="姓名")
    if row.id_number:
        problem = _id_problem(row)
        if problem:
            return Fault(problem, row=number, column="证件号码")
        if row.id_number.upper() in seen:
            return Fault("同一证件号码在名册中重复", row=number, column="证件号码")
        seen.add(row.id_number.upper())
    if row.card and not looks_like_card(row.card):
        return Fault("银行卡号校验位不符，请逐位核对", row=number, column="工资银行卡号")
    if row.amount_fen is not None and row.amount_fen < 0:
        return Fault("金额小于零", row=number, column="欠薪金额")
    return None


def _id_problem(row: ClaimFacts) -> str:
    if row.document_type != "id_card":
        return ""
    try:
        IdNumber(row.id_number)
    except ValueError as wrong:
        return str(wrong)
    return ""


def _claim(clue: Clue, worker: Worker, row: ClaimFacts) -> Claim:
    return Claim(
        clue=clue,
        worker=worker,
        claimed_fen=row.amount_fen,
        owed_from=row.owed_from,
        owed_to=row.owed_to,
        card=card_digits(row.card),
        work=row.work,
        representative=row.representative,
    )


def _write(clue: Clue, claims: Sequence[Claim], by: Staff, on: date) -> None:
    whole = sum(claim.claimed_fen or 0 for claim in claims)
    write_down("add_claims", clue=clue, by=by, on=on, text=f"登记{len(claims)}名劳动者", details={"claimed_fen": whole})


def ledger_rows(clue: Clue, *, by: Staff) -> list[tuple[str | int | None, ...]]:
    """The ledger as a sheet: head, a line a worker, the sum. Exporting is an act on record. Money in 分."""
    must(by, Permission.EXPORT, file_facts(clue), doing="导出工资台账")
    lines = standing(clue)
    sums = totals(lines)
    record("export_ledger", about=clue, by=by, details={"lines": len(lines)})
    rows: list[tuple[str | int | None, ...]] = [LEDGER_HEAD]
    for line in lines:
        rows.append(
            (
                line.name,
                {True: "是", False: "否", None: ""}[line.migrant],
                line.owed_period,
                line.claimed_fen,
                line.verified_fen,
                *(line.paid_by_source.get(source, 0) for source in PaymentSource),
                line.paid_fen,
                line.missing_fen,
                line.compensation_fen,
                _ANSWERS[line.confirmed],
            )
        )
    by_source = [sums.by_source.get(source, 0) for source in PaymentSource]
    tail: Iterable[str | int] = (sums.claimed_fen, sums.verified_fen, *by_source, sums.paid_fen, sums.missing_fen)
    rows.append(("合计", f"{sums.workers}人", "", *tail, sums.compensation_fen, ""))
    return rows
