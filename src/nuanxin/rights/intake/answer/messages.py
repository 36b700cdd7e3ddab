"""Words between officer and reporter on the progress page: also for those who stay anonymous and have only their code."""

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
_MOST_A_DAY = 20


@transaction.atomic
def say_to_reporter(*, clue: Clue, text: str, by: Staff, on: date) -> ClueEvent:
    """The officer asks or answers; it stands on the progress page."""
    clue = locked(clue)
    must_hold(by, Permission.CLUE_HANDLE, clue, doing="给反映人留言")
    words = _words(clue, text, on)
    return write_down("say_to_reporter", clue=clue, by=by, on=on, text=words, for_worker=f"{by.name}：{words}")


@transaction.atomic
def say_to_officer(*, clue: Clue, text: str, on: date) -> ClueEvent:
    """The reporter, known by his code alone, adds something. Twenty a day at most."""
    clue = locked(clue)
    words = _words(clue, text, on)
    if clue.events.filter(kind="say_to_officer", occurred_on=on).count() >= _MOST_A_DAY:
        raise Refusal("今天的留言已满", why=f"一天最多{_MOST_A_DAY}条", remedy="急事请打电话给承办人")
    return write_down("say_to_officer", clue=clue, by=None, on=on, text=words, for_worker=f"我：{words}")


def _words(clue: Clue, text: str, on: date) -> str:
    not_before_receipt(clue, doing="留言", on=on)
    words = text.strip()
    if not words or len(words) > _LONGEST:
        raise Refusal("留言不能保存", why="没有内容" if not words else f"超过{_LONGEST}个字", remedy="请修改后再发")
    return words
