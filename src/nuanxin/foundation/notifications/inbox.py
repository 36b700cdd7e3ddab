"""A member of staff's own box on the site: what was delivered to him, what he has read. Nobody else's is ever asked for."""

from __future__ import annotations

from django.db.models import QuerySet

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.notifications.escalation.chains import answered_by_reading
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.notifications.texts import kinds, text
from nuanxin.foundation.organisations.models import Staff

MOST_COUNTED = 100  # the head of a page says 99+ beyond


def inbox_of(staff: Staff) -> QuerySet[Message]:
    """What was delivered to the person; what waits for the opening hours is not there yet."""
    return Message.objects.filter(staff=staff, sent_at__isnull=False)


def unread_count(staff: Staff) -> int:
    """How many he has not read, up to MOST_COUNTED; asked at every page, so answered from the index alone."""
    # `IN` because SQLite takes no plain truth value to an index.
    return Message.objects.filter(staff=staff, unread__in=(True,)).order_by()[:MOST_COUNTED].count()


def own_message(*, number: int, by: Staff) -> Message:
    """The person's own message of that number, or a part of one. Another's is as if there were none."""
    found = inbox_of(by).filter(pk=number).first()
    if found is None:
        found = Message.objects.filter(pk=number, staff=by, merged_into__in=inbox_of(by).values("pk")).first()
    if found is None:
        raise NotFound("没有找到这条消息", remedy="请从“消息”页面打开；只能查看发给本人的消息")
    return found


def parts_of(message: Message) -> list[Message]:
    """The reminders that were joined in it, in their order."""
    return list(Message.objects.filter(merged_into=message).order_by("pk"))


def mark_read(*, message: Message, by: Staff) -> None:
    """Read, once; the first time stands. A chain that it belongs to has its answer."""
    own_message(number=message.pk, by=by)
    now = occasion.now()
    if Message.objects.filter(pk=message.pk, unread=True).update(unread=False, read_at=now):
        answered_by_reading([message.pk], at=now)


def mark_all_read(*, by: Staff, template: str = "") -> int:
    """Everything unread, or all of one kind; how many."""
    mine = Message.objects.filter(staff=by, unread=True)
    if template:
        mine = mine.filter(template=template)
    now, numbers = occasion.now(), list(mine.values_list("pk", flat=True))
    answered_by_reading(numbers, at=now)
    return mine.filter(pk__in=numbers).update(unread=False, read_at=now)


def kind_of(message: Message) -> str:
    """The name of its kind; of one that is no longer sent, its text's purpose."""
    return kinds().get(message.template) or text(message.template).purpose
