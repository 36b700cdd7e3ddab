"""当面告知: who has not answered by any other way; whoever goes or rings says what came of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from nuanxin.foundation.common.masking import mask_name, mask_phone
from nuanxin.foundation.notifications.escalation.calling import CALLING, answer_call, call_for, calls_of, open_number
from nuanxin.foundation.notifications.escalation.showing import shown
from nuanxin.foundation.notifications.models import CallTask, Chain
from nuanxin.foundation.notifications.texts import text
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.acts.forms import long_text
from nuanxin.web.officer.gate import me, officer_page, only_post
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing import Column, Filter, Listing, listing_page

STANDINGS = (("open", "待告知"), ("done", "已办理"), ("over", "不再需要"))
_OPEN = Q(done_at=None, chain__state=Chain.State.RUNNING)


def _standing(values: list[str]) -> Q:
    parts = {
        "open": _OPEN,
        "done": Q(done_at__isnull=False),
        "over": Q(done_at=None) & ~Q(chain__state=Chain.State.RUNNING),
    }
    wanted = Q()
    for value in values:
        wanted |= parts[value]
    return wanted


def _state(row: CallTask) -> str:
    if row.done_at:
        return row.get_result_display()
    running = row.chain.state == Chain.State.RUNNING
    return "待告知" if running else f"不再需要（{row.chain.get_state_display()}）"


def _who(row: CallTask) -> str:
    return format_html('<a href="{}">{}</a>', reverse("officer:call", args=[row.pk]), mask_name(row.chain.name))


LISTING = Listing(
    "calls",
    "当面告知",
    (
        Column("who", "告知对象", _who, frozen=True),
        Column("phone", "电话", lambda row: mask_phone(row.chain.phone)),
        Column("what", "告知事项", lambda row: text(row.chain.template).purpose),
        Column("reason", "缘由"),
        Column("region", "地区", "region.name"),
        Column("made_at", "生成时间", kind="moment", sortable="made_at"),
        Column("state", "进度", _state),
        Column("words", "联系情况"),
        Column("done_by", "联系人", lambda row: row.done_by.name if row.done_by else ""),
        Column("done_at", "办理时间", kind="moment", sortable="done_at", default=False),
    ),
    (Filter("standing", "进度", "choice", _standing, STANDINGS), Filter("made_at", "生成时间", "day_range")),
    default_order=("done_at", "-made_at", "-pk"),
    unit="人",
    empty="没有要当面告知的人。短信、电话都没有得到答复的，或者接电话时按2请求回电的，会列到这里。",
)


class CallForm(PatternForm):
    """What came of it."""

    result = forms.ChoiceField(label="结果", choices=CallTask.Result, widget=forms.RadioSelect)
    words = long_text(
        "联系情况", rows=3, help_text="时间、方式（上门或者电话）、次数、与谁说的；没有联系上的写明原因。"
    )


@officer_page(*CALLING)
def calls(request: HttpRequest) -> HttpResponseBase:
    """The list of the person's areas, open ones first."""
    crumbs = [("工作台", reverse("officer:desk")), ("当面告知", "")]
    return listing_page(request, LISTING, calls_of(me(request)), context={"crumbs": crumbs})


@officer_page(*CALLING)
def call(request: HttpRequest, number: int) -> HttpResponse:
    """One person: what is to be told, the chain so far, and the form."""
    task = call_for(number=number, by=me(request))
    return act_page(
        request,
        CallForm,
        run=lambda values: answer_call(task=task, result=values["result"], words=values["words"], by=me(request)),
        title=f"当面告知：{mask_name(task.chain.name)}",
        back_url=reverse("officer:calls"),
        save="登记结果",
        done="已登记。",
        template="officer/messages/call.html",
        context=_context(task),
    )


@officer_page(*CALLING)
def call_number(request: HttpRequest, number: int) -> HttpResponse:
    """The number in the clear, shown once, written down."""
    only_post(request)
    task = call_for(number=number, by=me(request))
    phone = open_number(task=task, by=me(request))
    return render(request, "officer/messages/number.html", {"task": task, "phone": phone, **_context(task)})


def _context(task: CallTask) -> dict[str, Any]:
    chain = task.chain
    first = chain.messages.order_by("pk").first()
    crumbs = [("工作台", reverse("officer:desk")), ("当面告知", reverse("officer:calls")), (mask_name(chain.name), "")]
    return {
        "task": task,
        "body": first.body if first else "",
        "purpose": text(chain.template).purpose,
        "masked": mask_phone(chain.phone),
        "masked_name": mask_name(chain.name),
        "chains": shown([chain]),
        "open": task.done_at is None and chain.state == Chain.State.RUNNING,
        "crumbs": crumbs,
    }
