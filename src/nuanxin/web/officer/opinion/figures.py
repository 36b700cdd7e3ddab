"""Figures of a period, each opening to its rows; and the rules and limits that are in force at a place."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.permission import within
from nuanxin.watch.opinion.answering.terms import ANSWER, ASSESS, answer_limit, assess_limit, national_on
from nuanxin.watch.opinion.figures import TIMING_WORDS, Figures, figures
from nuanxin.watch.opinion.grading.acts import rules_here
from nuanxin.watch.opinion.seeing import items_for, own_areas
from nuanxin.watch.opinion.words import OPEN, OWED, RUMOUR, Grade
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.opinion.listing import RIGHTS, own_regions
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

LOOKED_BACK = 30


class PeriodForm(PatternForm):
    """From when until when, and of which place."""

    first = DayField(label="收到日期自")
    last = DayField(label="至")
    region = forms.ChoiceField(label="区划", required=False)

    def __init__(self, *args: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", "全部"), *regions]  # type: ignore[attr-defined]


@officer_page(*RIGHTS)
def opinion_figures(request: HttpRequest) -> HttpResponse:
    """How many, how grave, in time or not, rumours; each number is a link to the list with the same conditions."""
    today = occasion.today()
    usual: dict[str, Any] = {"first": today - timedelta(days=LOOKED_BACK - 1), "last": today, "region": ""}
    form = PeriodForm(request.GET if request.GET else usual, regions=list(own_regions(request)))
    v = form.cleaned_data if form.is_valid() else usual
    rows = items_for(me(request))
    if v["region"]:
        rows = rows.filter(region__in=within(v["region"]))
    told = figures(rows, first=v["first"], last=v["last"], at=occasion.now())
    context = {
        "form": form,
        "told": told,
        "groups": _groups(told, v["first"], v["last"], v["region"]),
        "items_url": _address("opinion_all", v["first"], v["last"], v["region"]),
        "percent": told.percent,
        "crumbs": crumbs("统计"),
    }
    return render(request, "officer/opinion/figures.html", context, status=200 if form.is_valid() else 422)


def _groups(told: Figures, first: date, last: date, region: str) -> list[tuple[str, list[tuple[str, int, str]]]]:
    """(heading, [(label, number, address)])."""

    def line(label: str, key: str, **conditions: Any) -> tuple[str, int, str]:
        return label, told.counts[key], _address("opinion", first, last, region, **conditions)

    return [
        (
            "总量",
            [line("舆情事项", "files"), line("未办结", "open", state=OPEN), line("已回应", "answered", answered="1")],
        ),
        ("等级", [line(str(grade.label), f"grade_{grade}", grade=grade) for grade in Grade]),
        ("回应时限", [line(words, key, timing=key) for key, words in TIMING_WORDS.items()]),
        (
            "核查",
            [
                line("属实、部分属实", "owed", truth=OWED),
                line("已关联线索", "linked", linked="1"),
                line("谣言、恶意编造", "rumour", truth=RUMOUR),
                line("其中已澄清", "clarified", clarified="1"),
            ],
        ),
    ]


def _address(name: str, first: date, last: date, region: str, **conditions: Any) -> str:
    asked = {"received_at_from": first.isoformat(), "received_at_to": last.isoformat(), **conditions}
    if region:
        asked["region"] = region
    written = {
        key: [str(one) for one in value] if isinstance(value, tuple) else str(value) for key, value in asked.items()
    }
    return f"{reverse(f'officer:{name}')}?{urlencode(written, doseq=True)}"


@officer_page(*RIGHTS)
def opinion_rules(request: HttpRequest) -> HttpResponse:
    """How items are graded and by when they are answered here, with sources, and what has not been set."""
    now, today = occasion.now(), occasion.today()
    asked = request.GET.get("region", "")
    codes = dict(own_regions(request))
    here = asked if asked in codes else own_areas(me(request))[0]
    rules = rules_here(here, now)
    limits = [(grade, answer_limit(here, grade, today), assess_limit(here, grade, today)) for grade in Grade]
    context = {
        "region": Region.objects.get(pk=here),
        "rules": rules,
        "limits": limits,
        "national": national_on(today),
        "settings": (ANSWER, ASSESS),
        "crumbs": crumbs("定级规则和期限"),
    }
    return render(request, "officer/opinion/rules.html", context)


def crumbs(last: str) -> list[tuple[str, str]]:
    return [("工作台", reverse("officer:desk")), ("舆情台账", reverse("officer:opinion")), (last, "")]
