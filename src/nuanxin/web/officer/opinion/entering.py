"""Items in: by hand, from a file, from a listed feed; and what came of each taking."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from nuanxin.command.ledger.files.opening import open_file
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.permission import areas, codes_of
from nuanxin.watch.opinion.collecting.entering import Entered, enter_item, take_items
from nuanxin.watch.opinion.collecting.facts import ItemFacts, medium_of
from nuanxin.watch.opinion.collecting.fetching import listed_feed, listed_feeds, read_listed
from nuanxin.watch.opinion.collecting.models import OpinionTake
from nuanxin.watch.opinion.collecting.sheet import HEADINGS, read_sheet
from nuanxin.watch.opinion.seeing import may_handle
from nuanxin.watch.opinion.words import Medium, Way
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.clues.acts.forms import short_text
from nuanxin.web.officer.clues.counter.form import YES_NO, yes_no
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import YuanField
from nuanxin.web.patterns.forms import PatternForm

LARGEST = 10 * 2**20
ENDINGS = (".xlsx", ".csv")
SHOWN_TAKES = 12


class PlacedForm(PatternForm):
    """Something for one of the places that the person watches."""

    region = forms.ModelChoiceField(label="区划", queryset=Region.objects.none(), empty_label="请选择")

    def __init__(self, *args: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]
        first = list(regions[:2])
        if len(first) == 1 or (first and first[0].level == "county"):
            self.fields["region"].initial = first[0].pk


class ItemForm(PlacedForm):
    """What is known of one item."""

    title = short_text("标题", help_text="概括：什么单位、什么事")
    text = forms.CharField(label="内容", required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 5}))
    medium = forms.ChoiceField(label="来源平台", choices=[("", "按链接判断"), *Medium.choices], required=False)
    outlet = short_text("账号（媒体）", required=False, size=100)
    link = short_text("链接", required=False, size=500)
    published_at = forms.DateTimeField(
        label="发布时间", required=False, widget=forms.DateTimeInput(attrs={"placeholder": "2024-01-03 18:30", "autocomplete": "off"})
    )  # fmt: skip
    views = forms.IntegerField(label="阅读（播放）量", min_value=0, required=False)
    shares = forms.IntegerField(label="转发量", min_value=0, required=False)
    comments = forms.IntegerField(label="评论量", min_value=0, required=False)
    employer = short_text("涉及单位", required=False)
    project = short_text("涉及项目", required=False)
    place = short_text("地点", required=False)
    persons = forms.IntegerField(label="涉及人数", min_value=0, required=False)
    amount_fen = YuanField(label="涉及金额", required=False)
    government = forms.ChoiceField(label="政府投资项目", choices=YES_NO, required=False)
    field_order = ("title", "text", "medium", "outlet", "link", "published_at", "region")
    sections = (
        ("内容和来源", ("title", "text", "medium", "outlet", "link", "published_at")),
        ("传播", ("views", "shares", "comments")),
        ("涉及的单位和人", ("region", "place", "employer", "project", "persons", "amount_fen", "government")),
    )

    @property
    def facts(self) -> ItemFacts:
        """As the act wants them."""
        v = {name: value for name, value in self.cleaned_data.items() if name != "region"}
        medium = v.pop("medium") or medium_of(v["link"])
        return ItemFacts(**{**v, "medium": medium, "government": yes_no(v["government"])})


class FileForm(PlacedForm):
    """A table of items."""

    file = forms.FileField(label="文件（.xlsx 或 .csv，10 MB 以内）", help_text="第一行为表头：" + "、".join(HEADINGS) + "；只有标题必填")  # fmt: skip
    field_order = ("file", "region")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(f"文件超过{LARGEST // 2**20} MB，请拆成几个文件。")
        if Path(file.name).suffix.lower() not in ENDINGS:
            raise forms.ValidationError("请上传 .xlsx 或 .csv 文件。")
        return file


def _regions(request: HttpRequest) -> Any:
    codes = [code for area in areas(me(request), P.OPINION_HANDLE) for code in codes_of(area)]
    return Region.objects.filter(pk__in=codes).order_by("code")


@officer_page(P.OPINION_HANDLE)
def opinion_new(request: HttpRequest) -> HttpResponse:
    """One item by hand."""

    def run(v: dict[str, Any]) -> Entered:
        form = ItemForm(request.POST, regions=_regions(request))
        form.is_valid()
        return enter_item(facts=form.facts, region=v["region"], by=me(request), at=occasion.now())

    return act_page(
        request, ItemForm, run=run, title="登记舆情", back_url=reverse("officer:opinion"), save="登记",
        intro="登记后按规则定级；与三十天内同一事件的信息自动归并，可以撤销。", form_kwargs={"regions": _regions(request)},
        done=_said, next_url=lambda done: reverse("officer:opinion_item", args=[done.item.pk]),
    )  # fmt: skip


def _said(done: Entered) -> str:
    if not done.new:
        return "这条信息已经登记过，没有重复登记。"
    if done.into:
        return f"已登记，并归并到{done.into.number}“{done.into.title}”。不是同一事件的，可以撤销归并。"
    return f"已登记，{done.item.get_grade_display()}。"


@officer_page(P.OPINION_HANDLE)
def opinion_take(request: HttpRequest) -> HttpResponse:
    """A table of items; beside it the listed feeds and what came of the last takings."""

    def run(v: dict[str, Any]) -> OpinionTake:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"opinion{Path(v['file'].name).suffix.lower()}"
            path.write_bytes(v["file"].read())
            open_file(path)
            lines, faults = read_sheet(path)
        return take_items(
            region=v["region"], way=Way.FILE, name=v["file"].name, lines=lines, faults=faults, by=me(request), at=occasion.now()
        )  # fmt: skip

    takes = OpinionTake.objects.filter(region__in=[row.pk for row in _regions(request)]).select_related("by", "region")
    feeds = [feed for feed in listed_feeds() if may_handle(me(request), feed.region)]
    return act_page(
        request, FileForm, run=run, title="批量导入、采集舆情", back_url=reverse("officer:opinion_take"), save="导入",
        form_kwargs={"regions": _regions(request)}, done=_came, template="officer/opinion/take.html",
        context={"takes": takes[:SHOWN_TAKES], "feeds": feeds, "crumbs": _crumbs("批量导入、采集")},
    )  # fmt: skip


def _came(take: OpinionTake) -> str:
    return f"读到{take.read}条：新收{take.new}条（其中自动归并{take.joined}条），已有{take.known}条，退回{take.refused}条。"


@officer_page(P.OPINION_HANDLE)
def opinion_feed(request: HttpRequest, key: str) -> HttpResponse:
    """Read one listed feed now."""
    feed = listed_feed(key)
    if not may_handle(me(request), feed.region):
        raise NotFound("没有这个信息源", remedy="请从采集页面打开")
    back = reverse("officer:opinion_take")
    if request.method != "POST":
        return press(request, lambda: None, back_url=back, done="")
    take = read_listed(feed=feed, by=me(request), at=occasion.now())
    if take.faults and not take.read:
        messages.error(request, "；".join(take.faults))
    else:
        messages.success(request, f"{feed.name}：{_came(take)}")
    return HttpResponseRedirect(back)


def _crumbs(last: str) -> list[tuple[str, str]]:
    return [("工作台", reverse("officer:desk")), ("舆情台账", reverse("officer:opinion")), (last, "")]
