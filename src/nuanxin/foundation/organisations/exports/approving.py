"""Asked for, decided by another, used once within a day. From how many on is a setting of the place; not set means always."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.exports.models import ExportRequest
from nuanxin.foundation.organisations.local_settings import local_setting
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, areas, codes_of, must

SETTING = "security.export_approval"  # {"clues": n}: up to so many without approval
USABLE_FOR = timedelta(hours=24)  # the house's own figure, no statute's
_SHORTEST_REASON = 4


def needs_approval(*, rows: int, limit: int | None) -> bool:
    """Whether so many need the head's word; no limit set: always. Pure."""
    return limit is None or rows > limit


def limit_at(region: str, on: date) -> int | None:
    """Up to how many the place lets go without approval; None where it has set nothing, or nothing that can be read."""
    held = local_setting(SETTING, region, on)
    value = held[0] if held else None
    number = value.get("clues") if isinstance(value, dict) else value
    return number if isinstance(number, int) and not isinstance(number, bool) and number >= 0 else None


def why_not_usable(
    *, approved: bool | None, decided_at: datetime | None, used_at: datetime | None, at: datetime
) -> str:
    """Why the file cannot be taken now; empty where it can. Pure."""
    if approved is None or decided_at is None:
        return "还没有批准"
    if not approved:
        return "没有同意"
    if used_at is not None:
        return "已经导出过，一次批准只能导出一次"
    if at - decided_at > USABLE_FOR:
        return f"批准已超过{USABLE_FOR // timedelta(hours=1)}小时，请重新申请"
    return ""


@transaction.atomic
def ask_export(
    *, region: Region, start: date | None, end: date | None, rows: int, reason: str, by: Staff, at: datetime
) -> ExportRequest:
    """Somebody who may export asks for the head's word. Refusal: right, or no purpose named."""
    _may_export(by, region)
    _said(reason)
    asked = ExportRequest.objects.create(
        region=region, start=start, end=end, rows=rows, reason=reason.strip(), asked_by=by, asked_at=at
    )
    details = {"region": region.pk, "from": start, "to": end, "rows": rows}
    record("ask_export", about=asked, by=by, reason=reason.strip(), details=details)
    return asked


@transaction.atomic
def decide_export(*, asked: ExportRequest, approved: bool, note: str, by: Staff, at: datetime) -> ExportRequest:
    """The head's word; nobody decides on his own request, and nobody twice."""
    asked = _locked(asked)
    must(by, Permission.EXPORT_APPROVE, FileFacts(region=asked.region_id, unit_id=by.unit_id), doing="批准导出")
    if asked.asked_by_id == by.pk:
        raise NotAllowed(
            "不能批准导出", why="本人不能批准自己的申请", remedy="请由其他负责人或者上级监察机构负责人批准"
        )
    if asked.approved is not None or (not approved and not note.strip()):
        raise Refusal("不能这样决定", why="申请已经决定过，或者不同意没有写明理由", remedy="请核对")
    asked.approved, asked.decided_by, asked.decided_at, asked.note = approved, by, at, note.strip()
    asked.save(update_fields=["approved", "decided_by", "decided_at", "note"])
    record("decide_export", about=asked, by=by, reason=note.strip(), details={"approved": approved})
    return asked


@transaction.atomic
def use_approval(*, asked: ExportRequest, by: Staff, at: datetime) -> ExportRequest:
    """The file is taken: once, by the one who asked, within a day. Call it in the transaction that makes the file."""
    asked = _locked(asked)
    if asked.asked_by_id != by.pk:
        raise NotAllowed("不能导出", why="只有申请人本人可以凭批准导出", remedy="请自己申请")
    _may_export(by, asked.region)
    why = why_not_usable(approved=asked.approved, decided_at=asked.decided_at, used_at=asked.used_at, at=at)
    if why:
        raise Refusal("不能导出", why=why, remedy="请重新申请，或者等待批准")
    asked.used_at = at
    asked.save(update_fields=["used_at"])
    record("use_export_approval", about=asked, by=by, details={"decided_by": asked.decided_by_id})
    return asked


def waiting_for(staff: Staff) -> QuerySet[ExportRequest]:
    """Requests that this person may decide, oldest first."""
    rows = ExportRequest.objects.filter(approved__isnull=True).exclude(asked_by=staff.pk)
    reach = [codes_of(area) for area in areas(staff, Permission.EXPORT_APPROVE)]
    found = rows.none()
    for codes in reach:
        found = found | rows.filter(region__in=codes)
    return found.select_related("region", "asked_by__unit").order_by("pk")


def _may_export(by: Staff, region: Region) -> None:
    must(by, Permission.EXPORT, FileFacts(region=region.pk, unit_id=by.unit_id, owner_id=by.pk), doing="导出台账")


def _said(reason: str) -> None:
    if len(reason.strip()) < _SHORTEST_REASON:
        raise Refusal("不能申请导出", why="没有写明导给谁、做什么用", remedy="请写明")


def _locked(asked: ExportRequest) -> ExportRequest:
    return ExportRequest.objects.select_for_update(of=("self",)).select_related("region").get(pk=asked.pk)
