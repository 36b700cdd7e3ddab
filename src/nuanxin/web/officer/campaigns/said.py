"""Figures and targets of a campaign: the rows behind one that is counted; units asked for one that nothing here counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from nuanxin.command.campaigns.dividing.asking import ask_units, name_of
from nuanxin.command.campaigns.measured.figures import window_of
from nuanxin.command.campaigns.opened.models import Campaign, CampaignFigure, Target
from nuanxin.command.campaigns.opened.seeing import seen_campaign
from nuanxin.command.counters.registry import Counter, counter
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, may, within
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.campaigns.changing import back_to, crumbs_to
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

SHOWN = 200


class AskForm(PatternForm):
    """Units that take part, how much of each, by when."""

    units = forms.ModelMultipleChoiceField(
        label="填报单位", queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    amount = forms.IntegerField(label="每个单位应完成数（可不填）", required=False, min_value=1)
    due_on = DayField(label="期限（不填的按行动截止日期）", required=False)

    def __init__(self, *args: Any, campaign: Campaign, asked: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["units"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        taking_part = [campaign.unit_id, *campaign.participants.values_list("unit", flat=True)]
        field.queryset = Unit.objects.filter(pk__in=taking_part).exclude(pk__in=asked)


@officer_page(P.CAMPAIGN_MANAGE)
def ask(request: HttpRequest, number: int, kind: str, row: int) -> HttpResponse:
    """请单位填报."""
    found = seen_campaign(me(request), number)
    one = row_of(found, kind, row)
    asked = [unit for unit in one.tasks.values_list("shares__unit", flat=True) if unit]

    def run(v: dict[str, Any]) -> Any:
        units, amount, day = v["units"], v["amount"], v["due_on"]
        return ask_units(row=one, units=units, amount=amount, due_on=day, by=me(request), at=occasion.now())

    return act_page(
        request, AskForm, run=run, title="请单位填报", back_url=back_to(found, "said"), save="发出", done="已请单位填报。",
        intro=f"{name_of(one)}{f'（{one.unit}）' if one.unit else ''}：单位在任务分工中报数，认可后计入。",
        form_kwargs={"campaign": found, "asked": asked},
    )  # fmt: skip


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_MANAGE)
def figure(request: HttpRequest, number: int, kind: str, row: int) -> HttpResponse:
    """How it was counted, the areas below, the rows. `area`: of a place below only."""
    found = seen_campaign(me(request), number)
    one = row_of(found, kind, row)
    if not one.counter:
        raise NotFound("这个数不是系统统计的", why="由责任单位报送", remedy="请在“单位报数”中查看")
    area = _area(found, request.GET.get("area", ""))
    by, today = counter(one.counter), occasion.today()
    window = window_of(found, today, area.code)
    below = Region.objects.filter(parent=area.code, valid_to__isnull=True).order_by("code")
    context: dict[str, Any] = {
        "found": found,
        "one": one,
        "name": name_of(one),
        "area": area,
        "by": by.entry,
        "number": by.number(window, one.where),
        "window": window,
        "below": [(place, by.number(replace(window, region=place.code), one.where)) for place in below],
        "crumbs": crumbs_to(found, name_of(one)),
        "listed": may(me(request), P.REPORT_VIEW, FileFacts(region=area.code)),
    }
    if context["listed"]:
        rows = by.rows(window, one.where).select_related(*by.table.shown).order_by(f"-{by.table.day}", "pk")
        context |= {
            "table": by.table.name,
            "count": rows.count(),
            "limit": SHOWN,
            "lines": _lines(me(request), by, rows),
        }
    return render(request, "officer/campaigns/figure.html", context)


def _area(found: Campaign, code: str) -> Region:
    """The campaign's own area, or a place inside it."""
    if code and not Region.objects.filter(pk=code, pk__in=within(found.region_id)).exists():
        raise NotFound("没有找到这个地区", why="不在行动范围内", remedy="请从指标页面点开")
    return Region.objects.get(pk=code or found.region_id)


def row_of(found: Campaign, kind: str, row: int) -> Target | CampaignFigure:
    """A target or figure of the campaign by kind and key; NotFound for none."""
    one: Target | CampaignFigure | None = None
    if kind == "figure":
        one = found.figures.filter(pk=row).first()
    elif kind == "target":
        one = found.targets.filter(pk=row).first()
    if one is None:
        raise NotFound("没有找到这个指标", remedy="请从专项行动页面打开")
    return one


def _lines(staff: Staff, by: Counter, rows: Any) -> list[dict[str, Any]]:
    """The first rows: day, whose, what each adds. A clue is named only to who may open it."""
    found = [{"row": row, "clue": _clue(row, by.table.clue), "day": _day(row, by.table.day)} for row in rows[:SHOWN]]
    keys = [one["clue"].pk for one in found if one["clue"]]
    seen = set(clues_for(staff).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    for one in found:
        row, clue = one.pop("row"), one["clue"]
        open_to = clue is None or clue.pk in seen
        firm = (clue.employer if clue else getattr(row, "employer", None)) if open_to else None
        one |= {
            "seen": clue is not None and open_to,
            "activity": row.pk if by.table.key == "activities" else None,
            "name": str(getattr(firm, "name", firm) or "") or getattr(getattr(row, "unit", None), "name", "") or "—",
            "place": getattr(row, "place", "") or getattr(getattr(row, "region", None), "name", ""),
            "adds": row.measured,
        }
    return found


def _day(row: Any, name: str) -> date | None:
    day: datetime | date | None = getattr(row, name)
    return localdate(day) if isinstance(day, datetime) else day


def _clue(row: Any, way: str | None) -> Clue | None:
    if way is None:
        return None
    at = row
    for step in filter(None, way.split("__")):
        at = getattr(at, step)
    return at if isinstance(at, Clue) else None
