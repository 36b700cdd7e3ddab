"""A campaign is sent to the units that it means: members of the same place, leading units one level below."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.campaigns.plan.whom import addressed
from nuanxin.command.campaigns.seeing import must_manage
from nuanxin.command.campaigns.taking_part.models import Participant, Role, ThreadEntry
from nuanxin.command.campaigns.taking_part.telling import tell_unit
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import within

# Who receives a campaign for a place: the first kind of these that the place has.
LEADING = (UnitKind.LEADING_GROUP, UnitKind.HRSS, UnitKind.GOVERNMENT)


@transaction.atomic
def send(
    *, campaign: Campaign, units: Iterable[Unit], due_on: date | None, by: Staff, at: datetime
) -> list[Participant]:
    """Send it to these units; a unit that has it already is passed over. Refusal for one outside the area, or after the end."""
    must_manage(by, campaign.unit, doing="下发专项行动")
    must_be_running(campaign)
    if due_on is not None and campaign.end is not None and due_on > campaign.end:
        raise Refusal("不能下发", why=f"部署期限晚于行动截止日期 {campaign.end}", remedy="请提前部署期限")
    known = set(campaign.participants.values_list("unit", flat=True))
    area = set(within(campaign.region_id))
    made = []
    for unit in units:
        if unit.pk in known:
            continue
        known.add(unit.pk)
        if unit.region_id not in area or unit.pk == campaign.unit_id:
            raise Refusal(f"不能下发给{unit.name}", why="不是本地或下级的其他单位", remedy="请重新选择单位")
        role = Role.MEMBER if unit.region_id == campaign.region_id else Role.LOWER
        row = Participant.objects.create(campaign=campaign, unit=unit, role=role, due_on=due_on, sent_at=at, sent_by=by)
        ThreadEntry.objects.create(participant=row, kind=ThreadEntry.Kind.SENT, unit=campaign.unit, at=at, by=by)
        made.append(row)
        later = f"，并于{chinese_day(due_on)}前部署" if due_on and role == Role.LOWER else ""
        leads = campaign.unit.short_name or campaign.unit.name
        tell_unit(unit, "campaign_sent", {"unit": leads, "title": campaign.title[:60], "do": f"请及时签收{later}"}, row)
    if made:
        record("send_campaign", about=campaign, by=by, details={"units": [row.unit.code for row in made]})
    return made


def must_be_running(campaign: Campaign) -> None:
    """Nothing is ordered or changed in a campaign that is over."""
    if campaign.closed_on is not None:
        raise Refusal(
            "不能办理", why=f"这个专项行动已于 {campaign.closed_on} 结束", remedy="需要继续的，请启动新的行动"
        )


def units_meant(campaign: Campaign) -> QuerySet[Unit]:
    """Whom the plan means: kinds named by its tasks in the same place, and the leading unit of every place one level below."""
    kinds: set[str] = set()
    below = members = False
    for task in campaign.tasks.filter(withdrawn_at__isnull=True):
        to = addressed(task.bodies, campaign.region.level, task.kinds)
        kinds |= set(to.kinds)
        below |= to.below
        members |= to.members
    # “各成员单位” names nobody: whoever else is named is a member, and the clerk adds the rest.
    here = Q(region=campaign.region_id, kind__in=kinds) & ~Q(pk=campaign.unit_id)
    lower = Q(pk__in=leading_below(campaign.region_id)) if below or members else Q(pk__in=())
    return Unit.objects.filter(here | lower, valid_to__isnull=True).order_by("region_id", "kind", "code")


def leading_below(region: str) -> list[int]:
    """The unit that receives for each place directly below; a place without any of the kinds has none."""
    found: dict[str, tuple[int, int]] = {}
    rows = Unit.objects.filter(region__parent=region, kind__in=LEADING, valid_to__isnull=True)
    for pk, place, kind in rows.order_by("code").values_list("pk", "region_id", "kind"):
        rank = LEADING.index(UnitKind(kind))
        if place not in found or rank < found[place][0]:
            found[place] = (rank, pk)
    return [pk for _, pk in found.values()]
