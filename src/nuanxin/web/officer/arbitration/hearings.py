"""The hearing calendar by month and week, setting a hearing, and the rooms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import holds, posts_of
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps import declared_step, paper_prefill
from nuanxin.rights.cases.steps.rights import must_act
from nuanxin.rights.disputes.arbitration.hearings import (
    close_room,
    enter_room,
    hearings_between,
    needed_for,
    set_hearing,
)
from nuanxin.rights.disputes.arbitration.models import Hearing, HearingRoom
from nuanxin.rights.disputes.arbitration.taking_part import arbitrators_of
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.arbitration.file import arbitration_case
from nuanxin.web.officer.arbitration.tab import case_url
from nuanxin.web.officer.cases.step_form import StepForm
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.queues import title_of
from nuanxin.web.patterns.forms import PatternForm

WEEK = timedelta(days=7)
DAYS = "一二三四五六日"


def commissions(staff: Staff) -> list[int]:
    """The arbitration bodies at which the person has a post."""
    return [post.unit_id for post in posts_of(staff) if post.unit.kind == UnitKind.ARBITRATION]


def _asked_day(request: HttpRequest) -> date:
    try:
        return parse_day(request.GET.get("day", ""))
    except ValueError:
        return occasion.today()


@officer_page(Permission.FILE_HANDLE)
def hearings(request: HttpRequest) -> HttpResponse:
    """A month (or `?view=week`) of the commission's hearings; postponed and cancelled ones stand there too."""
    staff, day = me(request), _asked_day(request)
    by_week = request.GET.get("view") == "week"
    first, last = _span(day, by_week)
    units = commissions(staff)
    rows = list(hearings_between(units, first, last))
    seen = set(clues_for(staff).filter(pk__in={row.case.clue_id for row in rows}).values_list("pk", flat=True))
    shown = [_shown(row, row.case.clue_id in seen) for row in rows]
    rooms = HearingRoom.objects.filter(unit__in=units, closed_on__isnull=True).order_by("unit", "pk")
    before = (first - WEEK) if by_week else (day.replace(day=1) - timedelta(days=1)).replace(day=1)
    after = (first + WEEK) if by_week else (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    context = {
        "by_week": by_week,
        "day": day,
        "before": before.isoformat(),
        "after": after.isoformat(),
        "label": f"{first.isoformat()} 至 {last.isoformat()}" if by_week else f"{day.year}年{day.month}月",
        "weekdays": [f"周{name}" for name in DAYS],
        "weeks": list(_weeks(first, last, day, shown, by_week)),
        "days": [first + timedelta(days=n) for n in range(7)],
        "rooms": [(room, [_of_room(shown, room, first + timedelta(days=n)) for n in range(7)]) for room in rooms],
        "planned": sum(1 for row in rows if row.state == Hearing.State.PLANNED),
        "today": occasion.today(),
        "units": units,
        "may_rooms": holds(staff, Permission.FILE_APPROVE),
        "crumbs": [("工作台", reverse("officer:desk")), ("开庭日历", "")],
    }
    return render(request, "officer/arbitration/hearings.html", context)


def _span(day: date, by_week: bool) -> tuple[date, date]:
    """The Monday and the Sunday around the week or month."""
    if by_week:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    first = day.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def _shown(row: Hearing, may_open: bool) -> dict[str, Any]:
    starts, ends = row.starts_at.astimezone(BEIJING), row.ends_at.astimezone(BEIJING)
    return {
        "row": row,
        "day": starts.date(),
        "starts": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "title": title_of(row.case.clue),
        "arbitrators": "、".join(one.name for one in arbitrators_of(row.case)),
        "url": case_url(row.case_id) if may_open else "",
        "off": row.state in (Hearing.State.POSTPONED, Hearing.State.CANCELLED),
    }


def _weeks(
    first: date, last: date, day: date, shown: list[dict[str, Any]], by_week: bool
) -> Iterator[list[dict[str, Any]]]:
    while first <= last:
        week = [first + timedelta(days=n) for n in range(7)]
        yield [
            {
                "day": one,
                "number": one.day,
                "name": f"周{DAYS[one.weekday()]}",
                "outside": not by_week and one.month != day.month,
                "hearings": [row for row in shown if row["day"] == one],
            }
            for one in week
        ]
        first += WEEK


def _of_room(shown: list[dict[str, Any]], room: HearingRoom, day: date) -> list[dict[str, Any]]:
    return [one for one in shown if one["day"] == day and one["row"].room_id == room.pk]


class HearingForm(StepForm):
    """Room and time, then what the notice needs."""

    room = forms.ModelChoiceField(label="庭室", queryset=HearingRoom.objects.none(), empty_label="请选择")
    starts = forms.TimeField(label="开始时间", input_formats=["%H:%M"], initial="09:00", help_text="如 09:00")
    ends = forms.TimeField(label="结束时间", input_formats=["%H:%M"], initial="11:00")

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("fact_starts", "fact_ends", "fact_place"):
            self.fields.pop(name, None)
        rooms = HearingRoom.objects.filter(unit=case.unit, closed_on__isnull=True).order_by("pk")
        self.fields["room"].queryset = rooms  # type: ignore[attr-defined]
        first = ("确定开庭", ("fact_held_on", "starts", "ends", "room", "fact_link", "on"))
        self.fields.pop("note", None)
        self.sections = (first, *self.sections[1:])


@officer_page(Permission.CLUE_VIEW)
def hearing_new(request: HttpRequest, number: int) -> HttpResponse:
    """Set a hearing: what it takes, what is taken already in the next weeks, the notice."""
    found = arbitration_case(request, number)
    must_act(me(request), Permission.FILE_HANDLE, found, doing="确定开庭")
    step, today = declared_step(found, "hearing_set"), occasion.today()
    kwargs: dict[str, Any] = {"case": found, "step": step, "known": paper_prefill(found, step, {})}

    def run(v: dict[str, Any]) -> Hearing:
        form = HearingForm(request.POST, **kwargs)
        form.is_valid()
        return set_hearing(
            case=found,
            room=v["room"],
            day=v["fact_held_on"],
            starts=v["starts"],
            ends=v["ends"],
            link=v["fact_link"],
            paper_fields=form.paper_fields,
            by=me(request),
            on=v["on"],
        )

    rooms = HearingRoom.objects.filter(unit=found.unit, closed_on__isnull=True)
    taken = hearings_between([found.unit_id], today, today + timedelta(days=45)).filter(state=Hearing.State.PLANNED)
    room = rooms.first()
    context = {
        "taken": [_shown(row, False) for row in taken],
        "needed": [label for key, label in needed_for(found, room).items() if not key.startswith("room:")]
        if room
        else [],
        "none": not room,
    }
    return act_page(
        request,
        HearingForm,
        run=run,
        title=f"确定开庭：{found}",
        back_url=case_url(number),
        initial={"seen": 0},
        form_kwargs=kwargs,
        intro="开庭五个工作日前书面通知双方。同一庭室、仲裁员、当事人同一时间只能排一个庭，排重时不能保存。",
        save="排期并制作通知书",
        done="已排期，开庭通知书已制作，请登记送达。",
        template="officer/arbitration/hearing_new.html",
        context=context,
    )


class RoomForm(PatternForm):
    name = forms.CharField(label="名称", max_length=60)
    place = forms.CharField(label="地点", max_length=200, required=False)
    online = forms.BooleanField(label="在线庭审室", required=False)


@officer_page(Permission.FILE_HANDLE)
def rooms(request: HttpRequest) -> HttpResponse:
    """The rooms of the commission, closed ones too."""
    rows = HearingRoom.objects.filter(unit__in=commissions(me(request))).select_related("unit").order_by("unit", "pk")
    context = {
        "rooms": rows,
        "may": holds(me(request), Permission.FILE_APPROVE),
        "crumbs": [("工作台", reverse("officer:desk")), ("开庭日历", reverse("officer:hearings")), ("仲裁庭室", "")],
    }
    return render(request, "officer/arbitration/rooms.html", context)


@officer_page(Permission.FILE_APPROVE)
def room_new(request: HttpRequest) -> HttpResponse:
    """Register a room; the head's right."""
    staff = me(request)
    unit = next((post.unit for post in posts_of(staff) if post.unit.kind == UnitKind.ARBITRATION), None)
    if unit is None:
        raise NotFound("不能登记仲裁庭室", why="您的岗位不在仲裁机构", remedy="请由仲裁机构负责人登记")
    return act_page(
        request,
        RoomForm,
        run=lambda v: enter_room(unit=unit, by=staff, **v),
        title=f"登记仲裁庭室：{unit.short_name}",
        back_url=reverse("officer:hearing_rooms"),
        done="已登记。",
    )


@officer_page(Permission.FILE_APPROVE)
def room_close(request: HttpRequest, number: int) -> HttpResponse:
    """No new hearings there."""
    room = HearingRoom.objects.filter(pk=number, unit__in=commissions(me(request))).select_related("unit").first()
    if room is None:
        raise NotFound("没有找到这个庭室", remedy="请从庭室列表选择")
    return press(
        request,
        lambda: close_room(room=room, by=me(request), on=occasion.today()),
        back_url=reverse("officer:hearing_rooms"),
        done=f"已停用{room.name}。",
    )
