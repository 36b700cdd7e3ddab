"""The officer's words on the progress page, also for those who stay anonymous; what the worker says is in `said`."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.models import Clue, ClueEvent
from nuanxin.rights.intake.thread import locked, not_before_receipt, phone_of, tell_reporters, write_down
from nuanxin.rights.intake.visibility import must_hold

_LONGEST = 280  # characters: what one line of the page holds


@transaction.atomic
def say_to_reporter(*, clue: Clue, text: str, by: Staff, on: date) -> ClueEvent:
    """The officer asks or answers; it stands on the progress page, and who left a name and a mobile number is told."""
    clue = locked(clue)
    must_hold(by, Permission.CLUE_HANDLE, clue, doing="给反映人留言")
    words = _words(clue, text, on)
    event = write_down("say_to_reporter", clue=clue, by=by, on=on, text=words, for_worker=f"{by.name}：{words}")
    # The words themselves stay on the page: a text message is read by whoever holds the phone.
    tell_reporters(clue, "worker_answered", {"code": clue.receipt_code or clue.number, "phone": phone_of(clue)})
    return event


def _words(clue: Clue, text: str, on: date) -> str:
    not_before_receipt(clue, doing="留言", on=on)
    words = text.strip()
    if not words or len(words) > _LONGEST:
        raise Refusal("留言不能保存", why="没有内容" if not words else f"超过{_LONGEST}个字", remedy="请修改后再发")
    return words
