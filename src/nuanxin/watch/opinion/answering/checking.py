"""Taking an item up, handing it over, what is done on-line and off-line, and what checking found."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.notifications.staff import tell
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.working_days import calendar_for
from nuanxin.watch.opinion.models import OpinionItem
from nuanxin.watch.opinion.seeing import held_file, may_handle, write_event
from nuanxin.watch.opinion.words import EventKind, Line, State, Truth

TO = {
    "cyberspace": "网信部门",
    "police": "公安机关",
    "platform": "平台运营方",
    "publicity": "宣传部门",
    "other": "其他单位",
}


@transaction.atomic
def take_up(*, item: OpinionItem, officer: Staff, by: Staff, at: datetime, note: str = "") -> OpinionItem:
    """The grade has been looked at and somebody answers for the item; later the same act hands it to another."""
    row = held_file(item, by, doing="承办舆情")
    if row.state == State.CLOSED or row.officer_id == officer.pk or not may_handle(officer, row.region_id):
        why = "已经办结，或者承办人没有换，或者该人员不是本辖区的舆情值守、处置人员"
        raise Refusal("不能确定承办人", why=why, remedy="请核对承办人的岗位")
    before = row.officer
    row.officer = officer
    if row.state == State.RECEIVED:
        row.state, row.assessed_at = State.CHECKING, at
    row.save(update_fields=["officer", "state", "assessed_at"])
    said = f"由{before.name}移交{officer.name}" if before else f"由{officer.name}承办"
    text = f"{said}：{note.strip()}" if note.strip() else said
    write_event(row, EventKind.TAKEN, at=at, by=by, text=text, details={"officer": officer.pk})
    record("take_up_opinion", about=row, by=by, details={"officer": officer.pk})
    if officer.pk != by.pk:
        tell(officer, "officer_assigned", {"number": row.number, "day": _due(row)}, about=row, calendar=calendar_for(row.region_id), urgent=True)  # fmt: skip
    return row


@transaction.atomic
def note_handling(
    *, item: OpinionItem, line: str, text: str, happened_at: datetime, by: Staff, at: datetime
) -> OpinionItem:
    """What was done on-line (writing to the poster, the platform) or off-line (going there, calling the employer)."""
    row = held_file(item, by, doing="登记处置")
    _worked_on(row, doing="登记处置")
    if line not in Line.values or not text.strip() or not row.received_at <= happened_at <= at:
        why = "没有写明内容、线上还是线下，或者时间早于收到、晚于现在"
        raise Refusal("不能登记处置", why=why, remedy="请核对后填写")
    write_event(
        row,
        EventKind.HANDLED,
        at=happened_at,
        by=by,
        text=f"{Line(line).label}：{text.strip()}",
        details={"line": line},
    )
    record("note_opinion_handling", about=row, by=by, details={"line": line})
    return row


@transaction.atomic
def hand_on(*, item: OpinionItem, to: str, reason: str, by: Staff, at: datetime) -> OpinionItem:
    """A malicious or dangerous story is told to those who may act on it; what they do is theirs to say."""
    row = held_file(item, by, doing="移送")
    _worked_on(row, doing="移送")
    if to not in TO or not reason.strip():
        raise Refusal("不能移送", why="没有写明移送给谁、什么情况", remedy="请填写")
    write_event(row, EventKind.HANDED_ON, at=at, by=by, text=f"移送{TO[to]}：{reason.strip()}", details={"to": to})
    record("hand_on_opinion", about=row, by=by, reason=reason, details={"to": to})
    return row


@transaction.atomic
def record_check(*, item: OpinionItem, truth: str, how: str, by: Staff, at: datetime) -> OpinionItem:
    """What checking found, and how it was checked. A later check replaces it as long as nothing was answered."""
    row = held_file(item, by, doing="登记核查结论")
    if row.state not in (State.CHECKING, State.CHECKED):
        raise Refusal("不能登记核查结论", why=f"现在是“{row.get_state_display()}”", remedy=_way_on(row))
    if truth not in Truth.values or not how.strip():
        raise Refusal(
            "不能登记核查结论", why="没有选择结论，或者没有写明怎样核查", remedy="请写明查了什么、问了谁、结果"
        )
    row.truth, row.state = truth, State.CHECKED
    row.save(update_fields=["truth", "state"])
    text = f"{Truth(truth).label}：{how.strip()}"
    write_event(row, EventKind.CHECKED, at=at, by=by, text=text, details={"truth": truth})
    record("check_opinion", about=row, by=by, details={"truth": truth})
    return row


def _worked_on(row: OpinionItem, *, doing: str) -> None:
    if row.state in (State.RECEIVED, State.CLOSED):
        raise Refusal(f"不能{doing}", why=f"现在是“{row.get_state_display()}”", remedy=_way_on(row))


def _way_on(row: OpinionItem) -> str:
    return {
        State.RECEIVED: "请先确定承办人",
        State.DRAFTED: "请先审发或者退回回应",
        State.CLOSED: "有新情况的，先恢复办理",
    }.get(State(row.state), "请刷新页面核对")


def _due(row: OpinionItem) -> str:
    return f"{row.answer_due_at.astimezone(BEIJING):%Y-%m-%d %H:%M}" if row.answer_due_at else "没有设置"
