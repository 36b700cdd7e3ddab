"""From shift to shift: a note with the counts as they stand, taken over by the other's own hand."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import within
from nuanxin.watch.opinion.models import OpinionItem
from nuanxin.watch.opinion.roster.models import WatchHandover, WatchShift
from nuanxin.watch.opinion.roster.planning import standing
from nuanxin.watch.opinion.seeing import must_handle
from nuanxin.watch.opinion.words import OPEN, UNANSWERED


def next_shift(shift: WatchShift) -> WatchShift | None:
    """The shift into which this one hands over: the next to begin, of another person."""
    later = standing(shift.region_id).filter(ends_at__gt=shift.ends_at).exclude(staff=shift.staff_id)
    return later.order_by("starts_at", "pk").first()


@transaction.atomic
def hand_over_watch(*, shift: WatchShift, to: Staff, text: str, by: Staff, at: datetime) -> WatchHandover:
    """Whoever goes writes what the other must know; once for a shift, from its beginning on."""
    row = WatchShift.objects.select_for_update(of=("self",)).select_related("region").get(pk=shift.pk)
    must_handle(by, row.region, doing="交接舆情值守")
    why = ""
    if row.staff_id != by.pk or row.withdrawn_at or at < row.starts_at:
        why = "不是您的班，这一班已经撤下，或者还没有开始"
    elif to.pk == by.pk or not text.strip():
        why = "没有写明交给谁、交接什么"
    elif row.handovers.exists():
        why = "这一班已经交接"
    if why:
        raise Refusal("不能交班", why=why, remedy="请核对后办理；没有待办的也写明“无待办”")
    rows = OpinionItem.objects.filter(region__in=within(row.region_id), lead__isnull=True, state__in=OPEN)
    note = WatchHandover.objects.create(
        shift=row, to=to, text=text.strip(), open_items=rows.count(),
        overdue_items=rows.filter(state__in=UNANSWERED, answered_at__isnull=True, answer_due_at__lt=at).count(),
        given_by=by, given_at=at,
    )  # fmt: skip
    record("hand_over_opinion_watch", about=note, by=by, details={"shift": row.pk, "to": to.pk})
    return note


@transaction.atomic
def take_over_watch(*, handover: WatchHandover, by: Staff, at: datetime) -> WatchHandover:
    """The one who comes has read it."""
    row = WatchHandover.objects.select_for_update().get(pk=handover.pk)
    if row.to_id != by.pk or row.taken_at:
        raise Refusal("不能接班", why="不是交给您的，或者已经接班", remedy="请核对")
    row.taken_at = at
    row.save(update_fields=["taken_at"])
    record("take_over_opinion_watch", about=row, by=by, details={})
    return row
