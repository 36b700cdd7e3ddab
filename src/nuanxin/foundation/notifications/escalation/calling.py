"""The list of people to be told on the ground: a village cadre or a person of the grid rings up or goes, and says what came of it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.notifications.escalation.chains import end_chain
from nuanxin.foundation.notifications.escalation.steps import GROUND
from nuanxin.foundation.notifications.models import CallTask, Chain
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import areas, within

# The rights with which chains are begun: who registers clues tells workers, who accepts reports or supervises tells units.
CALLING = (Permission.CLUE_REGISTER, Permission.REPORT_ACCEPT, Permission.CLUE_SUPERVISE)


def calls_of(staff: Staff) -> QuerySet[CallTask]:
    """Tasks of the areas for which the person holds the right that each of them needs."""
    seen = Q(pk__in=[])
    for right in CALLING:
        for area in areas(staff, right):
            seen |= Q(needs=right, region__in=within(area))
    return CallTask.objects.filter(seen).select_related("chain", "region", "done_by")


def open_calls(staff: Staff) -> QuerySet[CallTask]:
    """Those still to be done; of a chain that was answered meanwhile nobody need be told."""
    return calls_of(staff).filter(done_at=None, chain__state=Chain.State.RUNNING).order_by("made_at", "pk")


def call_for(*, number: int, by: Staff) -> CallTask:
    """The task of that number; NotFound in the same words whether it is out of sight or does not exist."""
    found = calls_of(by).filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这项任务", remedy="请从“当面告知”名单打开；只能办理本地区的任务")
    return found


def open_number(*, task: CallTask, by: Staff) -> str:
    """The person's telephone in the clear, for whoever is about to ring; written down."""
    task = call_for(number=task.pk, by=by)
    record("open_call_number", about=task, by=by, details={"chain": task.chain_id})
    return str(task.chain.phone)


@transaction.atomic
def answer_call(*, task: CallTask, result: str, words: str, by: Staff) -> CallTask:
    """What came of it. Told: the chain has its answer. Not reached: it ends without one, and says so."""
    call_for(number=task.pk, by=by)
    task = CallTask.objects.select_for_update(of=("self",)).select_related("chain").get(pk=task.pk)
    why = ""
    if task.done_at is not None:
        why = "这项任务已经办理"
    elif task.chain.state != Chain.State.RUNNING:
        why = f"已经是“{task.chain.get_state_display()}”，不需要再告知"
    elif result not in CallTask.Result.values:
        why = "没有选择结果"
    elif not words.strip():
        why = "没有写明联系情况（时间、方式、次数、接听人）"
    if why:
        raise Refusal("不能登记", why=why, remedy="请核对后再提交")
    now = occasion.now()
    task.result, task.words, task.done_at, task.done_by = result, words.strip()[:300], now, by
    task.save(update_fields=["result", "words", "done_at", "done_by"])
    told = result != CallTask.Result.NOT_REACHED
    state = Chain.State.ANSWERED if told else Chain.State.ENDED
    said = f"{CallTask.Result(result).label}（{by.name}）"
    end_chain(task.chain, state, by=GROUND if told else "", words=said, at=now)
    record("answer_call", about=task, by=by, details={"chain": task.chain_id, "result": result})
    return task
