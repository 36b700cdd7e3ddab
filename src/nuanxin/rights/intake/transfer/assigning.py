"""Within a unit: who answers for the clue."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Post, Staff
from nuanxin.foundation.organisations.permission import FileFacts, may
from nuanxin.rights.intake.models import Clue, ClueEvent
from nuanxin.rights.intake.thread import locked, must_be_open, phone_of, tell_staff, write_down
from nuanxin.rights.intake.visibility import must_hold


@transaction.atomic
def assign_clue(*, clue: Clue, officer: Staff, by: Staff, on: date) -> Clue:
    """The head names the officer. Exactly one person answers for the clue before and after."""
    clue = locked(clue)
    hand_over(clue=clue, officer=officer, by=by, on=on, text=f"分派给{officer.name}")
    due = chinese_day(clue.due_on) if clue.due_on else "没有法定天数"
    tell_staff(officer, clue, "officer_assigned", {"number": clue.number, "day": due})
    return clue


def must_be_assignable(*, clue: Clue, officer: Staff, by: Staff, on: date) -> None:
    """Refuse where this person may not give this clue to this officer: whose right, which state, who may hold it."""
    must_hold(by, Permission.CLUE_ASSIGN, clue, doing="分派线索")
    must_be_open(clue, doing="分派", on=on)
    there = Post.objects.filter(staff=officer, unit=clue.unit, valid_from__lte=on, valid_to__isnull=True)
    facts = FileFacts(region=clue.region_id, unit_id=clue.unit_id, owner_id=officer.pk)
    if not officer.is_active or not there.exists() or not may(officer, Permission.CLUE_HANDLE, facts):
        raise Refusal(
            f"{clue.number}不能分派给{officer.name}", why="该人员不是承办单位的办案人员", remedy="请选择本单位在岗人员"
        )


def hand_over(*, clue: Clue, officer: Staff, by: Staff, on: date, text: str, batch: int | None = None) -> ClueEvent:
    """Checked and written down on a locked clue; telling the officer is the caller's. `batch`: of which bulk act."""
    must_be_assignable(clue=clue, officer=officer, by=by, on=on)
    before = clue.officer_id
    clue.officer = officer
    clue.save(update_fields=["officer"])
    said = f"由{clue.unit.name}{officer.name}办理，电话{phone_of(clue)}"
    details = {"before": before, "officer": officer.pk} | ({"batch": batch} if batch else {})
    return write_down("assign_clue", clue=clue, by=by, on=on, text=text, for_worker=said, details=details)
