"""Which area first, and why: what stands red in each part of an area, with who answers for it. Nothing is weighed: reds are counted."""

from __future__ import annotations

from collections import Counter as Tally
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count
from django.urls import reverse

from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.dividing.progress import conditions
from nuanxin.command.dispatch.daily.reading import DayOfArea
from nuanxin.command.dispatch.falls.judging import RED
from nuanxin.foundation.organisations.models import Region, RegionReach, Staff, Unit
from nuanxin.foundation.organisations.permission import codes_of
from nuanxin.foundation.organisations.receiving import heads_of
from nuanxin.rights.intake.open_clues import Standing
from nuanxin.watch.monitoring.pictures.areas import area_risks
from nuanxin.web.leader.days import light_of, rows_url
from nuanxin.web.leader.links import link_to, warnings_url

FIRST = 5


@dataclass(frozen=True)
class Reason:
    """One red thing and where its rows are."""

    words: str
    url: str


@dataclass
class Part:
    """One line of the table of areas: its clues, its falls, what is red, who answers."""

    line: Standing
    own: bool
    url: str
    light: str = ""
    word: str = ""
    reasons: list[Reason] = field(default_factory=list)
    unit: Unit | None = None
    head: Staff | None = None

    @property
    def rank(self) -> tuple[int, int, int, str]:
        return (-len(self.reasons), -self.line.overdue, -self.line.open, self.line.code)


def parts(area: Region, standings: list[Standing], day: DayOfArea | None, *, on: date, watches: bool) -> list[Part]:
    """Every part of the area, most reds first. `watches`: the person may see warnings."""
    late = late_shares(area, on)
    red = {one.code: one.red for one in area_risks(area, on=on)} if watches else {}
    bureaus = {
        unit.region_id: unit for unit in Unit.objects.filter(kind="hrss", region__in=[s.code for s in standings])
    }
    heads = heads_of(unit.pk for unit in bureaus.values())
    found = []
    for line in standings:
        own, unit = line.code == area.pk, bureaus.get(line.code)
        part = Part(line, own, "" if own else reverse("leader:area", args=[line.code]), unit=unit)
        part.head = heads.get(unit.pk) if unit else None
        _say(part, day, late.get(line.code, 0), red.get(line.code, 0))
        found.append(part)
    return sorted(found, key=lambda one: one.rank)


def _say(part: Part, day: DayOfArea | None, late: int, red: int) -> None:
    code, own = part.line.code, part.own
    if part.line.overdue:
        part.reasons.append(Reason(f"超期{part.line.overdue:,}件", link_to(code, "overdue", own=own)))
    standing = day.of(code) if day else None
    if day and standing:
        part.light, part.word = light_of(standing)
        if not standing.zero.met:
            key = "open_clues" if standing.zero.clues else "visits"
            words = f"政府投资项目未办结{standing.zero.clues:,}件" if standing.zero.clues else f"政府投资项目未整改{standing.zero.visits:,}处"  # fmt: skip
            part.reasons.append(Reason(words, rows_url(day, code, key, own=own)))
        for key, fall in standing.falls.items():
            if fall.light == RED:
                part.reasons.append(Reason(f"{fall.name}{_change(fall.percent)}", rows_url(day, code, key, own=own)))
    if late:
        part.reasons.append(Reason(f"逾期任务{late:,}项", f"{reverse('leader:area', args=[code])}#why"))
    if red:
        part.reasons.append(Reason(f"红色预警{red:,}条", warnings_url(code, grade="red", open="1")))


def _change(percent: str) -> str:
    """With nothing last year there is no percentage."""
    return "上年为0" if percent == "—" else percent


def late_shares(area: Region, on: date) -> dict[str, int]:
    """Late shares of running campaigns by the part of the area that the unit lies in."""
    rows = TaskShare.objects.filter(
        conditions(on)["late"], task__withdrawn_at__isnull=True, task__campaign__closed_on__isnull=True,
        unit__region_id__in=codes_of(area.pk),
    )  # fmt: skip
    home = dict(RegionReach.objects.filter(area__in=area.children.values("code")).values_list("member", "area"))
    found: Tally[str] = Tally()
    for region, number in rows.order_by().values("unit__region_id").annotate(n=Count("pk")).values_list("unit__region_id", "n"):  # fmt: skip
        found[home.get(region, area.pk)] += number
    return dict(found)
