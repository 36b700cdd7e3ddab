"""Telling somebody until he answers: a chain where the place has steps that reach him, else one message as before."""

from __future__ import annotations

from collections.abc import Mapping

from nuanxin.foundation.common import occasion
from nuanxin.foundation.notifications.escalation.chains import Receiver, begin_chain, running_for
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.notifications.queue import About, enqueue
from nuanxin.foundation.notifications.quiet import Calendar
from nuanxin.foundation.notifications.staff import tell
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff


def tell_worker(
    *, name: str, phone: str, template: str, values: Mapping[str, str], about: About, region: str, calendar: Calendar
) -> None:
    """A worker, by his mobile number; whoever registers clues in the region goes there in the end."""
    to = Receiver(name, phone)
    chain = None
    if not running_for(about, to, template):
        chain = begin_chain(
            audience="worker", to=to, template=template, values=values, about=about, region=region,
            needs=Permission.CLUE_REGISTER, calendar=calendar,
        )  # fmt: skip
    if chain is None:
        enqueue(
            channel=Message.Channel.SMS, to=phone, template=template, values=values, about=about, calendar=calendar,
            at=occasion.now().astimezone(occasion.BEIJING),
        )  # fmt: skip


def tell_until_read(
    staff: Staff,
    template: str,
    values: Mapping[str, str],
    *,
    about: About,
    region: str,
    needs: Permission,
    calendar: Calendar,
) -> None:
    """A member of staff, first in his box; reading it is the answer. While he is still being asked, a plain reminder."""
    to = Receiver(staff.name, staff.phone, staff)
    chain = None
    if not running_for(about, to, template):
        chain = begin_chain(
            audience="unit", to=to, template=template, values=values, about=about, region=region, needs=needs,
            calendar=calendar,
        )  # fmt: skip
    if chain is None:
        tell(staff, template, values, about=about, calendar=calendar)
