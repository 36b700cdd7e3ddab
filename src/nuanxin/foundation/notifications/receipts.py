"""Delivery reports of suppliers, taken in: each once, however often it is told, in whatever order they come."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.db import transaction

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.notifications.escalation.chains import heard
from nuanxin.foundation.notifications.models import DeliveryReport, Message

_KEY = re.compile(r"nuanxin-(\d{1,18})")
SLACK = timedelta(hours=1)  # clocks of suppliers
_PERHAPS_TAKEN = (Message.Status.SENDING, Message.Status.FAILED, Message.Status.GAVE_UP)


@transaction.atomic
def take_report(
    *,
    key: str,
    outcome: str,
    happened_at: datetime,
    pressed: str = "",
    words: str = "",
    mark: str = "",
    supplier: str = "",
) -> DeliveryReport:
    """Keep what was reported and tell the chain. `mark`: the supplier's own number of the report.

    A report of a message that we thought not taken proves that it was: it is not sent again.
    """
    found = _KEY.fullmatch(key)
    message = Message.objects.select_for_update(of=("self",)).filter(pk=int(found[1])).first() if found else None
    if message is None or (message.status == Message.Status.QUEUED and not message.tries):
        raise NotFound("没有找到这条消息", why=f"“{key}”没有交给承运方", remedy="请核对消息标识")
    why = ""
    if outcome not in DeliveryReport.Outcome.values:
        why = f"没有“{outcome}”这种结果，可选：" + "、".join(DeliveryReport.Outcome.values)
    elif (outcome == DeliveryReport.Outcome.KEY) != bool(re.fullmatch(r"[0-9*#]{1,4}", pressed)):
        why = "按键只能是1到4位数字、*或者#，并且只有“接听并按键”才写按键"
    elif happened_at.tzinfo is None:
        why = "时间没有时区"
    elif not message.created_at - SLACK <= happened_at <= occasion.now() + SLACK:
        why = "时间早于消息生成或者晚于现在"
    if why:
        raise Refusal("回执不能登记", why=why, remedy="请改正后重发")
    if message.status in _PERHAPS_TAKEN:
        _taken_after_all(message, happened_at, supplier)
    mark = (mark.strip() or f"{outcome}:{pressed}:{happened_at.isoformat()}")[:80]
    report, new = DeliveryReport.objects.get_or_create(
        message=message,
        mark=mark,
        defaults={"outcome": outcome, "happened_at": happened_at, "key": pressed, "words": words.strip()[:300]},
    )
    if new:
        heard(report)
    return report


def _taken_after_all(message: Message, at: datetime, supplier: str) -> None:
    Message.objects.filter(pk=message.pk).update(
        status=Message.Status.SENT,
        sent_at=at,
        supplier=(supplier or message.doubt or message.supplier)[:60],
        receipt="承运方的送达回执",
        next_try_at=None,
        claim="",
        doubt="",
        waits_for="",
        last_error="",
        unread=message.staff_id is not None,
    )
