"""What was put out in the media."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.permission import holds, within
from nuanxin.services.events.materials.making import materials_for
from nuanxin.services.events.materials.models import Material
from nuanxin.services.events.materials.posting import PostFacts, posts_for, record_post, seen_post, withdraw_post
from nuanxin.services.events.seeing import may_correct, must_correct
from nuanxin.services.events.words import Channel
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.activities.acts import WhyForm
from nuanxin.web.officer.activities.listing import may_export, regions_of
from nuanxin.web.officer.clues.acts.forms import short_text
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page
from nuanxin.web.patterns.record import Act, Event, Fact, Owner, Record, record_page

POSTS = Listing(
    "media_posts",
    "媒体发布台账",
    (
        Column("title", "标题", kind="link", frozen=True),
        Column("channel", "渠道", "get_channel_display"),
        Column("outlet", "账号（媒体、位置）"),
        Column("posted_on", "发布日期", kind="day", sortable="posted_on"),
        Column("unit", "发布单位", "unit.short_name"),
        Column("region", "区划", "region.name", default=False),
        Column("address", "网址", default=False),
        Column("recorded_by", "登记人", "recorded_by.name"),
    ),
    (
        Filter("q", "标题、账号、网址", lookup=("title", "outlet", "address")),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), regions_of),
        Filter("channel", "渠道", "choice", choices=Channel.choices),
        Filter("posted_on", "发布日期", "day_range", first=False),
    ),
    default_order=("-posted_on", "-pk"),
    row_url=lambda row: reverse("officer:media_post", args=[row.pk]),
    unit="条",
    empty="还没有媒体发布。公众号、短视频、报刊、电子屏等发布后登记在这里。",
)


class PostForm(PatternForm):
    channel = forms.ChoiceField(label="渠道", choices=Channel.choices)
    outlet = short_text("账号（媒体、位置）", size=100)
    title = short_text("标题", size=200)
    posted_on = DayField(label="发布日期", not_after=occasion.today)
    address = short_text("网址", required=False, size=500, help_text="没有网址的（报刊、电子屏）不填")
    material = forms.ModelChoiceField(
        label="发布的宣传品", queryset=Material.objects.none(), required=False, empty_label="没有"
    )

    def __init__(self, *args: Any, materials: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["material"].queryset = materials


def _crumbs(last: str) -> list[tuple[str, str]]:
    return [("工作台", reverse("officer:desk")), ("媒体发布", reverse("officer:media_posts")), (last, "")]


@officer_page(P.ACTIVITY_VIEW)
def media_posts(request: HttpRequest) -> HttpResponseBase:
    rows = posts_for(me(request)).filter(withdrawn_on__isnull=True)
    new = [Action("登记媒体发布", reverse("officer:media_post_new"), primary=True)]
    actions = new if holds(me(request), P.ACTIVITY_RECORD) else []
    return listing_page(request, POSTS, rows, actions=actions, on_export=may_export(request))


@officer_page(P.ACTIVITY_RECORD)
def media_post_new(request: HttpRequest) -> HttpResponse:
    own = materials_for(me(request)).filter(withdrawn_on__isnull=True).order_by("-made_on", "-pk")
    return act_page(
        request, PostForm, title="登记媒体发布", back_url=reverse("officer:media_posts"), save="登记", done="已登记。",
        run=lambda v: record_post(facts=PostFacts(**v), by=me(request), on=occasion.today()),
        form_kwargs={"materials": own}, initial={"posted_on": occasion.today()}, context={"crumbs": _crumbs("登记")},
    )  # fmt: skip


@officer_page(P.ACTIVITY_VIEW)
def media_post(request: HttpRequest, number: int) -> HttpResponse:
    """What was put out. The address is shown as words: the house's pages lead nowhere outside."""
    row = seen_post(me(request), number)
    facts = [
        Fact("渠道", row.get_channel_display()), Fact("账号（媒体、位置）", row.outlet), Fact("发布日期", row.posted_on),
        Fact("发布单位", row.unit.name),
    ]  # fmt: skip
    if row.address:
        facts.append(Fact("网址", row.address, kind="long"))
    if row.material:
        facts.append(Fact("宣传品", row.material.title, reverse("officer:material", args=[row.material_id])))
    if row.withdrawn_on:
        facts.append(Fact("撤回", f"{row.withdrawn_on} {row.withdrawn_why}", kind="long"))
    may = not row.withdrawn_on and may_correct(me(request), region=row.region_id, unit_ids=[row.unit_id])
    record = Record(
        number=f"发布{row.pk}",
        title=row.title,
        state="已撤回" if row.withdrawn_on else "有效",
        owner=Owner(row.recorded_by.name, row.recorded_by.phone, row.unit.short_name),
        acts=(Act("撤回", reverse("officer:media_post_withdraw", args=[row.pk]), icon="back"),) if may else (),
        facts=tuple(facts),
        events=(Event(row.recorded_at, "登记", row.recorded_by.name, icon="plus"),),
    )
    return record_page(request, record, crumbs=_crumbs(row.title))


@officer_page(P.ACTIVITY_CORRECT)
def media_post_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    row = seen_post(me(request), number)
    must_correct(me(request), region=row.region_id, unit_id=row.unit_id, doing="撤回媒体发布")
    return act_page(
        request, WhyForm, title=f"撤回：{row.title}", back_url=reverse("officer:media_posts"), save="撤回", done="已撤回。",
        context={"crumbs": _crumbs(row.title)},
        run=lambda v: withdraw_post(post=row, why=v["why"], by=me(request), on=occasion.today()),
    )  # fmt: skip
