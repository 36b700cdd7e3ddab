"""What a member of staff sees of watching: warnings, projects, rules and rounds of his areas; all else is not there."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import HttpRequest

from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.kinds import RegionLevel
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import areas, codes_of, visible
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.warnings.models import RiskWarning
from nuanxin.web.officer.gate import me


def warnings_for(staff: Staff) -> QuerySet[RiskWarning]:
    """Every warning of the person's areas."""
    return visible(RiskWarning.objects.all(), staff, P.WATCH_VIEW, unit="owner__unit", owner="owner")


def projects_for(staff: Staff) -> QuerySet[MonitoredProject]:
    """Every watched project of the person's areas."""
    codes = codes_in(staff, P.WATCH_VIEW)
    return MonitoredProject.objects.filter(region__in=codes).select_related("project", "employer", "region")


def codes_in(staff: Staff, right: P) -> list[str]:
    """Every region of the areas for which the person holds the right."""
    return sorted({code for area in areas(staff, right) for code in codes_of(area)})


def places(staff: Staff, right: P) -> list[tuple[str, str]]:
    """Counties, cities and provinces of those areas, for a choice."""
    rows = Region.objects.filter(pk__in=codes_in(staff, right)).exclude(level=RegionLevel.TOWN).order_by("code")
    return [(one.pk, one.name) for one in rows]


def warning_of(request: HttpRequest, number: int) -> RiskWarning:
    """The warning, or one answer whether it is out of sight or not there."""
    rows = warnings_for(me(request)).select_related(
        "project__project", "employer", "region", "owner__unit", "rule_set", "clue", "ended_by"
    )
    found = rows.filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这条预警", why="可能不在您的辖区", remedy="请从预警台账打开")
    return found


def project_of(request: HttpRequest, number: int) -> MonitoredProject:
    """The watched project, or one answer whether it is out of sight or not there."""
    found = projects_for(me(request)).filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这个监测项目", why="可能不在您的辖区", remedy="请从监测项目打开")
    return found


def named(people: Iterable[Staff]) -> list[tuple[str, str]]:
    """People for a choice."""
    return [(str(one.pk), f"{one.name}（{one.unit.short_name if one.unit else ''}）") for one in people]
