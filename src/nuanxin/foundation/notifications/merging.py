"""Many reminders of one morning as one message: by the person's own choice, within what is not urgent.

A reminder that is to be merged waits in the outbox for the hour that its receiver chose. Then all of one receiver and
channel become one new message with counts; they are marked as part of it and never go out by themselves. One alone goes
out as it is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.notifications.models import MergeWish, Message
from nuanxin.foundation.notifications.queue import enqueue
from nuanxin.foundation.notifications.quiet import USUAL_HOURS, Calendar, OpenHours, earliest_sending
from nuanxin.foundation.notifications.texts import kinds, text
from nuanxin.foundation.organisations.models import Staff

MERGED = "merged"  # key of the text of the one message
ABOUT = "notifications.merged"
NAMED = 6  # kinds named in the text; a phone shows no more
MOST_HOURS = 3


class _Raced(Exception):
    """Another deliverer was quicker with one of the parts."""


def next_merging(*, at: datetime, hours: Sequence[time], calendar: Calendar) -> datetime:
    """The first of these hours of a working day after `at`, in Beijing time. Pure."""
    if not hours:
        raise ValueError("没有合并发送的钟点")
    local = at.astimezone(BEIJING)
    day = local.date()
    while True:
        if calendar.is_working(day):
            for one in sorted(hours):
                moment = datetime.combine(day, one, BEIJING)
                if moment > local:
                    return moment
        day += timedelta(days=1)


def wish_of(staff: Staff) -> MergeWish | None:
    """What the person chose last; None where each comes by itself."""
    last = MergeWish.objects.filter(staff=staff).order_by("-pk").first()
    return last if last and last.hours else None


def hours_of(wish: MergeWish) -> list[time]:
    return [time.fromisoformat(one) for one in wish.hours]


@transaction.atomic
def choose_merging(
    *, hours: Sequence[time], apart: Sequence[str], by: Staff, calendar: Calendar, open_hours: OpenHours = USUAL_HOURS
) -> MergeWish:
    """The person's own choice, from now on; without hours each reminder comes by itself, and those that wait come at once."""
    why = ""
    if len(set(hours)) > MOST_HOURS:
        why = f"最多选择{MOST_HOURS}个钟点"
    elif any(not open_hours.opens <= one < open_hours.closes for one in hours):
        why = f"钟点应在{open_hours.opens:%H:%M}到{open_hours.closes:%H:%M}之间"
    elif unknown := set(apart) - set(kinds()):
        why = f"没有“{sorted(unknown)[0]}”这种消息"
    if why:
        raise Refusal("不能保存", why=why, remedy="请改正后再提交")
    chosen = [f"{one:%H:%M}" for one in sorted(set(hours))]
    wish = MergeWish.objects.create(staff=by, hours=chosen, apart=sorted(set(apart)))
    now = occasion.now()
    at = next_merging(at=now, hours=hours, calendar=calendar) if hours else now
    moved = earliest_sending(at=at, urgent=False, calendar=calendar, hours=open_hours)
    waiting = Message.objects.filter(merge_for=by, status=Message.Status.QUEUED, claim="")
    waiting.update(not_before=moved, next_try_at=moved)
    for template in wish.apart if hours else kinds():
        waiting.filter(template=template).update(merge_for=None)
    record("choose_merging", about=wish, by=by, details={"hours": chosen, "apart": wish.apart})
    return wish


def merge_due(*, now: datetime, calendar: Calendar) -> int:
    """Join what is due for one receiver by one channel; how many messages became part of another. Called in open hours."""
    due = Message.objects.filter(
        merge_for__isnull=False, status=Message.Status.QUEUED, claim="", next_try_at__lte=now
    ).order_by("next_try_at", "pk")
    groups: dict[tuple[int | None, str, str], list[Message]] = defaultdict(list)
    for one in due.select_related("merge_for", "staff"):
        groups[one.merge_for_id, one.channel, one.to].append(one)
    joined = 0
    for parts in groups.values():
        if len(parts) > 1:
            try:
                joined += _join(parts, now, calendar)
            except _Raced:
                continue  # whatever is left is seen again at the next round
    return joined


@transaction.atomic
def _join(parts: Sequence[Message], now: datetime, calendar: Calendar) -> int:
    first = parts[0]
    whole = enqueue(
        channel=first.channel,
        to=first.to,
        template=MERGED,
        values={"count": str(len(parts)), "kinds": said(parts)},
        about=(ABOUT, first.merge_for_id or 0),
        calendar=calendar,
        at=now,
        staff=first.staff,
    )
    free = Message.objects.filter(pk__in=[one.pk for one in parts], status=Message.Status.QUEUED, claim="")
    taken = free.update(status=Message.Status.MERGED, merged_into=whole, next_try_at=None, waits_for="")
    if taken != len(parts):
        raise _Raced
    return taken


def said(parts: Sequence[Message]) -> str:
    """How many of each kind, the most first: "到期提醒5条、超期2条、其他1条"."""
    names = kinds()
    counted = Counter(names.get(one.template) or text(one.template).purpose for one in parts).most_common()
    words = [f"{name}{count}条" for name, count in counted[:NAMED]]
    rest = sum(count for _, count in counted[NAMED:])
    return "、".join(words + ([f"其他{rest}条"] if rest else []))
