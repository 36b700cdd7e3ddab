"""A letter asks, its receiver signs for it, replies or returns it; each end sees the same line (features RT-07)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.documents.issue import issue_paper
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must, posts_of
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.thread import write_down
from nuanxin.rights.intake.transfer import ask_helper, finish_helper, withdraw_helper
from nuanxin.rights.justice.assistance.models import AssistanceLetter

_CITES = "保障农民工工资支付条例第十条"
REPLIED, RETURNED, RECALLED = "replied", "returned", "recalled"


@transaction.atomic
def send_letter(
    *, clue: Clue, to_unit: Unit, kind: str, asked: str, by: Staff, on: date, due_on: date | None = None
) -> AssistanceLetter:
    """Ask another unit by letter; it sees the thread from now on, and the file waits for its answer."""
    kinds = dict(AssistanceLetter._meta.get_field("kind").flatchoices)
    if kind not in kinds or not asked.strip():
        raise Refusal("不能发函", why="没有写明协作事项", remedy="请填写", cites=_CITES)
    task = ask_helper(clue=clue, unit=to_unit, task=f"协作函：{kinds[kind]}", by=by, on=on, due_on=due_on)
    clue = task.clue
    fields = {
        "to_unit": to_unit.name,
        "clue_number": clue.number,
        "employer": clue.employer.name if clue.employer else clue.employer_said or "未查明",
        "kind": str(kinds[kind]),
        "asked": asked.strip(),
        "reply_by": due_on or {"none": "没有限定，请尽快回复"},
        "contact_name": by.name,
        "contact_phone": by.phone or clue.unit.phone,
        "contact_address": clue.unit.address or clue.unit.name,
    }
    paper = issue_paper(kind="assistance_letter", about=clue, fields=fields, unit=clue.unit, by=by, on=on)
    letter = AssistanceLetter.objects.create(
        clue=clue,
        task=task,
        from_unit=clue.unit,
        to_unit=to_unit,
        kind=kind,
        asked=asked.strip(),
        sent_on=on,
        sent_by=by,
        due_on=due_on,
        paper=paper,
    )
    text = f"{paper.number}：请{to_unit.name}{kinds[kind]}"
    write_down("send_letter", clue=clue, by=by, on=on, text=text, paper=paper, details={"letter": letter.pk})
    return letter


@transaction.atomic
def receive_letter(*, letter: AssistanceLetter, by: Staff, on: date) -> AssistanceLetter:
    """Signed for at the other end, once."""
    letter = _at_the_other_end(letter, by, "签收协作函", on)
    if letter.received_on:
        raise Refusal("不能签收协作函", why=f"已于{letter.received_on}签收", remedy="请刷新页面")
    letter.received_on, letter.received_by = on, by
    letter.save(update_fields=["received_on", "received_by"])
    text = f"{letter.to_unit.name}签收协作函"
    write_down("receive_letter", clue=letter.clue, by=by, on=on, text=text, details={"letter": letter.pk})
    return letter


@transaction.atomic
def reply_to_letter(*, letter: AssistanceLetter, reply: str, by: Staff, on: date) -> AssistanceLetter:
    """The answer, as a paper of the unit that was asked; the task ends with it."""
    letter = _at_the_other_end(letter, by, "复函", on)
    if not reply.strip():
        raise Refusal("不能复函", why="没有写明协作结果", remedy="请填写")
    if letter.received_on is None:
        letter.received_on, letter.received_by = on, by
    fields = {
        "from_unit": letter.from_unit.name,
        "letter": letter.paper.number if letter.paper else "",
        "letter_on": letter.sent_on,
        "reply": reply.strip(),
        "contact_name": by.name,
        "contact_phone": by.phone or letter.to_unit.phone,
        "contact_address": letter.to_unit.address or letter.to_unit.name,
    }
    letter.reply_paper = issue_paper(
        kind="assistance_reply", about=letter.clue, fields=fields, unit=letter.to_unit, by=by, on=on
    )
    return _end(letter, REPLIED, reply, by, on)


@transaction.atomic
def return_letter(*, letter: AssistanceLetter, reason: str, by: Staff, on: date) -> AssistanceLetter:
    """Not ours, or not possible: back with the reason; the asking unit may write to another."""
    letter = _at_the_other_end(letter, by, "退回协作函", on)
    if not reason.strip():
        raise Refusal("不能退回协作函", why="没有写明理由", remedy="请写明理由和应当联系的单位")
    return _end(letter, RETURNED, reason, by, on)


@transaction.atomic
def recall_letter(*, letter: AssistanceLetter, reason: str, by: Staff, on: date) -> AssistanceLetter:
    """The asking unit no longer needs it."""
    letter = _held(letter)
    _unanswered(letter, "撤回协作函", on)
    withdraw_helper(helper=letter.task, reason=reason, by=by, on=on)
    return _answered(letter, RECALLED, reason, by, on)


def letters_for(staff: Staff) -> QuerySet[AssistanceLetter]:
    """The letters of both ends: sent or received by a unit of the person's posts."""
    units = {post.unit_id for post in posts_of(staff)}
    return AssistanceLetter.objects.filter(Q(from_unit__in=units) | Q(to_unit__in=units)).select_related(
        "clue__employer",
        "from_unit",
        "to_unit",
        "sent_by",
        "received_by",
        "answered_by",
        "paper",
        "reply_paper",
        "task",
    )


def letter_of(staff: Staff, key: int) -> AssistanceLetter:
    """One of them; NotFound in the same words whether it is of others or does not exist."""
    found = letters_for(staff).filter(pk=key).first()
    if found is None:
        raise NotFound("没有找到这件协作函", remedy="请从协作函列表打开")
    return found


def _held(letter: AssistanceLetter) -> AssistanceLetter:
    rows = AssistanceLetter.objects.select_for_update(of=("self",)).select_related(
        "clue__unit", "from_unit", "to_unit", "task__unit", "task__clue", "paper"
    )
    return rows.get(pk=letter.pk)


def _at_the_other_end(letter: AssistanceLetter, by: Staff, doing: str, on: date) -> AssistanceLetter:
    held = _held(letter)
    facts = FileFacts(region=held.to_unit.region_id, unit_id=held.to_unit_id)
    must(by, Permission.CLUE_HANDLE, facts, doing=doing)
    _unanswered(held, doing, on)
    return held


def _unanswered(letter: AssistanceLetter, doing: str, on: date) -> None:
    if letter.answer:
        told = letter.get_answer_display()
        raise Refusal(f"不能{doing}", why=f"{told}（{letter.answered_on}）", remedy="需要再次协作的另行发函")
    if on < (letter.received_on or letter.sent_on):
        raise Refusal(f"不能{doing}", why="日期早于发函或者签收日期", remedy="请核对日期")


def _end(letter: AssistanceLetter, answer: str, words: str, by: Staff, on: date) -> AssistanceLetter:
    finish_helper(helper=letter.task, reply=words.strip(), by=by, on=on)
    return _answered(letter, answer, words, by, on)


def _answered(letter: AssistanceLetter, answer: str, words: str, by: Staff, on: date) -> AssistanceLetter:
    letter.answer, letter.answered_on, letter.answered_by, letter.reply = answer, on, by, words.strip()
    letter.save()
    return letter
