"""The officer's words on the progress page, also for those who stay anonymous; what the worker says is in `said`."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.models import Clue, ClueEvent
from nuanxin.rights.intake.thread import locked, not_before_receipt, write_down
from nuanxin.rights.intake.visibility import must_hold

_LONGEST = 280  # characters: what one line of the page holds


@transaction.atomic
def say_to_reporter(*, clue: Clue, text: str, by: Staff, on: date) -> ClueEvent:
    """The officer asks or answers; it stands on the progress page."""
    clue = locked(clue)
    must_hold(by, Permission.CLUE_HANDLE, clue, doing="给反映人留言")
    words = _words(clue, text, on)
    return write_down("say_to_reporter", clue=clue, by=by, on=on, text=words, for_worker=f"{by.name}：{words}")


def _words(clue: Clue, text: str, on: date) -> str:
    not_before_receipt(clue, doing="留言", on=on)
    words = text.strip()
    if not words or len(words) > _LONGEST:
        raise Refusal("留言不能保存", why="没有内容" if not words else f"超过{_LONGEST}个字", remedy="请修改后再发")
    return words
