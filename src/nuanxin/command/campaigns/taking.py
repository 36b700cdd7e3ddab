"""A notice comes in: the file is kept as it came, its text and the reading beside it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.db import transaction

from nuanxin.command.campaigns.models import Notice
from nuanxin.command.campaigns.seeing import must_manage
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.organisations.models import Staff, Unit


@transaction.atomic
def take_notice(
    *, unit: Unit, content: bytes, name: str, text: str, reading: Mapping[str, Any], received_on: date, on: date, by: Staff
) -> Notice:  # fmt: skip
    """Keep the file, its text and what the reader made of it. The same file twice is one notice. Refusal for a day to come."""
    must_manage(by, unit, doing=f"登记{unit.short_name or unit.name}的来文")
    if received_on > on:
        raise Refusal("来文不能登记", why="收文日期在今天以后", remedy="请核对收文日期")
    digest = sm3(content).hex()
    known = Notice.objects.filter(unit=unit, digest=digest).first()
    if known is not None:
        return known
    notice = Notice.objects.create(
        unit=unit,
        title=str(reading.get("title") or PurePath(name).stem)[:300],
        file_name=PurePath(name).name[:200],
        digest=digest,
        path=_keep(content, PurePath(name).suffix.lower()),
        text=text,
        reading=dict(reading),
        received_on=received_on,
        taken_by=by,
    )
    record("take_notice", about=notice, by=by, details={"digest": digest, "tasks": len(reading.get("tasks") or [])})
    return notice


def _keep(content: bytes, ending: str) -> str:
    """Outside the web root, under a name that nobody can guess."""
    folder = Path(settings.MEDIA_ROOT) / "notices"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{secrets.token_hex(16)}{ending}"
    (folder / name).write_bytes(content)
    (folder / name).chmod(0o600)
    return f"notices/{name}"


def original_of(notice: Notice) -> bytes:
    """The file as it came. Refusal where the content is no longer what was taken in."""
    content = (Path(settings.MEDIA_ROOT) / notice.path).read_bytes()
    if sm3(content).hex() != notice.digest:
        raise Refusal("原文不能打开", why="文件内容与登记时的摘要不符", remedy="请报告系统管理员，从备份恢复")
    return content
