"""How far an answer is from its limit, by the hour: the watch runs day and night."""

from __future__ import annotations

from datetime import datetime, timedelta

from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.watch.opinion.models import OpinionItem
from nuanxin.watch.opinion.words import UNANSWERED
from nuanxin.web.patterns.lights import Light

NEAR = timedelta(hours=6)  # when amber begins; the desk's preference, no statutory figure


def answer_light(item: OpinionItem, now: datetime) -> Light:
    """The light of the answer: given in time or late, waiting, overdue; no limit set says so."""
    if item.lead_id:
        return Light("none", "已归并")
    if item.answered_at is None and item.state not in UNANSWERED:
        return Light("none", "无需回应")
    return _light(item.answer_due_at, item.answered_at, now, "回应")


def assess_light(item: OpinionItem, now: datetime) -> Light:
    """The same for the assessment."""
    return _light(item.assess_due_at, item.assessed_at, now, "研判")


def _light(due: datetime | None, done: datetime | None, now: datetime, what: str) -> Light:
    if due is None:
        return Light("none", f"已{what}" if done else "没有设置期限")
    day = due.astimezone(BEIJING).date()
    if done is not None:
        late = done - due
        return (
            Light("overdue", f"逾期{span(late)}{what}", day)
            if late > timedelta()
            else Light("done", f"按期{what}", day)
        )
    left = due - now
    if left < timedelta():
        return Light("overdue", f"逾期{span(-left)}", day)
    return Light("near", f"临近 剩{span(left)}", day) if left <= NEAR else Light("normal", f"剩{span(left)}", day)


def span(length: timedelta) -> str:
    """In hours up to two days, then in days; below an hour in minutes."""
    minutes = int(length.total_seconds()) // 60
    if minutes < 60:
        return f"{minutes}分钟"
    return f"{minutes // 60}小时" if minutes < 48 * 60 else f"{minutes // 1440}天"


def moment(at: datetime | None) -> str:
    """A moment as the pages write it."""
    return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}" if at else ""
