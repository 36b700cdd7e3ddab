"""What the worker says after the report, at the phone page: a message, a new telephone, how he found the handling."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.common.phone import normalise_phone
from nuanxin.foundation.parties.models import phone_index
from nuanxin.rights.intake.alerts.raising import raise_in_message
from nuanxin.rights.intake.channels import ClueState
from nuanxin.rights.intake.models import Clue, ClueEvent
from nuanxin.rights.intake.thread import on_locked_clue, tell_staff, write_down

MARKS = {3: "满意", 2: "一般", 1: "不满意"}
_LONGEST = 1000
_ENDED = (ClueState.SETTLED, ClueState.CLOSED, ClueState.REFUSED)


@on_locked_clue
def send_message(*, clue: Clue, text: str, on: date) -> ClueEvent:
    """A line from the worker to whoever handles the clue, who is told; also after its end. On a merged clue: of the kept one."""
    text = text.strip()
    if not text:
        raise Refusal("留言没有发出", why="没有写内容", remedy="请写一句话再发")
    if len(text) > _LONGEST:
        raise Refusal("留言没有发出", why=f"超过{_LONGEST}字", remedy="请写短一点，分几次发也行")
    handled = clue.merged_into or clue
    told_today = unanswered(Clue.objects.filter(pk=handled.pk)).filter(occurred_on=on).exists()
    event = write_down("worker_message", clue=clue, by=None, on=on, text=text, for_worker=f"您留言：{text[:200]}")
    raise_in_message(clue=handled, text=text)
    if not told_today:  # ten messages of one evening are one call on the officer
        values = {"number": handled.number, "day": chinese_day(on)}
        tell_staff(handled.officer, handled, "officer_worker_message", values)
    return event


def unanswered(clues: QuerySet[Clue]) -> QuerySet[ClueEvent]:
    """Messages of workers on these clues, or on clues merged into them, after which the office has not written back."""
    kept = clues.values("pk")
    later = ClueEvent.objects.filter(kind="say_to_reporter", pk__gt=OuterRef("pk"))
    answered = later.filter(Q(clue=OuterRef("clue")) | Q(clue=OuterRef("clue__merged_into")))
    said = ClueEvent.objects.filter(Q(clue__in=kept) | Q(clue__merged_into__in=kept), kind="worker_message")
    return said.filter(~Exists(answered))


@on_locked_clue
def change_phone(*, clue: Clue, old_index: str, phone: str, on: date) -> ClueEvent:
    """The reporter with the old number (its blind index) has a new one. BadInput for a wrong number, Refusal for no such reporter."""
    try:
        number = normalise_phone(phone)
    except ValueError as wrong:
        raise BadInput(Fault(str(wrong), column="联系电话")) from None
    rows = [one for one in clue.reporters.all() if old_index and one.phone_index == old_index]
    if len(rows) != 1:
        raise Refusal("手机号没有换", why="不能确定是哪一位反映人", remedy="请打电话给办案人员更换")
    one = rows[0]
    tails = one.phone[-4:], number[-4:]
    one.phone, one.phone_index = number, phone_index(number)
    one.save(update_fields=["phone", "phone_index"])
    own = clue.claims.select_related("worker").filter(worker__phone_index=old_index)
    for claim in own:  # the same person as a worker of this file, so that he finds his own line again
        claim.worker.phone = number
        claim.worker.save(update_fields=["phone", "phone_index"])
    return write_down(
        "change_phone",
        clue=clue,
        by=None,
        on=on,
        text=f"反映人联系电话由尾号{tails[0]}换成尾号{tails[1]}",
        for_worker=f"联系电话已换成尾号{tails[1]}",
        details={"reporter": one.pk},
    )


@on_locked_clue
def rate_handling(*, clue: Clue, mark: int, words: str, on: date) -> ClueEvent:
    """满意, 一般 or 不满意, once the matter is at its end; said again, the last word stands."""
    if mark not in MARKS:
        raise Refusal("评价没有记下", why="没有选满意不满意", remedy="请点一个")
    if clue.state not in _ENDED:
        raise Refusal("现在还不能评价", why="事情还没有办完", remedy="办完以后再评价；要催办请打电话")
    said = f"：{words.strip()[:300]}" if words.strip() else ""
    return write_down(
        "rate_handling",
        clue=clue,
        by=None,
        on=on,
        text=f"反映人评价：{MARKS[mark]}{said}",
        for_worker=f"您的评价：{MARKS[mark]}",
        details={"mark": mark},
    )
