"""Service on the party (送达): how, when, proven by what. The day served starts the recipient's clocks.

行政处罚法 art. 61 sends the organ to the Civil Procedure Law, ch. 7 (arts. 87-95 as in force since 2024-01-01).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.models import Paper, ServiceOfPaper, ServiceVoid
from nuanxin.foundation.documents.public_notice import notice_period
from nuanxin.foundation.documents.wording.templates import template
from nuanxin.foundation.organisations.models import Staff

Method = ServiceOfPaper.Method


@dataclass(frozen=True)
class Proof:
    """What proves a service: who received, who witnessed, a note (why by notice, mail number), a file, consent."""

    address: str = ""
    receiver: str = ""
    witness: str = ""
    note: str = ""
    file: str = ""
    medium: str = ""
    consent_on: date | None = None
    consent_proof: str = ""
    unsealed: str = ""  # why the paper is served although no sealed copy is on file


@dataclass(frozen=True)
class Served:
    """The facts that `service_fault` judges."""

    method: str
    issued_on: date | None
    sent_on: date
    served_on: date | None
    sms_allowed: bool
    proof: Proof
    seal_missing: str = ""  # the article that demands a seal which is not there; empty: sealed, or the law does not say
    notice_over: date | None = None  # by public notice: the day on which the paper counts as served, where it is known


def service_fault(facts: Served, *, on: date) -> tuple[str, str, str] | None:
    """Why this cannot count as service: (why, remedy, article), or None. Pure."""
    return _date_fault(facts, on) or _seal_fault(facts) or _method_fault(facts)


def _seal_fault(facts: Served) -> tuple[str, str, str] | None:
    if not facts.seal_missing:
        return None
    remedy = "请先电子签章，或者打印盖章后上传扫描件，再登记送达"
    return "文书没有盖章件，法律规定它必须盖有行政机关的印章", remedy, facts.seal_missing


def _date_fault(facts: Served, on: date) -> tuple[str, str, str] | None:
    if facts.issued_on is None:
        return "文书还没有制发或者已经作废", "先制发文书", "行政处罚法第六十一条"
    if facts.sent_on < facts.issued_on:
        return "发出日期早于制发日期", "请核对日期", "行政处罚法第六十一条"
    if facts.sent_on > on or (facts.served_on or on) > on:
        return "送达日期在今天之后", "送达以后再登记", "民事诉讼法第八十七条"
    if facts.served_on and facts.served_on < facts.sent_on:
        return "送达日期早于发出日期", "请核对日期", "民事诉讼法第八十七条"
    if facts.proof.consent_on and facts.proof.consent_on > facts.sent_on:  # noted with whatever way of service
        return "同意电子送达的日期晚于发出日期", "请核对日期，或者重新送达", "行政处罚法第六十一条；民事诉讼法第九十条"
    return None


def _method_fault(facts: Served) -> tuple[str, str, str] | None:
    proof = facts.proof
    if facts.method == Method.ELECTRONIC:
        return _electronic_fault(facts)
    if facts.method == Method.DIRECT and facts.served_on and not proof.receiver.strip():
        return "没有签收人", "请填写在送达回证上签名的人", "民事诉讼法第八十七条、第八十八条"
    if facts.method == Method.LEFT and not (proof.witness.strip() or proof.file.strip()):
        return "留置送达没有见证人，也没有影像", "请填写见证人，或者上传拍照、录像", "民事诉讼法第八十九条"
    if facts.method == Method.POST and not proof.note.strip():
        return "邮寄送达没有邮件号", "请填写挂号或者快递的邮件号", "民事诉讼法第九十一条"
    if facts.method == Method.PUBLIC_NOTICE:
        if not proof.note.strip():
            return (
                "公告送达没有记明原因和经过",
                "请写明受送达人下落不明或者其他方式无法送达的原因和经过",
                "民事诉讼法第九十五条",
            )
        if facts.served_on == facts.sent_on:
            return "公告期还没有届满", "公告期满之日才是送达日期", "民事诉讼法第九十五条"
        if facts.served_on and facts.notice_over and facts.served_on != facts.notice_over:
            early = "公告期还没有届满" if facts.served_on < facts.notice_over else "送达日期晚于公告期满之日"
            return early, f"公告期满之日为{chinese_day(facts.notice_over)}，即送达日期", "民事诉讼法第九十五条"
    return None


def _electronic_fault(facts: Served) -> tuple[str, str, str] | None:
    proof = facts.proof
    article = "行政处罚法第六十一条；民事诉讼法第九十条"
    if proof.consent_on is None or not proof.consent_proof.strip():
        return "没有受送达人同意电子送达的记录", "请先由受送达人签订送达地址确认书，或者改用其他方式送达", article
    if not proof.medium.strip():
        return "没有写明电子送达的途径", "请写明传真、电子邮件等途径", article
    if proof.medium == "sms" and not facts.sms_allowed:
        return "这种文书不能用短信送达", "请改用直接、留置、邮寄送达，或者经同意的电子邮件等能够确认收悉的方式", article
    return None


@transaction.atomic
def serve_paper(
    *,
    paper: Paper,
    recipient: str,
    recipient_role: str,
    method: str,
    sent_on: date,
    by: Staff,
    on: date,
    served_on: date | None = None,
    proof: Proof | None = None,
) -> ServiceOfPaper:
    """Record one service; `served_on` None = on its way (`confirm_service` later). Refusal names fault and article.

    The calling room has checked the right and starts its clocks from `served_on`.
    """
    proof = proof or Proof()
    paper = Paper.objects.select_for_update(of=("self",)).select_related("unit").get(pk=paper.pk)
    if not recipient.strip() or not recipient_role.strip():
        raise Refusal(f"{paper}不能登记送达", why="没有写明受送达人及其身份", cites="民事诉讼法第八十七条")
    facts = _facts(paper, method, sent_on, served_on, proof)
    _refuse(paper, facts, on)
    assert paper.issued_on is not None  # service_fault has refused drafts
    service = ServiceOfPaper.objects.create(
        paper=paper,
        paper_issued_on=paper.issued_on,
        recipient=recipient.strip(),
        recipient_role=recipient_role.strip(),
        method=method,
        medium=proof.medium,
        address=proof.address,
        sent_on=sent_on,
        served_on=served_on,
        served_by=by,
        receiver=proof.receiver,
        witness=proof.witness,
        receipt_note=proof.note,
        consent_on=proof.consent_on,
        consent_proof=proof.consent_proof,
        proof_file=proof.file,
        unsealed=_why_unsealed(paper, proof),
    )
    record("serve_paper", about=paper, by=by, details={"method": method, "sent_on": sent_on, "served_on": served_on})
    return service


@transaction.atomic
def confirm_service(
    *, service: ServiceOfPaper, served_on: date, by: Staff, on: date, receiver: str = "", file: str = ""
) -> ServiceOfPaper:
    """The receipt came back: fill in the day served, once. The calling room has checked the right."""
    service = ServiceOfPaper.objects.select_for_update(of=("self",)).select_related("paper__unit").get(pk=service.pk)
    _not_void(service)
    if service.served_on is not None:
        raise Refusal(
            f"{service.paper}的送达日期已经登记",
            why="送达日期是期限的起点，不能改动",
            remedy="登记有误的，先作废这次送达并写明理由，再另行登记",
        )
    service.receiver, service.proof_file = receiver or service.receiver, file or service.proof_file
    proof = Proof(
        address=service.address,
        receiver=service.receiver,
        witness=service.witness,
        note=service.receipt_note,
        file=service.proof_file,
        medium=service.medium,
        consent_on=service.consent_on,
        consent_proof=service.consent_proof,
    )
    _refuse(service.paper, _facts(service.paper, service.method, service.sent_on, served_on, proof), on)
    service.served_on = served_on
    service.save(update_fields=["served_on", "receiver", "proof_file"])
    record("confirm_service", about=service.paper, by=by, details={"service": service.pk, "served_on": served_on})
    return service


@transaction.atomic
def void_service(*, service: ServiceOfPaper, reason: str, by: Staff, on: date) -> ServiceVoid:
    """The paper went to the wrong party, or the day is wrong: the service counts no more; its row and this one stay.

    The calling room has checked the right, and puts right whatever it reckoned from that day.
    """
    service = ServiceOfPaper.objects.select_for_update(of=("self",)).select_related("paper").get(pk=service.pk)
    _not_void(service)
    if not reason.strip() or on < service.sent_on:
        why = "没有写明理由" if not reason.strip() else f"日期{on}早于发出日期{service.sent_on}"
        raise Refusal(f"{service.paper}的送达不能作废", why=why, remedy="请写明送错了谁、哪一天有误，并核对日期")
    void = ServiceVoid.objects.create(service=service, reason=reason.strip()[:500], voided_on=on, voided_by=by)
    details = {"service": service.pk, "served_on": service.served_on, "on": on}
    record("void_service", about=service.paper, by=by, reason=reason, details=details)
    return void


def standing_services(paper: Paper) -> QuerySet[ServiceOfPaper]:
    """The services of a paper that have not been voided."""
    return paper.services.filter(void__isnull=True)


def _not_void(service: ServiceOfPaper) -> None:
    void = ServiceVoid.objects.filter(service=service).first()
    if void:
        raise Refusal(f"{service.paper}的这次送达已于{void.voided_on}作废", why=void.reason, remedy="请另行登记送达")


def served_on(paper: Paper) -> date | None:
    """The day that starts the clocks: the earliest service that reached its recipient, None while none has."""
    return (
        standing_services(paper)
        .filter(served_on__isnull=False)
        .order_by("served_on")
        .values_list("served_on", flat=True)
        .first()
    )


def receipt_fields(*, service: ServiceOfPaper, servers: Sequence[str]) -> dict[str, Any]:
    """Fields of the 送达回证 (template `service_receipt`) for one service; `servers` as "王明（豫G0001）"."""
    method = Method(service.method)
    if service.receiver and service.receiver != service.recipient:
        substitute: Any = service.receiver
    else:
        substitute = {"none": "本人签收" if service.receiver else "无代收人"}
    left = "；".join(filter(None, (service.receipt_note, service.witness and f"见证人：{service.witness}")))
    return {
        "paper_title": service.paper.title,
        "paper_number": service.paper.number or {"none": "该文书不编号"},
        "recipient": service.recipient,
        "method": f"{method.label}（{service.medium}）" if service.medium else method.label,
        "address": service.address or {"none": "登记时没有写明，由送达人填写"},
        "served_at": service.served_on.isoformat() if service.served_on else {"none": "待签收"},
        "servers": list(servers),
        "substitute": substitute,
        "refusal": left if method == Method.LEFT and left else {"none": "未拒收"},
    }


def _facts(paper: Paper, method: str, sent_on: date, served: date | None, proof: Proof) -> Served:
    if method not in Method.values:
        raise Refusal("不能登记送达", why=f"没有“{method}”这种送达方式", remedy="可选：" + "、".join(Method.labels))
    issued = paper.issued_on if paper.status == Paper.Status.ISSUED else None
    over = None
    if method == Method.PUBLIC_NOTICE:
        over = notice_period(sent_on=sent_on, region=paper.unit.region_id).over
    whole = template(paper.kind)
    missing = whole.seal_article if whole.seal == "required" and not paper.sealed_copies.exists() else ""
    return Served(method, issued, sent_on, served, whole.sms_allowed, proof, missing, over)


def _why_unsealed(paper: Paper, proof: Proof) -> str:
    """Kept with the service of a paper on which a seal is expected and none is on file; empty where all is well."""
    if template(paper.kind).seal == "none" or paper.sealed_copies.exists():
        return ""
    return proof.unsealed.strip()[:300] or "送达时没有登记盖章件，没有写明理由"


def _refuse(paper: Paper, facts: Served, on: date) -> None:
    fault = service_fault(facts, on=on)
    if fault:
        why, remedy, article = fault
        raise Refusal(f"{paper}不能登记{Method(facts.method).label}", why=why, remedy=remedy, cites=article)
