"""Where a measure stands on a day, and when the next note of a plan is due. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from nuanxin.rights.cases.supervision import NOTE_EVERY

Standing = Literal["draft", "open", "late", "done", "done_late", "dropped"]
WORDS: dict[str, str] = {
    "draft": "未批准，不计时",
    "open": "办理中",
    "late": "已逾期",
    "done": "按期完成",
    "done_late": "逾期完成",
    "dropped": "已撤销",
}


def standing_of(
    *, due_on: date, approved: bool, done_on: date | None, dropped_on: date | None, today: date
) -> Standing:
    """The clock runs only for what the head approved; the due day itself is still in time."""
    if dropped_on:
        return "dropped"
    if not approved:
        return "draft"
    if done_on:
        return "done_late" if done_on > due_on else "done"
    return "late" if today > due_on else "open"


@dataclass(frozen=True)
class NoteClock:
    """The latest note (None: none yet), and the day by which the next must be there (None: no note is owed)."""

    last_on: date | None
    due_on: date | None

    def late_on(self, today: date) -> bool:
        return self.due_on is not None and today > self.due_on


def note_clock(*, registered_on: date, notes: list[date], ended: bool) -> NoteClock:
    """A week after the latest note, else after the registration; a closed plan owes none."""
    last = max(notes, default=None)
    return NoteClock(last, None if ended else (last or registered_on) + NOTE_EVERY)
