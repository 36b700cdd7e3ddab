"""What came from phones: every visit with where it stands, those first that wait for a decision."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.permission import areas, within
from nuanxin.watch.inspection.field.records import FieldVisit
from nuanxin.web.officer.clues.ledger import visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page


def state_words(row: FieldVisit) -> str:
    """Where it stands, in words."""
    if row.waits:
        return "待处理" if row.visit_id or any("不同填写" in one for one in row.waits) else "未完成"
    return "已入册" if row.visit_id else "未完成"


LISTING = Listing(
    "field_visits",
    "外勤检查",
    (
        Column("employer", "用人单位", "employer.name", "link", frozen=True),
        Column("visited_on", "检查日期", kind="day", sortable="visited_on"),
        Column("project", "项目（标段）", "project.name"),
        Column("region", "区划", "region.name"),
        Column("state", "状态", state_words),
        Column("waits", "尚缺事项", lambda row: "；".join(row.waits)),
        Column("opened_by", "建立人", "opened_by.name"),
    ),
    (
        Filter("q", "单位、项目", lookup=("employer__name", "project__name")),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), visible_regions),
        Filter("open", "未入册", "bool", lambda wanted: Q(visit__isnull=bool(wanted))),
        Filter("waits", "有待办", "bool", lambda wanted: ~Q(waits=[]) if wanted else Q(waits=[])),
        Filter("visited_on", "检查日期", "day_range", first=False),
    ),
    default_order=("-visited_on",),
    row_url=lambda row: reverse("officer:field_visit", args=[row.pk]),
    unit="次",
    empty="还没有手机同步来的检查。",
)


def rows_for(request: HttpRequest) -> Any:
    """Visits of the person's areas."""
    codes = areas(me(request), Permission.INSPECTION_RECORD)
    rows = FieldVisit.objects.filter(region__within__area__in=codes).distinct()
    return rows.select_related("employer", "project", "region", "opened_by", "visit")


def row_of(request: HttpRequest, number: int) -> FieldVisit:
    """One of them; out of sight is not found."""
    row = rows_for(request).filter(pk=number).first()
    if row is None:
        raise NotFound("没有找到这次外勤检查", why="可能不在您的辖区", remedy="请从外勤检查列表打开")
    return row  # type: ignore[no-any-return]


@officer_page(Permission.INSPECTION_RECORD)
def field_visits(request: HttpRequest) -> HttpResponseBase:
    """The list."""
    return listing_page(
        request,
        LISTING,
        rows_for(request),
        actions=[Action("打开手机页面", reverse("officer:field"), "phone", primary=True)],
    )
