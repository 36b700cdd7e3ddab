"""The figures of a period, by kind and by unit; each number opens to the rows from which it was counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Unit
from nuanxin.services.events import counting
from nuanxin.services.events.counting import Figures, Window
from nuanxin.services.events.kinds import kind_name, kinds
from nuanxin.services.events.materials.giving import handouts_for
from nuanxin.services.events.materials.making import materials_for, with_given
from nuanxin.services.events.materials.posting import posts_for
from nuanxin.services.events.seeing import activities_for
from nuanxin.services.events.words import Audience
from nuanxin.web.officer.activities.listing import ACTIVITIES, may_export, regions_of
from nuanxin.web.officer.activities.materials import HANDOUTS, MATERIALS
from nuanxin.web.officer.activities.posts import POSTS
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import listing_page

LOOKED_BACK = 90


class WindowForm(PatternForm):
    """Which area, from when until when, as known on which day."""

    region = forms.ChoiceField(label="区划")
    start = DayField(label="活动日期自")
    end = DayField(label="至")
    as_of = DayField(label="按哪一天的登记")

    def __init__(self, *args: Any, regions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = regions  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        v: dict[str, Any] = super().clean() or {}
        if v.get("start") and v.get("end") and v["start"] > v["end"]:
            self.add_error("end", "截止日期早于起始日期。")
        return v


def _window(request: HttpRequest) -> tuple[WindowForm, Window | None]:
    regions, today = list(regions_of(request)), occasion.today()
    usual = {
        "region": regions[0][0] if regions else "", "as_of": today, "end": today,
        "start": today - timedelta(days=LOOKED_BACK - 1),
    }  # fmt: skip
    form = WindowForm({**usual, **request.GET.dict()}, regions=regions)
    if not form.is_valid():
        return form, None
    v, code, unit = form.cleaned_data, request.GET.get("kind", ""), request.GET.get("unit", "")
    chosen = (code,) if code else ()
    number = int(unit) if unit.isascii() and unit.isdigit() and len(unit) < 16 else None
    audience = request.GET.get("audience", "")
    return form, Window(v["region"], v["start"], v["end"], v["as_of"], chosen, number, audience)


@dataclass(frozen=True)
class Cell:
    number: int
    url: str


@dataclass(frozen=True)
class Row:
    name: str
    cells: tuple[Cell, ...]


HEADS = (
    ("activities", "活动场次"),
    ("persons", "到场人次"),
    ("migrants", "其中农民工"),
    ("unstated", "未说明农民工的场次"),
    ("viewers", "线上观看"),
)
UNIT_HEADS = (*HEADS, ("made", "制作宣传品"), ("given", "发放"), ("posts", "媒体发布"))


@officer_page(P.ACTIVITY_VIEW)
def activity_figures(request: HttpRequest) -> HttpResponse:
    """Counted when asked, from the rows."""
    form, window = _window(request)
    context: dict[str, Any] = {"form": form, "heads": HEADS, "unit_heads": UNIT_HEADS, "crumbs": _crumbs("统计")}
    if window:
        window = Window(window.region, window.start, window.end, window.as_of)
        by_unit = counting.count_everything_by_unit(window)
        names = dict(Unit.objects.filter(pk__in=by_unit).values_list("pk", "short_name"))
        context["total"] = _row("合计", counting.count(window), window, UNIT_HEADS)
        context["units"] = [
            _row(names[key], told, window, UNIT_HEADS, unit=str(key))
            for key, told in sorted(by_unit.items(), key=lambda pair: (-pair[1].activities, pair[0]))
        ]
        context["tables"] = [("种类", _by_kind(window)), ("面向", _by_audience(window))]
    return render(request, "officer/activities/figures.html", context, status=200 if window else 422)


def _by_kind(window: Window) -> list[Row]:
    told, order = counting.count_by(window, "kind"), {code: n for n, code in enumerate(kinds())}
    codes = sorted(told, key=lambda code: order.get(code, len(order)))
    return [_row(kind_name(code), told[code], window, HEADS, kind=code) for code in codes]


def _by_audience(window: Window) -> list[Row]:
    """Publicity by whom it speaks to: workers, firms, leading cadres."""
    told = counting.count_by(window, "audience")
    return [_row(label, told[key], window, HEADS, audience=key) for key, label in Audience.choices if key in told]


def _row(name: str, told: Figures, window: Window, heads: Any, **more: str) -> Row:
    what = {"made": "made", "given": "given", "posts": "posts"}
    cells = [Cell(getattr(told, key), _address(what.get(key, "activities"), window, **more)) for key, _ in heads]
    return Row(name, tuple(cells))


def _address(what: str, window: Window, **more: str) -> str:
    told = {"region": window.region, "start": window.start, "end": window.end, "as_of": window.as_of, **more}
    return f"{reverse('officer:activity_counted', args=[what])}?{urlencode(told)}"


def _crumbs(last: str) -> list[tuple[str, str]]:
    return [("工作台", reverse("officer:desk")), ("活动台账", reverse("officer:activities")), (last, "")]


def _nothing(_: Any) -> Q:
    """The rows have been found by the count itself; the address only says which."""
    return Q()


def _units(request: HttpRequest) -> list[tuple[str, str]]:
    """Units that have any row which the person sees."""
    staff, keys = me(request), Q()
    for rows in (activities_for(staff), materials_for(staff), handouts_for(staff), posts_for(staff)):
        keys |= Q(pk__in=rows.order_by().values("unit"))
    return [(str(key), name) for key, name in Unit.objects.filter(keys).values_list("pk", "short_name")]


_FILTERS = (
    Filter("region", "区划", "choice", _nothing, regions_of),
    Filter("start", "日期自", "text", _nothing),
    Filter("end", "至", "text", _nothing),
    Filter("as_of", "按登记日", "text", _nothing),
    Filter("kind", "种类", "choice", _nothing, lambda _: [(one.code, one.name) for one in kinds().values()], first=False),
    Filter("unit", "单位", "choice", _nothing, _units, first=False),
    Filter("audience", "面向", "choice", _nothing, Audience.choices, first=False),
)  # fmt: skip


def _counted(listing: Listing) -> Listing:
    return Listing(
        f"{listing.key}_counted", f"计入统计的{listing.title}", listing.columns, _FILTERS, default_order=listing.default_order,
        row_url=listing.row_url, unit=listing.unit, empty="这一数字后面没有记录。",
    )  # fmt: skip


COUNTED = {
    "activities": (_counted(ACTIVITIES), counting.activities, ("region", "unit", "recorded_by")),
    "made": (_counted(MATERIALS), counting.materials, ("region", "unit", "recorded_by")),
    "given": (_counted(HANDOUTS), counting.handouts, ("region", "unit", "recorded_by", "material", "entry")),
    "posts": (_counted(POSTS), counting.posts, ("region", "unit", "recorded_by")),
}


@officer_page(P.ACTIVITY_VIEW)
def activity_counted(request: HttpRequest, what: str) -> HttpResponseBase:
    """The rows behind one figure, of an area that the person sees; the same question as the figure's."""
    if what not in COUNTED:
        raise NotFound("没有找到这一页", remedy="请从统计页面打开")
    _, window = _window(request)
    if window is None:
        raise NotFound("没有找到这一数字的记录", why="区划不在您的辖区，或者日期不对", remedy="请从统计页面打开")
    listing, rows, related = COUNTED[what]
    found: Any = rows(window)
    if what == "made":
        found = with_given(found)
    return listing_page(request, listing, found.select_related(*related), on_export=may_export(request))
