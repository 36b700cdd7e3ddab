"""告知去向: the answer given to whoever came to the wrong door, and the list of such answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.permission import holds
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.reading.right_door import door_shown
from nuanxin.rights.intake.taken_text.doors import door_words, doors
from nuanxin.rights.intake.taken_text.telling import tell_elsewhere, told_by_units
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.counter.form import DESK_CHANNELS
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page

TOLD = Listing(
    "told",
    "告知去向",
    (
        Column("told_on", "日期", kind="day", sortable="told_on"),
        Column("door", "去向", lambda row: door_shown(row.door)),
        Column("about", "问什么"),
        Column("answer", "答复"),
        Column("channel", "渠道", "get_channel_display"),
        Column("unit", "单位", "unit.short_name"),
        Column("by", "答复人", "by.name"),
    ),
    (
        Filter("door", "去向", "choice", choices=lambda _: doors()),
        Filter("channel", "渠道", "choice", choices=Channel.choices),
        Filter("told_on", "日期", "day_range", first=False),
    ),
    default_order=("-told_on", "-pk"),
    unit="次",
    empty="没有记录。来电来访说的不是欠薪、已告知去向的，在这里留下答复，不作欠薪线索统计。",
)


class ToldForm(PatternForm):
    """What was asked, where it belongs, what was said."""

    channel = forms.ChoiceField(label="渠道", choices=[(one.value, one.label) for one in DESK_CHANNELS])
    door = forms.ChoiceField(label="去向", choices=lambda: doors())
    about = forms.CharField(
        label="问什么", required=False, max_length=100, help_text="一句话即可；不要写姓名、证件号码和电话"
    )
    answer = forms.CharField(label="告知的内容", max_length=600, widget=forms.Textarea(attrs={"rows": 5}))


@officer_page(P.CLUE_VIEW)
def told(request: HttpRequest) -> HttpResponseBase:
    """The answers given by the units in sight."""
    staff = me(request)
    actions = []
    if holds(staff, P.CLUE_REGISTER):
        actions.append(Action("记录答复", reverse("officer:told_new"), primary=True))
    return listing_page(request, TOLD, told_by_units(staff), actions=actions)


@officer_page(P.CLUE_REGISTER)
def told_new(request: HttpRequest) -> HttpResponse:
    """One answer; the words for the door stand there already."""
    door = request.GET.get("door", "")
    words = door_words(door, is_arrears=request.GET.get("arrears") == "1")
    initial = {
        "channel": request.GET.get("channel", Channel.P12333),
        "door": door,
        "answer": words.say if words else "",
    }

    def run(v: dict[str, Any]) -> Any:
        return tell_elsewhere(
            channel=Channel(v["channel"]), door=v["door"], about=v["about"], answer=v["answer"], by=me(request),
            on=occasion.today(),
        )  # fmt: skip

    crumbs = [("工作台", reverse("officer:desk")), ("告知去向", reverse("officer:told")), ("记录答复", "")]
    return act_page(
        request, ToldForm, run=run, title="记录已告知的去向", back_url=reverse("officer:told"), save="保存", initial=initial,
        intro="不登记为欠薪线索，也不进入线索统计；只记问什么、怎样答复，不保存来信原文。", done="已记录。", context={"crumbs": crumbs},
    )  # fmt: skip
