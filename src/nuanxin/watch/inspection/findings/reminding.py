"""The daily round reminds whoever follows a finding: three days before its day, and once it has passed."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.notifications.staff import tell
from nuanxin.rights.intake.clocks import calendar_of
from nuanxin.watch.inspection.findings.models import EntryKind, Finding, FindingEntry

ROUND = Outsider("每日巡检")
AHEAD_DAYS = 3  # as the lights: 临近 begins three days before


def remind_findings(*, on: date, limit: int = 5000) -> int:
    """Each finding once before its day and once after it; a new day begins anew. How many were reminded of."""
    waiting = Finding.objects.filter(ended_on__isnull=True)
    near = waiting.filter(due_on__range=(on, on + timedelta(days=AHEAD_DAYS)), reminded_on__isnull=True)
    late = waiting.filter(due_on__lt=on, chased_on__isnull=True)
    keys = [(key, False) for key in near.order_by("due_on", "pk").values_list("pk", flat=True)[:limit]]
    keys += [(key, True) for key in late.order_by("due_on", "pk").values_list("pk", flat=True)[:limit]]
    return sum(_remind(key, is_late, on) for key, is_late in keys)


@transaction.atomic
def _remind(key: int, late: bool, on: date) -> bool:
    """A conditional update decides which of two rounds tells."""
    field = "chased_on" if late else "reminded_on"
    if not Finding.objects.filter(pk=key, ended_on__isnull=True, **{f"{field}__isnull": True}).update(**{field: on}):
        return False
    row = Finding.objects.select_related("visit__employer", "staff").get(pk=key)
    values = {
        "number": row.visit.employer.name,
        "step": f"检查问题整改（{row.get_topic_display()}）",
        "day": chinese_day(row.due_on),
    }
    template = "officer_overdue" if late else "officer_due_soon"
    tell(row.staff, template, values, about=row, calendar=calendar_of(row.visit.region_id))
    said = "整改期限已过，已催办" if late else f"整改期限{row.due_on}临近，已提醒"
    FindingEntry.objects.create(finding=row, kind=EntryKind.REMINDED, happened_on=on, text=f"{said}{row.staff.name}")
    record("remind_finding", about=row, by=ROUND, details={"due_on": row.due_on, "late": late, "on": on})
    return True
