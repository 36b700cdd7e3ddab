"""调度包: the weeks of a campaign, made by one act, shown, printed and taken along as a workbook."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.dispatch.pack.freezing import freeze_week, intact, monday
from nuanxin.command.dispatch.pack.models import WeeklyPack
from nuanxin.command.dispatch.pack.workbook import pack_workbook
from nuanxin.command.dispatch.seeing import campaigns_seen, leading_units, led_by, one, packs_seen
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.permission import holds
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.dispatch.scope import DESK
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PACKS = Listing(
    "dispatch_packs",
    "调度包",
    (
        Column("title", "调度包", str, kind="link", frozen=True),
        Column("start", "起", kind="day", sortable="start"),
        Column("campaign", "专项行动", "campaign.title"),
        Column("open", "未办结", lambda row: row.contents["figures"]["open"], "int"),
        Column("overdue", "超期", lambda row: row.contents["figures"]["overdue"], "int"),
        Column("at_risk", "七日内到期", lambda row: row.contents["figures"]["at_risk"], "int"),
        Column("made_by", "生成人", "made_by.name"),
        Column("made_at", "生成时间", kind="moment"),
    ),
    (Filter("start", "起", "day_range"), Filter("q", "行动", lookup=("campaign__title", "region__name"))),
    default_order=("-start", "-pk"),
    row_url=lambda row: reverse("officer:dispatch_pack", args=[row.pk]),
    unit="期",
    empty="还没有调度包。点“生成调度包”，选专项行动和星期一，一次生成。",
)


class PackForm(PatternForm):
    """Which campaign, which area, which week."""

    campaign = forms.ModelChoiceField(label="专项行动", queryset=Campaign.objects.none(), empty_label=None)
    region = forms.ModelChoiceField(label="地区", queryset=Region.objects.none(), empty_label=None)
    start = DayField(label="这一周的星期一", not_after=occasion.today)

    def __init__(self, *args: Any, campaigns: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = campaigns  # type: ignore[attr-defined]
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]


@officer_page(P.CAMPAIGN_VIEW)
def dispatch_packs(request: HttpRequest) -> HttpResponseBase:
    """The packs of the areas that the person looks over."""
    actions = []
    if holds(me(request), P.CAMPAIGN_MANAGE):
        actions = [Action("生成调度包", reverse("officer:dispatch_pack_new"), primary=True)]
    return listing_page(request, PACKS, packs_seen(me(request)), actions=actions)


@officer_page(P.CAMPAIGN_MANAGE)
def dispatch_pack_new(request: HttpRequest) -> HttpResponse:
    """One act freezes the week."""
    staff = me(request)
    campaigns = campaigns_seen(staff).filter(unit__in=leading_units(staff))
    places = Region.objects.filter(within__area__in=campaigns.values("region")).distinct()
    regions = places.exclude(level="town").order_by("code")
    return act_page(
        request, PackForm,
        run=lambda v: freeze_week(campaign=v["campaign"], region=v["region"], start=v["start"], by=staff, on=occasion.today()),
        title="生成调度包", back_url=reverse("officer:dispatch_packs"), save="生成",
        intro="汇总这一周的超期和将到期线索、超期单位、承诺兑现、下周检查和超期任务。生成后不再改动，每个地区每周一次。",
        initial={"start": monday(occasion.today())}, form_kwargs={"campaigns": campaigns, "regions": regions},
        done="已生成。", next_url=lambda made: reverse("officer:dispatch_pack", args=[made.pk]),
        context={"crumbs": [DESK, ("调度包", reverse("officer:dispatch_packs")), ("生成", "")]},
    )  # fmt: skip


@officer_page(P.CAMPAIGN_VIEW)
def dispatch_pack(request: HttpRequest, number: int) -> HttpResponse:
    """The week as it was frozen, each line linked to what it speaks of."""
    pack = one(packs_seen(me(request)), number, "期调度包")
    crumbs = [DESK, ("调度包", reverse("officer:dispatch_packs")), (str(pack), "")]
    context = {"crumbs": crumbs, "may_lead": led_by(me(request), pack.campaign.unit)}
    return render(request, "officer/dispatch/pack.html", {**_drawn(pack), **context})


@officer_page(P.CAMPAIGN_VIEW)
def dispatch_pack_print(request: HttpRequest, number: int) -> HttpResponse:
    """The same on paper."""
    pack = one(packs_seen(me(request)), number, "期调度包")
    paper = {"title": str(pack), "subtitle": pack.campaign.title, "landscape": True, "signatures": ("制表", "审核")}
    back = reverse("officer:dispatch_pack", args=[pack.pk])
    return render(request, "officer/dispatch/pack_print.html", {**_drawn(pack), **paper, "back_url": back})


def _drawn(pack: WeeklyPack) -> dict[str, Any]:
    contents = pack.contents
    return {
        "pack": pack,
        "intact": intact(pack),
        "day": parse_day(contents["day"]),
        "lists": [("overdue", "超期线索", contents["overdue"]), ("at_risk", "七日内到期线索", contents["at_risk"])],
        **contents["figures"],
        **{key: contents[key] for key in ("counties", "units", "promises", "checks", "checks_all", "slow")},
    }


@officer_page(P.CAMPAIGN_VIEW)
def dispatch_pack_sheet(request: HttpRequest, number: int) -> HttpResponse:
    """The same as a workbook; that it was taken along is recorded."""
    pack = one(packs_seen(me(request)), number, "期调度包")
    answer = HttpResponse(pack_workbook(pack), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="weekly-pack-{pack.region_id}-{pack.start}.xlsx"'
    record("export_pack", about=pack, by=me(request))
    return answer
