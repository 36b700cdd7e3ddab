"""调度排名: shares by counters of one's choice, frozen when published; formula and whole list open to every ranked area."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.counters.book import book
from nuanxin.command.dispatch.house import smallest_base
from nuanxin.command.dispatch.ranking.models import RankingAppeal, RankingSheet
from nuanxin.command.dispatch.ranking.publishing import answer_appeal, appeal, publish_ranking
from nuanxin.command.dispatch.ranking.reckoning import HIGH, LOW, Part
from nuanxin.command.dispatch.seeing import led_by, must_lead, one, rankings_seen, seen_area
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Region, RegionReach, Staff, Unit
from nuanxin.foundation.organisations.permission import holds, posts_of
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.acts.forms import short_text
from nuanxin.web.officer.dispatch.measures import WordsForm, managing_unit
from nuanxin.web.officer.dispatch.scope import DESK
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page

PARTS = 4  # shares in one form; each may be left empty but the first
RANKINGS = Listing(
    "dispatch_rankings",
    "调度排名",
    (
        Column("title", "名称", kind="link", frozen=True),
        Column("region", "范围", "region.name"),
        Column("start", "起", kind="day", sortable="start"),
        Column("end", "止", kind="day"),
        Column("as_of", "数据截至", kind="day"),
        Column("unit", "发布单位", "unit.short_name"),
        Column("published_at", "发布时间", kind="moment", sortable="published_at"),
    ),
    (Filter("q", "名称", lookup=("title",)),),
    default_order=("-published_at", "-pk"),
    row_url=lambda row: reverse("officer:dispatch_ranking", args=[row.pk]),
    unit="张",
    empty="还没有排名。排名公布算法、分子分母和全部地区，被排名的地区可以申诉。",
)


class RankingForm(PatternForm):
    """Which days, and up to four shares."""

    title = short_text("名称", size=120)
    start = DayField(label="自")
    end = DayField(label="至")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counters = [("", "不用"), *((key, f"{entry.name}（{entry.unit}）") for key, entry in book().counters.items())]
        for n in range(1, PARTS + 1):
            needed = n == 1
            self.fields[f"top_{n}"] = forms.ChoiceField(label=f"指标{n}：分子", choices=counters, required=needed)
            self.fields[f"bottom_{n}"] = forms.ChoiceField(label=f"指标{n}：分母", choices=counters, required=needed)
            self.fields[f"plus_{n}"] = forms.ChoiceField(label=f"指标{n}：分母再加", choices=counters, required=False)
            self.fields[f"better_{n}"] = forms.ChoiceField(
                label=f"指标{n}：方向", choices=[(HIGH, "越高越好"), (LOW, "越低越好")], required=False
            )
            self.fields[f"weight_{n}"] = forms.IntegerField(
                label=f"指标{n}：权重", min_value=1, initial=1, required=False
            )

    def clean(self) -> dict[str, Any]:
        """A share has both counters or none."""
        given = super().clean() or self.cleaned_data
        for n in range(1, PARTS + 1):
            if bool(given.get(f"top_{n}")) != bool(given.get(f"bottom_{n}")):
                self.add_error(f"bottom_{n}", "分子、分母要么都选，要么都不选。")
        return given

    @staticmethod
    def parts(given: dict[str, Any]) -> list[Part]:
        names = {key: entry.name for key, entry in book().counters.items()}
        found = []
        for n in range(1, PARTS + 1):
            top, bottom, plus = given.get(f"top_{n}"), given.get(f"bottom_{n}"), given.get(f"plus_{n}") or ""
            if top and bottom:
                below = f"（{names[bottom]} + {names[plus]}）" if plus else names[bottom]
                better, weight = given[f"better_{n}"] or HIGH, given[f"weight_{n}"] or 1
                found.append(Part(f"{names[top]} ÷ {below}", top, bottom, better, weight, plus))
        return found


class AnswerForm(WordsForm):
    """What came of looking into it."""

    upheld = forms.TypedChoiceField(
        label="是否采纳", choices=[("1", "采纳，另行发布更正的排名"), ("0", "不采纳")], coerce=lambda value: value == "1", widget=forms.RadioSelect
    )  # fmt: skip
    field_order = ("upheld", "text")


@officer_page(P.CAMPAIGN_VIEW)
def dispatch_rankings(request: HttpRequest) -> HttpResponseBase:
    """Rankings of the own area and of those it lies in."""
    staff = me(request)
    actions = []
    if holds(staff, P.CAMPAIGN_MANAGE):
        actions = [Action("发布排名", reverse("officer:dispatch_ranking_new"), primary=True)]
    return listing_page(request, RANKINGS, rankings_seen(staff), actions=actions)


@officer_page(P.CAMPAIGN_MANAGE)
def dispatch_ranking_new(request: HttpRequest) -> HttpResponse:
    """Count and publish."""
    staff = me(request)
    unit, area = managing_unit(staff), seen_area(staff)
    today = occasion.today()
    return act_page(
        request, RankingForm,
        run=lambda v: publish_ranking(
            area=area, parts=RankingForm.parts(v), title=v["title"], start=v["start"], end=v["end"], unit=unit, by=staff, on=today
        ),
        title=f"发布{area.name}下级地区排名", back_url=reverse("officer:dispatch_rankings"), save="计算并发布", done="已发布，各地区可以看到。",
        intro=f"按所选指标计算各地区的比率并排名，同名次并列；多项指标按权重合成得分（每项第一名100分，依次递减）。{smallest_base(area.pk, today).says}。发布后不再改动。",
        initial={"start": today.replace(month=1, day=1), "end": today},
        next_url=lambda made: reverse("officer:dispatch_ranking", args=[made.pk]),
        context={"crumbs": [DESK, ("调度排名", reverse("officer:dispatch_rankings")), ("发布", "")]},
    )  # fmt: skip


@officer_page(P.CAMPAIGN_VIEW)
def dispatch_ranking(request: HttpRequest, number: int) -> HttpResponse:
    """The sheet with its formula, every area's two numbers, and the appeals."""
    staff = me(request)
    sheet = one(rankings_seen(staff), number, "张排名表")
    entries = book().counters
    context = {
        "sheet": sheet,
        "formula": [
            {
                **part,
                **{f"{side}_is": entries[part[side]].definition for side in ("top", "bottom", "plus") if part[side]},
            }
            for part in sheet.formula
        ],
        "appeals": sheet.appeals.select_related("region", "unit", "made_by", "answered_by"),
        "may_answer": led_by(staff, sheet.unit),
        "mine": [region.pk for region in own_ranked(staff, sheet)],
        "crumbs": [DESK, ("调度排名", reverse("officer:dispatch_rankings")), (sheet.title, "")],
    }
    return render(request, "officer/dispatch/ranking.html", context)


