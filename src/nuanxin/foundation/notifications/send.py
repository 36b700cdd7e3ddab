"""Delivering what is due. Two tickers may run at once: a conditional update decides who sends.

A supplier that may have a message although it did not say so (it was killed, its answer was lost) is asked again under
the same key, by which it drops the double; another supplier gets the message only when the first says no. Urgent
messages do not wait for that: better twice than late.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from django.db.models import F

from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.notifications.adapters.adapter import Adapter, Outgoing, Receipt, SupplierFailed, Taken
from nuanxin.foundation.notifications.caps import over_cap
from nuanxin.foundation.notifications.merging import merge_due
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
    """What one round did, in messages. held: over the receiver's cap, waiting for another day."""

    sent: int = 0
    failed: int = 0
    gave_up: int = 0
    merged: int = 0
    held: int = 0


@dataclass(frozen=True)
class Outcome:
    """What came of the suppliers: who took it with which receipt, or why nobody did and who may have it all the same."""

    supplier: str = ""
    receipt: Receipt | None = None
    why: str = ""
    doubt: str = ""


def deliver_due(
    *,
    now: datetime,
    suppliers: Suppliers,
    calendar: Calendar,
    limit: int = 200,
    hours: OpenHours = USUAL_HOURS,
    caps: Mapping[str, int] | None = None,
) -> Delivery:
    """Send up to `limit` due messages, the oldest first; in quiet hours only urgent ones. Never raises for a supplier.

    Call it outside a transaction: each claim and each outcome must be kept whatever happens to the next message.
    """
    due = Message.objects.filter(status__in=_WAITING, next_try_at__lte=now)
    counts = {"sent": 0, "failed": 0, "gave_up": 0, "merged": 0, "held": 0}
    if earliest_sending(at=now, urgent=False, calendar=calendar, hours=hours) > now:
        due = due.filter(urgent=True)
    else:
        counts["merged"] = merge_due(now=now, calendar=calendar)
    for seen in list(due.order_by("next_try_at", "pk")[:limit]):
        adapters = _in_turn(seen, suppliers.get(seen.channel, ()))
        cap = over_cap(seen, now=now, caps=caps) if caps and not seen.doubt else 0
        if cap:
            counts["held"] += _hold(seen, cap, now=now, calendar=calendar, hours=hours)
        elif claim := _claim(seen, now, first=adapters[0].name if adapters else ""):
            outcome = _deliver(seen, claim, adapters)
            counts[_keep(seen, claim, outcome, now=now, calendar=calendar, hours=hours)] += 1
    return Delivery(**counts)


def _as_seen(seen: Message) -> dict[str, object]:
    return {"pk": seen.pk, "status": seen.status, "claim": seen.claim, "next_try_at": seen.next_try_at}


def _hold(seen: Message, cap: int, *, now: datetime, calendar: Calendar, hours: OpenHours) -> int:
    """Over the cap: it waits for the next open day and says why."""
    tomorrow = datetime.combine(now.astimezone(BEIJING).date() + timedelta(days=1), time.min, BEIJING)
    again = earliest_sending(at=tomorrow, urgent=False, calendar=calendar, hours=hours)
    waits_for = f"接收人今天已收到{cap}条，达到每日上限"
    return Message.objects.filter(**_as_seen(seen)).update(next_try_at=again, waits_for=waits_for)


def _claim(seen: Message, now: datetime, *, first: str) -> str:
    """Take the message if it is still as it was seen; the empty string when another deliverer was quicker.

    Whoever is asked first may have it from now on, as far as somebody can tell who finds us dead.
    """
    claim = secrets.token_hex(16)
    won = Message.objects.filter(**_as_seen(seen)).update(
        status=Message.Status.SENDING, claim=claim, tries=F("tries") + 1, next_try_at=now + LEASE, doubt=first[:60]
    )
    return claim if won else ""


def _in_turn(seen: Message, adapters: Sequence[Adapter]) -> list[Adapter]:
    """The suppliers in the order in which they are asked: whoever may have it already comes first."""
    return sorted(adapters, key=lambda one: one.name[:60] != seen.doubt)


def _deliver(seen: Message, claim: str, adapters: Sequence[Adapter]) -> Outcome:
    """Ask one supplier after the other until one takes it, or one may have it."""
    outgoing = Outgoing(
        key=f"nuanxin-{seen.pk}", channel=seen.channel, to=seen.to, notice=seen.notice, body=seen.body,
        again=seen.tries > 0,
    )  # fmt: skip
    reasons: list[str] = []
    doubt = seen.doubt
    if doubt and not seen.urgent and doubt not in [one.name[:60] for one in adapters]:
        return Outcome(why=f"{doubt}可能已经收下，但是已不在设置中", doubt=doubt)
    for place, adapter in enumerate(adapters):
        if place:
            Message.objects.filter(pk=seen.pk, claim=claim).update(doubt=adapter.name[:60])
        try:
            return Outcome(adapter.name, adapter.send(replace(outgoing, again=outgoing.again or place > 0)))
        except SupplierFailed as failed:
            reasons.append(f"{adapter.name}：{failed}")
            doubt = _doubt_after(doubt, adapter.name[:60], failed.taken)
        except Exception as broken:  # A fault in one supplier's code must not hold up the other messages.
            reasons.append(f"{adapter.name}：程序故障 {type(broken).__name__}")
        if doubt and not seen.urgent:
            break
    return Outcome(why="；".join(reasons) or "这个渠道没有设置承运方", doubt=doubt)


def _doubt_after(doubt: str, name: str, taken: Taken) -> str:
    """Who may have the message after this supplier failed. Pure."""
    if taken == Taken.PERHAPS:
        return name
    return "" if taken == Taken.NO and doubt == name else doubt


def _keep(seen: Message, claim: str, outcome: Outcome, *, now: datetime, calendar: Calendar, hours: OpenHours) -> str:
    mine = Message.objects.filter(pk=seen.pk, claim=claim)
    if outcome.receipt is not None:
        mine.update(
            status=Message.Status.SENT,
            sent_at=now,
            supplier=outcome.supplier[:60],
            receipt=outcome.receipt.text[:300],
            next_try_at=None,
            claim="",
            doubt="",
            waits_for="",
            last_error="",
            unread=seen.staff_id is not None,
        )
        return "sent"
    tries, why = seen.tries + 1, outcome.why[:300]
    if tries > len(BACK_OFF):
        mine.update(
            status=Message.Status.GAVE_UP, next_try_at=None, claim="", last_error=why, doubt=outcome.doubt, waits_for=""
        )
        return "gave_up"
    again = earliest_sending(at=now + BACK_OFF[tries - 1], urgent=seen.urgent, calendar=calendar, hours=hours)
    waits_for = f"等{outcome.doubt}答复是否已收" if outcome.doubt else ""
    mine.update(
        status=Message.Status.FAILED, next_try_at=again, claim="", last_error=why, doubt=outcome.doubt,
        waits_for=waits_for[:60],
    )  # fmt: skip
    return "failed"
