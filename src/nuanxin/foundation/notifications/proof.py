"""Proof of notice: what was sent to whom, when, by which way, in which version of the text, and what was heard of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.notifications.models import DeliveryReport, Message
from nuanxin.foundation.notifications.texts import text
from nuanxin.foundation.organisations.models import Staff

ACT = "print_notice_proof"


@dataclass(frozen=True)
class Proof:
    """The lines of the paper, the reports heard, and digests: of the text alone and of everything on the paper."""

    number: int
    lines: tuple[tuple[str, str], ...]
    reports: tuple[tuple[str, str, str], ...]  # when, what, words
    body_digest: str
    digest: str


def proof_of(message: Message) -> Proof:
    """Everything that is known of one message. Pure but for the rows it reads."""
    whole, carried = text(message.template), message.merged_into or message
    receiver = message.chain.name if message.chain else (message.staff.name if message.staff else "")
    body_digest = sm3(message.body.encode()).hex()
    merged = f"并入第{carried.pk}号消息一起发送" if message.merged_into else ""
    lines = [
        ("消息编号", str(message.pk)),
        ("发送事由", whole.purpose),
        ("接收人", receiver or "未记姓名，按接收地址"),
        ("接收地址", message.to),
        ("发送渠道", message.get_channel_display()),
        ("文本", f"{message.template} 第{message.template_version}版"),
        ("锁屏提示", message.notice),
        ("正文", message.body),
        ("生成时间", said_at(message.created_at)),
        ("最早发送时间", f"{said_at(message.not_before)}{'（紧急，随时发送）' if message.urgent else ''}"),
        ("发出时间", said_at(carried.sent_at) if carried.sent_at else f"没有发出：{_why_not(carried)}"),
        ("承运方", carried.supplier or "无"),
        ("承运方回执", "；".join(part for part in (carried.receipt, merged) if part) or "无"),
        ("发送次数", f"{carried.tries}次"),
    ]
    if carried.read_at:
        lines.append(("本人在站内阅读", said_at(carried.read_at)))
    if message.chain:
        state = f"{message.chain.get_state_display()} {message.chain.answer}".strip()
        lines.append(("催告结果", state + (f"（{said_at(message.chain.ended_at)}）" if message.chain.ended_at else "")))
    reports = tuple(reports_of([carried]))
    everything = json.dumps([lines, reports], ensure_ascii=False, separators=(",", ":"))
    return Proof(message.pk, tuple(lines), reports, body_digest, sm3(everything.encode()).hex())


def print_proof(*, message: Message, by: Staff) -> Proof:
    """The proof for a case file; who printed it stands in the audit log with its digest. The caller has checked the right."""
    if not message.to:
        raise Refusal("不能打印", why="保管期满，内容已经批准销毁", remedy="请查看销毁清册")
    proof = proof_of(message)
    record(ACT, about=message, by=by, details={"digest": proof.digest, "body_digest": proof.body_digest})
    return proof


def reports_of(messages: Sequence[Message]) -> list[tuple[str, str, str]]:
    """What suppliers reported, in the order in which it happened."""
    rows = DeliveryReport.objects.filter(message__in=messages).order_by("happened_at", "pk")
    return [
        (said_at(row.happened_at), row.get_outcome_display() + (f" {row.key}" if row.key else ""), row.words)
        for row in rows
    ]


def said_at(moment: datetime) -> str:
    """A moment as it stands on a paper, Beijing time."""
    return moment.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S")


def _why_not(message: Message) -> str:
    return message.last_error or message.waits_for or message.get_status_display()
