"""Who sees what of dispatch: those who look over an area, the unit that leads, and the unit that is spoken to."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.dispatch.ladder.models import UnitMeasure
from nuanxin.command.dispatch.pack.models import DispatchPromise, WeeklyPack
from nuanxin.command.dispatch.ranking.models import RankingSheet
from nuanxin.command.dispatch.visiting.models import AreaVisit
from nuanxin.foundation.common.errors import NotAllowed, NotFound
from nuanxin.foundation.organisations.duties import DUTIES, Permission
from nuanxin.foundation.organisations.models import Region, RegionReach, Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, areas, codes_of, may, must, posts_of, visible

M = TypeVar("M", bound=Model)


def seen_area(staff: Staff, code: str = "") -> Region:
    """The area asked, inside one that the person looks over; without a code, the first of those. NotAllowed, NotFound."""
    own = areas(staff, Permission.CAMPAIGN_VIEW)
    if not own:
        raise NotAllowed(
            "您没有权限查看地区调度", why="您的岗位只管本单位的任务", remedy="请从督促措施、承诺查看本单位的事项"
        )
    found = Region.objects.filter(pk=code or own[0]).first()
    if found is None or not RegionReach.objects.filter(area__in=own, member=found.pk).exists():
        raise NotFound("没有找到这个地区", why="可能不在您的辖区", remedy="请从本地区打开")
    return found


def may_look_over(staff: Staff, region: str) -> bool:
    return RegionReach.objects.filter(area__in=areas(staff, Permission.CAMPAIGN_VIEW), member=region).exists()


def leading_units(staff: Staff) -> list[int]:
    """The units for which the person leads campaigns."""
    return sorted({post.unit_id for post in posts_of(staff) if Permission.CAMPAIGN_MANAGE in DUTIES[post.duty].grants})


def led_by(staff: Staff, unit: Unit) -> bool:
    return may(staff, Permission.CAMPAIGN_MANAGE, FileFacts(region=unit.region_id, unit_id=unit.pk))


def must_lead(staff: Staff, unit: Unit, *, doing: str) -> None:
    must(staff, Permission.CAMPAIGN_MANAGE, FileFacts(region=unit.region_id, unit_id=unit.pk), doing=doing)


def speaks_for(staff: Staff, unit: Unit) -> bool:
    """Whether the person says for a unit what has been done of its tasks."""
    return may(staff, Permission.CAMPAIGN_REPORT, FileFacts(region=unit.region_id, unit_id=unit.pk))


def must_speak_for(staff: Staff, unit: Unit, *, doing: str) -> None:
    must(staff, Permission.CAMPAIGN_REPORT, FileFacts(region=unit.region_id, unit_id=unit.pk), doing=doing)


def campaigns_seen(staff: Staff) -> QuerySet[Campaign]:
    """Campaigns of the own area, led by the own unit, or that the own unit takes part in."""
    own = {post.unit_id for post in posts_of(staff)}
    led = visible(Campaign.objects.all(), staff, Permission.CAMPAIGN_VIEW, unit="unit", owner="opened_by").values("pk")
    taken = Campaign.objects.filter(participants__unit__in=own).values("pk")
    return Campaign.objects.filter(Q(pk__in=led) | Q(pk__in=taken)).select_related("unit", "region")


def packs_seen(staff: Staff) -> QuerySet[WeeklyPack]:
    """Packs name clues of every county in them: seen by whoever looks over the whole of their area."""
    rows = WeeklyPack.objects.select_related("campaign__unit", "region", "made_by")
    return visible(rows, staff, Permission.CAMPAIGN_VIEW, unit="campaign__unit", owner="made_by")


def promises_seen(staff: Staff) -> QuerySet[DispatchPromise]:
    rows = DispatchPromise.objects.select_related("campaign__unit", "unit", "pack", "settled_by")
    return _either(rows, staff, area="unit__region", units=("unit", "campaign__unit"))


def measures_seen(staff: Staff) -> QuerySet[UnitMeasure]:
    rows = UnitMeasure.objects.select_related("unit", "by_unit", "region", "campaign", "taken_by")
    return _either(rows, staff, area="region", units=("unit", "by_unit"))


def visits_seen(staff: Staff) -> QuerySet[AreaVisit]:
    rows = AreaVisit.objects.select_related("unit", "by_unit", "region", "campaign", "recorded_by")
    return _either(rows, staff, area="region", units=("unit", "by_unit"))


def rankings_seen(staff: Staff) -> QuerySet[RankingSheet]:
    """Rankings of areas that the own one lies in, too: a ranked county sees the formula and the whole list, and so does
    whoever speaks for a unit there and so may appeal."""
    own = areas(staff, Permission.CAMPAIGN_VIEW)
    spoken = [post.unit.region_id for post in posts_of(staff) if Permission.CAMPAIGN_REPORT in DUTIES[post.duty].grants]
    above = RegionReach.objects.filter(member__in=[*own, *spoken]).values("area")
    below = RegionReach.objects.filter(area__in=own).values("member")
    rows = RankingSheet.objects.select_related("unit", "region", "published_by")
    return rows.filter(Q(region__in=above) | Q(region__in=below))


def one(rows: QuerySet[M], number: int, what: str) -> M:
    """The row, or the same answer whether it is out of sight or not there."""
    found = rows.filter(pk=number).first()
    if found is None:
        raise NotFound(f"没有找到这{what}", why="可能不在您的辖区", remedy="请从列表打开")
    return found


def _either(rows: QuerySet[M], staff: Staff, *, area: str, units: tuple[str, ...]) -> QuerySet[M]:
    """Rows of the areas looked over, and those in which an own unit has a part."""
    own = [post.unit_id for post in posts_of(staff)]
    allowed = Q(pk__in=[])
    for code in areas(staff, Permission.CAMPAIGN_VIEW):
        allowed |= Q(**{f"{area}__in": codes_of(code)})
    for unit in units:
        allowed |= Q(**{f"{unit}__in": own})
    return rows.filter(allowed)


def spoken_units(staff: Staff) -> QuerySet[Unit]:
    """The units that the person may write for or speak to: the own ones, and of the area led all above the towns."""
    own = [post.unit_id for post in posts_of(staff)]
    led = Unit.objects.filter(pk__in=leading_units(staff)).values("region")
    there = RegionReach.objects.filter(area__in=led).values("member")
    return Unit.objects.filter(Q(pk__in=own) | Q(region__in=there)).order_by("region_id", "pk")
