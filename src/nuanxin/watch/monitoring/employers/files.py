"""Pictures and papers that employers hand in: sniffed, limited, kept outside the web root, known by their digest."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.sm import sm3
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
    path = f"{folder}/{secrets.token_hex(16)}{kind.ending}"
    target = Path(settings.MEDIA_ROOT) / path
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.write_bytes(content)
    target.chmod(0o600)
    put_under_scanner(path)
    return Stored(path, kind.media_type, sm3(content).hex())


def stored(path: str, digest: str) -> bytes:
    """The file as it came. Refusal where it is no longer what was uploaded."""
    refuse_held(path)
    content = (Path(settings.MEDIA_ROOT) / path).read_bytes()
    if sm3(content).hex() != digest:
        raise Refusal("文件不能打开", why="内容与上传时的摘要不符", remedy="请重新上传，并报告系统管理员")
    return content
