"""Reminders before a report is due: three working days, one, and on the day, to the liaison of the unit that has not sent it."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from nuanxin.command.reporting.completeness import Standing, to_remind
from nuanxin.command.reporting.models import Report, ReportRound
from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.notifications.escalation.telling import tell_until_read
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Post, Staff
from nuanxin.foundation.organisations.receiving import head_of
from nuanxin.foundation.organisations.working_days import calendar_for

ACT = "report.reminded"
WATCH = Outsider("每日巡检")
LEFT = {0: "今天到期", 1: "还有1个工作日", 3: "还有3个工作日"}
LONGEST_REST = 21  # three working days, with the longest holiday between them


def send_reminders(*, on: date) -> int:
    """Remind whoever is to be reminded on that day, once however often it is called; how many reports."""
    days = (on, on + timedelta(days=LONGEST_REST))
    due = [Q(**{f"{level}__range": days}) for level in ("due_town", "due_county", "due_city", "due_province")]
    rounds = ReportRound.objects.filter(due[0] | due[1] | due[2] | due[3])
    return sum(_remind(each, on) for called in rounds.order_by("pk") for each in to_remind(called, on))


def liaisons_of(report: Report) -> list[Staff]:
    """The unit's statisticians; without one, its head."""
    posts = Post.objects.filter(unit=report.unit_id, duty="statistician", valid_to__isnull=True, staff__is_active=True)
    found = list({post.staff_id: post.staff for post in posts.select_related("staff").order_by("pk")}.values())
    head = head_of(report.unit) if not found else None
    return found or ([head] if head else [])


@transaction.atomic
def _remind(each: Standing, on: date) -> bool:
    report = Report.objects.select_for_update(of=("self",)).select_related("round", "region", "unit").get(
        pk=each.report.pk
    )  # fmt: skip
    told_already = AuditEvent.objects.filter(
        act=ACT, about_kind="report", about_id=str(report.pk), details__on=on.isoformat()
    )
    if told_already.exists():
        return False
    values = {
        "title": report.round.title, "area": report.region.name, "day": chinese_day(each.due_on), "left": LEFT[each.days],
    }  # fmt: skip
    told = liaisons_of(report)
    for one in told:
        tell_until_read(
            one, "report_due", values, about=report, region=report.region_id, needs=Permission.REPORT_ACCEPT,
            calendar=calendar_for(report.region_id),
        )  # fmt: skip
    details = {"on": on, "due_on": each.due_on, "told": [one.pk for one in told]}
    record(ACT, about=report, by=WATCH, details=details)
    return True
