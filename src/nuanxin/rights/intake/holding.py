"""What holds a clue. Rooms above, which this room does not know, say why it may not be ended or sent away just now."""

from __future__ import annotations

from collections.abc import Callable

from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.intake.models import Clue

Hold = Callable[[Clue], str]
_HOLDS: list[Hold] = []


def hold_while(says: Hold) -> None:
    """Registered once, when a room above gets ready: `says` gives the reason (Chinese), or empty while nothing holds."""
    if says not in _HOLDS:
        _HOLDS.append(says)


def must_be_free(clue: Clue, *, doing: str) -> None:
    """Refuse with the first reason that holds the clue."""
    for says in _HOLDS:
        if why := says(clue):
            raise Refusal(f"{clue.number}不能{doing}", why=why, remedy="请先在案件中办理完毕")
