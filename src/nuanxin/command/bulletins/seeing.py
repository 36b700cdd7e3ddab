"""Who sees, drafts and issues which bulletins."""

from __future__ import annotations

from django.db.models import QuerySet

from nuanxin.command.bulletins.models import Bulletin
from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, may, must, visible


def bulletins_for(staff: Staff) -> QuerySet[Bulletin]:
    """Bulletins of the units whose campaigns the person may see."""
    rows = Bulletin.objects.select_related("campaign", "unit", "region", "subject", "paper", "drafted_by")
    return visible(rows, staff, Permission.CAMPAIGN_VIEW, region="unit__region", unit="unit", owner="drafted_by")


def seen_bulletin(staff: Staff, number: int) -> Bulletin:
    """The bulletin, or the same answer whether it is out of sight or not there."""
    found = bulletins_for(staff).filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这份公文", why="可能不在您的辖区", remedy="请从通报与报告列表打开")
    return found


def campaigns_of(staff: Staff) -> QuerySet[Campaign]:
    """The campaigns that the person may draft papers on: those led by units for which he manages campaigns."""
    rows = visible(
        Campaign.objects.select_related("unit", "region"),
        staff,
        Permission.CAMPAIGN_MANAGE,
        region="unit__region",
        unit="unit",
        owner="opened_by",
    )
    return rows.order_by("-opened_at", "-pk")


def may_draft(staff: Staff, unit: Unit) -> bool:
    return may(staff, Permission.CAMPAIGN_MANAGE, FileFacts(region=unit.region_id, unit_id=unit.pk))


def must_draft(staff: Staff, unit: Unit, *, doing: str) -> None:
    must(staff, Permission.CAMPAIGN_MANAGE, FileFacts(region=unit.region_id, unit_id=unit.pk), doing=doing)
