"""Calendar days and local settings: what a place enters, with its source."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import CalendarDay, LocalSetting, Region
from nuanxin.foundation.organisations.registers import set_calendar_day, set_local
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.office.people import own_regions
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page

KINDS = [(str(value), str(label)) for value, label in CalendarDay._meta.get_field("kind").flatchoices]
DAYS = Listing(
    "calendar",
    "工作日历",
    (
        Column("day", "日期", kind="day", sortable="day", frozen=True),
        Column("kind", "性质", "get_kind_display"),
        Column("region", "适用地", lambda row: row.region.name if row.region else "全国"),
        Column("note", "依据"),
    ),
    (Filter("kind", "性质", "choice", choices=KINDS), Filter("day", "日期", "day_range")),
    default_order=("-day",),
    unit="天",
    empty="没有人工调整。法定节假日和调休按国务院办公厅每年的通知，已内置；新一年的通知公布后可在这里补录。",
)
SETTINGS = Listing(
    "settings",
    "地方设置",
    (
        Column("key", "设置项", sortable="key", frozen=True),
        Column("region", "适用地", "region.name"),
        Column("value", "取值", lambda row: json.dumps(row.value, ensure_ascii=False)),
        Column("source", "依据"),
        Column("valid_from", "自", kind="day", sortable="valid_from"),
        Column("valid_to", "至", kind="day"),
    ),
    (Filter("q", "设置项、依据", lookup=("key", "source")),),
    default_order=("key", "-valid_from"),
    unit="项",
    empty="没有地方设置。没有设置的，按法定标准；法律没有规定而又没有设置的，页面会写明缺少什么。",
)


class LocalForm(PatternForm):
    """An entry that holds for one of the regions that the administrator looks after."""

    region = forms.ModelChoiceField(label="适用地", queryset=Region.objects.none())

    def __init__(self, *args: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]


class DayForm(LocalForm):
    day = DayField(label="日期")
    kind = forms.ChoiceField(label="性质", choices=KINDS)
    note = forms.CharField(label="依据（通知名称、文号）", max_length=200)
    field_order = ("day", "kind", "region")


class SettingForm(LocalForm):
    key = forms.CharField(label="设置项", max_length=80, help_text="例如 promise.insp.accept（受理的承诺时限）")
    value = forms.CharField(
        label="取值", widget=forms.Textarea(attrs={"rows": 2}), help_text='JSON，例如 {"value": 2, "unit": "wd"}；wd 工作日，d 自然日，h 小时'
    )  # fmt: skip
    source = forms.CharField(label="依据（文件名称、文号）", max_length=200)
    valid_from = DayField(label="启用日期", initial=occasion.today)
    field_order = ("key", "region")

    def clean_value(self) -> Any:
        """The value as JSON."""
        try:
            return json.loads(self.cleaned_data["value"])
        except ValueError as wrong:
            raise ValidationError("不是有效的 JSON，请参照示例填写。") from wrong


@officer_page(P.STAFF_MANAGE)
def calendar(request: HttpRequest) -> HttpResponseBase:
    actions = [Action("补录日期", reverse("officer:calendar_new"), primary=True)]
    return listing_page(request, DAYS, CalendarDay.objects.select_related("region"), actions=actions)


@officer_page(P.STAFF_MANAGE)
def calendar_new(request: HttpRequest) -> HttpResponse:
    intro = "只影响以后的计算；已经计算的期限可以重新计算。"
    return _enter(request, DayForm, set_calendar_day, title="补录工作日历", to="calendar", intro=intro)


@officer_page(P.STAFF_MANAGE)
def settings(request: HttpRequest) -> HttpResponseBase:
    actions = [Action("新的设置", reverse("officer:setting_new"), primary=True)]
    rows = LocalSetting.objects.filter(region__in=own_regions(request)).select_related("region")
    return listing_page(request, SETTINGS, rows, actions=actions)


@officer_page(P.STAFF_MANAGE)
def setting_new(request: HttpRequest) -> HttpResponse:
    intro = "旧的设置自动止于启用日的前一天，不会改动过去的计算。"
    return _enter(request, SettingForm, set_local, title="新的地方设置", to="settings", intro=intro)


def _enter(
    request: HttpRequest, form: type[LocalForm], act: Callable[..., Any], *, title: str, to: str, intro: str
) -> HttpResponse:
    """The page on which one entry of a register is made; `to` is the register's list."""
    return act_page(
        request,
        form,
        run=lambda v: act(**v, by=me(request), on=occasion.today()),
        title=title,
        back_url=reverse(f"officer:{to}"),
        form_kwargs={"regions": own_regions(request)},
        intro=intro,
        done="已登记。",
    )
