"""Unmasking who reported: a right of its own, a reason, an audit record, and only the fields that were asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.masking import mask_id, mask_name, mask_phone
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.models import Clue, Reporter
from nuanxin.rights.intake.visibility import must_hold

FIELDS = {"name": "姓名", "id_number": "证件号码", "phone": "联系电话"}
_SHORTEST_REASON = 4


@dataclass(frozen=True)
class Shown:
    """One reporter; fields that were not asked for stay masked."""

    reporter_id: int
    name: str
    id_number: str
    phone: str
    anonymous: bool


@transaction.atomic
def reveal_reporter(*, clue: Clue, fields: Sequence[str], reason: str, by: Staff) -> list[Shown]:
    """The plain values. The record names the fields and the reason, never the values. Raises Refusal."""
    must_hold(by, Permission.IDENTITY_UNMASK, clue, doing="查看反映人的完整信息")
    unknown = [name for name in fields if name not in FIELDS]
    if unknown or not fields:
        raise Refusal("不能查看反映人的信息", why="没有选择要查看的项目", remedy="可选：" + "、".join(FIELDS.values()))
    if len(reason.strip()) < _SHORTEST_REASON:
        raise Refusal(
            "不能查看反映人的信息",
            why="没有写明办案需要",
            remedy="请写明为什么需要查看，该次查看将记入审计记录",
            cites="监察条例第九条；个人信息保护法第六条",
        )
    reporters = list(clue.reporters.order_by("pk"))
    details = {"fields": sorted(fields), "reporters": [one.pk for one in reporters]}
    record("reveal_reporter", about=clue, by=by, reason=reason.strip(), details=details)
    return [_shown(one, frozenset(fields)) for one in reporters]


def masked_reporters(clue: Clue) -> list[Shown]:
    """What every page shows: first characters and stars."""
    return [_shown(one, frozenset()) for one in clue.reporters.order_by("pk")]


def _shown(one: Reporter, plain: frozenset[str]) -> Shown:
    return Shown(
        reporter_id=one.pk,
        name=one.name if "name" in plain else mask_name(one.name),
        id_number=one.id_number if "id_number" in plain else mask_id(one.id_number),
        phone=one.phone if "phone" in plain else mask_phone(one.phone),
        anonymous=one.anonymous,
    )
