"""What workers said in confidence: read by the unit that asked them, each reading on record; in no paper of the visit."""

from __future__ import annotations

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import NotAllowed
from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.inspection.field.opening import must_fill
from nuanxin.watch.inspection.field.records import FieldVisit, WorkerInterview


def interviews_number(row: FieldVisit) -> int:
    """How many there are; the number says nothing of who spoke."""
    return WorkerInterview.objects.filter(record=row).count()


@transaction.atomic
def read_interviews(*, row: FieldVisit, by: Staff) -> list[WorkerInterview]:
    """The words, for officers of the unit that took them down. Refusal for everybody else."""
    must_fill(by, row.region_id)
    rows = WorkerInterview.objects.filter(record=row).select_related("by__unit").order_by("pk")
    own = [one for one in rows if one.by.unit_id == by.unit_id]
    if rows and not own:
        raise NotAllowed(
            "您不能查看工人访谈", why="访谈由别的单位做，内容保密", remedy="因办案需要的，请访谈单位的承办人提供"
        )
    record("read_interviews", about=row, by=by, details={"interviews": [one.pk for one in own]})
    return own
