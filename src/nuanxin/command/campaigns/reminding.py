"""The daily reminder of campaigns: one message a unit, only when something comes due."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction

from nuanxin.command.campaigns.dividing.giving import OVER
from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.taking_part.models import Liaison, Participant, Role
from nuanxin.command.campaigns.taking_part.telling import tell_unit
from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.organisations.models import Unit

ACT = "campaign.reminded"
WATCH = Outsider("每日巡检")
# Days before the day on which a unit is reminded, and the first day after it: never every day, quiet by default.
AHEAD = (3, 1, 0)
FIRST_LATE = -1
_LEFT = {3: "还有3天到期", 1: "明天到期", 0: "今天到期", FIRST_LATE: "已逾期"}


def remind_campaigns(*, on: date) -> int:
    """Remind every unit of what comes due in three days, tomorrow, today, or was due yesterday; how many units. Once a day."""
    due: dict[Unit, list[str]] = defaultdict(list)
    days = {on + timedelta(days=left): _LEFT[left] for left in (*AHEAD, FIRST_LATE)}
    shares = TaskShare.objects.filter(
        due_on__in=days, task__withdrawn_at__isnull=True, task__campaign__closed_on__isnull=True
    ).exclude(state__in=OVER)
    for share in shares.order_by("due_on", "pk").select_related("unit", "task"):
        due[share.unit].append(f"任务“{share.task.text[:16]}”{days[share.due_on or on]}")
    parts = Participant.objects.filter(campaign__closed_on__isnull=True).select_related("unit", "campaign")
    for row in parts.filter(due_on__in=days, own__isnull=True, role=Role.LOWER).order_by("pk"):
        due[row.unit].append(f"“{row.campaign.title[:16]}”部署{days[row.due_on or on]}")
    named = Liaison.objects.values("participant")
    for row in parts.filter(liaison_due_on__in=days).exclude(pk__in=named):
        due[row.unit].append(f"“{row.campaign.title[:16]}”联络员{days[row.liaison_due_on or on]}")
    return sum(_remind(unit, lines, on) for unit, lines in due.items())


@transaction.atomic
def _remind(unit: Unit, lines: list[str], on: date) -> bool:
    told = AuditEvent.objects.filter(act=ACT, about_kind="unit", about_id=str(unit.pk))
    Unit.objects.select_for_update().get(pk=unit.pk)
    if told.filter(details__on=on.isoformat()).exists():
        return False
    rest = f"等{len(lines)}项" if len(lines) > 1 else ""
    tell_unit(
        unit, "campaign_due", {"unit": unit.short_name or unit.name, "what": f"{lines[0]}{rest}"}, unit, until_read=True
    )
    record(ACT, about=unit, by=WATCH, details={"on": on, "lines": len(lines)})
    return True
