"""Somebody was told the right door: one row of what was said, by whom, when."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, must, visible
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.reading.lexicon import lexicon
from nuanxin.rights.intake.taken_text.records import ToldElsewhere


@transaction.atomic
def tell_elsewhere(*, channel: Channel, door: str, about: str, answer: str, by: Staff, on: date) -> ToldElsewhere:
    """Keep the answer. It is no clue and stands in no table of clues. BadInput where nothing was said."""
    unit = by.unit
    if door not in lexicon().doors.shown:
        raise BadInput(Fault("没有这个去向", column="去向", remedy="请从列出的去向中选择"))
    if unit is None or not answer.strip():
        raise BadInput(Fault("没有写明怎样答复", column="答复", remedy="请写明告知的内容"))
    must(by, Permission.CLUE_REGISTER, FileFacts(region=unit.region_id, unit_id=unit.pk), doing="登记答复")
    row = ToldElsewhere.objects.create(
        unit=unit, channel=channel, door=door, about=about.strip()[:100], answer=answer.strip()[:600], told_on=on, by=by
    )
    record("tell_elsewhere", about=row, by=by, details={"door": door, "channel": str(channel), "on": on})
    return row


def told_by_units(staff: Staff) -> QuerySet[ToldElsewhere]:
    """The answers given by the units that the person may see."""
    rows = ToldElsewhere.objects.select_related("unit", "by")
    return visible(rows, staff, Permission.CLUE_VIEW, region="unit__region", unit="unit", owner="by")
