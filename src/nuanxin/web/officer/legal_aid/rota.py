"""The duty rota as a table of half days; laying it out, and giving one turn to another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.permission import holds
from nuanxin.rights.disputes.legal_aid.models import AidLawyer, AidStanding, DutyTurn
from nuanxin.rights.disputes.legal_aid.registers import own_centre
from nuanxin.rights.disputes.legal_aid.rota import give_turn, make_rota
from nuanxin.rights.intake.clocks import calendar_of
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.acts.forms import short_text
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

SHOWN_DAYS = 14


class RotaForm(PatternForm):
    """From when until when."""

    first = DayField(label="自", initial=occasion.today)
    last = DayField(label="至")


class TurnForm(PatternForm):
    """Who takes it over, and why."""

    lawyer = forms.ModelChoiceField(label="改由", queryset=AidLawyer.objects.none(), empty_label="请选择")
    reason = short_text("理由")

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lawyer"].queryset = among  # type: ignore[attr-defined]


@officer_page(Permission.FILE_HANDLE)
def aid_rota(request: HttpRequest) -> HttpResponse:
    """Two weeks from today: a line a day, morning and afternoon."""
    centre, today = own_centre(me(request)), occasion.today()
    last = today + timedelta(days=SHOWN_DAYS - 1)
    rows = DutyTurn.objects.filter(unit=centre, day__gte=today, day__lte=last, withdrawn_on__isnull=True)
    turns = {(row.day, row.half): row for row in rows.select_related("lawyer")}
    calendar = calendar_of(centre.region_id)
    days = [day for n in range(SHOWN_DAYS) if calendar.is_working(day := today + timedelta(days=n)) or _any(turns, day)]
    context = {
        "centre": centre,
        "days": [{"day": day, "am": turns.get((day, "am")), "pm": turns.get((day, "pm"))} for day in days],
        "today": today,
        "may_make": holds(me(request), Permission.FILE_APPROVE),
        "changes": DutyTurn.objects.filter(unit=centre, day__gte=today, withdrawn_on__isnull=False).select_related(
            "lawyer"
        ),
        "crumbs": [("工作台", reverse("officer:desk")), ("值班表", "")],
    }
    return render(request, "officer/legal_aid/rota.html", context)


def _any(turns: dict[tuple[date, str], DutyTurn], day: date) -> bool:
    return (day, "am") in turns or (day, "pm") in turns


@officer_page(Permission.FILE_APPROVE)
def aid_rota_make(request: HttpRequest) -> HttpResponse:
    """Fill the free half days by turn."""
    return act_page(
        request,
        RotaForm,
        run=lambda v: make_rota(
            unit=own_centre(me(request)), first=v["first"], last=v["last"], by=me(request), on=occasion.today()
        ),
        title="排值班",
        back_url=reverse("officer:aid_rota"),
        save="排班",
        intro="按轮次把空着的半天排给可以指派的人员，班次少的在前；已经排好的不动。",
        done=lambda rows: f"已排{len(rows)}个半天。",
    )


@officer_page(Permission.FILE_APPROVE)
def aid_turn(request: HttpRequest, number: int) -> HttpResponse:
    """Give a turn to another."""
    centre = own_centre(me(request))
    turn = DutyTurn.objects.filter(unit=centre, pk=number).select_related("lawyer", "unit").first()
    if turn is None:
        raise NotFound("没有找到这一班", remedy="请从值班表打开")
    among = AidLawyer.objects.filter(unit=centre, standing=AidStanding.ACTIVE).exclude(pk=turn.lawyer_id)
    return act_page(
        request,
        TurnForm,
        run=lambda v: give_turn(turn=turn, lawyer=v["lawyer"], reason=v["reason"], by=me(request), on=occasion.today()),
        title=f"换班：{turn.day.isoformat()}{turn.get_half_display()} {turn.lawyer.name}",
        back_url=reverse("officer:aid_rota"),
        form_kwargs={"among": among},
        done="已换班，原班次保留并标明撤下。",
    )
