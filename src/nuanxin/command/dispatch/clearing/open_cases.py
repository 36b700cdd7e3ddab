"""Open matters of an area on any day by area, age and unit, with the forecast to the end of the campaign."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from typing import Any

from django.db.models import Q, QuerySet

from nuanxin.command.counters.facts import EVERYWHERE, Window
from nuanxin.command.dispatch.by_area import homes, parts_of, rows_there
from nuanxin.command.dispatch.house import Bands, age_bands
from nuanxin.foundation.organisations.models import Region, Unit
from nuanxin.rights.intake.channels import SETTLED_CONCLUSIONS
from nuanxin.rights.intake.open_clues import PACE_DAYS, Clearing

VERIFIED, ALL = "verified", "all"
OBJECTS = {VERIFIED: "已受理的欠薪案件", ALL: "全部线索（含待受理的）"}  # law.md camp.2clear_rule: both can be meant
LONG_AGO = date(1990, 1, 1)
_ACCEPTED = Q(accepted_on__isnull=False) | Q(conclusion__in=SETTLED_CONCLUSIONS)
Row = tuple[str, date, date | None, int, int | None, int | None]  # region, received, due, unit, persons, 分


@dataclass
class Line:
    """One area or unit: how many are open, overdue, how old, for whom, how much. Persons and 分 as stated."""

    key: str
    name: str
    ages: list[int]
    open: int = 0
    overdue: int = 0
    persons: int = 0
    amount_fen: int = 0
    oldest_on: date | None = None

    def take(self, row: Row, band: int, on: date) -> None:
        _, received, due, _, persons, amount = row
        self.open += 1
        self.overdue += due is not None and due < on
        self.ages[band] += 1
        self.persons += persons or 0
        self.amount_fen += amount or 0
        self.oldest_on = min(self.oldest_on or received, received)


@dataclass
class OpenTable:
    """What the page shows."""

    whole: Line
    areas: list[Line] = field(default_factory=list)
    units: list[Line] = field(default_factory=list)


def open_rows(area: Region, on: date, which: str = VERIFIED) -> QuerySet[Any]:
    """The clues open on that day, as known on it; of the area's map of that day."""
    rows = rows_there("open_clues", Window(EVERYWHERE, LONG_AGO, on, on), area.code, on)
    return rows.filter(accepted_on__lte=on) if which == VERIFIED else rows


def narrowed(rows: QuerySet[Any], bands: Bands, on: date, *, band: int | None = None, overdue: bool = False, unit: int | None = None) -> QuerySet[Any]:  # fmt: skip
    """The rows behind one number of the table."""
    if band is not None:
        chosen = bands.bands[band]
        rows = rows.filter(then_received_on__lte=on - timedelta(days=chosen.least))
        if chosen.most is not None:
            rows = rows.filter(then_received_on__gte=on - timedelta(days=chosen.most))
    if overdue:
        rows = rows.filter(due_on__lt=on)
    return rows.filter(then_unit=unit) if unit is not None else rows


def open_table(area: Region, on: date, which: str = VERIFIED) -> OpenTable:
    """One pass over what is open."""
    bands = age_bands(area.code, on)
    below = parts_of(area, on)
    home = homes([one.code for one in below], on)
    names = {one.code: one.name for one in below} | {area.code: f"{area.name}本级" if below else area.name}
    rows = open_rows(area, on, which).values_list(
        "counts_in", "then_received_on", "due_on", "then_unit", "then_persons", "then_amount_fen"
    )
    blank = [0] * len(bands.bands)
    table = OpenTable(Line(area.code, area.name, list(blank)))
    areas = {one.code: Line(one.code, one.name, list(blank)) for one in below}
    units: dict[str, Line] = {}
    for row in rows.order_by().iterator(chunk_size=10_000):
        band = bands.of((on - row[1]).days)
        code = home.get(row[0], area.code)
        for line in (
            table.whole,
            areas.setdefault(code, Line(code, names[code], list(blank))),
            units.setdefault(str(row[3]), Line(str(row[3]), "", list(blank))),
        ):
            line.take(row, band, on)
    for pk, name in Unit.objects.filter(pk__in=units).values_list("pk", "short_name"):
        units[str(pk)].name = name
    table.areas, table.units = _worst_first(areas.values()), _worst_first(units.values())
    return table


def _worst_first(lines: Iterable[Line]) -> list[Line]:
    order: Callable[[Line], Any] = lambda line: (-line.overdue, -line.open, line.key)  # noqa: E731
    return sorted(lines, key=order)


def forecast(area: Region, on: date, until: date, *, left: int, which: str = VERIFIED) -> Clearing:
    """By the pace of the last fortnight, as on the leader's board. What was settled counts as accepted: older ledgers, imported,
    do not say on which day it was."""
    window = Window(EVERYWHERE, on - timedelta(days=PACE_DAYS - 1), on, on)
    closed = rows_there("clues_closed", window, area.code, on)
    lately = closed.filter(_ACCEPTED if which == VERIFIED else Q()).count()
    days_left = (until - on).days
    at_pace = on + timedelta(days=ceil(left * PACE_DAYS / lately)) if lately else None
    needed = ceil(left / days_left) if days_left > 0 else None
    return Clearing(until, left, days_left, needed, lately, on if left == 0 else at_pace)
