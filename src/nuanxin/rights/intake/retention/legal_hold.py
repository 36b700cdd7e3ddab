"""Keeping a clue beyond its period, and letting it go again: acts of the head of the unit that holds it, with reasons."""

from __future__ import annotations

from datetime import date

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.retention.records import LegalHold
from nuanxin.rights.intake.thread import on_locked_clue, write_down
from nuanxin.rights.intake.visibility import must_hold


def is_held(clue: Clue) -> bool:
    """Whether a hold stands."""
    return LegalHold.objects.filter(clue=clue, lifted_on__isnull=True).exists()


@on_locked_clue
def hold_clue(*, clue: Clue, reason: str, by: Staff, on: date) -> LegalHold:
    """Keep it whatever its period says. Refusal: right, no reason, or it is kept already."""
    must_hold(by, Permission.CLUE_ASSIGN, clue, doing="登记留存")
    why = "没有写明理由" if not reason.strip() else ""
    why = why or ("已经登记留存" if is_held(clue) else "")
    if why:
        raise Refusal(f"{clue.number}不能登记留存", why=why, remedy="请写明为什么要留存，例如诉讼、复查")
    row = LegalHold.objects.create(clue=clue, reason=reason.strip()[:200], since=on, by=by)
    write_down("hold_clue", clue=clue, by=by, on=on, text=f"留存：{row.reason}", reason=row.reason)
    return row


@on_locked_clue
def lift_hold(*, clue: Clue, reason: str, by: Staff, on: date) -> LegalHold:
    """The reason to keep it is gone. Refusal: right, no reason, or it is not kept."""
    must_hold(by, Permission.CLUE_ASSIGN, clue, doing="解除留存")
    row = LegalHold.objects.select_for_update(of=("self",)).filter(clue=clue, lifted_on__isnull=True).first()
    if row is None or not reason.strip() or on < row.since:
        why = "没有登记留存" if row is None else "没有写明理由，或者日期早于留存日期"
        raise Refusal(f"{clue.number}不能解除留存", why=why, remedy="请核对后办理")
    row.lifted_on, row.lifted_by, row.lifted_for = on, by, reason.strip()[:200]
    row.save(update_fields=["lifted_on", "lifted_by", "lifted_for"])
    write_down("lift_hold", clue=clue, by=by, on=on, text=f"解除留存：{row.lifted_for}", reason=row.lifted_for)
    return row
