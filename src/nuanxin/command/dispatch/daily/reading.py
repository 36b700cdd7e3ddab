"""What stands written of an area and its parts: one question, whatever the size of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from nuanxin.command.dispatch.by_area import parts_of
from nuanxin.command.dispatch.daily.models import AreaDay
from nuanxin.command.dispatch.daily.windows import Span
from nuanxin.command.dispatch.falls.counting import THIS
from nuanxin.command.dispatch.falls.judging import FALLS, Fall, Outlook, Standing, Zero, outlook
from nuanxin.foundation.organisations.models import Region

ZERO = ("open_clues", "visits")  # the two figures of the zero, in the order in which they are written
Weeks = list[tuple[date, int, int]]


@dataclass(frozen=True)
class DayOfArea:
    """An area and its parts at the end of a day. `own`: what lies in none of the parts, where there is any."""

    span: Span
    on: date
    whole: Standing
    parts: list[Standing]
    outlooks: dict[str, Outlook]
    weeks: Weeks = field(default_factory=list)

    def of(self, code: str) -> Standing | None:
        """The part with this code; the area's own level has the code of the area."""
        return next((one for one in self.parts if one.code == code), None)


def day_of(area: Region, span: Span, wanted: Mapping[str, Decimal], *, before: date) -> DayOfArea | None:
    """The latest day written before `before`; None where the night has not counted yet. `wanted`: the falls asked for."""
    rows = AreaDay.objects.filter(start=span.start, end=span.end, on__lt=before)
    latest = rows.order_by("-on").values_list("on", flat=True).first()
    return written(area, span, wanted, on=latest) if latest else None


def written(area: Region, span: Span, wanted: Mapping[str, Decimal], *, on: date) -> DayOfArea | None:
    """The same of one day; None where it was not written."""
    rows = AreaDay.objects.filter(start=span.start, end=span.end, on=on)
    if not rows.exists():
        return None
    parts = {one.code: one.name for one in parts_of(area, on)}
    kept = dict(rows.filter(region__in=[area.pk, *parts]).values_list("region_id", "figures"))
    empty = _nothing()
    whole = kept.get(area.pk, empty)
    lines = [_standing(code, name, kept.get(code, empty), wanted) for code, name in parts.items()]
    own = _less(whole, [kept.get(code, empty) for code in parts])
    if parts and _any(own):
        lines.append(_standing(area.pk, f"{area.name}本级", own, wanted))
    standing = _standing(area.pk, area.name, whole, wanted)
    weeks = [(date.fromisoformat(day), come, gone) for day, come, gone in whole["weeks"]]
    return DayOfArea(span, on, standing, lines, _outlooks(standing, whole, span, on), weeks)


def _standing(code: str, name: str, figures: Mapping[str, Any], wanted: Mapping[str, Decimal]) -> Standing:
    falls = {key: Fall(key, figures["falls"][key][0], figures["falls"][key][1], wanted[key]) for key in FALLS}
    return Standing(code, name, falls, Zero(*figures["zero"]))


def _outlooks(whole: Standing, figures: Mapping[str, Any], span: Span, on: date) -> dict[str, Outlook]:
    """Only while the window still runs."""
    if span.end <= on:
        return {}
    return {
        key: outlook(fall, last_whole=figures["falls"][key][2], start=span.start, on=on, end=span.end)
        for key, fall in whole.falls.items()
    }


def _nothing() -> dict[str, Any]:
    return {"falls": {key: [0, 0, 0] for key in FALLS}, "zero": [0, 0], "weeks": []}


def _less(whole: Mapping[str, Any], parts: list[Mapping[str, Any]]) -> dict[str, Any]:
    falls = {
        key: [whole["falls"][key][n] - sum(part["falls"][key][n] for part in parts) for n in range(3)] for key in FALLS
    }
    return {"falls": falls, "zero": [whole["zero"][n] - sum(part["zero"][n] for part in parts) for n in range(2)]}


def _any(figures: Mapping[str, Any]) -> bool:
    return any(figures["zero"]) or any(n for numbers in figures["falls"].values() for n in numbers[:2])


def rows_written(key: str, year: str, area: Region, span: Span, on: date) -> int | None:
    """How many rows stand behind a figure, where the night wrote it: counting a province again takes a second."""
    kept = AreaDay.objects.filter(start=span.start, end=span.end, on=on)
    figures = kept.filter(region=area).values_list("figures", flat=True).first()
    if figures is None:  # nothing in the area, or nothing written
        return 0 if kept.exists() else None
    if key in ZERO:
        return int(figures["zero"][ZERO.index(key)])
    counted = "cases" if key in ("persons", "amount") else key  # those add up what the same rows say
    return int(figures["falls"][counted][0 if year == THIS else 1])
