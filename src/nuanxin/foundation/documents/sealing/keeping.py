"""Sealing an issued paper: by the service, or as a scan of the stamped print. Each copy is kept; none replaces the paper.

The calling room has checked the right. A service that fails leaves the paper issued, numbered and unsealed.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.documents.copies import pdf_of, seal_place_of
from nuanxin.foundation.documents.issue import wording_is_intact
from nuanxin.foundation.documents.models import Paper, SealedCopy
from nuanxin.foundation.documents.sealing.adapter import SealFailed, SealRequest, SealService, Verification
from nuanxin.foundation.documents.sealing.chosen import seal_service
from nuanxin.foundation.documents.wording.templates import template
from nuanxin.foundation.organisations.models import Staff

LARGEST = 30 * 2**20  # bytes of one scan
_KINDS = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"\x89PNG", "image/png", ".png"),
)
_INSTEAD = "文书已经制发，文号不变；请稍后重试，或者打印盖章后上传扫描件"
CODE_DIGITS = 8


@dataclass(frozen=True)
class SealStanding:
    """Whether the paper needs a seal, has one, and which article says so."""

    needed: bool
    sealed: bool
    required: bool = False
    article: str = ""

    @property
    def text(self) -> str:
        if not self.needed:
            return "不需要加盖印章"
        return "已盖章" if self.sealed else "未盖章"


def seal_standing(paper: Paper) -> SealStanding:
    """How the paper stands with its seal now."""
    whole = template(paper.kind)
    sealed = whole.seal != "none" and paper.sealed_copies.exists()
    return SealStanding(whole.seal != "none", sealed, whole.seal == "required", whole.seal_article)


def request_seal(*, paper: Paper, by: Staff, on: date, service: SealService | None = None) -> SealedCopy:
    """Ask the service (the chosen one) for the seal and keep what comes back.

    Refusal: not issued, sealed already, no service, or the service failed.
    """
    _may_be_sealed(paper, on)
    service = service or seal_service()
    if service is None:
        raise Refusal(f"{paper}不能电子签章", why="本单位没有接入电子印章服务", remedy="请打印盖章后上传扫描件")
    if paper.sealed_copies.filter(way=SealedCopy.Way.SERVICE).exists():
        raise Refusal(f"{paper}已经电子签章", remedy="请下载已签章的文件")
    place = seal_place_of(paper)
    if place is None:
        raise Refusal(f"{paper}不能电子签章", why="文书上没有落款处", remedy="请打印盖章后上传扫描件")
    pdf = pdf_of(paper)
    request = SealRequest(
        f"paper:{paper.pk}", pdf, paper.digest, paper.unit.name, place.page, place.pages, place.x_mm, place.y_mm
    )
    try:
        # Outside of any transaction of ours: a slow supplier must not hold our rows.
        sealed = service.seal(request)
        seen = service.verify(sealed.pdf)
    except SealFailed as failed:
        record("seal_failed", about=paper, by=by, details={"service": service.name, "why": str(failed)[:300], "on": on})
        raise Refusal(f"{paper}没有盖成电子印章", why=str(failed), remedy=_INSTEAD) from failed
    return _keep(paper, SealedCopy.Way.SERVICE, sealed.pdf, by, on, service.name, sealed.serial, seen.text, seen.demo)


def keep_scan(*, paper: Paper, content: bytes, code: str, by: Staff, on: date) -> SealedCopy:
    """Keep a scan of the stamped print. code: the 校验码 printed on every page, which ties this scan to this wording (SM3)."""
    _may_be_sealed(paper, on)
    doing = f"{paper}的盖章扫描件不能保存"
    if not 0 < len(content) <= LARGEST or not any(content.startswith(start) for start, _, _ in _KINDS):
        raise Refusal(doing, why="文件是空的、超过30MB，或者不是PDF、JPG、PNG", remedy="请重新扫描")
    if code.strip().lower() != check_code(paper):
        why = "校验码与本文书不符，扫描件可能是另一份文书，或者是改动以前打印的"
        raise Refusal(doing, why=why, remedy="请核对扫描件页脚的校验码；不一致的重新打印盖章")
    return _keep(paper, SealedCopy.Way.SCAN, content, by, on, "打印盖章扫描", "", f"由{by.name}核对校验码一致", False)


def check_code(paper: Paper) -> str:
    """The first digits of the wording's SM3, as printed at the foot of every page of an issued paper."""
    return paper.digest[:CODE_DIGITS]


