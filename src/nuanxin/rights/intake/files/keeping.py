"""Files that are no evidence, kept as they came: outside the web root, under a name that nobody can guess, under the scanner, known by
their digest. Employers' proofs, notices, and scans of stamped prints.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.documents.models import Paper, SealedCopy
from nuanxin.foundation.documents.sealing.keeping import keep_scan, open_sealed
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.files.kinds import HEAD, LARGEST, kind_of
from nuanxin.rights.intake.files.stored import put_under_scanner, refuse_held


@dataclass(frozen=True)
class Stored:
    """Where a file lies under MEDIA_ROOT, what it is, its SM3."""

    path: str
    media_type: str
    digest: str


def store(content: bytes, folder: str, *, groups: tuple[str, ...], accepted: str) -> Stored:
    """Keep a file of one of these groups (image, paper). Refusal for every other kind and for what is too large."""
    kind = kind_of(content[:HEAD])
    if kind is None or kind.group not in groups:
        raise Refusal("文件不能上传", why="不是可以接受的文件", remedy=f"可以上传：{accepted}")
    if len(content) > LARGEST:
        raise Refusal("文件不能上传", why=f"超过{LARGEST // 2**20}MB", remedy="请压缩后再传")
    return Stored(keep(content, folder, ending=kind.ending), kind.media_type, sm3(content).hex())


def keep(content: bytes, folder: str, *, ending: str) -> str:
    """The place of a file that somebody else has judged already (what it is, and that it is not too large)."""
    path = f"{folder}/{secrets.token_hex(16)}{ending}"
    target = Path(settings.MEDIA_ROOT) / path
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.write_bytes(content)
    target.chmod(0o600)
    put_under_scanner(path)
    return path


def stored(path: str, digest: str) -> bytes:
    """The file as it came. Refusal where it is held, gone, or no longer what was uploaded."""
    refuse_held(path)
    place = Path(settings.MEDIA_ROOT) / path
    content = place.read_bytes() if place.is_file() else b""
    if sm3(content).hex() != digest:
        raise Refusal("文件不能打开", why="内容与上传时的摘要不符", remedy="请重新上传，并报告系统管理员从备份恢复")
    return content


@transaction.atomic
def keep_stamped_scan(*, paper: Paper, content: bytes, code: str, by: Staff, on: date) -> SealedCopy:
    """A scan of the stamped print (`sealing.keeping.keep_scan`), under the scanner too."""
    copy = keep_scan(paper=paper, content=content, code=code, by=by, on=on)
    put_under_scanner(copy.path)
    return copy


def open_stamped(copy: SealedCopy) -> bytes:
    """The sealed copy as it was kept. Refusal where the scanner holds it, or it is no longer what its digest says."""
    refuse_held(copy.path)
    return open_sealed(copy)
