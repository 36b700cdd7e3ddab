"""The ledger of public opinion: files of their own, and every item as it came."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import holds, within
from nuanxin.watch.opinion.figures import TIMING_WORDS, clarified, timing
from nuanxin.watch.opinion.models import OpinionItem
from nuanxin.watch.opinion.seeing import items_for, own_areas
from nuanxin.watch.opinion.words import RUMOUR, Grade, Medium, State, Truth, Way
from nuanxin.web.officer.clues.ledger import export_recorded
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.opinion.lights import answer_light
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page

RIGHTS = (P.OPINION_HANDLE, P.OPINION_DECIDE)


def own_regions(request: HttpRequest) -> Iterable[tuple[str, str]]:
    """The places that the person watches, towns indented below their county."""
    rows = Region.objects.filter(within__area__in=own_areas(me(request))).distinct().order_by("code")
    depth = {"city": 0, "county": 1, "town": 2}
    return [
        (code, "　" * depth.get(level, 0) + name) for code, level, name in rows.values_list("code", "level", "name")
    ]


def _officers(request: HttpRequest) -> Iterable[tuple[str, str]]:
    keys = items_for(me(request)).filter(officer__isnull=False).values("officer")
    return [(str(key), name) for key, name in Staff.objects.filter(pk__in=keys).values_list("pk", "name")]


def _timing(values: list[str]) -> Q:
    parts, wanted = timing(occasion.now()), Q(pk__in=[])
    for value in values:
        wanted |= parts[value]
    return Q(lead__isnull=True) & wanted


def _said(word: str) -> Q:
    """In the item itself or in one that was joined into it."""
    own = Q(title__icontains=word) | Q(text__icontains=word) | Q(employer_said__icontains=word)
    own |= Q(project_said__icontains=word) | Q(outlet__icontains=word)
    return own | Q(pk__in=OpinionItem.objects.filter(own, lead__isnull=False).values("lead"))


COLUMNS = (
    Column("title", "标题", kind="link", frozen=True),
    Column("grade", "等级", "get_grade_display", sortable="grade"),
    Column("state", "状态", lambda row: "已归并" if row.lead_id else row.get_state_display()),
    Column("light", "回应时限", lambda row: answer_light(row, occasion.now()), "light", sortable="answer_due_at"),
    Column("received_at", "收到时间", kind="moment", sortable="received_at"),
    Column("medium", "来源平台", "get_medium_display"),
    Column("outlet", "账号（媒体）", default=False),
    Column("region", "区划", "region.name"),
    Column("copies", "归并", lambda row: row.joined_count or None, "int"),
    Column("truth", "核查结论", lambda row: ("谣言：" if row.truth in RUMOUR else "") + row.get_truth_display()),
    Column("clue", "关联线索", lambda row: row.clue.number if row.clue else ""),
    Column("officer", "承办人", "officer.name"),
    Column("employer", "涉及单位", "employer_said", default=False),
    Column("project", "涉及项目", "project_said", default=False),
    Column("persons", "涉及人数", kind="int", default=False),
    Column("views", "阅读量", kind="int", default=False),
    Column("answered_at", "回应时间", kind="moment", default=False),
    Column("way", "收集方式", "get_way_display", default=False),
    Column("number", "编号", default=False),
)
FILTERS = (
    Filter("q", "标题、内容、单位", lookup=_said),
    Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), own_regions),
    Filter("grade", "等级", "choice", choices=Grade.choices),
    Filter("state", "状态", "choice", choices=State.choices),
    Filter("timing", "回应时限", "choice", _timing, tuple(TIMING_WORDS.items())),
    Filter("truth", "核查结论", "choice", choices=Truth.choices, first=False),
    Filter("medium", "来源平台", "choice", choices=Medium.choices, first=False),
    Filter("way", "收集方式", "choice", choices=Way.choices, first=False),
    Filter("officer", "承办人", "choice", choices=_officers, first=False),
    Filter("answered", "已回应", "bool", lambda _: Q(answered_at__isnull=False), first=False),
    Filter("clarified", "已澄清谣言", "bool", lambda _: clarified(), first=False),
    Filter("linked", "已关联线索", "bool", lambda _: Q(clue__isnull=False), first=False),
    Filter("joined", "有归并信息", "bool", lambda _: Q(joined_count__gt=0), first=False),
    Filter("received_at", "收到时间", "day_range", first=False),
)
FILES = Listing(
    "opinion",
    "舆情台账",
    COLUMNS,
    FILTERS,
    default_order=("-received_at", "-pk"),
    row_url=lambda row: reverse("officer:opinion_item", args=[row.pk]),
    unit="件",
    empty="没有符合条件的舆情。发现涉欠薪的帖文、报道、传闻，点“登记舆情”。",
)
EVERY = Listing(
    "opinion_all",
    "全部舆情信息（含已归并）",
    COLUMNS,
    FILTERS,
    default_order=("-received_at", "-pk"),
    row_url=lambda row: reverse("officer:opinion_item", args=[row.pk]),
    unit="条",
    empty="没有符合条件的舆情信息。",
)


def _rows(request: HttpRequest) -> Any:
    rows = items_for(me(request)).select_related("region", "officer", "clue", "lead")
    return rows.annotate(joined_count=Count("copies"))


def _list(request: HttpRequest, listing: Listing, rows: Any) -> HttpResponseBase:
    staff = me(request)
    actions = [Action("值守班表", reverse("officer:opinion_roster"), "calendar")]
    if holds(staff, P.OPINION_HANDLE):
        new = Action("登记舆情", reverse("officer:opinion_new"), primary=True)
        actions = [new, Action("批量导入、采集", reverse("officer:opinion_take"), "upload"), *actions]
    actions += [Action("统计", reverse("officer:opinion_figures"), "chart")]
    other = ("opinion_all", "全部信息") if listing is FILES else ("opinion", "只看事项")
    actions += [Action(other[1], reverse(f"officer:{other[0]}"), "list")]
    return listing_page(
        request, listing, rows, actions=actions, on_export=export_recorded if holds(staff, P.EXPORT) else None
    )


@officer_page(*RIGHTS)
def opinion(request: HttpRequest) -> HttpResponseBase:
    """Files of their own in the person's places."""
    return _list(request, FILES, _rows(request).filter(lead__isnull=True))


@officer_page(*RIGHTS)
def opinion_all(request: HttpRequest) -> HttpResponseBase:
    """Every item, those that were joined too."""
    return _list(request, EVERY, _rows(request))
