"""Lists of employers and projects of the person's places."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import holds, posts_of, within
from nuanxin.foundation.parties.models import Employer, Project, Sector
from nuanxin.web.officer.clues.ledger import export_recorded, visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import listing_page


def in_places(staff: Staff) -> Q:
    """Whatever lies in an area of one of the person's posts."""
    found = Q(pk__in=[])
    for area in {post.region_id for post in posts_of(staff)}:
        found |= Q(region__in=within(area))
    return found


def _open(name: str) -> Any:
    return lambda row: reverse(name, args=[row.pk])


def _yes_no(name: str) -> Any:
    return lambda row: {True: "是", False: "否", None: ""}[getattr(row, name)]


def _in_region(code: str) -> Q:
    return Q(region__in=within(code))


INDUSTRIES = [(str(value), str(label)) for value, label in Project._meta.get_field("industry").flatchoices]
EMPLOYERS = Listing(
    "employers",
    "用人单位",
    (
        Column("name", "名称", kind="link", frozen=True, sortable="name"),
        Column("credit_code", "统一社会信用代码"),
        Column("region", "所在区划", "region.name"),
        Column("sector", "行业领域", "get_sector_display"),
        Column("legal_representative", "法定代表人"),
        Column("phone", "联系电话", default=False),
        Column("address", "地址", default=False),
    ),
    (
        Filter("q", "名称、信用代码", lookup=("name", "credit_code", "aliases__name")),
        Filter("sector", "行业领域", "choice", choices=Sector.choices),
        Filter("region", "区划", "region", _in_region, visible_regions),
    ),
    default_order=("name",),
    row_url=_open("officer:employer"),
    unit="户",
)
PROJECTS = Listing(
    "projects",
    "项目（标段）",
    (
        Column("name", "项目名称", kind="link", frozen=True, sortable="name"),
        Column("employer", "用人单位", "employer.name"),
        Column("owner_name", "建设单位"),
        Column("region", "区划", "region.name"),
        Column("industry", "行业主管", "get_industry_display"),
        Column("government", "政府投资", _yes_no("government")),
        Column("state_firm", "国企项目", _yes_no("state_firm")),
        Column("pay_day", "工资支付日", default=False),
        Column("wage_clerk", "劳资专管员", default=False),
    ),
    (
        Filter("q", "项目、单位名称", lookup=("name", "employer__name", "owner_name")),
        Filter("industry", "行业主管", "choice", choices=INDUSTRIES),
        Filter("region", "区划", "region", _in_region, visible_regions),
        Filter("government", "政府投资", "bool"),
        Filter("state_firm", "国企项目", "bool"),
    ),
    default_order=("name",),
    row_url=_open("officer:project"),
    unit="个",
)


@officer_page(Permission.CLUE_VIEW)
def employers(request: HttpRequest) -> HttpResponseBase:
    """Employers of the person's places."""
    staff = me(request)
    rows = Employer.objects.filter(in_places(staff) | Q(region__isnull=True), merged_into__isnull=True)
    on_export = export_recorded if holds(staff, Permission.EXPORT) else None
    return listing_page(request, EMPLOYERS, rows.select_related("region"), on_export=on_export)


@officer_page(Permission.CLUE_VIEW)
def projects(request: HttpRequest) -> HttpResponseBase:
    """Projects of the person's places."""
    staff = me(request)
    rows = Project.objects.filter(in_places(staff), merged_into__isnull=True).select_related("employer", "region")
    on_export = export_recorded if holds(staff, Permission.EXPORT) else None
    return listing_page(request, PROJECTS, rows, on_export=on_export)
