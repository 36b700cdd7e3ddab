"""Answering: one drafts, another lets out. A rumour is clarified by the answer; not answering in public is decided the same way."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.opinion.answering.models import OpinionReply
from nuanxin.watch.opinion.models import OpinionItem
from nuanxin.watch.opinion.seeing import held, held_file, must_decide, write_event
from nuanxin.watch.opinion.words import RUMOUR, EventKind, State


@transaction.atomic
def draft_reply(*, item: OpinionItem, way: str, text: str, by: Staff, at: datetime) -> OpinionReply:
    """What is to be said, or why nothing is. Only after checking; one draft waits at a time."""
    row = held_file(item, by, doing="拟回应")
    if row.state != State.CHECKED:
        remedy = "请先登记核查结论" if row.state == State.CHECKING else "请刷新页面核对"
        raise Refusal("不能拟回应", why=f"现在是“{row.get_state_display()}”", remedy=remedy)
    clarifies = row.truth in RUMOUR
    if way not in OpinionReply.Way.values or not text.strip():
        raise Refusal("不能拟回应", why="没有填写回应方式或者内容", remedy="不公开回应的，内容栏写明理由")
    if clarifies and way == OpinionReply.Way.NONE:
        why = "不实、恶意编造的信息应当澄清"
        raise Refusal("不能不公开回应", why=why, remedy="请选择公开的回应方式", cites="S2三(四)")
    reply = OpinionReply.objects.create(
        item=row, clarifies=clarifies, way=way, text=text.strip(), drafted_by=by, drafted_at=at
    )
    row.state = State.DRAFTED
    row.save(update_fields=["state"])
    write_event(
        row,
        EventKind.DRAFTED,
        at=at,
        by=by,
        text=f"{'澄清' if clarifies else '回应'}（{reply.get_way_display()}），待审发",
    )
    record("draft_opinion_reply", about=row, by=by, details={"reply": reply.pk})
    return reply


@transaction.atomic
def decide_reply(
    *, reply: OpinionReply, agreed: bool, opinion: str, published: str, by: Staff, at: datetime
) -> OpinionReply:
    """Let out (saying where it stands, unless nothing is said in public) or sent back with the reason. Never one's own draft."""
    row = held(reply.item)
    must_decide(by, row.region, doing="审发舆情回应")
    reply = OpinionReply.objects.select_for_update().get(pk=reply.pk)
    if why := why_not_decide(reply, row, by):
        raise Refusal("不能审发", why=why, remedy="请由另一名有审发权限的人员办理")
    public = reply.way != OpinionReply.Way.NONE
    if (agreed and public and not published.strip()) or (not agreed and not opinion.strip()):
        raise Refusal(
            "不能审发",
            why="同意的没有写明发布位置，或者退回的没有写明意见",
            remedy="请填写链接、平台、账号或者答复对象",
        )
    reply.decided_by, reply.decided_at, reply.agreed = by, at, agreed
    reply.opinion, reply.published = opinion.strip()[:300], published.strip()[:500] if agreed else ""
    reply.save(update_fields=["decided_by", "decided_at", "agreed", "opinion", "published"])
    row.state = State.ANSWERED if agreed else State.CHECKED
    if agreed and row.answered_at is None:
        row.answered_at = at
    row.save(update_fields=["state", "answered_at"])
    where = f"，{reply.published}" if reply.published else ""
    if agreed:
        said = f"{'澄清不实信息，' if reply.clarifies else ''}{reply.get_way_display()}{where}"
        write_event(row, EventKind.ANSWERED, at=at, by=by, text=said, details={"reply": reply.pk})
    else:
        write_event(row, EventKind.SENT_BACK, at=at, by=by, text=reply.opinion, details={"reply": reply.pk})
    record("decide_opinion_reply", about=row, by=by, reason=opinion, details={"reply": reply.pk, "agreed": agreed})
    return reply


def why_not_decide(reply: OpinionReply, item: OpinionItem, by: Staff) -> str:
    """What stands in the way of this person; empty where nothing does."""
    if reply.decided_at or item.state != State.DRAFTED:
        return "这份回应已经审发"
    if item.lead_id:
        return "这条信息已经归并于别的事项，请先撤销归并"
    if reply.drafted_by_id == by.pk:
        return "不能审发自己拟的回应"
    return ""


def waiting_reply(item: OpinionItem) -> OpinionReply | None:
    """The draft that waits, where there is one."""
    return item.replies.filter(decided_at__isnull=True).select_related("drafted_by").first()
