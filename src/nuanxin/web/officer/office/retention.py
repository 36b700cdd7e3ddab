"""保管期满: closed clues past the period of their place, for the head of the unit; where the period is not set, what is missing."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.retention.periods import Period, closed_clues, past_clues, periods_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.queues import title_of
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page

LEFT = "到期清单只供鉴定；未经另一名负责人逐件批准，任何内容都不销毁。"


def closed_here(staff: Staff) -> QuerySet[Clue]:
    """Closed clues that the person heads or handles."""
    return closed_clues(staff) | closed_clues(staff, Permission.CLUE_HANDLE)


@officer_page(Permission.CLUE_ASSIGN, Permission.CLUE_HANDLE)
def retention(request: HttpRequest) -> HttpResponseBase:
    """What may be appraised; from here a list of destruction is proposed."""
    on = occasion.today()
    staff = me(request)
    closed = closed_here(staff)
    periods = periods_of(closed, on, home=staff.unit.region_id if staff.unit else "")
    rows = past_clues(closed, periods, on).select_related("employer", "region", "officer")
    actions = (
        Action("提出销毁", reverse("officer:destruction_new"), icon="plus"),
        Action("销毁清册", reverse("officer:destructions"), icon="list"),
    )
    return listing_page(request, _listing(periods), rows, actions=actions)


def _listing(periods: dict[str, Period]) -> Listing:
    return Listing(
        "retention",
        "保管期满",
        (
            Column("number", "线索编号", kind="link", frozen=True),
            Column("title", "用人单位", title_of),
            Column("region", "区划", "region.name"),
            Column("closed_on", "办结日期", kind="day", sortable="closed_on"),
            Column("ends", "保管至", lambda row: _ends(periods[row.region_id], row), kind="day"),
            Column("source", "期限依据", lambda row: _source(periods[row.region_id])),
            Column("officer", "责任人", "officer.name"),
        ),
        (Filter("closed_on", "办结日期", "day_range"),),
        default_order=("closed_on",),
        row_url=lambda row: reverse("officer:clue", args=[row.number]),
        unit="条",
        empty=_empty(periods),
    )


def _ends(period: Period, row: Clue) -> object:
    return period.ends(row.closed_on) if row.closed_on else None


def _source(period: Period) -> str:
    return f"办结后{period.years}年，{period.source}"


def _empty(periods: dict[str, Period]) -> str:
    lacking: dict[str, list[str]] = {}
    for region, period in periods.items():
        if period.missing:
            lacking.setdefault(period.missing, []).append(region)
    names = dict(Region.objects.filter(pk__in=periods).values_list("pk", "name"))
    said = [f"{'、'.join(names[code] for code in codes)}：{missing}。" for missing, codes in lacking.items()]
    return " ".join(["没有保管期满的线索。", *said, LEFT])
