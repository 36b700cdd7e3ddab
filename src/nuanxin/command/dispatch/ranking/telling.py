"""Whom a published ranking speaks to: in each ranked area the counterpart of the publisher and whoever takes part in the campaign."""

from __future__ import annotations

from django.db.models import Q

from nuanxin.command.campaigns.taking_part.models import Participant
from nuanxin.command.campaigns.taking_part.telling import tell_unit
from nuanxin.command.dispatch.ranking.models import RankingSheet
from nuanxin.foundation.organisations.models import Unit


def tell_ranked(sheet: RankingSheet) -> int:
    """Each of them once, with the way to appeal; how many people."""
    names = {line["code"]: line["name"] for line in sheet.lines}
    taking_part = Participant.objects.filter(campaign=sheet.campaign_id).values("unit")
    concerned = Q(kind=sheet.unit.kind) | Q(pk__in=taking_part)
    units = Unit.objects.filter(concerned, region__in=names, valid_to__isnull=True).exclude(pk=sheet.unit_id)
    told = 0
    for unit in units.order_by("pk"):
        said = {"unit": sheet.unit.short_name or sheet.unit.name, "title": sheet.title, "area": names[unit.region_id]}
        told += tell_unit(unit, "ranking_published", said, sheet)
    return told


def tell_answered(sheet: RankingSheet, unit: Unit, upheld: bool) -> None:
    """The unit that appealed."""
    said = {"title": sheet.title, "result": "已采纳，将另行发布更正的排名" if upheld else "未采纳，理由见排名页面"}
    tell_unit(unit, "ranking_appeal_answered", said, sheet)
