"""The ledger of activities, and the rows behind each counted figure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Unit
from nuanxin.foundation.organisations.permission import holds, within
from nuanxin.services.events.kinds import families, kinds
from nuanxin.services.events.models import Activity
from nuanxin.services.events.seeing import activities_for, own_regions
from nuanxin.services.events.words import Audience, PlaceKind
from nuanxin.web.officer.clues.ledger import export_recorded
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page

_DEPTH = {"city": 0, "county": 1, "town": 2}


def regions_of(request: HttpRequest) -> Iterable[tuple[str, str]]:
    """The places whose activities the person sees, towns indented below their county."""
    rows = own_regions(me(request), P.ACTIVITY_VIEW).values_list("code", "level", "name")
    return [(code, "　" * _DEPTH.get(level, 0) + name) for code, level, name in rows]


def units_of(request: HttpRequest) -> Iterable[tuple[str, str]]:
    keys = activities_for(me(request)).order_by().values("unit")
    return [(str(key), name) for key, name in Unit.objects.filter(pk__in=keys).values_list("pk", "name")]


def _families(values: list[str]) -> Q:
    return Q(kind__in=[kind.code for kind in kinds().values() if kind.family in values])


COLUMNS = (
    Column("title", "活动", kind="link", frozen=True),
    Column("held_on", "活动日期", kind="day", sortable="held_on"),
    Column("kind", "种类", "kind_name", sortable="kind"),
    Column("region", "区划", "region.name"),
    Column("place_kind", "场所", "get_place_kind_display", default=False),
    Column("unit", "主办单位", "unit.short_name"),
    Column("persons", "到场人次", kind="int", sortable="persons"),
    Column("migrants", "其中农民工", kind="int"),
    Column("basis", "人次来源", "get_basis_display", default=False),
    Column("crowd", "同一批人", lambda row: "与同场活动同一批人" if row.people != row.series else "", default=False),
    Column("viewers", "线上观看", kind="int", default=False),
    Column("audience", "面向", "get_audience_display", default=False),
    Column("partners", "协办单位", default=False),
    Column("note", "情况", default=False),
    Column("recorded_by", "登记人", "recorded_by.name"),
    Column("recorded_on", "登记日期", kind="day", default=False),
    Column("number", "编号", default=False),
)
FILTERS = (
    Filter("q", "地点、情况、编号", lookup=("place", "note", "partners", "number")),
    Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), regions_of),
    Filter("kind", "种类", "choice", choices=lambda _: [(kind.code, kind.name) for kind in kinds().values()]),
    Filter("held_on", "活动日期", "day_range"),
    Filter("family", "类别", "choice", _families, lambda _: list(families().items()), first=False),
    Filter("unit", "主办单位", "choice", choices=units_of, first=False),
    Filter("place_kind", "场所", "choice", choices=PlaceKind.choices, first=False),
    Filter("audience", "面向", "choice", choices=Audience.choices, first=False),
    Filter("withdrawn", "已撤回、已并入", "bool", lambda _: Q(withdrawn_on__isnull=False), first=False),
)
ACTIVITIES = Listing(
    "activities",
    "活动台账",
    COLUMNS,
    FILTERS,
    default_order=("-held_on", "-pk"),
    row_url=lambda row: reverse("officer:activity", args=[row.pk]),
    unit="场",
    empty="没有符合条件的活动。举办宣传、咨询、招聘、慰问等活动后，点“登记活动”，一分钟即可登记。",
)


@officer_page(P.ACTIVITY_VIEW)
def activities(request: HttpRequest) -> HttpResponseBase:
    """What stands now; with the condition, what was withdrawn or joined and has no version left."""
    rows, stands = activities_for(me(request)), Q(withdrawn_on__isnull=True)
    if request.GET.get("withdrawn") == "1":
        rows = rows.exclude(series__in=Activity.objects.filter(stands).values("series"))
    else:
        rows = rows.filter(stands)
    actions = [Action("统计", reverse("officer:activity_figures"), "chart")]
    if holds(me(request), P.ACTIVITY_RECORD):
        actions = [Action("登记活动", reverse("officer:activity_new"), primary=True), *actions]
    return listing_page(request, ACTIVITIES, rows, actions=actions, on_export=may_export(request))


def may_export(request: HttpRequest) -> Any:
    """Activities name no workers: who sees them may take them along; the trace is kept all the same."""
    return export_recorded if holds(me(request), P.ACTIVITY_VIEW) else None
