"""Closing an item, and opening it again when there is news."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.opinion.models import OpinionEvent, OpinionItem
from nuanxin.watch.opinion.seeing import held_file, write_event
from nuanxin.watch.opinion.words import OWED, EventKind, Line, State, Truth

CITES = "根治拖欠农民工工资工作要求：线上线下联动处置（S2三(四)）"


@dataclass(frozen=True)
class Standing:
    """What the closing depends on."""

    state: str
    truth: str
    linked: bool
    offline: bool  # something was done off-line, or the story became or belongs to a clue


def why_not_close(standing: Standing) -> str:
    """Everything that stands in the way, in words; empty where nothing does. Pure."""
    if standing.state == State.CLOSED:
        return "已经办结"
    if standing.truth == Truth.UNRELATED and standing.state in (State.CHECKED, State.ANSWERED):
        return ""  # nothing to answer, nothing to pay
    if standing.state != State.ANSWERED:
        return "还没有发布回应"
    if standing.truth in OWED and not standing.linked:
        return "欠薪属实，还没有关联线索"
    if not standing.offline and not standing.linked:
        return "只有线上回应，没有登记线下处置"
    return ""


def standing_of(item: OpinionItem) -> Standing:
    events = OpinionEvent.objects.filter(item=item, kind=EventKind.HANDLED, details__line=Line.OFFLINE)
    return Standing(item.state, item.truth, item.clue_id is not None, events.exists())


@transaction.atomic
def close_item(*, item: OpinionItem, conclusion: str, by: Staff, at: datetime) -> OpinionItem:
    """Answered, and handled on-line and off-line; a true story has its clue, where the wages are followed to the end."""
    row = held_file(item, by, doing="办结舆情")
    why = why_not_close(standing_of(row)) or ("" if conclusion.strip() else "没有写明办结结论")
    if why:
        raise Refusal("不能办结", why=why, remedy="请先办理缺少的一项", cites=CITES)
    row.state, row.closed_at, row.conclusion = State.CLOSED, at, conclusion.strip()[:500]
    row.save(update_fields=["state", "closed_at", "conclusion"])
    write_event(row, EventKind.CLOSED, at=at, by=by, text=row.conclusion)
    record("close_opinion", about=row, by=by, details={"truth": row.truth})
    return row


@transaction.atomic
def reopen_item(*, item: OpinionItem, why: str, by: Staff, at: datetime) -> OpinionItem:
    """News, or the rumour comes again: checked anew. The first answer keeps its moment."""
    row = held_file(item, by, doing="恢复办理")
    if row.state != State.CLOSED or not why.strip():
        raise Refusal("不能恢复办理", why="事项没有办结，或者没有写明理由", remedy="请核对")
    row.state, row.closed_at, row.conclusion = State.CHECKING, None, ""  # a closed one always has its officer
    row.save(update_fields=["state", "closed_at", "conclusion"])
    write_event(row, EventKind.REOPENED, at=at, by=by, text=why.strip())
    record("reopen_opinion", about=row, by=by, reason=why, details={})
    return row