def own_ranked(staff: Staff, sheet: RankingSheet) -> list[Region]:
    """The ranked areas for whose unit the person speaks."""
    units = speaking_units(staff)
    codes = [line["code"] for line in sheet.lines]
    mine = RegionReach.objects.filter(area__in=codes, member__in={unit.region_id for unit in units}).values("area")
    return list(Region.objects.filter(pk__in=mine))


def speaking_units(staff: Staff) -> list[Unit]:
    return [post.unit for post in posts_of(staff)] if holds(staff, P.CAMPAIGN_REPORT) else []


@officer_page(P.CAMPAIGN_REPORT)
def dispatch_ranking_appeal(request: HttpRequest, number: int) -> HttpResponse:
    """A ranked area objects to its line."""
    staff = me(request)
    sheet = one(rankings_seen(staff), number, "张排名表")
    mine = own_ranked(staff, sheet)
    if not mine:
        raise NotFound("没有可以申诉的名次", why="您的单位不在这张排名表的地区里", remedy="请从排名表打开")
    unit = next(unit for unit in speaking_units(staff))
    return act_page(
        request, WordsForm, run=lambda v: appeal(sheet=sheet, region=mine[0], unit=unit, text=v["text"], by=staff),
        title=f"申诉：{sheet.title}（{mine[0].name}）", back_url=reverse("officer:dispatch_ranking", args=[sheet.pk]), save="提出申诉", done="已提出，等待发布单位答复。",
        intro="请写明哪个数不对、依据是什么。",
        context={"crumbs": [DESK, ("调度排名", reverse("officer:dispatch_rankings")), ("申诉", "")]},
    )  # fmt: skip


@officer_page(P.CAMPAIGN_MANAGE)
def dispatch_appeal_answer(request: HttpRequest, number: int) -> HttpResponse:
    """The publisher answers an appeal."""
    staff = me(request)
    rows = RankingAppeal.objects.filter(sheet__in=rankings_seen(staff).values("pk")).select_related("sheet", "region")
    made = one(rows, number, "项申诉")
    must_lead(staff, made.sheet.unit, doing="答复排名申诉")
    return act_page(
        request, AnswerForm,
        run=lambda v: answer_appeal(made=made, upheld=v["upheld"], answer=v["text"], by=staff, at=occasion.now()),
        title=f"答复申诉：{made.region.name}", back_url=reverse("officer:dispatch_ranking", args=[made.sheet_id]), save="答复", done="已答复。",
        intro=made.text,
        context={"crumbs": [DESK, ("调度排名", reverse("officer:dispatch_rankings")), ("答复申诉", "")]},
    )  # fmt: skip
