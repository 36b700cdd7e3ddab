"""Writing down what the sides (and the panel) say about the elements: every answer a row, a new one replaces the old."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.terms import MissingFigure
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.ledger import claims_of
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps import lock_case, standing_rows
from nuanxin.rights.cases.steps.effects import Moment
from nuanxin.rights.cases.steps.rights import must_act
from nuanxin.rights.disputes.arbitration.decisions.elements import (
    BY_KEY,
    PANEL,
    SIDES,
    WORKER,
    Compared,
    answer_faults,
    compare,
    items,
)
from nuanxin.rights.disputes.arbitration.decisions.final_award import Item, Tested, final_items, ruled
from nuanxin.rights.disputes.arbitration.local_figures import minimum_wage
from nuanxin.rights.disputes.arbitration.models import ElementAnswer
from nuanxin.rights.intake.models import Claim
from nuanxin.rights.intake.thread import write_down

_DECIDED = ("award_final", "award_nonfinal", "mediation_effective")
_WHY = "劳动人事争议仲裁办案规则；人社部办公厅2023年6月速裁庭通知（要素式办案）"


@dataclass(frozen=True)
class WorkerElements:
    """One worker of the file and how his elements stand."""

    claim_id: int
    name: str
    rows: tuple[Compared, ...]
    seen: int  # the newest answer's number, so that a second officer learns that somebody was quicker

    @property
    def items(self) -> tuple[Item, ...]:
        return items(self.rows, who=f"{self.name}：", prefix=f"{self.claim_id}.")


def elements_of(case: Case) -> tuple[WorkerElements, ...]:
    """Every worker whose claim stands, with both sides' answers and the panel's findings."""
    said: dict[int, dict[str, dict[str, Any]]] = {}
    newest: dict[int, int] = {}
    for row in ElementAnswer.objects.filter(case=case).order_by("pk"):
        newest[row.claim_id] = row.pk
        if row.replaced_by_id is None and row.value is not None:
            said.setdefault(row.claim_id, {}).setdefault(row.side, {})[row.element] = row.value
    return tuple(
        WorkerElements(
            claim.pk,
            claim.worker.name,
            compare(*(said.get(claim.pk, {}).get(side, {}) for side in SIDES)),
            newest.get(claim.pk, 0),
        )
        for claim in claims_of(case.clue)
        if claim.withdrawn_on is None
    )


@transaction.atomic
def write_answers(
    *,
    case: Case,
    claim: Claim,
    side: str,
    answers: Mapping[str, Any],
    by: Staff,
    on: date,
    seen: int | None = None,
) -> int:
    """Write the answers that changed; how many. A value None takes an answer back. Raises Refusal, BadInput.

    answers: by element key; days as ISO text, money in 分. seen: the newest answer when the page was drawn.
    """
    case = lock_case(case)
    doing = f"登记{SIDES.get(side, '')}要素答复"
    must_act(by, Permission.FILE_HANDLE, case, doing=doing)
    worker = _worker(case, claim, doing)
    _may_write(case, side, on, doing)
    if seen is not None and seen != worker.seen:
        raise Refusal(f"不能{doing}", why="页面打开以后已有人登记了新的答复", remedy="请刷新页面，核对后再登记")
    if faults := answer_faults(answers):
        raise BadInput(faults)
    changed = _store(case, claim, side, answers, by, on)
    if changed:
        told = "、".join(BY_KEY[key].label for key in changed[:6]) + ("等" if len(changed) > 6 else "")
        text = f"{worker.name}：{SIDES[side]}答复{len(changed)}项（{told}）"
        details = {"case": case.pk, "claim": claim.pk, "side": side, "elements": changed}
        write_down("arbitration_elements", clue=case.clue, by=by, on=on, text=text, details=details)
    return len(changed)


def _worker(case: Case, claim: Claim, doing: str) -> WorkerElements:
    found = next((one for one in elements_of(case) if one.claim_id == claim.pk), None)
    if found is None:
        raise Refusal(f"不能{doing}", why="这名劳动者不在本案名单中，或者已经撤回主张", remedy="请从案件页面选择")
    return found


def _may_write(case: Case, side: str, on: date, doing: str) -> None:
    done = {row.step for row in standing_rows(case)}
    why = ""
    if case.closed_on:
        why = f"案件已于{case.closed_on}结案"
    elif side not in SIDES:
        why = "没有这一方"
    elif done & set(_DECIDED):
        why = "案件已经裁决或者调解书已经生效，要素不能再改"
    elif side == PANEL and "panel" not in done:
        why = "仲裁庭还没有组成"
    elif not case.opened_on <= on <= occasion.today():
        why = f"日期{on}在今天之后或者在收到申请之前"
    if why:
        raise Refusal(f"不能{doing}", why=why, remedy="请核对案件的办理步骤", cites=_WHY)


def _store(case: Case, claim: Claim, side: str, answers: Mapping[str, Any], by: Staff, on: date) -> list[str]:
    standing = {
        row.element: row
        for row in ElementAnswer.objects.filter(case=case, claim=claim, side=side, replaced_by__isnull=True)
    }
    changed = []
    for key, value in answers.items():
        old = standing.get(key)
        if (old.value if old else None) == value:
            continue
        fresh = ElementAnswer(case=case, claim=claim, side=side, element=key, value=value, said_on=on, by=by)
        if old is not None:  # the old row names itself for the moment in which the new one is not there yet
            old.replaced_by = old
            old.save(update_fields=["replaced_by"])
        fresh.save()
        if old is not None:
            old.replaced_by = fresh
            old.save(update_fields=["replaced_by"])
        changed.append(key)
    return changed


def begin_elements(moment: Moment) -> None:
    """The application was taken: what each worker told before stands as his first answers."""
    for claim in claims_of(moment.case.clue):
        known: dict[str, Any] = {
            "post": claim.work or None,
            "owed_from": claim.owed_from or None,
            "owed_to": claim.owed_to or None,
            "wages_due": claim.claimed_fen,
            "place": moment.case.clue.project_said or None,
        }
        if claim.withdrawn_on is None:
            said = {key: value for key, value in known.items() if value}
            _store(moment.case, claim, WORKER, said, moment.by, moment.on)


def asked_fen(workers: Sequence[WorkerElements]) -> int:
    """All claims for money together, 分."""
    return sum(item.asked_fen for worker in workers for item in worker.items)


def final_test(case: Case, on: date) -> Tested:
    """一裁终局 over every item of every worker, with the minimum wage of the clue's place on that day."""
    workers = elements_of(case)
    rulings = {
        f"{worker.claim_id}.double_pay": row.panel == "yes"
        for worker in workers
        for row in worker.rows
        if row.element.key == "double_pay_final" and row.panel is not None
    }
    every = [item for worker in workers for item in worker.items]
    multiple = _multiple(case.clue.region_id, on)
    return ruled(final_items(every, minimum=minimum_wage(case.clue.region_id, on), multiple=multiple), rulings)


def _multiple(place: str, on: date) -> int:
    """Twelve, from the law book; where the book has none, nothing can be final by amount."""
    try:
        return int(Law.load().figure("arb.final_award", place, on=on).high or 0)
    except MissingFigure:
        return 0
