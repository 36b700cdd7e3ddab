"""The due-time light: a word, an icon and a colour for how near a due day is. Colour never stands alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Level = Literal["none", "normal", "near", "today", "overdue", "done", "watch"]
ICONS: dict[Level, str] = {
    "none": "minus",
    "normal": "circle-check",
    "near": "clock",
    "today": "bell",
    "overdue": "alert",
    "done": "check",
    "watch": "info",
}


@dataclass(frozen=True)
class Light:
    """What a light shows: its level, its word, and the due day behind it."""

    level: Level
    word: str
    day: date | None = None

    @property
    def icon(self) -> str:
        return ICONS[self.level]


def due_light(*, due_on: date | None, today: date, done_on: date | None = None, near_days: int = 3) -> Light:
    """正常 / 临近 / 今日到期 / 逾期N天, in calendar days; a finished matter says whether it was finished in time.

    `near_days` is the desk's preference for when amber begins, not a statutory figure.
    """
    if due_on is None:
        return Light("none", "无期限")
    if done_on is not None:
        late = (done_on - due_on).days
        return Light("overdue", f"逾期{late}天办结", due_on) if late > 0 else Light("done", "按期办结", due_on)
    left = (due_on - today).days
    if left < 0:
        return Light("overdue", f"逾期{-left}天", due_on)
    if left == 0:
        return Light("today", "今日到期", due_on)
    if left <= near_days:
        return Light("near", f"临近 剩{left}天", due_on)
    return Light("normal", "正常", due_on)
