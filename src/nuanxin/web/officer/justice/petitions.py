"""Petitions: every visit in a list, and mass and skip-level ones per region beside the same window of the year before."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.permission import holds, within
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.rights.justice.petition.counting import Fall, compared, year_before
from nuanxin.rights.justice.petition.models import Petition
from nuanxin.web.officer.clues.ledger import export_recorded, visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.queues import title_of
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page

_KINDS = Petition._meta.get_field("kind").flatchoices
_WAYS = Petition._meta.get_field("way").flatchoices
LISTING = Listing(
    "petitions",
    "信访登记",
    (
        Column("clue", "线索编号", "clue.number", "link", frozen=True),
        Column("received_on", "收到日期", kind="day", sortable="received_on"),
        Column("way", "形式", "get_way_display"),
        Column("kind", "类型", "get_kind_display"),
        Column("mass", "集体", lambda row: "是" if row.mass else "否"),
        Column("persons", "人数", kind="int", sortable="persons", sum=True),
        Column("place", "到访的机关"),
        Column("urgent", "重大、紧急", lambda row: "是" if row.urgent else "否"),
        Column("employer", "被反映单位", lambda row: title_of(row.clue)),
        Column("region", "区划", "region.name"),
        Column("stage", "办理", lambda row: row.step.case.closing or "在办"),
        Column("representatives", "代表人数", kind="int", default=False),
    ),
    (
        Filter("q", "线索编号、单位", lookup=("clue__number", "clue__employer_said", "place")),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), visible_regions),
        Filter("either", "集体或者越级", "bool", lambda wanted: Q(mass=True) | Q(kind="skip_level")),
        Filter("mass", "集体", "bool", first=False),
        Filter("kind", "类型", "choice", choices=[(str(key), str(word)) for key, word in _KINDS], first=False),
        Filter("way", "形式", "choice", choices=[(str(key), str(word)) for key, word in _WAYS], first=False),
        Filter("received_on", "收到日期", "day_range"),
    ),
    default_order=("-received_on",),
    row_url=lambda row: reverse("officer:case", args=[row.step.case_id]),
    unit="批次",
    empty="没有符合条件的信访登记。信访工作人员从线索页面启动“信访事项办理”，每次来访登记一条。",
)


@officer_page(Permission.CLUE_VIEW)
def petitions(request: HttpRequest) -> HttpResponseBase:
    """Every registration of the clues that the person may see; withdrawn ones do not count and do not show."""
    staff = me(request)
    rows = Petition.objects.filter(clue__in=clues_for(staff).values("pk"), withdrawn_on__isnull=True)
    rows = rows.select_related("clue__employer", "region", "step__case")
    on_export = export_recorded if holds(staff, Permission.EXPORT) else None
    counts = Action("同比统计", reverse("officer:petition_counts"), icon="chart")
    return listing_page(request, LISTING, rows, on_export=on_export, actions=[counts])


@officer_page(Permission.CLUE_VIEW)
def petition_counts(request: HttpRequest) -> HttpResponse:
    """Mass and skip-level petitions of the own region and each region in it (`?start=&end=`), beside the year before."""
    staff, today = me(request), occasion.today()
    start, end, complaint = _window(request, today)
    code = staff.unit.region_id if staff.unit else ""
    regions = Region.objects.filter(Q(pk=code) | Q(parent=code, level__in=("city", "county"))).order_by("code")
    context = {
        "start": start,
        "end": end,
        "before_start": year_before(start),
        "before_end": year_before(end),
        "complaint": complaint,
        "rows": [_row(region, start, end) for region in regions],
        "crumbs": [("工作台", reverse("officer:desk")), ("信访登记", reverse("officer:petitions")), ("同比统计", "")],
    }
    return render(request, "officer/justice/petition_counts.html", context)


def _row(region: Region, start: date, end: date) -> dict[str, Any]:
    now, before = compared(region.pk, start, end)
    return {
        "region": region,
        "now": now,
        "before": before,
        "cases": _shown(Fall(now.either, before.either)),
        "people": _shown(Fall(now.either_persons, before.either_persons)),
        "url": _behind(region, start, end),
        "before_url": _behind(region, year_before(start), year_before(end)),
    }


def _behind(region: Region, start: date, end: date) -> str:
    """The list behind the number."""
    conditions = {"region": region.pk, "either": "1", "received_on_from": start, "received_on_to": end}
    return f"{reverse('officer:petitions')}?{urlencode(conditions)}"


def _shown(fall: Fall) -> dict[str, Any]:
    """Fallen or risen by so much, and whether by a fifth."""
    if fall.tenths is None:
        return {"word": "上年没有，不能计算" if fall.now else "两年都没有", "enough": fall.enough}
    size = abs(fall.tenths)
    word = "持平" if not size else f"{'下降' if fall.tenths > 0 else '上升'}{size // 10}.{size % 10}%"
    return {"word": word, "enough": fall.enough}


def _window(request: HttpRequest, today: date) -> tuple[date, date, str]:
    usual = (date(today.year, 1, 1), today)
    try:
        start = parse_day(request.GET["start"]) if request.GET.get("start") else usual[0]
        end = parse_day(request.GET["end"]) if request.GET.get("end") else usual[1]
    except ValueError as wrong:
        return *usual, str(wrong)
    return (start, end, "") if start <= end else (*usual, "起始日期晚于截止日期")
