"""Telling a member of staff: in his box on the site, and by SMS where the office number is a mobile one."""

from __future__ import annotations

from collections.abc import Mapping

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.phone import is_mobile
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
    """Queue one message for each way in which the person can be reached; how many."""
    moment = occasion.now().astimezone(occasion.BEIJING)
    ways: list[tuple[str, str, Staff | None]] = [(Message.Channel.IN_SITE, staff.username, staff)]
    if is_mobile(staff.phone):
        ways.append((Message.Channel.SMS, staff.phone, None))
    for channel, to, box in ways:
        enqueue(
            channel=channel, to=to, template=template, values=values, about=about, at=moment, calendar=calendar,
            urgent=urgent, staff=box,
        )  # fmt: skip
    return len(ways)
