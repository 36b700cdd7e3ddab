"""The daily round: answers past their limit and hours ahead without anybody on duty are told, each once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.notifications.staff import tell
from nuanxin.foundation.organisations.duties import DUTIES, Permission
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import within
from nuanxin.foundation.organisations.working_days import calendar_for
from nuanxin.watch.opinion.models import OpinionItem
from nuanxin.watch.opinion.roster.hours import Span
from nuanxin.watch.opinion.roster.models import WatchGap, WatchShift
from nuanxin.watch.opinion.roster.planning import on_duty, open_hours
from nuanxin.watch.opinion.seeing import write_event
from nuanxin.watch.opinion.words import UNANSWERED, EventKind

ROUND = Outsider("每日巡检")
AHEAD = timedelta(hours=24)  # how far ahead the round looks for gaps; the house's choice
RESTED = timedelta(days=62)  # a place without a shift since then keeps no roster


def overdue_items(*, region: str, at: datetime) -> QuerySet[OpinionItem]:
    """Files of an area whose answer is past its limit and was never given."""
    rows = OpinionItem.objects.filter(region__in=within(region), lead__isnull=True, state__in=UNANSWERED)
    return rows.filter(answered_at__isnull=True, answer_due_at__lt=at)


def watch_opinion(*, at: datetime) -> int:
    """Told now: late answers and gaps of the next day. Doing it twice tells nothing twice."""
    late = OpinionItem.objects.filter(
        lead__isnull=True,
        state__in=UNANSWERED,
        answered_at__isnull=True,
        answer_due_at__lt=at,
        reminded_at__isnull=True,
    )
    told = sum(_late(key, at) for key in late.order_by("answer_due_at").values_list("pk", flat=True)[:5000])
    kept = WatchShift.objects.filter(ends_at__gt=at - RESTED, withdrawn_at__isnull=True)
    for code in kept.order_by("region").values_list("region", flat=True).distinct():
        told += sum(_gap(code, span, at) for span in open_hours(code, Span(_hour(at), _hour(at) + AHEAD)))
    return told


@transaction.atomic
def _late(key: int, at: datetime) -> bool:
    """A conditional update decides which of two rounds tells. The officer, who is on duty, and who decides are told."""
    if not OpinionItem.objects.filter(pk=key, reminded_at__isnull=True).update(reminded_at=at):
        return False
    item = OpinionItem.objects.select_related("officer").get(pk=key)
    assert item.answer_due_at is not None
    values = {"number": item.number, "step": "舆情回应", "day": _written(item.answer_due_at)}
    for staff in _told_of(item, at):
        tell(staff, "officer_overdue", values, about=item, calendar=calendar_for(item.region_id), urgent=True)
    write_event(item, EventKind.REMINDED, at=at, by=None, text=f"回应期限{_written(item.answer_due_at)}已过，已提醒")
    record("remind_opinion", about=item, by=ROUND, details={"due_at": item.answer_due_at})
    return True


@transaction.atomic
def _gap(code: str, span: Span, at: datetime) -> bool:
    """Overlapping what was told before is not told again until it is another gap."""
    if WatchGap.objects.filter(region=code, starts_at__lt=span.end, ends_at__gt=span.start).exists():
        return False
    gap = WatchGap.objects.create(region_id=code, starts_at=span.start, ends_at=span.end, told_at=at)
    values = {
        "number": "舆情值守",
        "step": f"{_written(span.start)}至{_written(span.end)}无人值守",
        "day": _written(span.start),
    }
    for staff in deciders(code, at):
        tell(staff, "officer_due_soon", values, about=gap, calendar=calendar_for(code), urgent=True)
    record("tell_opinion_gap", about=gap, by=ROUND, details={"from": span.start, "to": span.end})
    return True


def deciders(region: str, at: datetime) -> list[Staff]:
    """Who plans the roster and lets answers out at that very place; leaders are not told of every hour."""
    duties = [duty.key for duty in DUTIES.values() if Permission.OPINION_DECIDE in duty.grants and duty.key != "leader"]
    day = at.astimezone(BEIJING).date()
    held = Staff.objects.filter(
        is_active=True, posts__duty__in=duties, posts__region=region, posts__valid_from__lte=day
    ).exclude(posts__valid_to__lt=day)
    return list(held.distinct().order_by("pk"))


def places(codes: list[str]) -> QuerySet[Region]:
    """The places of these areas that keep a roster."""
    kept = WatchShift.objects.filter(withdrawn_at__isnull=True).values("region")
    return Region.objects.filter(within__area__in=codes, pk__in=kept).distinct().order_by("code")


def _told_of(item: OpinionItem, at: datetime) -> list[Staff]:
    people = [item.officer] if item.officer else []
    people += [shift.staff for shift in on_duty(item.region_id, at)]
    return list({one.pk: one for one in [*people, *deciders(item.region_id, at)] if one.is_active}.values())


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _written(at: datetime) -> str:
    return f"{at.astimezone(BEIJING):%Y年%m月%d日%H:%M}"
