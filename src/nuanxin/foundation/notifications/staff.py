"""Telling a member of staff: in his box on the site, and by SMS where the office number is a mobile one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.phone import is_mobile
from nuanxin.foundation.notifications.merging import hours_of, next_merging, wish_of
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.notifications.queue import About, enqueue
from nuanxin.foundation.notifications.quiet import Calendar
from nuanxin.foundation.organisations.models import Staff


def tell(
    staff: Staff,
    template: str,
    values: Mapping[str, str],
    *,
    about: About,
    calendar: Calendar,
    urgent: bool = False,
) -> int:
    """Queue one message for each way in which the person can be reached; how many. What is not urgent waits for the hour
    at which he chose to get it with others as one, if he did.
    """
    moment = occasion.now().astimezone(occasion.BEIJING)
    merge_at = None if urgent else merge_moment(staff, template, moment, calendar)
    ways: list[tuple[str, str, Staff | None]] = [(Message.Channel.IN_SITE, staff.username, staff)]
    if is_mobile(staff.phone):
        ways.append((Message.Channel.SMS, staff.phone, None))
    for channel, to, box in ways:
        enqueue(
            channel=channel, to=to, template=template, values=values, about=about, at=moment, wait_until=merge_at,
            calendar=calendar, urgent=urgent, staff=box, merge_for=staff if merge_at else None,
        )  # fmt: skip
    return len(ways)


def merge_moment(staff: Staff, template: str, moment: datetime, calendar: Calendar) -> datetime | None:
    """The hour at which the person wants this kind with others as one; None where it comes by itself."""
    wish = wish_of(staff)
    if wish is None or template in wish.apart:
        return None
    return next_merging(at=moment, hours=hours_of(wish), calendar=calendar)
