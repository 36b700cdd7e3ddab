"""Putting a message into the outbox. It is written in the transaction of the act: no act, no message, and none is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import models

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.notifications.models import Chain, Message
from nuanxin.foundation.notifications.quiet import USUAL_HOURS, Calendar, OpenHours, earliest_sending
from nuanxin.foundation.notifications.texts import body_of, text
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.rows.appending import append
from nuanxin.foundation.vault.fields import blind_index

About = models.Model | tuple[str, int]
COUNTED = (Message.Channel.SMS, Message.Channel.WECHAT, Message.Channel.VOICE)  # what caps per person can count


def enqueue(
    *,
    channel: str,
    to: str,
    template: str,
    values: Mapping[str, str],
    about: About,
    calendar: Calendar,
    urgent: bool = False,
    hours: OpenHours = USUAL_HOURS,
    at: datetime | None = None,
    staff: Staff | None = None,
    merge_for: Staff | None = None,
    wait_until: datetime | None = None,
    chain: tuple[Chain, int] | None = None,
) -> Message:
    """Write one message; it goes out at the first open hour from `at` on (without `at`: the moment of the occasion).

    `staff`: in whose box on the site it lies, for messages of that channel. `merge_for`: who gets it with others as one,
    if others wait for the same hour (`wait_until`). `chain`: the chain and the step that it is sent by. Acts call this inside their own transaction. Refusal where channel, address or a value of the text is missing.
    """
    if channel not in Message.Channel.values:
        raise Refusal(
            "消息不能生成", why=f"没有“{channel}”这个渠道", remedy="可选：" + "、".join(Message.Channel.labels)
        )
    if not to.strip():
        raise Refusal("消息不能生成", why="没有接收地址", remedy="请核对联系电话或者改用其他渠道")
    version = text(template).current
    at = at or occasion.now()
    not_before = earliest_sending(at=wait_until or at, urgent=urgent, calendar=calendar, hours=hours)
    about_kind, about_id = about_of(about)
    message = Message(
        channel=channel,
        to=to.strip(),
        to_index=index_of(to) if channel in COUNTED else "",
        template=template,
        template_version=version.version,
        notice=version.notice,
        body=body_of(version, values),
        urgent=urgent,
        not_before=not_before,
        next_try_at=not_before,
        about_kind=about_kind,
        about_id=about_id,
        created_at=at,
        staff=staff,
        merge_for=merge_for,
        chain=chain[0] if chain else None,
        step=chain[1] if chain else 0,
    )
    return append(message)


def index_of(to: str) -> str:
    """By which messages to one address are found."""
    return blind_index(to.strip(), "message")


def about_of(about: About) -> tuple[str, int]:
    """Kind and number of what a message is about."""
    return (about._meta.label_lower, int(about.pk)) if isinstance(about, models.Model) else about
