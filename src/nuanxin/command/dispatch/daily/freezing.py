"""The night counts the day that has ended: one question a table for the whole country, then added up the tree of areas."""

from __future__ import annotations

from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, F
from django.db.models.functions import TruncWeek

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.counters.facts import EVERYWHERE, Window
from nuanxin.command.counters.registry import by_area, counter
from nuanxin.command.dispatch.daily.models import AreaDay
from nuanxin.command.dispatch.daily.windows import Span, spans
from nuanxin.command.dispatch.falls.counting import LAST, THIS, Asked, unmended_visits
from nuanxin.command.dispatch.falls.judging import FALLS
from nuanxin.foundation.organisations.boundaries.then import areas_then
from nuanxin.foundation.organisations.models import Region

WEEKS = 8
Figures = dict[str, Tally[str]]  # figure → region → how many
_AT_ONCE = 500


def freeze_day(*, on: date) -> int:
    """Write the figures of the end of the day before `on`, where they are not there yet; how many rows. Twice does nothing."""
    day = on - timedelta(days=1)
    running = Campaign.objects.filter(closed_on__isnull=True)
    there = set(AreaDay.objects.filter(on=day).values_list("start", "end").distinct())
    missing = [span for span in spans(running, day) if (span.start, span.end) not in there]
    if not missing:
        return 0
    above = areas_then(day)
    weeks = _weeks(day)
    return sum(_freeze(span, day, above, weeks) for span in missing)


@transaction.atomic
def _freeze(span: Span, day: date, above: Mapping[str, list[str]], weeks: Figures) -> int:
    days = Asked(span.start, span.end, day)
    found = _falls(days) | _zero(days) | weeks
    figures: dict[str, Tally[str]] = defaultdict(Tally)
    for root in Region.objects.filter(parent__isnull=True).values_list("pk", flat=True):
        figures[root] = Tally()  # written though nothing happened, so that the day is known to be counted
    for name, by_region in found.items():
        for region, number in by_region.items():
            for area in above.get(region, [region]):
                figures[area][name] += number
    mondays = _mondays(day)
    rows = [
        AreaDay(region_id=area, start=span.start, end=span.end, on=day, figures=_figures(counted, mondays))
        for area, counted in sorted(figures.items())
    ]
    AreaDay.objects.bulk_create(rows, batch_size=_AT_ONCE)
    return len(rows)


def _figures(counted: Tally[str], mondays: Iterable[date]) -> dict[str, Any]:
    return {
        "falls": {key: [counted[f"{key}.{part}"] for part in (THIS, LAST, "whole")] for key in FALLS},
        "zero": [counted["zero.clues"], counted["zero.visits"]],
        "weeks": [[day.isoformat(), counted[f"in.{day}"], counted[f"out.{day}"]] for day in mondays],
    }


def _falls(days: Asked) -> Figures:
    """This window, last year's so far, and last year's whole."""
    asked = {THIS: days.window(THIS), LAST: days.window(LAST), "whole": days.window(LAST, whole=True)}
    found: Figures = defaultdict(Tally)
    for part, window in asked.items():
        for region, numbers in by_area(window, [(one, {}) for one in FALLS.values()], _itself).items():
            for key, number in zip(FALLS, numbers, strict=True):
                found[f"{key}.{part}"][region] = number
    return dict(found)


def _itself(region: str) -> tuple[str]:
    return (region,)


def _zero(days: Asked) -> Figures:
    clues = by_area(days.window(THIS), [("open_government_clues", {})], _itself)
    visits = unmended_visits(counter("visits_with_arrears").rows(days.window(THIS)), days)
    by_region = visits.order_by().values("region_id").annotate(n=Count("pk")).values_list("region_id", "n")
    return {"zero.clues": Tally({region: n for region, (n,) in clues.items()}), "zero.visits": Tally(dict(by_region))}


def _mondays(day: date) -> list[date]:
    monday = day - timedelta(days=day.weekday())
    return [monday - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]


def _weeks(day: date) -> Figures:
    """Received and closed in each of the last weeks."""
    mondays = _mondays(day)
    window = Window(EVERYWHERE, mondays[0], day, day)
    found: Figures = defaultdict(Tally)
    for way, of in (("in", counter("clues_received")), ("out", counter("clues_closed"))):
        rows = of.rows(window).order_by().annotate(week=TruncWeek(F(of.table.day)), counts_in=F(of.table.region))
        for region, week, number in rows.values("counts_in", "week").annotate(n=Count("pk")).values_list("counts_in", "week", "n"):  # fmt: skip
            found[f"{way}.{week}"][region] = number
    return dict(found)
