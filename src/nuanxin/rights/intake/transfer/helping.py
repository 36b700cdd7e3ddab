"""What other bodies are asked to do for a clue: task, due day, and an end that somebody signs. The file waits for all of them."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import DUTIES, Permission
from nuanxin.foundation.organisations.models import Post, Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.foundation.organisations.receiving import head_of
from nuanxin.rights.intake.models import Clue, HelperTask
from nuanxin.rights.intake.thread import locked, must_be_open, tell_staff, write_down
from nuanxin.rights.intake.visibility import must_hold

_ANSWERING = [duty.key for duty in DUTIES.values() if Permission.CLUE_HANDLE in duty.grants]


@transaction.atomic
def ask_helper(*, clue: Clue, unit: Unit, task: str, by: Staff, on: date, due_on: date | None = None) -> HelperTask:
    """Ask another unit to do its part; the clue cannot close before it has. Whoever assigns work there is told."""
    clue = locked(clue)
    must_hold(by, Permission.CLUE_HANDLE, clue, doing="请其他单位协办")
    must_be_open(clue, doing="请其他单位协办", on=on)
    if unit.pk == clue.unit_id or not task.strip() or (due_on and due_on < on):
        raise Refusal(f"{clue.number}不能交办", why="协办单位、事项或者期限不对", remedy="请核对后交办")
    helper = HelperTask.objects.create(clue=clue, unit=unit, task=task.strip()[:200], asked_on=on, due_on=due_on)
    text = f"请{unit.name}协办：{task.strip()}"
    write_down("ask_helper", clue=clue, by=by, on=on, text=text, details={"unit": unit.code, "task": helper.pk})
    receiver = head_of(unit)
    if receiver:
        day = chinese_day(due_on) if due_on else "没有限定"
        tell_staff(receiver, clue, "officer_helper_asked", {"number": clue.number, "task": helper.task, "day": day})
    return helper


@transaction.atomic
def finish_helper(*, helper: HelperTask, reply: str, by: Staff, on: date) -> HelperTask:
    """The helping unit answers and signs; only its own people may, and the answer is not written over."""
    facts = FileFacts(region=helper.unit.region_id, unit_id=helper.unit_id)
    must(by, Permission.CLUE_HANDLE, facts, doing="反馈协办事项")
    ended = _end(helper, "finish_helper", reply, by=by, on=on, doing="反馈")
    holder = ended.clue.officer
    values = {"number": ended.clue.number, "unit": ended.unit.short_name, "task": ended.task}
    tell_staff(holder, ended.clue, "officer_helper_done", values)
    return ended


@transaction.atomic
def enter_paper_reply(*, helper: HelperTask, reply: str, signed_by: str, by: Staff, on: date) -> HelperTask:
    """The answer came on paper from a body that has nobody here (a bank, a court): the holder enters it with who signed."""
    must_hold(by, Permission.CLUE_HANDLE, helper.clue, doing="登记协办来函")
    if has_people(helper.unit, on):
        why = f"{helper.unit.short_name}有在岗人员，由其自行反馈并签字"
        raise Refusal("协办来函不能登记", why=why, remedy="请对方在工作台反馈")
    if not signed_by.strip():
        raise Refusal("协办来函不能登记", why="没有写明来函由谁签字", remedy="请补充")
    return _end(helper, "finish_helper", reply, by=by, on=on, doing="登记来函", signed_by=signed_by)


@transaction.atomic
def withdraw_helper(*, helper: HelperTask, reason: str, by: Staff, on: date) -> HelperTask:
    """The holder takes a task back that is no longer needed, with the reason; the line stays."""
    must_hold(by, Permission.CLUE_HANDLE, helper.clue, doing="撤回交办")
    return _end(helper, "withdraw_helper", reason, by=by, on=on, doing="撤回", withdrawn=True)


def has_people(unit: Unit, on: date | None = None) -> bool:
    """Whether anybody of the body can answer here himself, on that day or today."""
    on = on or occasion.today()
    posts = Post.objects.filter(unit=unit, duty__in=_ANSWERING, valid_from__lte=on, staff__is_active=True)
    return posts.exclude(valid_to__lt=on).exists()


def _end(
    helper: HelperTask,
    act: str,
    words: str,
    *,
    by: Staff,
    on: date,
    doing: str,
    signed_by: str = "",
    withdrawn: bool = False,
) -> HelperTask:
    clue = locked(helper.clue)
    helper = HelperTask.objects.select_related("unit").get(pk=helper.pk)
    if helper.done_on or not words.strip() or on < helper.asked_on:
        why = f"已于{helper.done_on}结束" if helper.done_on else "没有写内容，或者日期早于交办日期"
        raise Refusal(f"协办事项不能{doing}", why=why, remedy="请核对后办理")
    helper.clue, helper.done_on, helper.done_by, helper.reply = clue, on, by, words.strip()
    helper.signed_by, helper.withdrawn = signed_by.strip()[:60], withdrawn
    helper.save(update_fields=["done_on", "done_by", "reply", "signed_by", "withdrawn"])
    signed = f"（来函签字人{helper.signed_by}）" if helper.signed_by else ""
    text = f"{helper.unit.short_name}“{helper.task}”：{helper.reply}{signed}"
    write_down(act, clue=clue, by=by, on=on, text=text, details={"task": helper.pk, "unit": helper.unit.code})
    return helper
