"""Many clues to one officer: looked over first, then a batch of single acts, and back again while nobody has built on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.notifications.staff import tell
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.clocks.calendars import calendar_of
from nuanxin.rights.intake.models import Clue, ClueEvent
from nuanxin.rights.intake.thread import locked
from nuanxin.rights.intake.transfer.assigning import hand_over, must_be_assignable
from nuanxin.rights.intake.transfer.batches import ReassignedClue, Reassignment

# Preferences of the house, no figures of law: what one person can look over at once, and a day to see a mistake.
MOST = 200
UNDO_WITHIN = timedelta(hours=24)


@dataclass(frozen=True)
class Looked:
    """One row of the preview: `why_not` is empty where the clue can be given."""

    clue: Clue
    why_not: str


def look_over(*, clues: Sequence[Clue], officer: Staff, by: Staff, on: date) -> list[Looked]:
    """What would come of it, row by row, by the rules of the single act. Writes nothing."""
    return [Looked(clue, _why_not(clue, officer, by, on)) for clue in clues]


@transaction.atomic
def reassign_clues(*, clues: Sequence[Clue], officer: Staff, reason: str, by: Staff, on: date) -> Reassignment:
    """Each clue is given by an act of its own; one that cannot be says why and holds up no other. Refusal if none can."""
    _must_be_sound(clues, reason)
    held = [
        locked(clue) for clue in sorted(clues, key=lambda one: one.pk)
    ]  # one order, so that two batches never block
    looked = look_over(clues=held, officer=officer, by=by, on=on)
    good = [row.clue for row in looked if not row.why_not]
    if not good:
        raise Refusal("批量分派没有办理", why=f"没有一件可以分派：{looked[0].why_not}", remedy="请核对人员和选中的线索")
    batch = Reassignment.objects.create(
        officer=officer, unit=good[0].unit, reason=reason.strip()[:300], made_by=by, made_on=on
    )
    rows = [_give(row, batch, by, on) for row in looked]
    ReassignedClue.objects.bulk_create(rows)
    given = [row.clue.number for row in rows if row.event]
    details = {
        "officer": officer.pk,
        "on": on,
        "given": given,
        "kept": {r.clue.number: r.why_not for r in rows if r.why_not},
    }
    record("reassign_clues", about=batch, by=by, reason=reason, details=details)
    _tell(batch, good, by)
    return batch


def why_not_undo(batch: Reassignment, *, at: datetime) -> str:
    """Why the batch as a whole can no longer be taken back; empty while it can."""
    if batch.undone_at:
        return "已经撤销过"
    hours = int(UNDO_WITHIN.total_seconds() // 3600)
    return f"已超过{hours}小时" if at > batch.made_at + UNDO_WITHIN else ""


def why_kept(row: ReassignedClue) -> str:
    """Why one clue of it stays with the new officer; empty where it can go back."""
    clue, officer = row.clue, row.batch.officer
    if row.event_id is None:
        return "当时没有分派"
    if clue.officer_id != officer.pk:
        return f"已改由{clue.officer.name}负责"
    done = ClueEvent.objects.filter(clue=clue, by=officer, pk__gt=row.event_id).order_by("pk").first()
    return f"{officer.name}已于{done.occurred_on}办理：{done.text[:40]}" if done else ""


@transaction.atomic
def undo_reassignment(*, batch: Reassignment, by: Staff, on: date) -> Reassignment:
    """Back to whoever had each, by acts of their own; what the new officer has worked on stays, and that is said."""
    batch = Reassignment.objects.select_for_update(of=("self",)).select_related("officer").get(pk=batch.pk)
    why = why_not_undo(batch, at=occasion.now())
    rows = [] if why else list(batch.rows.filter(event__isnull=False).select_related("before").order_by("clue_id"))
    for row in rows:
        row.batch, row.clue = batch, locked(row.clue)
        row.why_kept = (why_kept(row) or _why_not(row.clue, row.before, by, on))[:300]
    if why or all(row.why_kept for row in rows):
        raise Refusal("批量分派不能撤销", why=why or rows[0].why_kept, remedy="确需调整的，请重新分派")
    for row in rows:
        if not row.why_kept:
            text = f"撤销批量分派，仍由{row.before.name}负责"
            row.undone_event = hand_over(clue=row.clue, officer=row.before, by=by, on=on, text=text, batch=batch.pk)
        row.save(update_fields=["undone_event", "why_kept"])
    batch.undone_by, batch.undone_at = by, occasion.now()
    batch.save(update_fields=["undone_by", "undone_at"])
    back = [row.clue.number for row in rows if not row.why_kept]
    details = {"on": on, "back": back, "kept": {r.clue.number: r.why_kept for r in rows if r.why_kept}}
    record("undo_reassignment", about=batch, by=by, details=details)
    return batch


def _must_be_sound(clues: Sequence[Clue], reason: str) -> None:
    why = ""
    if not clues:
        why = "没有选择线索"
    elif len(clues) > MOST:
        why = f"选了{len(clues)}件，一次最多{MOST}件"
    elif not reason.strip():
        why = "没有写明理由"
    if why:
        raise Refusal("批量分派没有办理", why=why, remedy="请核对后再办")


def _why_not(clue: Clue, officer: Staff, by: Staff, on: date) -> str:
    if clue.officer_id == officer.pk:
        return f"已由{officer.name}负责"
    try:
        must_be_assignable(clue=clue, officer=officer, by=by, on=on)
    except Refusal as refusal:
        return (refusal.why or refusal.what)[:300]
    return ""


def _give(looked: Looked, batch: Reassignment, by: Staff, on: date) -> ReassignedClue:
    clue, before = looked.clue, looked.clue.officer
    row = ReassignedClue(batch=batch, clue=clue, before=before, why_not=looked.why_not)
    if not row.why_not:
        try:
            with transaction.atomic():
                text = f"批量分派给{batch.officer.name}"
                row.event = hand_over(clue=clue, officer=batch.officer, by=by, on=on, text=text, batch=batch.pk)
        except Refusal as refusal:  # what the look saw may have changed since: this row alone stays
            row.why_not = (refusal.why or refusal.what)[:300]
    return row


def _tell(batch: Reassignment, clues: Sequence[Clue], by: Staff) -> None:
    """One message for all of them."""
    first = min((clue.due_on for clue in clues if clue.due_on), default=None)
    due = chinese_day(first) if first else "没有法定天数"
    values = {"head": by.name, "count": str(len(clues)), "day": due}
    tell(batch.officer, "officer_assigned_many", values, about=batch, calendar=calendar_of(clues[0].region_id))
