"""Within a unit: who answers for the clue. Beside it: what other units are asked to do."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Post, Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, may, must
from nuanxin.rights.intake.models import Clue, ClueEvent, HelperTask
from nuanxin.rights.intake.thread import locked, must_be_open, phone_of, tell_staff, write_down
from nuanxin.rights.intake.visibility import must_hold


@transaction.atomic
def assign_clue(*, clue: Clue, officer: Staff, by: Staff, on: date) -> Clue:
    """The head names the officer. Exactly one person answers for the clue before and after."""
    clue = locked(clue)
    hand_over(clue=clue, officer=officer, by=by, on=on, text=f"分派给{officer.name}")
    due = chinese_day(clue.due_on) if clue.due_on else "没有法定天数"
    tell_staff(officer, clue, "officer_assigned", {"number": clue.number, "day": due})
    return clue


def must_be_assignable(*, clue: Clue, officer: Staff, by: Staff, on: date) -> None:
    """Refuse where this person may not give this clue to this officer: whose right, which state, who may hold it."""
    must_hold(by, Permission.CLUE_ASSIGN, clue, doing="分派线索")
    must_be_open(clue, doing="分派", on=on)
    there = Post.objects.filter(staff=officer, unit=clue.unit, valid_from__lte=on, valid_to__isnull=True)
    facts = FileFacts(region=clue.region_id, unit_id=clue.unit_id, owner_id=officer.pk)
    if not officer.is_active or not there.exists() or not may(officer, Permission.CLUE_HANDLE, facts):
        raise Refusal(
            f"{clue.number}不能分派给{officer.name}", why="该人员不是承办单位的办案人员", remedy="请选择本单位在岗人员"
        )


def hand_over(*, clue: Clue, officer: Staff, by: Staff, on: date, text: str, batch: int | None = None) -> ClueEvent:
    """Checked and written down on a locked clue; telling the officer is the caller's. `batch`: of which bulk act."""
    must_be_assignable(clue=clue, officer=officer, by=by, on=on)
    before = clue.officer_id
    clue.officer = officer
    clue.save(update_fields=["officer"])
    said = f"由{clue.unit.name}{officer.name}办理，电话{phone_of(clue)}"
    details = {"before": before, "officer": officer.pk} | ({"batch": batch} if batch else {})
    return write_down("assign_clue", clue=clue, by=by, on=on, text=text, for_worker=said, details=details)


@transaction.atomic
def ask_helper(*, clue: Clue, unit: Unit, task: str, by: Staff, on: date, due_on: date | None = None) -> HelperTask:
    """Ask another unit to do its part; the clue cannot close before it has."""
    clue = locked(clue)
    must_hold(by, Permission.CLUE_HANDLE, clue, doing="请其他单位协办")
    must_be_open(clue, doing="请其他单位协办", on=on)
    if unit.pk == clue.unit_id or not task.strip() or (due_on and due_on < on):
        raise Refusal(f"{clue.number}不能交办", why="协办单位、事项或者期限不对", remedy="请核对后交办")
    helper = HelperTask.objects.create(clue=clue, unit=unit, task=task.strip()[:200], asked_on=on, due_on=due_on)
    text = f"请{unit.name}协办：{task.strip()}"
    write_down("ask_helper", clue=clue, by=by, on=on, text=text, details={"unit": unit.code, "task": helper.pk})
    return helper


@transaction.atomic
def finish_helper(*, helper: HelperTask, reply: str, by: Staff, on: date) -> HelperTask:
    """The helping unit answers; only its own people may, and the answer is not written over."""
    clue = locked(helper.clue)
    helper = HelperTask.objects.select_related("unit").get(pk=helper.pk)
    facts = FileFacts(region=helper.unit.region_id, unit_id=helper.unit_id)
    must(by, Permission.CLUE_HANDLE, facts, doing="反馈协办事项")
    if helper.done_on or not reply.strip() or on < helper.asked_on:
        why = f"已于{helper.done_on}反馈" if helper.done_on else "没有反馈内容，或者日期早于交办日期"
        raise Refusal("协办事项不能反馈", why=why, remedy="请核对后反馈")
    helper.done_on, helper.reply = on, reply.strip()
    helper.save(update_fields=["done_on", "reply"])
    write_down("finish_helper", clue=clue, by=by, on=on, text=reply, details={"task": helper.pk})
    return helper
