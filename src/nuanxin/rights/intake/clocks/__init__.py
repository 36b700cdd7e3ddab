"""Time limits that run on a clue: opened, paused, extended, stopped, and rung up the ladder when they run short."""

from nuanxin.rights.intake.clocks.calendars import calendar_of, local_setting
from nuanxin.rights.intake.clocks.ringing import ring_due
from nuanxin.rights.intake.clocks.running import (
    extend_clock,
    lengthen_clock,
    new_clock,
    open_clock,
    pause_clock,
    promise_by,
    recompute_clock,
    resume_clock,
    running_clocks,
    shown_due,
    stop_all_clocks,
    stop_clock,
    unpause_clock,
)

__all__ = [
    "calendar_of",
    "extend_clock",
    "lengthen_clock",
    "local_setting",
    "new_clock",
    "open_clock",
    "pause_clock",
    "promise_by",
    "recompute_clock",
    "resume_clock",
    "ring_due",
    "running_clocks",
    "shown_due",
    "stop_all_clocks",
    "stop_clock",
    "unpause_clock",
]
