"""Four falls and the zero on the leader's board: from the figures of the night, each number with the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.campaigns.opened.seeing import campaigns_for
from nuanxin.command.dispatch.daily.reading import DayOfArea, day_of
from nuanxin.command.dispatch.daily.windows import Span, span_of, year_of
from nuanxin.command.dispatch.falls.counting import LAST, THIS, targets
from nuanxin.command.dispatch.falls.judging import Standing
from nuanxin.foundation.organisations.models import Region, RegionReach, Staff

LIGHTS = {"green": "done", "yellow": "near", "red": "overdue"}
UNITS = {"cases": "件", "persons": "人", "amount": "万元", "mass": "批次", "skip": "批次"}
YEAR = "year"


@dataclass(frozen=True)
class Asked:
    """Which days the board compares: those of a running campaign, else of the year. `until`: when all is to be cleared."""

    span: Span
    campaign: Campaign | None
    others: list[tuple[str, str]]

    @property
    def until(self) -> date | None:
        return self.campaign.end if self.campaign else None


def asked_span(staff: Staff, area: Region, chosen: str, today: date) -> Asked:
    """The campaign asked for, or the one over the area that ends first; `others`: what else may be chosen."""
    above = RegionReach.objects.filter(member=area.pk).values("area")
    running = campaigns_for(staff).filter(closed_on__isnull=True, end__gte=today, region__in=above)
    known = [one for one in running.order_by("end", "pk") if span_of(one, today)]
    campaign = next((one for one in known if str(one.pk) == chosen), None)
    if campaign is None and chosen != YEAR and known:
        campaign = known[0]
    choices = [(str(one.pk), one.title) for one in known] + [(YEAR, f"{today.year}年以来")]
    here = str(campaign.pk) if campaign else YEAR
    span = (campaign and span_of(campaign, today)) or year_of(today)
    return Asked(span, campaign, [one for one in choices if one[0] != here])


def last_day(area: Region, said: Asked, today: date) -> DayOfArea | None:
    """The figures of the last night; on New Year's Day those of the year that has ended."""
    found = day_of(area, said.span, targets(said.campaign), before=today)
    if found is None and said.campaign is None:
        found = day_of(area, year_of(date(today.year - 1, 12, 31)), targets(None), before=today)
    return found


def rows_url(day: DayOfArea, code: str, key: str, year: str = THIS, *, own: bool = False) -> str:
    """The rows behind a number, as known on the day it was counted."""
    said = {"region": code, "start": day.span.start, "end": day.span.end, "on": day.on, "key": key, "year": year}
    return f"{reverse('officer:dispatch_falls_rows')}?{urlencode(said | ({'own': '1'} if own else {}))}"


def lines(day: DayOfArea) -> list[dict[str, Any]]:
    """One line a figure, the zero last."""
    code, found = day.whole.code, []
    for key, fall in day.whole.falls.items():
        outlook = day.outlooks.get(key)
        found.append(
            {
                "name": fall.name, "unit": UNITS[key], "money": key == "amount", "this": fall.this, "last": fall.last,
                "percent": fall.percent, "target": fall.target.normalize(), "light": LIGHTS[fall.light], "word": fall.word,
                "this_url": rows_url(day, code, key), "last_url": rows_url(day, code, key, LAST), "outlook": outlook,
            }
        )  # fmt: skip
    return found


def zero_of(day: DayOfArea) -> dict[str, Any]:
    zero = day.whole.zero
    return {
        "zero": zero, "light": LIGHTS[zero.light], "word": zero.word,
        "clues": rows_url(day, day.whole.code, "open_clues"), "visits": rows_url(day, day.whole.code, "visits"),
    }  # fmt: skip


def all_url(day: DayOfArea, code: str) -> str:
    """The falls of an area at the desk, area by area."""
    said = {"region": code, "start": day.span.start, "end": day.span.end, "on": day.on}
    return f"{reverse('officer:dispatch_falls')}?{urlencode(said)}"


def light_of(standing: Standing) -> tuple[str, str]:
    """The light of an area and its words, short enough for a cell."""
    return LIGHTS[standing.light], f"降{standing.met}/4 {'杜绝' if standing.zero.met else '未杜绝'}"
