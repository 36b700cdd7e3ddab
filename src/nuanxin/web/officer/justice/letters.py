"""Letters of assistance: the list of both ends, writing one, signing for it, replying, returning, recalling."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Unit
from nuanxin.foundation.organisations.permission import posts_of
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.visibility import must_hold
from nuanxin.rights.justice.assistance.letters import (
    letter_of,
    letters_for,
    recall_letter,
    receive_letter,
    reply_to_letter,
    return_letter,
    send_letter,
)
from nuanxin.rights.justice.assistance.models import AssistanceLetter
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.clues.page import clue_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.queues import title_of
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.lights import Light, due_light
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import listing_page
from nuanxin.web.patterns.record import Fact

_KINDS = [(str(key), str(word)) for key, word in AssistanceLetter._meta.get_field("kind").flatchoices]
STANDINGS = (("open", "待回复"), ("replied", "已复函"), ("returned", "已退回"), ("recalled", "已撤回"))


def _light(row: AssistanceLetter) -> Light:
    return due_light(due_on=row.due_on, today=occasion.today(), done_on=row.answered_on)


def _standing(values: list[str]) -> Q:
    wanted = Q(answer__in=[value for value in values if value != "open"])
    return wanted | Q(answer="") if "open" in values else wanted


def _state(row: AssistanceLetter) -> str:
    return row.get_answer_display() or ("已签收，待回复" if row.received_on else "待签收")


LISTING = Listing(
    "letters",
    "区域协作函",
    (
        Column("number", "函号", lambda row: str(row.paper.number) if row.paper else str(row.pk), "link", frozen=True),
        Column("from_unit", "发函单位", "from_unit.short_name"),
        Column("to_unit", "收函单位", "to_unit.short_name"),
        Column("kind", "事项", "get_kind_display"),
        Column("employer", "用人单位", lambda row: title_of(row.clue)),
        Column("sent_on", "发函日期", kind="day", sortable="sent_on"),
        Column("due_on", "希望回复", _light, "light", sortable="due_on"),
        Column("state", "进度", _state),
        Column("answered_on", "回复日期", kind="day", sortable="answered_on"),
        Column("clue", "线索编号", "clue.number", default=False),
    ),
    (
        Filter("standing", "进度", "choice", _standing, STANDINGS),
        Filter("kind", "事项", "choice", choices=_KINDS),
        Filter("q", "内容、单位", lookup=("asked", "to_unit__name", "from_unit__name", "clue__number")),
        Filter("sent_on", "发函日期", "day_range", first=False),
    ),
    default_order=("-sent_on",),
    row_url=lambda row: reverse("officer:letter", args=[row.pk]),
    unit="件",
    empty="没有协作函。需要外地或者其他单位协查、送达、询问的，从线索页面“发协作函”。",
)


class LetterForm(PatternForm):
    to_unit = forms.ModelChoiceField(label="收函单位", queryset=Unit.objects.none())
    kind = forms.ChoiceField(label="协作事项", choices=_KINDS)
    asked = forms.CharField(label="请求协作的内容", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    due_on = DayField(label="希望回复日期", required=False)
    on = DayField(label="发函日期", initial=occasion.today, not_after=occasion.today)

    def __init__(self, *args: Any, own: Clue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Unit.objects.filter(valid_to__isnull=True).exclude(pk=own.unit_id).order_by("region_id", "kind", "code")
        self.fields["to_unit"].queryset = rows  # type: ignore[attr-defined]


class WordsForm(PatternForm):
    words = forms.CharField(label="内容", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    on = DayField(label="办理日期", initial=occasion.today, not_after=occasion.today)


ANSWERS: dict[str, tuple[str, str, Any]] = {
    "reply": ("复函", "reply", reply_to_letter),
    "return": ("退回协作函", "reason", return_letter),
    "recall": ("撤回协作函", "reason", recall_letter),
}


@officer_page(Permission.CLUE_HANDLE)
def letters(request: HttpRequest) -> HttpResponseBase:
    """The letters that the person's units sent or received."""
    return listing_page(request, LISTING, letters_for(me(request)))


@officer_page(Permission.CLUE_HANDLE)
def letter_new(request: HttpRequest, number: str) -> HttpResponse:
    """Write to another unit about a clue."""
    clue = clue_of(request, number)
    must_hold(me(request), Permission.CLUE_HANDLE, clue, doing="发协作函")
    return act_page(
        request,
        LetterForm,
        run=lambda v: send_letter(clue=clue, by=me(request), **v),
        form_kwargs={"own": clue},
        title=f"发协作函：{clue.number} {title_of(clue)}",
        back_url=reverse("officer:clue_legs", args=[number]),
        intro="制发《农民工工资支付协作函》。收函单位从现在起能看到这条线索；回复、退回以前线索不能办结。",
        save="发函",
        next_url=lambda sent: reverse("officer:letter", args=[sent.pk]),
        done="已发函。",
    )


@officer_page(Permission.CLUE_HANDLE)
def letter(request: HttpRequest, number: int) -> HttpResponse:
    """One letter, the same at both ends."""
    staff = me(request)
    found = letter_of(staff, number)
    units = {post.unit_id for post in posts_of(staff)}
    context = {
        "letter": found,
        "state": _state(found),
        "light": _light(found),
        "receives": found.to_unit_id in units and not found.answer,
        "sent": found.from_unit_id in units and not found.answer,
        "crumbs": [("工作台", reverse("officer:desk")), ("区域协作函", reverse("officer:letters")), (str(number), "")],
    }
    return render(request, "officer/justice/letter.html", context)


@officer_page(Permission.CLUE_HANDLE)
def letter_receive(request: HttpRequest, number: int) -> HttpResponse:
    """Sign for it."""
    found = letter_of(me(request), number)
    return press(
        request,
        lambda: receive_letter(letter=found, by=me(request), on=occasion.today()),
        back_url=reverse("officer:letter", args=[number]),
        done="已签收。",
    )


@officer_page(Permission.CLUE_HANDLE)
def letter_answer(request: HttpRequest, number: int, how: str) -> HttpResponse:
    """Reply, return or recall."""
    found = letter_of(me(request), number)
    if how not in ANSWERS:
        raise NotFound("没有这种办理方式", remedy="请从协作函页面选择")
    title, name, act = ANSWERS[how]
    return act_page(
        request,
        WordsForm,
        run=lambda v: act(letter=found, by=me(request), on=v["on"], **{name: v["words"]}),
        title=f"{title}：{found.paper.number if found.paper else ''}",
        back_url=reverse("officer:letter", args=[number]),
        save=title,
        done=f"已{title}。",
        context={"about": [Fact("请求协作的内容", found.asked, kind="long")]},
    )
