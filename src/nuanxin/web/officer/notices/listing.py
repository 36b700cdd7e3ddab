"""The ledger of notices that came in."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from nuanxin.command.campaigns.seeing import notices_for
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.permission import holds
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page

COLUMNS = (
    Column("title", "标题", kind="link", frozen=True),
    Column("number", "文号", lambda row: row.reading.get("document_number") or ""),
    Column("issuer", "发文机关", lambda row: "、".join(row.reading.get("issuer") or [])),
    Column("received_on", "收文日期", kind="day", sortable="received_on"),
    Column("unit", "收文单位", "unit.short_name"),
    Column("tasks", "读出任务", lambda row: len(row.reading.get("tasks") or []), "int"),
    Column("deadlines", "读出期限", lambda row: len(row.reading.get("deadlines") or []), "int"),
    Column("state", "状态", lambda row: "已确认" if row.confirmed_at else "待核对"),
    Column("confirmed_by", "确认人", "confirmed_by.name", default=False),
)
FILTERS = (
    Filter("q", "标题、正文", lookup=lambda word: Q(title__icontains=word) | Q(text__icontains=word)),
    Filter("open", "待核对", "bool", lambda _: Q(confirmed_at__isnull=True)),
    Filter("received_on", "收文日期", "day_range", first=False),
)
NOTICES = Listing(
    "notices",
    "来文台账",
    COLUMNS,
    FILTERS,
    default_order=("-received_on", "-pk"),
    row_url=lambda row: reverse("officer:notice", args=[row.pk]),
    unit="份",
    empty="还没有来文。收到上级通知后点“登记来文”，上传文件即可读出任务、期限和报表。",
)


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_MANAGE)
def notices(request: HttpRequest) -> HttpResponseBase:
    """Notices of the units that the person may see."""
    actions = [Action("识读准确率", reverse("officer:notice_reader"), "chart")]
    if holds(me(request), P.CAMPAIGN_MANAGE):
        actions = [Action("登记来文", reverse("officer:notice_take"), primary=True), *actions]
    return listing_page(request, NOTICES, notices_for(me(request)), actions=actions)
