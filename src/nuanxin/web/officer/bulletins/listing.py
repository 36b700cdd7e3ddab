"""Papers drafted from data, with what stands of each."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from nuanxin.command.bulletins.counting.scope import period
from nuanxin.command.bulletins.outline import outline, outlines
from nuanxin.command.bulletins.seeing import bulletins_for
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.permission import holds
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page


def standing(row: Any) -> str:
    """草稿, or what became of the paper."""
    return row.paper.get_status_display() if row.paper else "草稿"


COLUMNS = (
    Column("kind", "种类", lambda row: outline(row.kind).name, "link", frozen=True),
    Column("campaign", "专项行动", "campaign.title"),
    Column("period", "统计时段", lambda row: period(row.start, row.end)),
    Column("region", "统计范围", "region.name"),
    Column("number", "文号", lambda row: row.paper.number if row.paper else ""),
    Column("state", "状态", standing),
    Column("drafted_at", "起草时间", kind="moment", sortable="drafted_at"),
    Column("drafted_by", "起草人", "drafted_by.name"),
    Column("unit", "制发单位", "unit.short_name", default=False),
)
FILTERS = (
    Filter("q", "行动名称、文号", lookup=lambda word: Q(campaign__title__icontains=word) | Q(paper__number__icontains=word)),
    Filter("kind", "种类", "choice", "kind__in", tuple((of.key, of.name) for of in outlines())),
    Filter("open", "草稿", "bool", lambda _: Q(paper__isnull=True)),
)  # fmt: skip
BULLETINS = Listing(
    "bulletins",
    "通报与报告",
    COLUMNS,
    FILTERS,
    default_order=("-drafted_at", "-pk"),
    row_url=lambda row: reverse("officer:bulletin", args=[row.pk]),
    unit="份",
    empty="还没有起草过公文。点“起草”，选择专项行动、种类和统计时段，系统按台账写出初稿，每个数都能点开。",
)


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_MANAGE)
def bulletins(request: HttpRequest) -> HttpResponseBase:
    """Papers of the units that the person may see."""
    may = holds(me(request), P.CAMPAIGN_MANAGE)
    actions = [Action("起草", reverse("officer:bulletin_new"), primary=True)] if may else []
    return listing_page(request, BULLETINS, bulletins_for(me(request)), actions=actions)
