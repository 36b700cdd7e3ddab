"""The daily round of warnings: nobody's are handed to somebody, those near their day and over it are called to mind, once."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.notifications.staff import tell
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.receiving import head_of, receiving_unit
from nuanxin.rights.intake.clocks import calendar_of
from nuanxin.watch.monitoring.warnings.models import RiskWarning
from nuanxin.watch.monitoring.warnings.owners import Owners, answers_still
from nuanxin.watch.monitoring.warnings.thread import message_values, write_down

NEAR = timedelta(days=1)  # the desk's preference for when a due day is near; no figure of the law
SOON, OVER = 1, 2


def look_after_warnings(*, on: date, limit: int = 5000) -> int:
    """Open warnings get an owner who can act, and reminders; how many of both. Twice on a day does nothing more."""
    rows = RiskWarning.objects.filter(ended_on__isnull=True).select_related("owner__unit", "project", "region")
    owners, done = Owners(), 0
    for row in rows.order_by("due_on", "pk")[:limit]:
        done += _find_owner(row, owners, on) + _remind(row, on)
    return done


@transaction.atomic
def _find_owner(row: RiskWarning, owners: Owners, on: date) -> bool:
    if answers_still(row):
        return False
    before, after = row.owner, owners.take(row.region)
    won = before.pk != after.pk and RiskWarning.objects.filter(pk=row.pk, owner=before).update(owner=after)
    if not won:
        return False
    row.owner = after
    said = f"{before.name}不能再办理，自动移交{after.name}"
    write_down("handed_over", row, by=None, on=on, text=said, details={"from": before.pk, "to": after.pk})
    values = message_values(row) | {"grade": row.get_grade_display(), "reason": said, "day": _day(row)}
    tell(after, "warning_raised", values, about=row, calendar=calendar_of(row.region_id))
    return True


@transaction.atomic
def _remind(row: RiskWarning, on: date) -> bool:
    """A conditional update decides which of two rounds tells."""
    if row.due_on is None:
        return False
    step = OVER if on > row.due_on else SOON if on >= row.due_on - NEAR else 0
    if step <= row.reminded:
        return False
    won = RiskWarning.objects.filter(pk=row.pk, reminded=row.reminded, ended_on__isnull=True).update(reminded=step)
    if not won:
        return False
    told = _ladder(row, step)
    values = message_values(row) | {"grade": row.get_grade_display(), "day": chinese_day(row.due_on)}
    if step == OVER:
        values["owner"] = row.owner.name
    template = "warning_overdue" if step == OVER else "warning_due_soon"
    for one in told:
        tell(one, template, values, about=row, calendar=calendar_of(row.region_id))
    names = "、".join(one.name for one in told)
    write_down("reminded", row, by=None, on=on, text=f"{'超期' if step == OVER else '临期'}提醒：{names}")
    return True


def _ladder(row: RiskWarning, step: int) -> list[Staff]:
    """The owner; when it is over his head too. Nobody twice."""
    head = head_of(row.owner.unit or receiving_unit(row.region)) if step == OVER else None
    return [row.owner, *([head] if head and head.pk != row.owner_id else [])]


def _day(row: RiskWarning) -> str:
    return chinese_day(row.due_on) if row.due_on else "没有设置"
