"""The dated facts that tables count: posted with an act, withdrawn and written anew when they turn out otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import transaction

from nuanxin.foundation.audit.chain import Actor, record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.receiving import operator
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.cases.ledger import standing, totals
from nuanxin.rights.cases.models import ActKind, OfficialAct, Settlement, SolvedBy
from nuanxin.rights.intake.models import Clue

F = TypeVar("F", Settlement, OfficialAct)
_NOT_COPIED = ("id", "recorded_at", "lot")


@dataclass(frozen=True)
class Solved:
    """How much was solved for whom: distinct persons, wages actually paid in 分 (加付赔偿金 apart, contracts column 8)."""

    persons: int
    migrant_persons: int
    amount_fen: int
    migrant_amount_fen: int


def employer_key(employer: Employer | None) -> str:
    """How tables tell employers apart: the credit code, else the name's key."""
    return (employer.credit_code or employer.name_key) if employer else ""


@transaction.atomic
def post_official_act(
    *,
    clue: Clue,
    kind: ActKind,
    done_on: date,
    by: Staff,
    on: date,
    number: str = "",
    paper: Paper | None = None,
    notes: Mapping[str, Any] | None = None,
) -> OfficialAct:
    """An order, decision, penalty, referral or police filing of that day (columns 10–14), known since `on`.

    The calling act has checked the right.
    """
    act = OfficialAct.objects.create(
        clue=clue,
        region_id=clue.region_id,
        sector=clue.sector,
        kind=kind,
        done_on=done_on,
        number=number or (paper.number if paper else ""),
        paper=paper,
        employer_key=employer_key(clue.employer),
        notes=dict(notes or {}),
        recorded_on=on,
        recorded_by=by,
    )
    record("post_official_act", about=act, by=by, details={"clue": clue.pk, "kind": str(kind), "done_on": done_on})
    return act


@transaction.atomic
def post_settlement(
    *,
    clue: Clue,
    solved_by: SolvedBy,
    solved_on: date,
    solved: Solved,
    by: Staff,
    on: date,
    filed_on: date | None = None,
    corrects: Settlement | None = None,
    notes: Mapping[str, Any] | None = None,
) -> Settlement:
    """The clue is solved: what columns 4–9 count. One standing row a clue; the calling act has checked the right."""
    if standing_settlement(clue):
        raise Refusal(f"{clue.number}不能再次登记解决", why="该线索已经登记解决", remedy="有误的，先撤下原登记")
    settlement = Settlement.objects.create(
        clue=clue,
        region_id=clue.region_id,
        sector=clue.sector,
        solved_by=solved_by,
        filed_on=filed_on,
        solved_on=solved_on,
        persons=solved.persons,
        migrant_persons=solved.migrant_persons,
        amount_fen=solved.amount_fen,
        migrant_amount_fen=solved.migrant_amount_fen,
        new_form=bool(clue.new_form),
        corrects=corrects,
        notes=dict(notes or {}),
        recorded_on=on,
        recorded_by=by,
    )
    record("post_settlement", about=settlement, by=by, details={"clue": clue.pk, "amount_fen": solved.amount_fen})
    return settlement


@transaction.atomic
def withdraw_fact(*, fact: Settlement | OfficialAct, by: Actor, on: date, reason: str) -> None:
    """From that day on the fact is held not to be true; tables as of an earlier day still show it."""
    if not reason.strip():
        raise Refusal("不能撤下", why="没有写明理由", remedy="请写明撤下的理由")
    done = type(fact)._default_manager.filter(pk=fact.pk, withdrawn_on__isnull=True).update(withdrawn_on=on)
    if done:
        fact.withdrawn_on = on
        record("withdraw_fact", about=fact, by=by, reason=reason, details={"on": on, "clue": fact.clue_id})


@transaction.atomic
def repost_for_clue(*, clue: Clue, by: Staff, on: date) -> int:
    """The clue's place, sector or employer was put right: its standing facts move with it, each as a new row that names the old.

    How many moved. The calling act has checked the right.
    """
    settlements = Settlement.objects.filter(clue=clue, withdrawn_on__isnull=True)
    acts = OfficialAct.objects.filter(clue=clue, withdrawn_on__isnull=True)
    return sum([_repost(row, clue, by, on) for row in settlements] + [_repost(act, clue, by, on) for act in acts])


def _repost(fact: Settlement | OfficialAct, clue: Clue, by: Staff, on: date) -> bool:
    now: dict[str, Any] = {"region_id": clue.region_id, "sector": clue.sector}
    if isinstance(fact, OfficialAct):
        now["employer_key"] = employer_key(clue.employer)
    if all(getattr(fact, name) == value for name, value in now.items()):
        return False
    withdraw_fact(fact=fact, by=by, on=on, reason="线索的区划、行业领域或者用人单位已更正")
    copied = {
        field.attname: getattr(fact, field.attname)
        for field in fact._meta.concrete_fields
        if field.attname not in _NOT_COPIED
    }
    fresh = {"withdrawn_on": None, "recorded_on": on, "recorded_by_id": by.pk, "corrects_id": fact.pk}
    again = type(fact)._default_manager.create(**{**copied, **now, **fresh})
    record("repost_fact", about=again, by=by, details={"corrects": fact.pk, "clue": clue.pk})
    return True


def standing_settlement(clue: Clue) -> Settlement | None:
    """The settlement held to be true now."""
    return Settlement.objects.filter(clue=clue, withdrawn_on__isnull=True).order_by("-pk").first()


def last_settlement(clue: Clue) -> Settlement | None:
    """The latest one, withdrawn or not: what a new one corrects."""
    return Settlement.objects.filter(clue=clue).order_by("-pk").first()


@transaction.atomic
def recount_migrants(*, clue: Clue, by: Staff | None, on: date) -> Settlement | None:
    """The new settlement, or None where the old one stands: nothing solved, counted otherwise than by the ledger, or equal.

    A table as of an earlier day still shows the old row. `by` None: the worker's own correction.
    """
    clue = clue.merged_into or clue
    held = standing_settlement(clue)
    if held is None:
        return None
    sums = totals(standing(clue))
    from_ledger = (held.persons, held.amount_fen) == (sums.paid_persons, sums.paid_fen)
    equal = (held.migrant_persons, held.migrant_amount_fen) == (sums.migrant_paid_persons, sums.migrant_paid_fen)
    if not from_ledger or equal:
        return None
    recorder = by or operator()
    withdraw_fact(fact=held, by=recorder, on=on, reason="劳动者户口信息已更正")
    return post_settlement(
        clue=clue,
        solved_by=SolvedBy(held.solved_by),
        solved_on=held.solved_on,
        filed_on=held.filed_on,
        solved=Solved(sums.paid_persons, sums.migrant_paid_persons, sums.paid_fen, sums.migrant_paid_fen),
        by=recorder,
        on=on,
        corrects=held,
        notes=held.notes,
    )
