"""Opening a file at one's own desk, or writing down what a body does that has nobody here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotAllowed, NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.opening import desk_people, enterable, hand_over_file, open_file, openable
from nuanxin.rights.cases.procedures.declared import Opening, Procedure
from nuanxin.rights.cases.steps.rights import desk_of, must_act
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.transfer.helping import has_people
from nuanxin.web.officer.acting import act_page, attempt
from nuanxin.web.officer.cases.page import case_of
from nuanxin.web.officer.cases.step_form import StepForm
from nuanxin.web.officer.clues.acts.forms import StaffField
from nuanxin.web.officer.clues.page import clue_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.queues import title_of
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm, form_page
from nuanxin.web.patterns.record import Fact


class OpeningForm(StepForm):
    """The first step's facts, and who handles the file where."""

    def __init__(self, *args: Any, bodies: list[Unit], people: list[Staff], **kwargs: Any) -> None:
        super().__init__(*args, known={}, **kwargs)
        self.fields["unit"] = forms.ChoiceField(label="办理单位", choices=[(one.pk, one.name) for one in bodies])
        self.sections = ((self.sections[0][0], ("unit", *self._officer(people), *self.sections[0][1])),)
        for name in ("unit", "officer"):
            if name in self.fields:
                self.fields[name].widget.attrs["class"] = "form-select"

    def _officer(self, people: list[Staff]) -> tuple[str, ...]:
        if not people:
            return ()
        self.fields["officer"] = forms.ChoiceField(label="承办人", choices=[(one.pk, one.name) for one in people])
        return ("officer",)


class HandOverForm(PatternForm):
    officer = StaffField(label="承办人", queryset=Staff.objects.none())
    reason = forms.CharField(label="理由", max_length=300)
    on = DayField(label="办理日期", initial=occasion.today, not_after=occasion.today)

    def __init__(self, *args: Any, among: list[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Staff.objects.filter(pk__in=[one.pk for one in among]).select_related("unit")
        self.fields["officer"].queryset = rows  # type: ignore[attr-defined]


@officer_page(Permission.CLUE_VIEW)
def file_doors(request: HttpRequest, number: str) -> HttpResponse:
    """Every procedure of other bodies for one clue: to ask those who work here, to write down what the others do."""
    clue = clue_of(request, number)
    staff = me(request)
    found = enterable(clue, staff) or openable(clue, staff)
    rows = [_door(clue, one, staff) for one in found]
    context = {
        "clue": clue,
        "rows": rows,
        "title": title_of(clue),
        "crumbs": [
            ("工作台", reverse("officer:desk")),
            (clue.number, reverse("officer:clue", args=[number])),
            ("其他程序", ""),
        ],
    }
    return render(request, "officer/desks/doors.html", context)


def _door(clue: Clue, one: Procedure, staff: Staff) -> dict[str, Any]:
    bodies = _bodies(clue, one)
    own = [unit for unit in bodies if staff.unit_id == unit.pk]
    silent = [unit for unit in bodies if not has_people(unit)]
    asked = [unit for unit in bodies if unit not in silent and unit not in own]
    may_open = bool(own and openable(clue, staff)) or bool(silent)
    return {
        "procedure": one,
        "kinds": "、".join(UnitKind(kind).label for kind in (one.opening.unit_kinds if one.opening else ())),
        "url": reverse("officer:file_new", args=[clue.number, one.key]) if may_open else "",
        "own": bool(own),
        "asked": asked,
        "none": not bodies,
    }


def _bodies(clue: Clue, one: Procedure) -> list[Unit]:
    """The bodies that could keep the file: those of the clue's place first, then of the regions around it."""
    kinds = one.opening.unit_kinds if one.opening else ()
    codes = [clue.region_id, clue.unit.region_id]
    region = clue.unit.region
    while region.parent_id:
        codes.append(region.parent_id)
        assert region.parent is not None
        region = region.parent
    rows = Unit.objects.filter(kind__in=kinds, valid_to__isnull=True, region_id__in=codes)
    return sorted(rows, key=lambda unit: (codes.index(unit.region_id), unit.code))


@officer_page(Permission.CLUE_VIEW)
def file_new(request: HttpRequest, number: str, procedure: str) -> HttpResponse:
    """The first step of a desk's own procedure on a clue."""
    clue, staff = clue_of(request, number), me(request)
    at_own_desk = next((one for one in openable(clue, staff) if one.key == procedure), None)
    one = at_own_desk or next((each for each in enterable(clue, staff) if each.key == procedure), None)
    if one is None:
        raise NotAllowed(
            "您不能办理这种程序", why="它不由您的单位办理、已经在办，或者线索不由您承办", remedy="请返回线索页面选择"
        )
    bodies = [unit for unit in _bodies(clue, one) if unit.pk == staff.unit_id] if at_own_desk else []
    bodies = bodies or [unit for unit in _bodies(clue, one) if not has_people(unit)]
    if not bodies:
        raise NotFound(
            f"没有可以登记“{one.name}”的单位", why="对口单位有在岗人员，由其自行办理", remedy="请用“请单位协办”交其办理"
        )
    people = desk_people(bodies[0], (one.opening or Opening(())).permission) if at_own_desk else []
    people.sort(key=lambda person: person.pk != staff.pk)
    step = one.steps[0]
    posted = request.POST if request.method == "POST" else None
    form = OpeningForm(posted, step=step, bodies=bodies, people=people, initial={"seen": 0})
    back = reverse("officer:clue", args=[number])
    if posted is not None and form.is_valid():
        case = attempt(form, lambda values: _open(request, number, one, form, values))
        if case is not None:
            messages.success(request, f"已办理“{one.name}”的“{step.name}”。")
            return HttpResponseRedirect(reverse("officer:case", args=[case.pk]))
    return form_page(
        request,
        form,
        title=f"{one.name}：{clue.number} {title_of(clue)}",
        save="办理",
        back_url=back,
        template="officer/act.html",
        context={
            "about": [Fact("线索", clue.number, back), Fact("步骤", step.name), Fact("依据", step.cites)],
            "crumbs": [("工作台", reverse("officer:desk")), (clue.number, back), (one.name, "")],
        },
    )


def _open(request: HttpRequest, number: str, one: Procedure, form: OpeningForm, values: dict[str, Any]) -> Case:
    officer = Staff.objects.filter(pk=values["officer"]).first() if values.get("officer") else None
    return open_file(
        clue=clue_of(request, number),
        procedure=one.key,
        unit=Unit.objects.get(pk=values["unit"]),
        officer=officer,
        facts=form.facts,
        paper_fields=form.paper_fields,
        note=values["note"],
        by=me(request),
        on=values["on"],
    )


@officer_page(Permission.CLUE_VIEW)
def file_officer(request: HttpRequest, number: int) -> HttpResponse:
    """Another of the desk's people for the file, with the reason."""
    found = case_of(request, number)
    desk = desk_of(found)
    must_act(me(request), desk.heads, found, doing="变更承办人")
    return act_page(
        request,
        HandOverForm,
        run=lambda v: hand_over_file(case=found, officer=v["officer"], reason=v["reason"], by=me(request), on=v["on"]),
        title=f"变更承办人：{found}",
        form_kwargs={"among": [one for one in desk_people(found.unit, desk.permission) if one.pk != found.officer_id]},
        back_url=reverse("officer:case", args=[number]),
        done="已变更承办人。",
    )