def open_sealed(copy: SealedCopy) -> bytes:
    """The file as it was kept. Refusal where it is no longer what its digest says."""
    if copy.paper.wording is None:
        raise Refusal(f"{copy.paper}的盖章件不能打开", why="保管期满，已经批准销毁", remedy="请查看销毁清册")
    path = Path(settings.MEDIA_ROOT) / copy.path
    content = path.read_bytes() if path.is_file() else b""
    if sm3(content).hex() != copy.file_digest:
        raise Refusal(
            f"{copy.paper}的盖章件不能打开", why="文件与保存时的摘要不符", remedy="请报告系统管理员，从备份恢复"
        )
    return content


def verified(copy: SealedCopy) -> Verification:
    """Whether the copy still belongs to the paper and its seal holds: file, wording, and the service's own word."""
    try:
        content = open_sealed(copy)
    except Refusal as refused:
        return Verification(False, refused.why, copy.demo)
    if not wording_is_intact(copy.paper) or copy.paper_digest != copy.paper.digest:
        return Verification(False, "文书定稿与盖章时的摘要不符", copy.demo)
    if copy.way == SealedCopy.Way.SCAN:
        return Verification(True, f"文件完整；{copy.verification}")
    try:
        service = seal_service()
    except Refusal as refused:
        return Verification(False, f"文件完整；{refused.why}，不能验签", copy.demo)
    if service is None or service.name != copy.supplier:
        return Verification(
            not copy.demo, f"文件完整；盖章时验证：{copy.verification}（现在没有接入该服务，不能再次验签）", copy.demo
        )
    seen = service.verify(content)
    return Verification(seen.valid, f"文件完整；{seen.text}", copy.demo or seen.demo)


def _may_be_sealed(paper: Paper, on: date) -> None:
    if paper.status != Paper.Status.ISSUED or paper.issued_on is None:
        raise Refusal(f"{paper}不能盖章", why=f"现在的状态是“{paper.get_status_display()}”", remedy="先制发文书")
    if template(paper.kind).seal == "none":
        raise Refusal(f"{paper}不需要盖章", why="这种文书由当事人和承办人签名，不加盖机关印章")
    if not wording_is_intact(paper):
        raise Refusal(f"{paper}不能盖章", why="定稿内容与制发时的摘要不符", remedy="请报告系统管理员")
    if on < paper.issued_on:
        raise Refusal(f"{paper}不能盖章", why="盖章日期早于制发日期", remedy="请核对日期")


def _keep(
    paper: Paper, way: SealedCopy.Way, content: bytes, by: Staff, on: date,
    supplier: str, serial: str, verification: str, demo: bool,
) -> SealedCopy:  # fmt: skip
    media_type, ending = next((kind, end) for start, kind, end in _KINDS if content.startswith(start))
    path = f"sealed/{paper.pk}/{secrets.token_hex(16)}{ending}"
    target = Path(settings.MEDIA_ROOT) / path
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.write_bytes(content)
    target.chmod(0o600)
    digest = sm3(content).hex()
    with transaction.atomic():
        copy = SealedCopy.objects.create(
            paper=paper,
            way=way,
            paper_digest=paper.digest,
            path=path,
            media_type=media_type,
            size=len(content),
            file_digest=digest,
            supplier=supplier,
            serial=serial,
            verification=verification,
            demo=demo,
            sealed_on=on,
            by=by,
        )
        details = {"copy": copy.pk, "way": way, "file": digest, "wording": paper.digest, "supplier": supplier, "on": on}
        record("seal_paper", about=paper, by=by, details=details)
    return copy
