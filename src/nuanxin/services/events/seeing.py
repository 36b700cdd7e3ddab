"""Who sees, records and corrects what."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, RegionReach, Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, areas, codes_of, may, must, visible
from nuanxin.services.events.models import Activity, ActivityPartner

VIEW, RECORD, CORRECT = Permission.ACTIVITY_VIEW, Permission.ACTIVITY_RECORD, Permission.ACTIVITY_CORRECT


def activities_for(staff: Staff) -> QuerySet[Activity]:
    """Every version that the person may see, those that no longer stand too."""
    rows = visible(Activity.objects.all(), staff, VIEW, owner="recorded_by")
    return rows.select_related("region", "unit", "recorded_by", "joined_into")


def seen_activity(staff: Staff, number: int) -> Activity:
    """The version, or the same answer whether it is out of sight or not there."""
    found = activities_for(staff).filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这次活动", why="可能不在您的辖区", remedy="请从活动台账打开")
    return found


def partners_of(activity: Activity) -> QuerySet[ActivityPartner]:
    """The units that joined in it and still are."""
    rows = ActivityPartner.objects.filter(series=activity.series, parted_on__isnull=True)
    return rows.select_related("unit", "by", "entry").order_by("pk")


def must_record(by: Staff, region: Region | str, *, doing: str) -> None:
    code = region if isinstance(region, str) else region.pk
    must(by, RECORD, FileFacts(region=code, unit_id=by.unit_id, owner_id=by.pk), doing=doing)


def may_correct(staff: Staff, *, region: str, unit_ids: Iterable[int]) -> bool:
    """The unit's own people, and those who look after the area."""
    return any(may(staff, CORRECT, FileFacts(region=region, unit_id=unit)) for unit in unit_ids)


def must_correct(by: Staff, *, region: str, unit_id: int, doing: str) -> None:
    must(by, CORRECT, FileFacts(region=region, unit_id=unit_id), doing=doing)


def own_regions(staff: Staff, right: Permission = RECORD) -> QuerySet[Region]:
    """Where the person may record, wide places before those in them."""
    codes = [code for area in areas(staff, right) for code in codes_of(area)]
    return Region.objects.filter(pk__in=codes, valid_to__isnull=True).order_by("code")


def units_around(staff: Staff) -> QuerySet[Unit]:
    """Units that may be named as organiser: of the person's places and of what they lie in."""
    codes = areas(staff, RECORD)
    over = RegionReach.objects.filter(member__in=codes).values("area")
    inside = RegionReach.objects.filter(area__in=codes).values("member")
    rows = Unit.objects.filter(region__in=over) | Unit.objects.filter(region__in=inside)
    return rows.filter(valid_to__isnull=True).order_by("region_id", "name")
