"""The five figures and the zero of an area and of all areas below it, on any day, each with the rows behind it."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.counters.facts import EVERYWHERE, Window
from nuanxin.command.dispatch.by_area import Homes, homes, parts_of, rows_there
from nuanxin.command.dispatch.by_area import own_level as own_level_rows
from nuanxin.command.dispatch.falls.judging import (
    FALLS,
    NAMES,
    SEED_TARGET,
    Fall,
    Outlook,
    Standing,
    Zero,
    outlook,
    year_before,
)
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.organisations.models import Region

THIS, LAST = "this", "last"
_WORDS = {
    "cases": ("案件", "线索"), "persons": ("人数", "涉及人"), "amount": ("金额",), "mass": ("群体", "集体"), "skip": ("越级",),
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """Which days, as known when. `end` may lie ahead: counted is until the day asked."""

    start: date
    end: date
    on: date

    @property
    def last(self) -> date:
        return min(self.end, self.on)

    def window(self, year: str, *, whole: bool = False) -> Window:
        """This year's window or the same calendar window of last year, without a place: the map is chosen apart."""
        end = self.end if whole else self.last
        if year == THIS:
            return Window(EVERYWHERE, self.start, end, self.on)
        return Window(EVERYWHERE, year_before(self.start), year_before(end), self.on)


def asked(start: date, end: date, on: date) -> Asked:
    """BadInput where the days stand the wrong way round or the window is longer than a year."""
    if start > end or start > on:
        raise BadInput([Fault(f"起始日期{start}晚于截止日期或者查看日期", remedy="请对调起止日期")])
    if year_before(end) >= start:
        raise BadInput([Fault("统计时段超过一年，与上年同期重叠", remedy="请把统计时段改在一年以内")])
    return Asked(start, end, on)


def targets(campaign: Campaign | None) -> dict[str, Decimal]:
    """The fall asked for of each figure, in per cent: by the campaign's own targets, else by the seed's notice."""
    found = dict.fromkeys(FALLS, SEED_TARGET)
    if campaign is None:
        return found
    said = campaign.targets.filter(comparison="decrease", unit="%", value__isnull=False)
    for target in said.filter(base__in=("same period of last year", "上年同期", "")):
        for key, counted in FALLS.items():
            words = any(word in f"{target.subject}{target.text}" for word in _WORDS[key])
            if target.counter == counted or (not target.counter and words):
                found[key] = Decimal(target.value or 0)
    return found


@dataclass(frozen=True)
class Table:
    """What a page shows: the area, its parts, and how it will end."""

    whole: Standing
    parts: list[Standing]
    outlooks: list[Outlook]


def table(area: Region, days: Asked, wanted: Mapping[str, Decimal]) -> Table:
    """All in a fixed number of queries, however many areas."""
    below = parts_of(area, days.last)
    home = homes([one.code for one in below], days.last)
    counted = {(key, year): _spread(key, days, year, area, home) for key in FALLS for year in (THIS, LAST)}
    zeros = (_open_clues(days, area, home), _unmended(days, area, home))
    lines = [(one.code, one.name) for one in below]
    own = {code for figures in (*counted.values(), *zeros) for code, n in figures.items() if n and code == area.code}
    if below and own:
        lines.append((area.code, f"{area.name}本级"))
    parts = [_standing(code, name, lambda figures, code=code: figures.get(code, 0), counted, zeros, wanted) for code, name in lines]  # fmt: skip
    whole = _standing(area.code, area.name, lambda figures: sum(figures.values()), counted, zeros, wanted)
    return Table(whole, parts, _outlooks(whole, area, days))


def _standing(code: str, name: str, take: Any, counted: Any, zeros: Any, wanted: Mapping[str, Decimal]) -> Standing:
    falls = {key: Fall(key, take(counted[key, THIS]), take(counted[key, LAST]), wanted[key]) for key in FALLS}
    return Standing(code, name, falls, Zero(take(zeros[0]), take(zeros[1])))


def _spread(key: str, days: Asked, year: str, area: Region, home: Homes) -> dict[str, int]:
    rows = rows_there(FALLS[key], days.window(year), area.code, days.last)
    return _homed(rows.order_by().values("counts_in").annotate(n=Sum("measured")), area, home)


def _homed(rows: QuerySet[Any, Any], area: Region, home: Homes) -> dict[str, int]:
    found: Tally[str] = Tally()
    for row in rows:
        found[home.get(row["counts_in"], area.code)] += row["n"] or 0
    return dict(found)


def _open_clues(days: Asked, area: Region, home: Homes) -> dict[str, int]:
    rows = government_clues(area, days)
    return _homed(rows.order_by().values("counts_in").annotate(n=Count("pk")), area, home)


def _unmended(days: Asked, area: Region, home: Homes) -> dict[str, int]:
    return _homed(government_visits(area, days).order_by().values("counts_in").annotate(n=Count("pk")), area, home)


def government_clues(area: Region, days: Asked) -> QuerySet[Any]:
    """Clues of government projects open on the day."""
    return rows_there("open_government_clues", days.window(THIS), area.code, days.last)


def government_visits(area: Region, days: Asked) -> QuerySet[Any]:
    """Visits to government projects in the window that found arrears, not put right by the day."""
    return unmended_visits(rows_there("visits_with_arrears", days.window(THIS), area.code, days.last), days)


def unmended_visits(found: QuerySet[Any], days: Asked) -> QuerySet[Any]:
    """Of visits that found arrears, those to government projects that are not put right by the day."""
    standing = Q(rectified_on__isnull=True) | Q(rectified_on__gt=days.on)
    return found.filter(standing, government=True)


def rows_of(key: str, year: str, area: Region, days: Asked, *, own_level: bool = False) -> QuerySet[Any]:
    """The rows behind one figure; `own_level`: without those of the areas below."""
    if key == "open_clues":
        rows = government_clues(area, days)
    elif key == "visits":
        rows = government_visits(area, days)
    elif key in FALLS and year in (THIS, LAST):
        rows = rows_there(FALLS[key], days.window(year), area.code, days.last)
    else:
        raise BadInput([Fault("没有这个数", remedy=f"可以查看：{'、'.join(NAMES.values())}")])
    if own_level:
        rows = own_level_rows(rows, area, days.last)
    return rows


def _outlooks(whole: Standing, area: Region, days: Asked) -> list[Outlook]:
    """Only while the window still runs."""
    if days.end <= days.on:
        return []
    found = []
    for key, fall in whole.falls.items():
        rows = rows_there(FALLS[key], days.window(LAST, whole=True), area.code, days.last)
        last_whole = rows.order_by().aggregate(n=Sum("measured"))["n"] or 0
        found.append(outlook(fall, last_whole=last_whole, start=days.start, on=days.on, end=days.end))
    return found
