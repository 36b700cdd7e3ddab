"""Taking what a phone sends: each part once, whatever is lost, repeated or out of order on the way.

The phone sends a part until it is told that it was taken. Its own number (UUID) makes a part known again; the same
number with the same content changes nothing. What cannot be taken is refused by itself, with the reason, and stays on
the phone; the rest of the message is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from uuid import UUID

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.inspection.field.batch import Batch, SentEdit, SentInterview, SentVisit
from nuanxin.watch.inspection.field.cases import take_note
from nuanxin.watch.inspection.field.fields import why_unfit
from nuanxin.watch.inspection.field.opening import must_fill, open_record
from nuanxin.watch.inspection.field.records import FieldEdit, FieldKey, FieldVisit, WorkerInterview
from nuanxin.watch.inspection.field.settling import settle

_UNKNOWN = Refusal("不能同步", why="还没有收到这次检查", remedy="请把检查一起同步")
_OTHER = Refusal("不能同步", why="同一编号已经有别的内容", remedy="请报告系统管理员")


@dataclass
class Receipt:
    """taken: numbers that the phone need not send again; refused: number → why; records: the phone's number → visit."""

    taken: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    records: dict[str, FieldVisit] = field(default_factory=dict)


@transaction.atomic
def take_batch(*, batch: Batch, by: Staff, on: date) -> Receipt:
    """Everything of the message that fits, then each visit brought into the register as far as it can be."""
    receipt, new = Receipt(), Counter[int]()
    for visit in batch.visits:
        _try(receipt, visit.key, partial(_take_visit, receipt, visit, by, on))
    _know(receipt, batch, by)
    parts: list[SentEdit | SentInterview] = [*batch.edits, *batch.interviews]
    for part in parts:
        _try(receipt, part.key, partial(_take_part, receipt, part, by, new))
    for note in batch.notes:
        take = partial(
            take_note, key=UUID(note.key), case=note.case, words=note.words, made_at=note.made_at, by=by, on=on
        )
        _try(receipt, note.key, take)
    for row in _locked({known.pk for known in receipt.records.values()}):
        if new[row.pk]:
            record("sync_field_visit", about=row, by=by, details={"parts": new[row.pk], "on": on})
        settled = settle(row=row, by=by, on=on)
        receipt.records = {key: settled if one.pk == row.pk else one for key, one in receipt.records.items()}
    return receipt


def _locked(numbers: set[int]) -> list[FieldVisit]:
    """The visits, all held before anything is recorded: two phones that bring the same visits wait for one another.

    Not against the key: edits that another phone is writing at this moment refer to it.
    """
    held = FieldVisit.objects.select_for_update(of=("self",), no_key=True)
    return list(held.filter(pk__in=numbers).order_by("pk"))


def _try(receipt: Receipt, key: str, take: Callable[[], object]) -> None:
    """Take one part in a bracket of its own."""
    try:
        with transaction.atomic():
            take()
    except (Refusal, BadInput) as wrong:
        receipt.refused[key] = str(wrong)
    else:
        receipt.taken.append(key)


def _take_visit(receipt: Receipt, sent: SentVisit, by: Staff, on: date) -> None:
    receipt.records[sent.key] = open_record(sent=sent, by=by, on=on)


def _know(receipt: Receipt, batch: Batch, by: Staff) -> None:
    """Visits that earlier messages brought."""
    named = {edit.visit for edit in batch.edits} | {one.visit for one in batch.interviews}
    wanted = named - receipt.records.keys()
    rows = FieldKey.objects.filter(key__in=wanted).select_related("record__employer", "record__project")
    receipt.records |= {str(row.key): row.record for row in rows}


def _take_part(receipt: Receipt, part: SentEdit | SentInterview, by: Staff, new: Counter[int]) -> None:
    known = receipt.records.get(part.visit)
    if known is None:
        raise _UNKNOWN
    must_fill(by, known.region_id)
    fresh = _edit(known, part, by) if isinstance(part, SentEdit) else _interview(known, part, by)
    new[known.pk] += fresh


def _edit(known: FieldVisit, part: SentEdit, by: Staff) -> bool:
    if fault := why_unfit(part.field, part.value, known.visited_on):
        raise BadInput(fault)
    told = {"record": known, "field": part.field, "value": part.value, "after": sorted(set(part.after))}
    row, fresh = FieldEdit.objects.get_or_create(
        key=UUID(part.key), defaults={**told, "by": by, "made_at": part.made_at}
    )
    if (row.record_id, row.field, row.value, row.after) != (known.pk, part.field, part.value, told["after"]):
        raise _OTHER
    return fresh


def _interview(known: FieldVisit, part: SentInterview, by: Staff) -> bool:
    told = {"record": known, "words": part.words, "by": by, "made_at": part.made_at}
    row, fresh = WorkerInterview.objects.get_or_create(key=UUID(part.key), defaults=told)
    if (row.record_id, row.words) != (known.pk, part.words):
        raise _OTHER
    return fresh
