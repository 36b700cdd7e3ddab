"""The advice desk: the log, a new entry beside the answer cards, and the press that makes it a clue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.common.masking import mask_name
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.disputes.legal_aid.advice import Asked, card_named, cards, log_advice, turn_into_clue
from nuanxin.rights.disputes.legal_aid.models import ADVICE_OUTCOMES, ADVICE_WAYS, AidAdvice, AidStation
from nuanxin.rights.disputes.legal_aid.registers import own_centre
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.clues.acts.forms import long_text, short_text
from nuanxin.web.officer.clues.counter.form import YES_NO, yes_no
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.legal_aid.register import regions_of
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page

LISTING = Listing(
    "aid_advices",
    "咨询记录",
    (
        Column("asked_on", "日期", "asked_on", "link", frozen=True, sortable="asked_on"),
        Column("way", "方式", "get_way_display"),
        Column("name", "咨询人", lambda row: mask_name(row.name) if row.name else "未留姓名"),
        Column("employer", "用人单位"),
        Column("region", "区划", "region.name"),
        Column("persons", "人数", kind="int", sum=True),
        Column("amount_fen", "欠薪金额", kind="money", sum=True),
        Column("card", "答复卡", lambda row: card.title if (card := card_named(row.card)) else "另行答复"),
        Column("outcome", "处理结果", "get_outcome_display"),
        Column("clue", "线索", lambda row: row.clue.number if row.clue else ""),
        Column("by", "接待人", "by.name"),
    ),
    (
        Filter("q", "用人单位、内容", lookup=("employer", "project", "question")),
        Filter("way", "方式", "choice", choices=ADVICE_WAYS),
        Filter("outcome", "处理结果", "choice", choices=ADVICE_OUTCOMES),
        Filter("asked_on", "咨询日期", "day_range"),
    ),
    default_order=("-asked_on", "-pk"),
    row_url=lambda row: reverse("officer:aid_advice", args=[row.pk]),
    unit="次",
    empty="还没有咨询记录。",
)


class AdviceForm(PatternForm):
    """What the caller says, in the order in which it is said."""

    way = forms.ChoiceField(label="咨询方式", choices=ADVICE_WAYS)
    station = forms.ModelChoiceField(
        label="工作站（联络点）", queryset=AidStation.objects.none(), required=False, empty_label="不在工作站"
    )
    name = short_text("咨询人", required=False, size=60)
    phone = short_text("联系电话", required=False, size=30)
    migrant = forms.ChoiceField(label="农民工", choices=YES_NO, required=False)
    question = long_text("咨询内容")
    region = forms.ChoiceField(label="用工所在地")
    employer = short_text("用人单位", required=False)
    project = short_text("项目名称", required=False)
    persons = forms.IntegerField(label="涉及人数", required=False, min_value=1)
    amount_fen = YuanField(label="欠薪金额（元）", required=False)
    owed_from = short_text("欠薪起", required=False, size=10, help_text="例如 2023-09")
    owed_to = short_text("欠薪止", required=False, size=10)
    card = forms.ChoiceField(label="答复卡", required=False)
    answer = long_text("答复内容", required=False, help_text="选了答复卡的可以只写补充的话")
    outcome = forms.ChoiceField(label="处理结果", choices=ADVICE_OUTCOMES)
    asked_on = DayField(label="咨询日期", initial=occasion.today, not_after=occasion.today)
    sections = (
        ("谁来咨询", ("way", "station", "name", "phone", "migrant")),
        ("问什么", ("question", "region", "employer", "project", "persons", "amount_fen", "owed_from", "owed_to")),
        ("怎么答的", ("card", "answer", "outcome", "asked_on")),
    )

    def __init__(self, *args: Any, regions: list[tuple[str, str]], stations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = regions  # type: ignore[attr-defined]
        self.fields["station"].queryset = stations  # type: ignore[attr-defined]
        shown = [("", "没有合适的，另行答复"), *((one.key, one.title) for one in cards())]
        self.fields["card"].choices = shown  # type: ignore[attr-defined]


@officer_page(Permission.FILE_HANDLE)
def aid_advices(request: HttpRequest) -> HttpResponseBase:
    """The log of the own centre."""
    rows = AidAdvice.objects.filter(unit=own_centre(me(request))).select_related("region", "clue", "by")
    add = [Action("登记咨询", reverse("officer:aid_advice_new"), "phone", primary=True)]
    return listing_page(request, LISTING, rows, actions=add)


@officer_page(Permission.FILE_HANDLE)
def aid_advice_new(request: HttpRequest) -> HttpResponse:
    """A call or a visit; the answer cards stand beside the form."""
    staff = me(request)
    centre = own_centre(staff)

    def run(v: dict[str, Any]) -> AidAdvice:
        station, asked_on = v.pop("station"), v.pop("asked_on")
        asked = Asked(**{**v, "migrant": yes_no(v["migrant"])})
        return log_advice(unit=centre, asked=asked, by=staff, on=occasion.today(), asked_on=asked_on, station=station)

    return act_page(
        request,
        AdviceForm,
        run=run,
        title="登记法律咨询",
        back_url=reverse("officer:aid_advices"),
        form_kwargs={
            "regions": regions_of(staff),
            "stations": AidStation.objects.filter(unit=centre, closed_on__isnull=True),
        },
        next_url=lambda row: reverse("officer:aid_advice", args=[row.pk]),
        done="已登记咨询。",
        template="officer/legal_aid/advice_new.html",
        context={"cards": cards()},
    )


def _advice(request: HttpRequest, number: int) -> AidAdvice:
    rows = AidAdvice.objects.filter(unit=own_centre(me(request)), pk=number)
    row = rows.select_related("region", "clue", "by", "station", "unit").first()
    if row is None:
        raise NotFound("没有找到这次咨询", remedy="请从咨询记录打开")
    return row


@officer_page(Permission.FILE_HANDLE)
def aid_advice(request: HttpRequest, number: int) -> HttpResponse:
    """One entry, and the one press that makes it a clue."""
    row = _advice(request, number)
    context = {
        "advice": row,
        "card": card_named(row.card),
        "crumbs": [("工作台", reverse("officer:desk")), ("咨询记录", reverse("officer:aid_advices")), ("咨询", "")],
    }
    return render(request, "officer/legal_aid/advice.html", context)


@officer_page(Permission.FILE_HANDLE)
def aid_advice_clue(request: HttpRequest, number: int) -> HttpResponse:
    """The press."""
    row = _advice(request, number)
    return press(
        request,
        lambda: turn_into_clue(advice=row, by=me(request), on=occasion.today()),
        back_url=reverse("officer:aid_advice", args=[number]),
        done="已登记为线索，咨询的内容原样带入。",
    )
