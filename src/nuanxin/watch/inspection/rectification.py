"""What was to be put right after a visit: done, due soon, overdue."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, must, within
from nuanxin.watch.inspection.findings.clearing import clear_with_visit
from nuanxin.watch.inspection.models import Visit


def open_rectifications(*, region: str) -> QuerySet[Visit]:
    """Standing visits of an area with a date until which something is to be put right and is not, earliest first."""
    rows = Visit.objects.filter(region__in=within(region), withdrawn_on__isnull=True, rectified_on__isnull=True)
    return rows.filter(rectify_by__isnull=False).select_related("employer", "project").order_by("rectify_by", "pk")


def overdue(*, region: str, on: date) -> QuerySet[Visit]:
    """Those whose date has passed."""
    return open_rectifications(region=region).filter(rectify_by__lt=on)


def due_within(*, region: str, on: date, days: int) -> QuerySet[Visit]:
    """Those that fall due from today on within so many days."""
    return open_rectifications(region=region).filter(rectify_by__range=(on, on + timedelta(days=days)))


@transaction.atomic
def confirm_rectified(*, visit: Visit, rectified_on: date, by: Staff, on: date) -> Visit:
    """Somebody went to look: it is put right. Once; not before the visit, not in the future."""
    visit = Visit.objects.select_for_update(of=("self",)).select_related("region").get(pk=visit.pk)
    facts = FileFacts(region=visit.region_id, unit_id=by.unit_id, owner_id=by.pk)
    must(by, Permission.INSPECTION_RECORD, facts, doing="登记整改完成")
    if visit.withdrawn_on or visit.rectified_on or not visit.visited_on <= rectified_on <= on:
        why = "该记录已经更正，已经登记整改，或者日期早于检查、晚于今天"
        raise Refusal("不能登记整改完成", why=why, remedy="请核对记录和日期")
    visit.rectified_on = rectified_on
    visit.save(update_fields=["rectified_on"])
    clear_with_visit(visit=visit, looked_on=rectified_on, by=by)
    record("confirm_rectified", about=visit, by=by, details={"rectified_on": rectified_on, "on": on})
    return visit
