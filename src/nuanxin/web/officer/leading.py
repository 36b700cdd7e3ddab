"""What waits for the unit that leads: work said to be done, promises come due, answers and appeals, reports handed in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Min, Q
from django.urls import reverse

from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.dispatch.ladder.models import UnitMeasure
from nuanxin.command.dispatch.pack.models import DispatchPromise
from nuanxin.command.dispatch.ranking.models import RankingAppeal
from nuanxin.command.dispatch.seeing import leading_units
from nuanxin.command.dispatch.visiting.models import AreaVisit
from nuanxin.command.reporting.models import Report, ReportState
from nuanxin.foundation.organisations.duties import DUTIES, Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import posts_of
from nuanxin.web.officer.ordered import Waiting, short


def led_by_me(staff: Staff, units: Collection[int], today: date, most: int) -> list[Waiting]:
    """Of the units that the person leads, among these, up to `most` of each kind; many of one campaign or round are one line."""
    leads = [one for one in leading_units(staff) if one in units]
    return [
        *_said_done(leads)[:most],
        *_promises(leads, today)[:most],
        *_answered(leads)[:most],
        *_appeals(leads)[:most],
        *_reports(staff, units)[:most],
    ]


def _said_done(leads: list[int]) -> list[Waiting]:
    """One line a campaign: its tasks with shares that somebody says are done."""
    rows = TaskShare.objects.filter(
        state=TaskShare.State.SAID_DONE, task__campaign__unit__in=leads, task__withdrawn_at__isnull=True,
        task__campaign__closed_on__isnull=True,
    ).values("task__campaign", "task__campaign__title").annotate(n=Count("pk"), due=Min("due_on"))  # fmt: skip
    query = urlencode({"tab": "tasks", "show": "said_done"})
    return [
        ("完成待认可", f"{row['n']}项：{short(row['task__campaign__title'])}", f"{reverse('officer:campaign', args=[row['task__campaign']])}?{query}", row["due"])
        for row in rows.order_by("task__campaign")
    ]  # fmt: skip


def _promises(leads: list[int], today: date) -> list[Waiting]:
    rows = DispatchPromise.objects.filter(campaign__unit__in=leads, kept__isnull=True, due_on__lte=today)
    return [
        ("承诺待核定", short(f"{row.unit.short_name or row.unit.name}：{row.text}"), reverse("officer:dispatch_promise", args=[row.pk]), row.due_on)
        for row in rows.select_related("unit").order_by("due_on", "pk")
    ]  # fmt: skip


def _answered(leads: list[int]) -> list[Waiting]:
    """Steps and visits that were answered and are still open."""
    steps = UnitMeasure.objects.filter(by_unit__in=leads, answered_on__isnull=False, closed_on__isnull=True)
    visits = AreaVisit.objects.filter(by_unit__in=leads, replied_on__isnull=False, closed_on__isnull=True)
    return [
        *(
            ("答复待销号", short(f"{row.unit.short_name or row.unit.name}：{row.answer}"), reverse("officer:dispatch_measure", args=[row.pk]), row.answered_on)
            for row in steps.select_related("unit").order_by("answered_on", "pk")
        ),
        *(
            ("反馈待办结", short(f"{row.unit.short_name or row.unit.name}：{row.reply}"), reverse("officer:dispatch_visit", args=[row.pk]), row.replied_on)
            for row in visits.select_related("unit").order_by("replied_on", "pk")
        ),
    ]  # fmt: skip


def _appeals(leads: list[int]) -> list[Waiting]:
    rows = RankingAppeal.objects.filter(sheet__unit__in=leads, upheld__isnull=True).select_related("region")
    return [
        ("申诉待答复", short(f"{row.region.name}：{row.text}"), reverse("officer:dispatch_appeal_answer", args=[row.pk]), None)
        for row in rows.order_by("made_at", "pk")
    ]  # fmt: skip


def _reports(staff: Staff, units: Collection[int]) -> list[Waiting]:
    """One line a round: reports handed in that the person may take over for the round's own area."""
    own = [
        post.region_id
        for post in posts_of(staff)
        if post.unit_id in units and Permission.REPORT_ACCEPT in DUTIES[post.duty].grants
    ]
    handed = Q(state=ReportState.FILED, round__region__in=own) & ~Q(region__in=own)
    rows = Report.objects.filter(handed).values("round", "round__title", "round__due_county").annotate(n=Count("pk"))
    return [
        ("报表待审核", f"{row['n']}份：{short(row['round__title'])}", reverse("officer:report_round", args=[row["round"]]), row["round__due_county"])
        for row in rows.order_by("round__due_county", "round")
    ]  # fmt: skip
