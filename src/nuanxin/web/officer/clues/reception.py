"""集中接访: the queue of one reception day, with the leader on duty and what came of each visit the same day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.masking import mask_name
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.models import Clue, ClueEvent
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.web.officer import queues
from nuanxin.web.officer.clues.reception_roster import leaders_on
from nuanxin.web.officer.clues.words import event_name
from nuanxin.web.officer.gate import me, officer_page


@officer_page(Permission.CLUE_REGISTER)
def reception(request: HttpRequest) -> HttpResponse:
    """The list of a day (`?day=`), today by default; item 6 of the winter form counts exactly these clues."""
    today = occasion.today()
    day, wrong = _day(request.GET.get("day", ""), today)
    rows = clues_for(me(request)).filter(channel=Channel.RECEPTION, received_on=day)
    rows = rows.select_related("employer", "officer").prefetch_related("reporters", "events").order_by("recorded_at")
    lines = [_line(number, clue, day) for number, clue in enumerate(rows, 1)]
    context = {
        "day": day,
        "wrong": wrong,
        "lines": lines,
        "persons": sum(line["clue"].persons or 0 for line in lines),
        "amount": sum(line["clue"].amount_fen or 0 for line in lines),
        "answered": sum(line["same_day"] for line in lines),
        "is_today": day == today,
        "on_duty": leaders_on(request, day),
        "new_url": reverse("officer:clue_new") + "?reception=1",
        "crumbs": [("工作台", reverse("officer:desk")), ("集中接访", "")],
    }
    return render(request, "officer/clues/reception.html", context)


def _day(text: str, today: date) -> tuple[date, str]:
    if not text.strip():
        return today, ""
    try:
        return parse_day(text), ""
    except ValueError as wrong:
        return today, f"{wrong}，已显示今天的接访。"


def _line(number: int, clue: Clue, day: date) -> dict[str, Any]:
    """One visit. The outcome of the day is the last thing done on it that day after it was written down."""
    after = [event for event in clue.events.all() if event.kind != "register_clue" and event.occurred_on == day]
    later = [event for event in clue.events.all() if event.occurred_on > day]
    reporter = next(iter(clue.reporters.all()), None)
    return {
        "number": number,
        "clue": clue,
        "title": queues.title_of(clue),
        "reporter": mask_name(reporter.name) if reporter and reporter.name else "匿名",
        "leader": clue.notes.get("reception_leader", ""),
        "outcome": _said(after[-1]) if after else "",
        "later": f"{later[-1].occurred_on:%m-%d} {_said(later[-1])}" if later else "",
        "same_day": bool(after),
    }


def _said(event: ClueEvent) -> str:
    what, _ = event_name(event.kind, event.text)
    return f"{what}：{event.text}" if event.text and event.text != what else what
