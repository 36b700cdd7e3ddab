"""Which rows of this room a person sees: those of the areas one looks over, and those one answers for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.kinds import RegionLevel
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, areas, codes_of, may, posts_of
from nuanxin.watch.inspection.findings.models import Finding
from nuanxin.watch.inspection.grid.models import GridAssignment
from nuanxin.watch.inspection.plans.models import PlannedVisit, SpecialCheck

_LOOKING = (P.WATCH_VIEW, P.INSPECTION_RECORD, P.INSPECTION_PLAN)


def seen_areas(staff: Staff) -> list[str]:
    """The areas over which a person looks in matters of inspection."""
    return sorted({area for right in _LOOKING for area in areas(staff, right)})


def in_seen(staff: Staff, path: str = "region") -> Q:
    """Rows of these areas."""
    found = Q(pk__in=[])
    for area in seen_areas(staff):
        found |= Q(**{f"{path}__in": codes_of(area)})
    return found


def assignments_for(staff: Staff) -> QuerySet[GridAssignment]:
    """Rows of the grid: of one's areas, and one's own."""
    rows = GridAssignment.objects.filter(in_seen(staff) | Q(staff=staff))
    return rows.select_related("employer", "project__employer", "region", "staff__unit", "by")


def planned_for(staff: Staff) -> QuerySet[PlannedVisit]:
    """Planned visits: of one's areas, one's own, and those where one's department has a part."""
    units = {post.unit_id for post in posts_of(staff)}
    own = Q(staff=staff) | Q(partner=staff) | Q(parts__unit__in=units)
    keys = PlannedVisit.objects.filter(own).values("pk")
    rows = PlannedVisit.objects.filter(in_seen(staff) | Q(pk__in=keys))
    return rows.select_related("employer", "project", "region", "staff__unit", "partner", "special", "visit")


def specials_for(staff: Staff) -> QuerySet[SpecialCheck]:
    """Special checks: of one's areas, one's own, and those where one's department has a part."""
    units = {post.unit_id for post in posts_of(staff)}
    keys = PlannedVisit.objects.filter(parts__unit__in=units).values("special")
    rows = SpecialCheck.objects.filter(in_seen(staff) | Q(lead=staff) | Q(pk__in=keys))
    return rows.select_related("region", "lead", "by")


def findings_for(staff: Staff) -> QuerySet[Finding]:
    """Findings: of one's areas, and those one follows."""
    rows = Finding.objects.filter(in_seen(staff, "visit__region") | Q(staff=staff))
    return rows.select_related("visit__employer", "visit__project", "visit__region", "staff__unit", "by")


def plans_there(staff: Staff, region: str) -> bool:
    """Whether the person arranges inspection in that region."""
    return may(staff, P.INSPECTION_PLAN, FileFacts(region=region))


def records_there(staff: Staff, region: str) -> bool:
    """Whether the person records inspection in that region."""
    facts = FileFacts(region=region, unit_id=staff.unit_id, owner_id=staff.pk)
    return may(staff, P.INSPECTION_RECORD, facts)


def planned_regions(staff: Staff, *, towns: bool = True) -> QuerySet[Region]:
    """Regions for which the person arranges inspection."""
    codes = [code for area in areas(staff, P.INSPECTION_PLAN) for code in codes_of(area)]
    rows = Region.objects.filter(pk__in=codes).order_by("code")
    return rows if towns else rows.exclude(level=RegionLevel.TOWN)


class RegionChoice(forms.ModelChoiceField):
    """A region with what it lies in, since towns of one name are many."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.full_name or obj.name)
