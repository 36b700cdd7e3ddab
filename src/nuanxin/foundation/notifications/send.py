"""Delivering what is due. Two tickers may run at once: a conditional update decides who sends."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from nuanxin.foundation.notifications.adapters.adapter import Adapter, Outgoing, Receipt, SupplierFailed
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.notifications.quiet import USUAL_HOURS, Calendar, OpenHours, earliest_sending

Suppliers = Mapping[str, Sequence[Adapter]]
# A deliverer that was killed in the middle leaves its claim; after this time another one takes over.
LEASE = timedelta(minutes=5)
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=24),
)
_WAITING = (Message.Status.QUEUED, Message.Status.FAILED, Message.Status.SENDING)


@dataclass(frozen=True)
class Delivery:
    """What one round did, in messages."""

    sent: int = 0
    failed: int = 0
    gave_up: int = 0


def deliver_due(
    *,
    now: datetime,
    suppliers: Suppliers,
    calendar: Calendar,
    limit: int = 200,
    hours: OpenHours = USUAL_HOURS,
) -> Delivery:
    """Send up to `limit` due messages, the oldest first; in quiet hours only urgent ones. Never raises for a supplier.

    Call it outside a transaction: each claim and each outcome must be kept whatever happens to the next message.
    """
    due = Message.objects.filter(status__in=_WAITING, next_try_at__lte=now)
    if earliest_sending(at=now, urgent=False, calendar=calendar, hours=hours) > now:
        due = due.filter(urgent=True)
    counts = {"sent": 0, "failed": 0, "gave_up": 0}
    for seen in list(due.order_by("next_try_at", "pk")[:limit]):
        claim = _claim(seen, now)
        if claim:
            outcome = _deliver(seen, suppliers.get(seen.channel, ()))
            counts[_keep(seen, claim, outcome, now=now, calendar=calendar, hours=hours)] += 1
    return Delivery(**counts)


def _claim(seen: Message, now: datetime) -> str:
    """Take the message if it is still as it was seen; the empty string when another deliverer was quicker."""
    claim = secrets.token_hex(16)
    won = Message.objects.filter(pk=seen.pk, status=seen.status, claim=seen.claim, next_try_at=seen.next_try_at).update(
        status=Message.Status.SENDING, claim=claim, tries=F("tries") + 1, next_try_at=now + LEASE
    )
    return claim if won else ""


def _deliver(message: Message, adapters: Sequence[Adapter]) -> tuple[str, Receipt] | str:
    """(supplier, receipt) of the first supplier that takes it, or why none did."""
    outgoing = Outgoing(
        key=f"nuanxin-{message.pk}",
        channel=message.channel,
        to=message.to,
        notice=message.notice,
        body=message.body,
        again=message.tries > 0,
    )
    reasons = []
    for adapter in adapters:
        try:
            return adapter.name, adapter.send(outgoing)
        except SupplierFailed as failed:
            reasons.append(f"{adapter.name}：{failed}")
        except Exception as broken:  # A fault in one supplier's code must not hold up the other messages.
            reasons.append(f"{adapter.name}：程序故障 {type(broken).__name__}")
    return "；".join(reasons) or "这个渠道没有设置承运方"


def _keep(
    seen: Message,
    claim: str,
    outcome: tuple[str, Receipt] | str,
    *,
    now: datetime,
    calendar: Calendar,
    hours: OpenHours,
) -> str:
    mine = Message.objects.filter(pk=seen.pk, claim=claim)
    if not isinstance(outcome, str):
        supplier, receipt = outcome
        mine.update(
            status=Message.Status.SENT,
            sent_at=now,
            supplier=supplier[:60],
            receipt=receipt.text[:300],
            next_try_at=None,
            claim="",
            last_error="",
            unread=seen.staff_id is not None,
        )
        return "sent"
    tries = seen.tries + 1
    if tries > len(BACK_OFF):
        mine.update(status=Message.Status.GAVE_UP, next_try_at=None, claim="", last_error=outcome[:300])
        return "gave_up"
    again = earliest_sending(at=now + BACK_OFF[tries - 1], urgent=seen.urgent, calendar=calendar, hours=hours)
    mine.update(status=Message.Status.FAILED, next_try_at=again, claim="", last_error=outcome[:300])
    return "failed"
