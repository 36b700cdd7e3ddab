"""What orders from above want of a unit, at its desk: to receive and pass on, tasks and reports with their days, answers owed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import F, Q
from django.urls import reverse

from nuanxin.command.campaigns.dividing.giving import OVER
from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.opened.seeing import may_report
from nuanxin.command.campaigns.taking_part.models import Participant, Role
from nuanxin.command.dispatch.ladder.models import UnitMeasure
from nuanxin.command.dispatch.visiting.models import AreaVisit
from nuanxin.command.reporting.completeness import due_of
from nuanxin.command.reporting.models import Report, ReportState
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, may

AHEAD = timedelta(days=7)  # what is due later is on the pages of the campaign
Waiting = tuple[str, str, str, date | None]  # kind, text, page, due day
_WORDS = 40


def ordered_of(
    staff: Staff, units: Collection[int], today: date, most: int, *, whole_unit: bool = True
) -> list[Waiting]:
    """Of these units, as far as the person speaks for them, up to `most` of each kind; late and next first.

    A report is also the own matter of who fills it in; everything else is the unit's.
    """
    own = list(Unit.objects.filter(pk__in=units))
    speaks = [one.pk for one in own if whole_unit and may_report(staff, one)]
    fills = [one.pk for one in own if _fills(staff, one, signing=whole_unit)]
    near = today + AHEAD
    return [
        *_campaigns(speaks)[:most],
        *_shares(speaks, near)[:most],
        *_reports(fills, near)[:most],
        *_answers(speaks)[:most],
    ]


def _fills(staff: Staff, unit: Unit, *, signing: bool) -> bool:
    facts = FileFacts(region=unit.region_id, unit_id=unit.pk)
    return may(staff, P.REPORT_FILL, facts) or (signing and may(staff, P.REPORT_SIGN, facts))


def _campaigns(units: list[int]) -> list[Waiting]:
    """Not received yet, or received and not passed on with a plan of its own."""
    idle = Q(received_at__isnull=True) | Q(role=Role.LOWER, own__isnull=True)
    rows = Participant.objects.filter(idle, unit__in=units, campaign__closed_on__isnull=True).select_related("campaign")
    return [
        ("行动待部署" if row.received_at else "行动待签收", short(row.campaign.title), reverse("officer:campaign_part", args=[row.pk]), row.due_on)
        for row in rows.order_by(F("due_on").asc(nulls_last=True), "pk")
    ]  # fmt: skip


def _shares(units: list[int], near: date) -> list[Waiting]:
    rows = TaskShare.objects.filter(
        unit__in=units, due_on__lte=near, task__withdrawn_at__isnull=True, task__campaign__closed_on__isnull=True
    ).exclude(state__in=[*OVER, TaskShare.State.SAID_DONE])
    return [
        ("行动任务", short(row.task.text), reverse("officer:campaign_share", args=[row.pk]), row.due_on)
        for row in rows.select_related("task").order_by("due_on", "pk")
    ]


def _reports(units: list[int], near: date) -> list[Waiting]:
    rows = Report.objects.filter(unit__in=units, state__in=(ReportState.DRAFT, ReportState.RETURNED))
    found: list[Waiting] = [
        ("报表退回" if row.state == ReportState.RETURNED else "报表待报", short(row.round.title), reverse("officer:report", args=[row.pk]), due_of(row))
        for row in rows.select_related("round", "region").order_by("round__due_county", "pk")
        if due_of(row) <= near
    ]  # fmt: skip
    return found


def _answers(units: list[int]) -> list[Waiting]:
    """Steps taken on the unit and visits to it that ask for an answer."""
    steps = UnitMeasure.objects.filter(unit__in=units, answer_due_on__isnull=False, answered_on__isnull=True)
    visits = AreaVisit.objects.filter(unit__in=units, reply_due_on__isnull=False, replied_on__isnull=True)
    return [
        *(
            (f"{row.get_rung_display()}待答复", short(row.text), reverse("officer:dispatch_measure", args=[row.pk]), row.answer_due_on)
            for row in steps.filter(closed_on__isnull=True).order_by("answer_due_on", "pk")
        ),
        *(
            ("督导待反馈", short(row.findings), reverse("officer:dispatch_visit", args=[row.pk]), row.reply_due_on)
            for row in visits.filter(closed_on__isnull=True).order_by("reply_due_on", "pk")
        ),
    ]  # fmt: skip


def short(text: str) -> str:
    """As much of a text as a line of the desk holds."""
    return text if len(text) <= _WORDS else f"{text[:_WORDS]}…"
