"""Carrying out an approved list: file by file, each whole or not at all, resumable; then the list is issued as a paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.destruction.deciding import CITES, witness_faults
from nuanxin.rights.intake.destruction.issuing import issue_list
from nuanxin.rights.intake.destruction.proposing import LineState, State, locked_list
from nuanxin.rights.intake.destruction.reach import hanging_on, only_here
from nuanxin.rights.intake.destruction.records import DestructionLine, DestructionList
from nuanxin.rights.intake.destruction.shredding import empty_journal, forget_overwritten, shred
from nuanxin.rights.intake.destruction.wiping import wipe
from nuanxin.rights.intake.duplicates.match_keys import MatchKey
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.retention.periods import bars, keeping_facts
from nuanxin.rights.intake.thread import locked, write_down
from nuanxin.rights.intake.visibility import must_hold


@dataclass(frozen=True)
class Carried:
    """What stands on the list now: files destroyed, files that had to stay after all, stored files not yet removed."""

    destroyed: int
    kept: int
    files_left: int


def carry_out(
    *, lot: DestructionList, done_on: date, first_witness: str, second_witness: str, by: Staff, on: date
) -> Carried:
    """Begin the destruction, or go on where it stopped: then day and witnesses of the beginning stand.

    Each file is a transaction of its own: after a break the files before it are gone, those after it untouched.
    """
    lot = _begin(lot, done_on, (first_witness.strip(), second_witness.strip()), by, on)
    forget_overwritten()
    for key in lot.lines.filter(state=LineState.APPROVED).values_list("pk", flat=True):
        _destroy(key, by=by, on=lot.carried_on or on)
    for line in lot.lines.filter(state=LineState.DESTROYED).exclude(files_left=[]):
        _remove_files(line)
    empty_journal()
    return _finish(lot, by, on)


@transaction.atomic
def _begin(lot: DestructionList, done_on: date, witnesses: tuple[str, str], by: Staff, on: date) -> DestructionList:
    lot = locked_list(lot)
    doing = f"不能销毁{lot}"
    if by.pk == lot.decided_by_id:
        raise NotAllowed(doing, why="审批人不能经办销毁", remedy="请另一名工作人员办理", cites=CITES)
    for line in lot.lines.select_related("clue"):
        must_hold(by, Permission.CLUE_HANDLE, line.clue, doing="办理销毁")
    if lot.state == State.RUNNING:
        return lot
    if lot.state != State.APPROVED or lot.decided_by is None or lot.decided_on is None:
        raise Refusal(doing, why=f"清册“{lot.get_state_display()}”", remedy="批准以后才能销毁，已销毁的不再办理")
    if not lot.decided_on <= done_on <= on:
        raise Refusal(doing, why="销毁日期早于审批日期，或者在今天之后", remedy="请核对日期")
    if why := witness_faults(*witnesses, carried_by=by.name, decided_by=lot.decided_by.name):
        raise Refusal(doing, why=why, remedy="请填写在场监销的两个人的姓名")
    lot.state, lot.carried_on, lot.carried_by = State.RUNNING, done_on, by
    lot.first_witness, lot.second_witness = witnesses
    lot.save(update_fields=["state", "carried_on", "carried_by", "first_witness", "second_witness"])
    record("begin_destruction", about=lot, by=by, details={"done_on": done_on, "on": on})
    return lot


@transaction.atomic
def _destroy(key: int, *, by: Staff, on: date) -> None:
    """One file: asked once more whether anything keeps it, then emptied; its stored files are named to be removed after."""
    line = DestructionLine.objects.select_for_update(of=("self",)).select_related("clue", "lot").get(pk=key)
    if line.state != LineState.APPROVED:
        return
    clue = locked(line.clue)
    if why := bars(keeping_facts(clue, on), on):
        line.state, line.why_not = LineState.KEPT, "、".join(why)[:300]
        line.save(update_fields=["state", "why_not"])
        record("keep_after_all", about=clue, by=by, details={"list": line.lot_id, "on": on})
        return
    found = hanging_on(clue)
    gone = Clue.objects.filter(pk__in=DestructionLine.objects.filter(state=LineState.DESTROYED).values("clue"))
    people = only_here(clue, gone)
    wiped = wipe(found, people)
    MatchKey.objects.filter(clue=clue).delete()
    line.counts = {
        "rows": wiped.rows, "texts": wiped.texts, "files": len(wiped.files), "people": len(people),
        "papers": sum(len(keys) for model, keys in found.items() if model._meta.label == "documents.Paper"),
        "evidence": sum(len(keys) for model, keys in found.items() if model._meta.label == "intake.Evidence"),
    }  # fmt: skip
    line.state, line.destroyed_at, line.digest = LineState.DESTROYED, occasion.now(), wiped.digest
    line.files_left = wiped.files
    line.save(update_fields=["counts", "state", "destroyed_at", "digest", "files_left"])
    details = {"list": line.lot_id, "digest": line.digest, **line.counts}
    write_down("destroy_file", clue=clue, by=by, on=on, text=f"按{line.lot}销毁内容，登记数字保留", details=details)


def _remove_files(line: DestructionLine) -> None:
    """After the rows are gone for good: what still lies in the store. A file that cannot be removed is tried again."""
    line.files_left = shred(line.files_left)
    line.save(update_fields=["files_left"])


@transaction.atomic
def _finish(lot: DestructionList, by: Staff, on: date) -> Carried:
    lot = locked_list(lot)
    lines = list(lot.lines.select_related("clue"))
    states = [line.state for line in lines]
    left = sum(len(line.files_left) for line in lines)
    done = Carried(states.count(LineState.DESTROYED), states.count(LineState.KEPT), left)
    if lot.state == State.RUNNING and not left:
        lot.paper = issue_list(lot, lines, by=by, on=on)
        lot.state = State.DONE
        lot.save(update_fields=["paper", "state"])
        record(
            "finish_destruction", about=lot, by=by, details={"destroyed": done.destroyed, "kept": done.kept, "on": on}
        )
    return done
