"""领导接访值班表: four weeks of who receives, which working days have nobody, and what each leader took in (DZ-13)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.permission import FileFacts, may, posts_of
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.clocks import calendar_of
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.reception.records import ReceptionTurn
from nuanxin.rights.intake.reception.roster import Leader, change_turn, leaders_in, plan_turns, turns_of
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.acts.forms import short_text
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

SHOWN_DAYS = 28
LOOKED_BACK = 90


class PlanForm(PatternForm):
    """From when until when, where, and who in turn."""

    first = DayField(label="自", initial=occasion.today)
    last = DayField(label="至")
    place = short_text("接访地点", size=60)
    leaders = forms.CharField(
        label="接访领导",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="一行一位：姓名 职务。按轮次排到工作日，已经排好的不动。",
    )

    def clean_leaders(self) -> tuple[Leader, ...]:
        """The lines as leaders; a line that cannot be read is named by its number."""
        try:
            return leaders_in(self.cleaned_data["leaders"])
        except BadInput as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


class ChangeForm(PatternForm):
    """Who receives instead, and why."""

    leader = short_text("改由", size=40)
    post = short_text("职务", required=False, size=40)
    reason = short_text("理由")


@officer_page(Permission.CLUE_VIEW)
def reception_roster(request: HttpRequest) -> HttpResponse:
    """Four weeks from today by working day; leaders of the last ninety days with what they received."""
    region, today = _region(request), occasion.today()
    last = today + timedelta(days=SHOWN_DAYS - 1)
    turns: dict[date, list[ReceptionTurn]] = {}
    for turn in turns_of(region, today, last):
        turns.setdefault(turn.day, []).append(turn)
    calendar = calendar_of(region.pk)
    every = [today + timedelta(days=n) for n in range(SHOWN_DAYS)]
    days = [day for day in every if calendar.is_working(day) or day in turns]
    context = {
        "region": region,
        "today": today,
        "days": [{"day": day, "turns": turns.get(day, [])} for day in days],
        "nobody": sum(day not in turns for day in days),
        "leaders": _received(region, today - timedelta(days=LOOKED_BACK), today),
        "looked_back": LOOKED_BACK,
        "changes": ReceptionTurn.objects.filter(region=region, day__gte=today, withdrawn_on__isnull=False),
        "may_plan": may(me(request), Permission.CLUE_SUPERVISE, FileFacts(region=region.pk)),
        "crumbs": [("工作台", reverse("officer:desk")), ("集中接访", reverse("officer:reception")), ("值班表", "")],
    }
    return render(request, "officer/clues/reception_roster.html", context)


@officer_page(Permission.CLUE_SUPERVISE)
def reception_plan(request: HttpRequest) -> HttpResponse:
    """Lay out the free working days by turn."""
    region = _region(request)
    return act_page(
        request,
        PlanForm,
        run=lambda v: plan_turns(
            region=region, place=v["place"], first=v["first"], last=v["last"], leaders=v["leaders"], by=me(request),
            on=occasion.today(),
        ),
        title=f"排接访：{region.name}",
        back_url=reverse("officer:reception_roster"),
        save="排班",
        done=lambda rows: f"已排{len(rows)}天。",
    )  # fmt: skip


@officer_page(Permission.CLUE_SUPERVISE)
def reception_turn(request: HttpRequest, number: int) -> HttpResponse:
    """Another leader for one day."""
    turn = ReceptionTurn.objects.filter(pk=number).select_related("region").first()
    if turn is None or not may(me(request), Permission.CLUE_SUPERVISE, FileFacts(region=turn.region_id)):
        raise NotFound("没有找到这一班", remedy="请从值班表打开")
    return act_page(
        request,
        ChangeForm,
        run=lambda v: change_turn(
            turn=turn, leader=Leader(v["leader"], v["post"]), reason=v["reason"], by=me(request), on=occasion.today()
        ),
        title=f"调整接访领导：{turn.day.isoformat()} {turn.leader}",
        back_url=reverse("officer:reception_roster"),
        done="已调整，原安排保留并标明撤下。",
    )


def leaders_on(request: HttpRequest, day: date) -> tuple[ReceptionTurn, ...]:
    """Who receives at the person's own place on that day."""
    posts = posts_of(me(request))
    return tuple(turns_of(posts[0].region, day, day)) if posts else ()


def _region(request: HttpRequest) -> Region:
    """The place of the person's own post."""
    return posts_of(me(request))[0].region


def _received(region: Region, first: date, last: date) -> list[dict[str, Any]]:
    """Of each leader: days on the roster, visits and persons with the days they came; no leader's name: “未写明”."""
    visits = Clue.objects.filter(
        region__within__area=region.pk, channel=Channel.RECEPTION, received_on__gte=first, received_on__lte=last
    )
    rows = visits.order_by("received_on").values_list("notes__reception_leader", "received_on", "persons")
    came: dict[str, list[tuple[date, int]]] = {}
    for name, day, persons in rows:
        came.setdefault(name or "未写明", []).append((day, persons or 0))
    days = Counter(turns_of(region, first, last).values_list("leader", flat=True))
    return [
        {
            "name": name,
            "days": days[name],
            "visits": len(came.get(name, ())),
            "persons": sum(persons for _, persons in came.get(name, ())),
            "came_on": list(dict.fromkeys(day for day, _ in came.get(name, ()))),
        }
        for name in sorted({*days, *came})
    ]
