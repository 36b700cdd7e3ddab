"""Who sees a campaign: the area of the unit that leads it, and the units that take part in it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.campaigns.taking_part.models import Participant
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, may, must, visible

_BY_UNIT = {"region": "unit__region", "unit": "unit", "owner": "pk"}


def campaigns_for(staff: Staff) -> QuerySet[Campaign]:
    """Campaigns led in the person's area or by the own unit, and those that such a unit takes part in or has a task of."""
    led = visible(Campaign.objects.all(), staff, Permission.CAMPAIGN_VIEW, **_BY_UNIT)
    sent = participants_for(staff).values("campaign")
    given = shares_for(staff).values("task__campaign")
    return Campaign.objects.select_related("unit", "region", "above", "within").filter(
        Q(pk__in=led.values("pk")) | Q(pk__in=sent) | Q(pk__in=given)
    )


def seen_campaign(staff: Staff, number: int) -> Campaign:
    """The campaign, or the same answer whether it is out of sight or not there."""
    found = campaigns_for(staff).filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这个专项行动", why="可能没有下发到您的单位", remedy="请从专项行动台账打开")
    return found


def participants_for(staff: Staff) -> QuerySet[Participant]:
    """Units that take part and that the person may see for."""
    rows = Participant.objects.select_related("unit", "unit__region", "campaign", "campaign__unit", "received_by")
    return visible(rows, staff, Permission.CAMPAIGN_VIEW, **_BY_UNIT)


def seen_participant(staff: Staff, number: int) -> Participant:
    """For both sides: the unit that takes part, and the one that leads."""
    rows = Participant.objects.select_related("unit", "unit__region", "campaign", "campaign__unit")
    found = rows.filter(pk=number).first()
    if found is None or not (_sees(staff, found.unit) or _sees(staff, found.campaign.unit)):
        raise NotFound("没有找到这个参加单位", why="可能不在您的辖区", remedy="请从专项行动页面打开")
    return found


def shares_for(staff: Staff) -> QuerySet[TaskShare]:
    """Shares of the units that the person may see for."""
    rows = TaskShare.objects.select_related("unit", "task", "task__campaign", "task__campaign__unit")
    return visible(rows, staff, Permission.CAMPAIGN_VIEW, **_BY_UNIT)


def seen_share(staff: Staff, number: int) -> TaskShare:
    """For both sides: the unit that has the task, and the one that leads."""
    rows = TaskShare.objects.select_related("unit", "task", "task__campaign", "task__campaign__unit")
    found = rows.filter(pk=number).first()
    if found is None or not (_sees(staff, found.unit) or _sees(staff, found.task.campaign.unit)):
        raise NotFound("没有找到这项分工", why="可能不在您的辖区", remedy="请从专项行动页面打开")
    return found


def _sees(staff: Staff, unit: Unit) -> bool:
    return may(staff, Permission.CAMPAIGN_VIEW, _facts(unit))


def may_report(staff: Staff, unit: Unit) -> bool:
    """Whether the person speaks for the unit in campaigns."""
    return may(staff, Permission.CAMPAIGN_REPORT, _facts(unit))


def must_report(staff: Staff, unit: Unit, *, doing: str) -> None:
    must(staff, Permission.CAMPAIGN_REPORT, _facts(unit), doing=doing)


def _facts(unit: Unit) -> FileFacts:
    return FileFacts(region=unit.region_id, unit_id=unit.pk)
