"""Honour lists at the desk: selections, candidates with each criterion and its rows, awards and why they fell."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Fault, NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.permission import FileFacts, may, visible, within
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.credit.honours.criteria import CRITERIA
from nuanxin.rights.credit.honours.models import Candidate, HonourKind, Selection
from nuanxin.rights.credit.honours.selecting import award, check_again, enter_candidate, open_selection, take_back
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.credit.consumers import own_unit
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

_LOOK = (Permission.CREDIT_MANAGE, Permission.CREDIT_DECIDE, Permission.REPORT_VIEW)
FOUND = 20


def _kinds(one: Any) -> str:
    return "、".join(HonourKind(kind).label.partition("（")[0].removeprefix("不欠薪") for kind in one.kinds)


class SelectionForm(PatternForm):
    """What is selected, over which window, by which criteria."""

    kind = forms.ChoiceField(label="类别", choices=HonourKind.choices)
    label = forms.CharField(label="名称", max_length=80)
    start = DayField(label="考察期起", not_after=occasion.today)
    end = DayField(label="考察期止", not_after=occasion.today)
    criteria = forms.MultipleChoiceField(
        label="条件",
        choices=[(one.key, f"{one.label}（适用：{_kinds(one)}）") for one in CRITERIA],
        widget=forms.CheckboxSelectMultiple,
        help_text="条件和核对结果公开；由台账逐条核对，不能手工填写",
    )


class CandidateForm(PatternForm):
    name = forms.CharField(
        label="名称", max_length=200, help_text="地区、用人单位或者项目在系统中的全称；单位也可以填统一社会信用代码"
    )


class ReasonForm(PatternForm):
    reason = forms.CharField(label="撤销理由", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


def _selection(request: HttpRequest, number: int) -> Selection:
    rows = visible(Selection.objects.all(), me(request), Permission.CLUE_VIEW, owner="by")
    found = rows.select_related("unit", "region").filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这次评选", remedy="请从诚信评选的列表打开")
    return found


def _candidate(request: HttpRequest, number: int, row: int) -> Candidate:
    found = _selection(request, number).candidates.filter(pk=row).first()
    if found is None:
        raise NotFound("没有找到这个评选对象", remedy="请从评选页面打开")
    return found


@officer_page(*_LOOK)
def selections(request: HttpRequest) -> HttpResponse:
    """The selections of the own area."""
    rows = visible(Selection.objects.all(), me(request), Permission.CLUE_VIEW, owner="by").select_related("unit")
    lines = [
        (
            one,
            one.candidates.count(),
            one.candidates.filter(awarded_on__isnull=False, fell_on=None).count(),
            one.candidates.filter(fell_on__isnull=False).count(),
        )
        for one in rows[:100]
    ]
    unit = me(request).unit
    manages = unit is not None and may(me(request), Permission.CREDIT_MANAGE, FileFacts(unit.region_id, unit.pk))
    crumbs = [("工作台", reverse("officer:desk")), ("诚信评选", "")]
    return render(request, "officer/credit/selections.html", {"lines": lines, "manages": manages, "crumbs": crumbs})


@officer_page(Permission.CREDIT_MANAGE)
def selection_new(request: HttpRequest) -> HttpResponse:
    """Declare a selection."""
    return act_page(
        request,
        SelectionForm,
        run=lambda v: open_selection(unit=own_unit(request), by=me(request), on=occasion.today(), **v),
        title="启动诚信评选",
        back_url=reverse("officer:selections"),
        next_url=lambda made: reverse("officer:selection", args=[made.pk]),
        done="已启动评选。",
    )


@officer_page(*_LOOK)
def selection(request: HttpRequest, number: int) -> HttpResponse:
    """One selection: candidates, pass or fail per criterion, the rows behind."""
    found = _selection(request, number)
    labels = {one.key: one.label for one in CRITERIA}
    facts = FileFacts(found.region_id, found.unit_id)
    context = {
        "selection": found,
        "criteria": [labels[key] for key in found.criteria],
        "candidates": found.candidates.select_related("place", "employer", "project", "awarded_by"),
        "manages": may(me(request), Permission.CREDIT_MANAGE, facts),
        "decides": may(me(request), Permission.CREDIT_DECIDE, facts),
        "crumbs": [
            ("工作台", reverse("officer:desk")),
            ("诚信评选", reverse("officer:selections")),
            (found.label, ""),
        ],
    }
    return render(request, "officer/credit/selection.html", context)


@officer_page(Permission.CREDIT_MANAGE)
def candidate_new(request: HttpRequest, number: int) -> HttpResponse:
    """Enter a candidate by name."""
    found = _selection(request, number)
    return act_page(
        request,
        CandidateForm,
        run=lambda v: enter_candidate(
            selection=found, subject=_subject(found, v["name"].strip()), by=me(request), on=occasion.today()
        ),
        title=f"登记评选对象：{found.label}",
        back_url=reverse("officer:selection", args=[number]),
        done="已登记并按台账核对。",
    )


def _subject(chosen: Selection, name: str) -> Any:
    """The place, employer or project of that name in the area; BadInput where it is none or several."""
    codes = within(chosen.region_id)
    rows: list[Any]
    if chosen.kind == HonourKind.CITY:
        rows = list(Region.objects.filter(pk__in=codes, name=name)[:FOUND])
    elif chosen.kind == HonourKind.FIRM:
        known = Employer.objects.filter(merged_into=None)
        rows = list(known.filter(credit_code=name)[:1]) or list(known.filter(name=name, region__in=codes)[:FOUND])
    else:
        rows = list(Project.objects.filter(merged_into=None, name=name, region__in=codes)[:FOUND])
    if len(rows) != 1:
        why = f"有{len(rows)}条同名的记录" if rows else "没有找到这个名称"
        raise BadInput(Fault(why, column="名称", remedy="请用全称，或者单位的统一社会信用代码"))
    return rows[0]


@officer_page(Permission.CREDIT_MANAGE)
def candidate_check(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Ask the ledger anew."""
    found = _candidate(request, number, row)
    return press(
        request,
        lambda: check_again(candidate=found, by=me(request), on=occasion.today()),
        back_url=reverse("officer:selection", args=[number]),
        done="已重新核对。",
    )


@officer_page(Permission.CREDIT_DECIDE)
def candidate_award(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """The head awards."""
    found = _candidate(request, number, row)
    return press(
        request,
        lambda: award(candidate=found, by=me(request), on=occasion.today()),
        back_url=reverse("officer:selection", args=[number]),
        done=f"已授予：{found}。出现欠薪的，由系统自动撤销。",
    )


@officer_page(Permission.CREDIT_DECIDE)
def candidate_take_back(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """The head takes an award back."""
    found = _candidate(request, number, row)
    return act_page(
        request,
        ReasonForm,
        run=lambda v: take_back(candidate=found, reason=v["reason"], by=me(request), on=occasion.today()),
        title=f"撤销称号：{found}",
        back_url=reverse("officer:selection", args=[number]),
        done="已撤销。",
    )
