"""A unit confirms that it has received a campaign, and names its liaison within the time that the notice gives."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.campaigns.opened.seeing import must_report
from nuanxin.command.campaigns.taking_part.models import Liaison, Participant, ThreadEntry
from nuanxin.command.campaigns.taking_part.sending import must_be_running
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.working_days import calendar_for

_RECEIPT, _LIAISON = "收文", "联络员"


@transaction.atomic
def receive(*, participant: Participant, by: Staff, at: datetime) -> Participant:
    """签收: from now on the clock for naming a liaison runs, where the notice orders one."""
    row = _locked(participant)
    must_report(by, row.unit, doing=f"代{row.unit.short_name or row.unit.name}签收")
    must_be_running(row.campaign)
    if row.received_at is not None:
        raise Refusal("不用再签收", why=f"已于 {row.received_at:%Y-%m-%d} 签收", remedy="请直接部署或报送联络员")
    row.received_at, row.received_by = at, by
    row.liaison_due_on = liaison_due(row.campaign, localdate(at), calendar_for(row.unit.region_id))
    row.save(update_fields=["received_at", "received_by", "liaison_due_on"])
    ThreadEntry.objects.create(participant=row, kind=ThreadEntry.Kind.RECEIVED, unit=row.unit, at=at, by=by)
    record("receive_campaign", about=row, by=by, details={"liaison_due_on": str(row.liaison_due_on or "")})
    return row


def liaison_due(campaign: Campaign, received: date, calendar: WorkingCalendar) -> date | None:
    """The last day for naming a liaison: so many (working) days after receipt, as the notice says; None where it says nothing."""
    for milestone in campaign.milestones.filter(relative__isnull=False):
        after = milestone.relative or {}
        if _RECEIPT in str(after.get("after") or "") and _LIAISON in f"{milestone.what}{milestone.text}":
            return days_after(received, int(after["amount"]), str(after["unit"]), calendar)
    return None


def days_after(day: date, amount: int, unit: str, calendar: WorkingCalendar) -> date:
    """The day so many days, working days or weeks later; the first day is not counted."""
    if unit == "working_day":
        for _ in range(amount):
            day = calendar.next_working(day + timedelta(days=1))
        return day
    return day + timedelta(days=amount * (7 if unit == "week" else 1))


@transaction.atomic
def name_liaison(*, participant: Participant, name: str, post: str, phone: str, by: Staff, at: datetime) -> Liaison:
    """报送联络员: a later one replaces the earlier, which stays on record."""
    row = _locked(participant)
    must_report(by, row.unit, doing=f"代{row.unit.short_name or row.unit.name}报送联络员")
    must_be_running(row.campaign)
    if row.received_at is None:
        raise Refusal("不能报送联络员", why="还没有签收", remedy="请先签收")
    earlier = row.liaisons.filter(replaced_by__isnull=True).first()
    if earlier is not None:
        # The standing one gives its place up first: one unit has one liaison, and the database holds to it.
        earlier.replaced_by = earlier
        earlier.save(update_fields=["replaced_by"])
    made = Liaison.objects.create(participant=row, name=name, post=post, phone=phone, named_at=at, named_by=by)
    if earlier is not None:
        earlier.replaced_by = made
        earlier.save(update_fields=["replaced_by"])
    ThreadEntry.objects.create(
        participant=row, kind=ThreadEntry.Kind.LIAISON, unit=row.unit, text=f"{name}，{post}，{phone}", at=at, by=by
    )
    record("name_liaison", about=row, by=by, details={"name": name})
    return made


def _locked(participant: Participant) -> Participant:
    rows = Participant.objects.select_for_update(of=("self",)).select_related("unit", "campaign", "campaign__unit")
    return rows.get(pk=participant.pk)
