"""A unit says what it has done; the leading unit accepts or sends back. Done is what was accepted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.timezone import localdate

from nuanxin.command.campaigns.dividing.giving import OVER, locked_share, note
from nuanxin.command.campaigns.dividing.models import ShareEntry, TaskShare
from nuanxin.command.campaigns.opened.seeing import must_report
from nuanxin.command.campaigns.seeing import must_manage
from nuanxin.command.campaigns.taking_part.sending import must_be_running
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.files.keeping import store

Kind, State = ShareEntry.Kind, TaskShare.State
_GROUPS = ("image", "paper")


@transaction.atomic
def say_progress(
    *, share: TaskShare, text: str, by: Staff, at: datetime, amount: int | None = None, proof: tuple[str, bytes] | None = None
) -> ShareEntry:  # fmt: skip
    """进展: what was done, how much of the quantity, with a file that shows it (name, content)."""
    return _say(share, Kind.PROGRESS, text, by, at, amount, proof)


@transaction.atomic
def say_done(
    *, share: TaskShare, text: str, by: Staff, at: datetime, amount: int | None = None, proof: tuple[str, bytes] | None = None
) -> ShareEntry:  # fmt: skip
    """报完成. Refusal while less than the quantity was said, or without the proof that the task asks for."""
    row = locked_share(share)
    done = done_amount(row) + (amount or 0)
    if row.quantity and done < row.quantity:
        why = f"应完成{row.quantity}{row.quantity_unit}，已报{done}{row.quantity_unit}"
        raise Refusal("不能报完成", why=why, remedy="请先报进展，或请牵头单位调整")
    if row.task.proof and proof is None and not row.entries.exclude(proof_path="").exists():
        raise Refusal("不能报完成", why=f"需要证明材料：{row.task.proof}", remedy="请上传材料")
    return _say(share, Kind.SAID_DONE, text, by, at, amount, proof)


def _say(
    share: TaskShare, kind: ShareEntry.Kind, text: str, by: Staff, at: datetime, amount: int | None, proof: tuple[str, bytes] | None
) -> ShareEntry:  # fmt: skip
    row = locked_share(share)
    must_report(by, row.unit, doing=f"代{row.unit.short_name or row.unit.name}报任务进展")
    must_be_running(row.task.campaign)
    if row.state in OVER or row.state == State.SAID_DONE:
        raise Refusal("不能再报", why=f"这项分工{row.get_state_display()}", remedy="需要补充的，请牵头单位退回")
    entry = note(row, kind, text, by, at)
    entry.amount = amount
    if proof is not None:
        kept = store(proof[1], "campaigns", groups=_GROUPS, accepted="照片、PDF、Word、Excel 文件")
        entry.proof_name, entry.proof_path, entry.proof_digest = proof[0][:200], kept.path, kept.digest
    entry.save()
    row.state = State.SAID_DONE if kind == Kind.SAID_DONE else State.DOING
    row.save(update_fields=["state"])
    record(
        "say_share_done" if kind == Kind.SAID_DONE else "say_share_progress",
        about=row,
        by=by,
        details={"amount": amount},
    )
    return entry


def done_amount(share: TaskShare) -> int:
    """What has been said of the quantity so far."""
    return share.entries.aggregate(total=Sum("amount"))["total"] or 0


@transaction.atomic
def accept_done(*, share: TaskShare, text: str, by: Staff, at: datetime) -> TaskShare:
    """认可: the leading unit has looked at it; from now on it counts as done, on the day on which it was said."""
    row = _said_done(share, by)
    said = row.entries.filter(kind=Kind.SAID_DONE).order_by("-at", "-pk").first()
    note(row, Kind.ACCEPTED, text or "认可", by, at)
    row.state, row.done_on = State.DONE, localdate(said.at if said else at)
    row.save(update_fields=["state", "done_on"])
    record("accept_share", about=row, by=by)
    return row


@transaction.atomic
def send_back(*, share: TaskShare, reason: str, by: Staff, at: datetime) -> TaskShare:
    """退回: not done yet, and why."""
    row = _said_done(share, by)
    note(row, Kind.SENT_BACK, reason, by, at)
    row.state = State.DOING
    row.save(update_fields=["state"])
    record("send_share_back", about=row, by=by, reason=reason)
    return row


def _said_done(share: TaskShare, by: Staff) -> TaskShare:
    row = locked_share(share)
    must_manage(by, row.task.campaign.unit, doing="认可任务完成情况")
    if row.state != State.SAID_DONE:
        raise Refusal("不能办理", why="责任单位还没有报完成", remedy="请刷新页面")
    return row
