"""No more than so many messages a day to one person by one channel. What is over the cap waits for the next open day.

The caps are the house's own, no figure of any statute; NUANXIN_MESSAGE_CAPS in the settings changes them. Urgent
messages (codes for signing in, urgent signs) are neither held nor counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.conf import settings

from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.notifications.models import Message

USUAL_CAPS: dict[str, int] = {Message.Channel.SMS: 10, Message.Channel.WECHAT: 20, Message.Channel.VOICE: 3}


def caps() -> dict[str, int]:
    """Channel → most a day to one person."""
    given: dict[str, int] = getattr(settings, "NUANXIN_MESSAGE_CAPS", {})
    return {**USUAL_CAPS, **given}


def over_cap(message: Message, *, now: datetime, caps: Mapping[str, int]) -> int:
    """The cap that the receiver has reached today; 0 where this message may go."""
    cap = caps.get(message.channel, 0)
    if not cap or message.urgent or not message.to_index:
        return 0
    midnight = datetime.combine(now.astimezone(BEIJING).date(), time.min, BEIJING)
    got = Message.objects.filter(
        to_index=message.to_index, channel=message.channel, urgent=False, sent_at__gte=midnight,
        sent_at__lt=midnight + timedelta(days=1),
    )  # fmt: skip
    return cap if got.count() >= cap else 0
