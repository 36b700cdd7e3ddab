"""A notice comes in: the file is kept as it came, its text and the reading beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import PurePath
from typing import Any

from django.db import transaction

from nuanxin.command.campaigns.models import Notice
from nuanxin.command.campaigns.seeing import must_manage
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.rights.intake.files.keeping import keep, stored


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
        path=keep(content, "notices", ending=PurePath(name).suffix.lower()),
        text=text,
        reading=dict(reading),
        received_on=received_on,
        taken_by=by,
    )
    record("take_notice", about=notice, by=by, details={"digest": digest, "tasks": len(reading.get("tasks") or [])})
    return notice


def original_of(notice: Notice) -> bytes:
    """The file as it came. Refusal where the scanner holds it, or the content is no longer what was taken in."""
    return stored(notice.path, notice.digest)
