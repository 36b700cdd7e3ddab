"""The ledger of campaigns: those of the own area and those sent to one's unit."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from nuanxin.command.campaigns.dividing.progress import with_progress
from nuanxin.command.campaigns.opened.seeing import campaigns_for
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.permission import holds
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page


def _done(row: Any) -> str:
    """Done of given, and how many are late."""
    late = f"，逾期{row.late}" if row.late else ""
    return f"{row.done}/{row.given}{late}" if row.given else "未分工"


COLUMNS = (
    Column("title", "名称", kind="link", frozen=True),
    Column("unit", "牵头单位", "unit.short_name"),
    Column("region", "行动范围", "region.name"),
    Column("start", "起", kind="day", sortable="start"),
    Column("end", "止", kind="day", sortable="end"),
    Column("done", "任务完成", _done),
    Column("above", "承接或所属", lambda row: (row.above or row.within).title if row.above or row.within else ""),
    Column("number", "文号", "document_number", default=False),
    Column("state", "状态", lambda row: "已结束" if row.closed_on else "进行中"),
)
FILTERS = (
    Filter("q", "名称、文号", lookup=("title", "document_number")),
    Filter("running", "进行中", "bool", lambda wanted: Q(closed_on__isnull=wanted)),
    Filter("own", "不是承接上级的", "bool", lambda wanted: Q(above__isnull=wanted), first=False),
    Filter("end", "截止日期", "day_range", first=False),
)
CAMPAIGNS = Listing(
    "campaigns",
    "专项行动",
    COLUMNS,
    FILTERS,
    default_order=("-opened_at", "-pk"),
    row_url=lambda row: reverse("officer:campaign", args=[row.pk]),
    unit="个",
    empty="还没有专项行动。收到上级通知的，先在“来文”中识读、确认后启动；也可以从预置行动启动。",
)


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_MANAGE)
def campaigns(request: HttpRequest) -> HttpResponseBase:
    """Every campaign that the person may see."""
    actions = [
        Action("本单位任务", reverse("officer:campaign_work"), "check"),
        Action("实事清单", reverse("officer:concrete_things"), "check"),
    ]
    if holds(me(request), P.CAMPAIGN_MANAGE):
        actions = [Action("从预置行动启动", reverse("officer:campaigns_ready"), primary=True), *actions]
    rows = with_progress(campaigns_for(me(request)), occasion.today())
    return listing_page(request, CAMPAIGNS, rows, actions=actions)
