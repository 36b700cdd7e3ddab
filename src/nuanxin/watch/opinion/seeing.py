"""Who sees and handles which items, and how a line is written under one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, areas, codes_of, may, must
from nuanxin.watch.opinion.models import OpinionEvent, OpinionItem
from nuanxin.watch.opinion.words import EventKind

RIGHTS = (Permission.OPINION_HANDLE, Permission.OPINION_DECIDE)


def own_areas(staff: Staff) -> list[str]:
    """The areas whose public opinion the person watches or decides on."""
    return sorted({code for right in RIGHTS for code in areas(staff, right)})


def items_for(staff: Staff) -> QuerySet[OpinionItem]:
    """Every item, joined or not, of the person's areas."""
    codes = [code for area in own_areas(staff) for code in codes_of(area)]
    return OpinionItem.objects.filter(region__in=codes)


def seen_item(staff: Staff, number: int) -> OpinionItem:
    """The item, or the same answer whether it is out of sight or not there."""
    found = items_for(staff).select_related("region", "officer__unit", "clue", "lead").filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这条舆情", why="可能不在您的辖区", remedy="请从舆情台账打开")
    return found


def may_handle(staff: Staff, region: str) -> bool:
    return may(staff, Permission.OPINION_HANDLE, FileFacts(region=region))


def may_decide(staff: Staff, region: str) -> bool:
    return may(staff, Permission.OPINION_DECIDE, FileFacts(region=region))


def must_handle(staff: Staff, region: Region, *, doing: str) -> None:
    must(staff, Permission.OPINION_HANDLE, FileFacts(region=region.pk), doing=f"{doing}（{region.name}）")


def must_decide(staff: Staff, region: Region, *, doing: str) -> None:
    must(staff, Permission.OPINION_DECIDE, FileFacts(region=region.pk), doing=f"{doing}（{region.name}）")


def held(item: OpinionItem) -> OpinionItem:
    """The row as it stands now, locked until the act is over."""
    return OpinionItem.objects.select_for_update(of=("self",)).select_related("region").get(pk=item.pk)


def held_file(item: OpinionItem, by: Staff, *, doing: str) -> OpinionItem:
    """Locked, the right checked, and a file of its own: what was joined is worked on in the file that it was joined into."""
    row = held(item)
    must_handle(by, row.region, doing=doing)
    own_file(row, doing=doing)
    return row


def own_file(row: OpinionItem, *, doing: str) -> None:
    if row.lead:
        why = f"这条信息已经归并于{row.lead.number}"
        raise Refusal(f"不能{doing}", why=why, remedy="请在归并后的事项上办理，或者先撤销归并")


def write_event(
    item: OpinionItem,
    kind: EventKind,
    *,
    at: datetime,
    by: Staff | None,
    text: str = "",
    details: Mapping[str, Any] | None = None,
) -> OpinionEvent:
    return OpinionEvent.objects.create(item=item, kind=kind, at=at, by=by, text=text, details=dict(details or {}))
