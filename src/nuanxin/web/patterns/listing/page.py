"""The list page: answers every request of one list (page, part of a page, workbook, kept filters and columns)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff
from nuanxin.web.patterns.listing import kept
from nuanxin.web.patterns.listing.columns import Listing
from nuanxin.web.patterns.listing.drawing import feet, headings, lines
from nuanxin.web.patterns.listing.paging import BadCursor, Page, page_of
from nuanxin.web.patterns.listing.query import COUNTED_AT_ONCE, SIZES, Query, Totals, read_query, totals
from nuanxin.web.patterns.listing.watched import can_tell, switch_telling
from nuanxin.web.patterns.listing.workbook import MOST_ROWS, Export, TooManyRows, write_workbook
from nuanxin.web.patterns.watermark import mark_for

TOLD = "有新增时，工作时间内每小时最多一次送到“消息”，只说新增多少。"
OnExport = Callable[[HttpRequest, Export], None]


@dataclass(frozen=True)
class Action:
    """A button at the left above the list (新增, 导入, 打印 …)."""

    label: str
    url: str
    icon: str = "plus"
    primary: bool = False


def listing_page(
    request: HttpRequest,
    listing: Listing,
    rows: QuerySet[Any],
    *,
    on_export: OnExport | None = None,
    actions: Sequence[Action] = (),
    template: str = "patterns/listing.html",
    context: dict[str, Any] | None = None,
) -> HttpResponseBase:
    """Answer one request of a list. `rows`: what this person may see at all, with select_related for the columns.

    on_export records the export (an audited act) before the file leaves; without it the list cannot be exported.
    """
    columns = kept.kept_columns(request.user, listing)
    query = read_query(listing, rows, request, columns)
    if request.method == "POST":
        return _act(request, query, on_export)
    told = totals(query, fully=request.GET.get("count") == "all")
    drawn = {"listing": listing, "query": query, **_told(query, told)}
    if request.headers.get("HX-Target") == "total":
        response = render(request, "patterns/listing_counted.html", drawn)
    else:
        page, complaint = _page(request, query, told)
        drawn |= _drawn(request, query, page, occasion.today()) | {
            "complaints": query.complaints + ([complaint] if complaint else []),
            "actions": actions,
            "may_export": on_export is not None,
            **(context or {}),
        }
        partial = request.headers.get("HX-Request") == "true" and not request.headers.get("HX-History-Restore-Request")
        response = render(request, "patterns/listing_results.html" if partial else template, drawn)
    # One address gives the whole page or a part of it, and shows personal data: no store may keep it.
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    add_never_cache_headers(response)
    return response


def _told(query: Query, told: Totals) -> dict[str, Any]:
    """How many there are and what they come to."""
    pages = -(-told.rows // query.size) if told.exact else 0
    return {
        "total": told.rows,
        "exact": told.exact,
        "pages": pages,
        "last_url": f"?{query.address(page=str(pages))}" if 1 < pages <= query.farthest else "",
        "count_url": f"?{query.address(count='all')}",
        "has_sums": any(column.sum for column in query.columns),
        "feet": feet(query.columns, told.sums),
    }


def _page(request: HttpRequest, query: Query, told: Totals) -> tuple[Page, str]:
    """The page asked for by its marker or number; the first with a complaint where that cannot be."""
    after, before, asked = (request.GET.get(name, "") for name in ("after", "before", "page"))
    turn = partial(
        page_of,
        query.rows,
        query.fields,
        size=query.size,
        salt=f"listing:{query.listing.key}",
        many=told.rows >= COUNTED_AT_ONCE,
        among=told.keys,
    )
    farthest = query.farthest
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 9 and 1 <= int(asked) <= farthest):
        return (
            turn(),
            f"不能直接跳到第“{asked[:10]}”页：请填1到{farthest}之间的页码；更靠后的，请缩小筛选范围或者反向排序。",
        )
    try:
        return turn(after=after, before=before, number=int(asked or 1)), ""
    except BadCursor:
        return turn(), f"没有第{asked}页，已回到第一页。" if asked else "翻页标记已失效，已回到第一页。"


def _drawn(request: HttpRequest, query: Query, page: Page, today: date) -> dict[str, Any]:
    shown = {column.key for column in query.columns}
    return {
        "here": f"{request.path}?{query.address()}",
        "headings": headings(query),
        "lines": lines(query, page.rows, today),
        "page": page,
        "next_url": f"?{query.address(after=page.next)}" if page.next else "",
        "previous_url": f"?{query.address(before=page.previous)}" if page.previous else "",
        "first_url": f"?{query.address()}",
        "kept_pairs": parse_qsl(query.address()),
        "sizes": [(size, f"?{query.address(size=str(size))}") for size in SIZES],
        "can_tell": can_tell(query.listing),
        "kept_filters": kept.kept_filters(request.user, query.listing),
        "column_choices": [(column, column.key in shown) for column in query.listing.columns],
        "first_readings": [reading for reading in query.readings if reading.filter.first],
        "more_readings": [reading for reading in query.readings if not reading.filter.first],
        "more_active": any(reading.active for reading in query.readings if not reading.filter.first),
        "any_active": any(reading.active for reading in query.readings),
    }


def _act(request: HttpRequest, query: Query, on_export: OnExport | None) -> HttpResponseBase:
    """The acts of the list itself, posted to its own address so that the conditions come along."""
    act = request.POST.get("act", "")
    here = HttpResponseRedirect(f"{request.path}?{query.address()}")
    if act == "export" and on_export is not None:
        return _export(request, query, on_export) or here
    if not request.user.is_authenticated:
        messages.error(request, "请先登录。")
    elif act == "keep":
        try:
            saved = kept.keep_filter(
                user=request.user, listing=query.listing, name=request.POST.get("name", ""), querystring=query.address()
            )
            messages.success(request, f"已保存常用筛选“{saved.name}”。")
        except ValidationError as wrong:
            messages.error(request, wrong.messages[0])
    elif act == "drop":
        if kept.drop_filter(user=request.user, listing=query.listing, number=request.POST.get("number", "")):
            messages.success(request, "已删除常用筛选。")
        else:
            messages.error(request, "没有找到这一常用筛选，可能已经删除。")
    elif act in ("tell", "tell_no_more"):
        on = act == "tell"
        if switch_telling(user=request.user, listing=query.listing, number=request.POST.get("number", ""), on=on):
            messages.success(request, TOLD if on else "不再提醒这一常用筛选的新增内容。")
        else:
            messages.error(request, "没有找到这一常用筛选，或者这个列表不能提醒。")
    elif act == "columns":
        kept.keep_columns(user=request.user, listing=query.listing, keys=request.POST.getlist("columns"))
    else:
        messages.error(request, "这个列表不能做这一操作，请刷新页面后再试。")
    return here


def _export(request: HttpRequest, query: Query, on_export: OnExport) -> HttpResponse | FileResponse | None:
    if query.complaints:
        # What leaves must be what was meant: a condition that is not in force would silently widen the export.
        messages.error(request, "有筛选条件没有生效，未导出。请先改正：" + " ".join(query.complaints))
        return None
    now = occasion.now()
    try:
        mark = mark_for(request.user) if isinstance(request.user, Staff) else ""
        handle, made = write_workbook(query, today=occasion.today(), made_at=now, made_by=str(request.user), mark=mark)
    except TooManyRows:
        messages.error(request, f"超过一张工作表能装下的{MOST_ROWS:,}行，未导出。请缩小筛选范围后分次导出。")
        return None
    on_export(request, made)
    name = f"{query.listing.title}{now.astimezone(occasion.BEIJING):%Y%m%d%H%M}.xlsx"
    response = FileResponse(handle, as_attachment=True, filename=name)
    add_never_cache_headers(response)
    return response
