"""Who sees and handles which notices."""

from __future__ import annotations

from django.db.models import QuerySet

from nuanxin.command.campaigns.models import Notice
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, may, must, visible


def notices_for(staff: Staff) -> QuerySet[Notice]:
    """Notices of the units whose campaigns the person may see."""
    rows = Notice.objects.select_related("unit", "taken_by", "confirmed_by")
    return visible(rows, staff, Permission.CAMPAIGN_VIEW, region="unit__region", unit="unit", owner="taken_by")


def seen_notice(staff: Staff, number: int) -> Notice:
    """The notice, or the same answer whether it is out of sight or not there."""
    found = notices_for(staff).filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这份来文", why="可能不在您的辖区", remedy="请从来文台账打开")
    return found


def may_manage(staff: Staff, unit: Unit) -> bool:
    return may(staff, Permission.CAMPAIGN_MANAGE, FileFacts(region=unit.region_id, unit_id=unit.pk))


def must_manage(staff: Staff, unit: Unit, *, doing: str) -> None:
    must(staff, Permission.CAMPAIGN_MANAGE, FileFacts(region=unit.region_id, unit_id=unit.pk), doing=doing)
