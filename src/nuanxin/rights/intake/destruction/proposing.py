"""Putting files past their period on a list, and deciding on it: two people, the second line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.destruction.deciding import CITES
from nuanxin.rights.intake.destruction.records import STANDING, DestructionLine, DestructionList
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.retention.periods import bars, keeping_facts
from nuanxin.rights.intake.visibility import must_hold

MOST_LINES = 500
State, LineState = DestructionList.State, DestructionLine.State


@transaction.atomic
def propose_destruction(*, clues: Sequence[Clue], reason: str, by: Staff, on: date) -> DestructionList:
    """One list of files of one unit, all past their period on that day. Refusal names every file that must stay and why."""
    rows = list(_locked([clue.pk for clue in clues]))
    doing = "不能提出销毁"
    if not reason.strip() or not 0 < len(rows) <= MOST_LINES:
        why = "没有写明理由" if rows and not reason.strip() else f"一份清册要有1到{MOST_LINES}件"
        raise Refusal(doing, why=why, remedy="请写明鉴定情况，重新选择", cites=CITES)
    if len({clue.unit_id for clue in rows}) > 1:
        raise Refusal(doing, why="选中的线索属于不同单位", remedy="请按承办单位分别提出")
    for clue in rows:
        must_hold(by, Permission.CLUE_HANDLE, clue, doing="提出销毁")
    if listed := sorted(DestructionLine.objects.filter(clue__in=rows, state__in=STANDING).values_list("clue__number", flat=True)):  # fmt: skip
        raise Refusal(doing, why=f"已经列入销毁清册：{'、'.join(listed[:5])}", remedy="请在原清册上办理")
    facts = {clue.pk: keeping_facts(clue, on) for clue in rows}
    barred = [f"{clue.number}{'、'.join(kept)}" for clue in rows if (kept := bars(facts[clue.pk], on))]
    if barred:
        raise Refusal(doing, why="；".join(barred[:5]), remedy="请只选择保管期满、没有未了事项的线索", cites=CITES)
    lot = DestructionList.objects.create(
        unit_id=rows[0].unit_id, reason=reason.strip()[:300], proposed_on=on, proposed_by=by
    )
    for clue in rows:
        period = facts[clue.pk].period
        until = period.ends(clue.closed_on or on) or on
        DestructionLine.objects.create(lot=lot, clue=clue, kept_until=until, source=period.source[:200])
    record("propose_destruction", about=lot, by=by, reason=lot.reason, details={"files": len(rows), "on": on})
    return lot


@transaction.atomic
def decide_destruction(*, lot: DestructionList, refused: Mapping[int, str], by: Staff, on: date) -> DestructionList:
    """Approve a list line by line: `refused` is line → reason, the others are approved. Not by who proposed it.

    A file that something keeps by now is refused by itself, with that reason.
    """
    lot = locked_list(lot)
    doing = f"不能审批{lot}"
    if by.pk == lot.proposed_by_id:
        raise NotAllowed(doing, why="提出人不能审批自己的清册", remedy="请另一名负责人审批", cites=CITES)
    if lot.state != State.PROPOSED or on < lot.proposed_on:
        why = f"清册“{lot.get_state_display()}”" if lot.state != State.PROPOSED else "审批日期早于提出日期"
        raise Refusal(doing, why=why, remedy="请核对")
    lines = list(lot.lines.select_related("clue"))
    if unsaid := [pk for pk, why in refused.items() if not why.strip()] or set(refused) - {line.pk for line in lines}:
        raise Refusal(doing, why=f"有{len(unsaid)}件不批准的没有写明理由，或者不在清册中", remedy="请逐件写明")
    for line in lines:
        must_hold(by, Permission.CLUE_ASSIGN, line.clue, doing="审批销毁")
        why_not = refused.get(line.pk, "").strip() or "、".join(bars(keeping_facts(line.clue, on), on))
        line.state = LineState.REFUSED if why_not else LineState.APPROVED
        line.why_not = why_not[:300]
        line.save(update_fields=["state", "why_not"])
    approved = sum(line.state == LineState.APPROVED for line in lines)
    lot.state = State.APPROVED if approved else State.REFUSED
    lot.decided_on, lot.decided_by = on, by
    lot.save(update_fields=["state", "decided_on", "decided_by"])
    record(
        "decide_destruction",
        about=lot,
        by=by,
        details={"approved": approved, "refused": len(lines) - approved, "on": on},
    )
    return lot


def locked_list(lot: DestructionList) -> DestructionList:
    """The list as it stands now, held until the act ends."""
    rows = DestructionList.objects.select_for_update(of=("self",))
    return rows.select_related("unit", "proposed_by", "decided_by", "carried_by").get(pk=lot.pk)


def _locked(keys: Sequence[int]) -> Sequence[Clue]:
    rows = Clue.objects.select_for_update(of=("self",)).select_related("unit", "region")
    return list(rows.filter(pk__in=keys).order_by("pk"))
