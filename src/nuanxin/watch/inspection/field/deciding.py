"""Two officers filled in one field differently: both stand side by side until somebody decides, in writing, on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.inspection.field.fields import label_of, words_of
from nuanxin.watch.inspection.field.opening import must_fill
from nuanxin.watch.inspection.field.records import FieldEdit, FieldVisit
from nuanxin.watch.inspection.field.settling import settle, stands_of


@dataclass(frozen=True)
class Conflict:
    """One field with several values: its name, and the edits that say them."""

    field: str
    label: str
    sides: tuple[tuple[FieldEdit, str], ...]  # the edit, its value in words


def conflicts_of(row: FieldVisit) -> list[Conflict]:
    """The fields of a visit that wait for a decision."""
    split = {field: one for field, one in stands_of(row).items() if not one.agreed}
    wanted = [key for one in split.values() for key in one.keys]
    edits = {str(edit.key): edit for edit in FieldEdit.objects.filter(key__in=wanted).select_related("by")}
    return [
        Conflict(
            field,
            label_of(field, row.visited_on),
            tuple((edits[change.key], words_of(field, change.value)) for change in one.changes),
        )
        for field, one in split.items()
    ]


@transaction.atomic
def decide_field(*, row: FieldVisit, field: str, chosen: UUID, reason: str, by: Staff, on: date) -> FieldEdit:
    """One of the values stands from now on; the others are kept as they came. Then the visit is brought into the register."""
    row = FieldVisit.objects.select_for_update(of=("self",)).get(pk=row.pk)
    must_fill(by, row.region_id)
    stands = stands_of(row).get(field)
    if stands is None or stands.agreed:
        raise Refusal("不能选定", why="这一项没有不同填写，或者已经选定", remedy="请刷新页面核对")
    side = next((change for change in stands.changes if change.key == str(chosen)), None)
    if side is None or not reason.strip():
        raise Refusal("不能选定", why="没有选定其中一个，或者没有写明理由", remedy="请选定一个并写明理由")
    edit = FieldEdit.objects.create(
        key=uuid4(), record=row, field=field, value=side.value, after=stands.keys, by=by,
        made_at=occasion.now(), reason=reason.strip(),
    )  # fmt: skip
    details = {"field": field, "chosen": side.key, "others": [k for k in stands.keys if k != side.key], "on": on}
    record("decide_field", about=row, by=by, reason=reason.strip(), details=details)
    settle(row=row, by=by, on=on)
    return edit
