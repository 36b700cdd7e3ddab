"""服务申请: what firms asked for at their door, booked for a day or declined with a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import codes_of, within
from nuanxin.watch.inspection.helping.models import ServiceWish
from nuanxin.watch.inspection.helping.wishing import book_wish, decline_wish
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.ledger import visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.grid.seeing import in_seen
from nuanxin.web.officer.relief.firms.forms import StaffChoice, staff_near
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import listing_page

NEEDS = (P.INSPECTION_RECORD, P.WATCH_VIEW)
WISHES = Listing(
    "service_wishes",
    "企业申请的服务",
    (
        Column("employer", "用人单位", "employer.name", "link", frozen=True),
        Column("project", "项目（标段）", "project.name"),
        Column("region", "区划", "region.name"),
        Column("wish", "希望了解的内容"),
        Column("wished_for", "希望的日期", kind="day", sortable="wished_for"),
        Column("asked_on", "申请日期", kind="day", sortable="asked_on"),
        Column("asked_by", "申请人"),
        Column("state", "状态", "get_state_display"),
        Column("answer", "答复", default=False),
    ),
    (
        Filter("q", "单位、项目", lookup=("employer__name", "project__name")),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), visible_regions),
        Filter("state", "状态", "choice", choices=ServiceWish.State.choices),
    ),
    default_order=("-asked_on", "-pk"),
    row_url=lambda row: (
        reverse("officer:service", args=[row.service_id])
        if row.service_id
        else reverse("officer:service_wish_book", args=[row.pk])
        if row.state == ServiceWish.State.OPEN
        else reverse("officer:employer", args=[row.employer_id])
    ),
    unit="件",
    empty="没有企业申请。企业联系人在企业端“上门服务”里申请。",
)


class BookWishForm(PatternForm):
    """When and who."""

    booked_for = DayField(label="预约日期")
    staff = StaffChoice(label="服务人员", queryset=Staff.objects.none())

    def __init__(self, *args: Any, region: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = staff_near(codes_of(region))  # type: ignore[attr-defined]


class DeclineForm(PatternForm):
    """Why not."""

    reason = forms.CharField(label="原因", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


@officer_page(*NEEDS)
def service_wishes(request: HttpRequest) -> HttpResponseBase:
    """Those of the person's areas, open ones by the filter."""
    rows = ServiceWish.objects.filter(in_seen(me(request))).select_related("employer", "project", "region")
    return listing_page(request, WISHES, rows.distinct())


def _wish(request: HttpRequest, number: int) -> ServiceWish:
    rows = ServiceWish.objects.filter(in_seen(me(request)), pk=number)
    found = rows.select_related("employer", "project", "region").first()
    if found is None:
        raise NotFound("没有找到这项服务申请", remedy="请从“企业申请的服务”列表打开")
    return found


@officer_page(P.INSPECTION_RECORD)
def service_wish_book(request: HttpRequest, number: int) -> HttpResponse:
    """安排."""
    row = _wish(request, number)
    decline = reverse("officer:service_wish_decline", args=[number])
    return act_page(
        request, BookWishForm, title=f"安排上门服务：{row.employer.name}", save="预约",
        run=lambda told: book_wish(wish=row, by=me(request), on=occasion.today(), **told),
        form_kwargs={"region": row.region_id}, initial={"booked_for": row.wished_for, "staff": me(request).pk},
        back_url=reverse("officer:service_wishes"), done="已预约，企业在企业端看得到日期和服务人员。",
        intro=f"{row.asked_by} {row.asked_on} 申请，希望 {row.wished_for}：{row.wish}", context={"decline_url": decline},
        template="officer/employer_accounts/wish.html",
    )  # fmt: skip


@officer_page(P.INSPECTION_RECORD)
def service_wish_decline(request: HttpRequest, number: int) -> HttpResponse:
    """未能安排."""
    row = _wish(request, number)
    return act_page(
        request, DeclineForm, title=f"不能安排：{row.employer.name}", save="答复",
        run=lambda told: decline_wish(wish=row, by=me(request), on=occasion.today(), **told),
        back_url=reverse("officer:service_wishes"), done="已答复，企业在企业端看得到。",
    )  # fmt: skip
