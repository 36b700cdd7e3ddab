"""The night counts the day that has ended: one question a table for the whole country, then added up the tree of areas."""

from __future__ import annotations

from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import TruncWeek

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.counters.facts import EVERYWHERE, Window
from nuanxin.command.counters.registry import counter
from nuanxin.command.counters.tables import TABLES
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
    by_area: dict[str, Tally[str]] = defaultdict(Tally)
    for root in Region.objects.filter(parent__isnull=True).values_list("pk", flat=True):
        by_area[root] = Tally()  # written though nothing happened, so that the day is known to be counted
    for name, by_region in found.items():
        for region, number in by_region.items():
            for area in above.get(region, [region]):
                by_area[area][name] += number
    mondays = _mondays(day)
    rows = [
        AreaDay(region_id=area, start=span.start, end=span.end, on=day, figures=_figures(counted, mondays))
        for area, counted in sorted(by_area.items())
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
    tables: dict[str, list[str]] = defaultdict(list)
    for key, counted in FALLS.items():
        tables[counter(counted).how.table].append(key)
    found: Figures = {}
    for table, keys in tables.items():
        for part, window in asked.items():
            found |= _by_region(TABLES[table].rows(window), keys, part)
    return found


def _by_region(rows: QuerySet[Any], keys: list[str], part: str) -> Figures:
    """The figures that are counted from one table, in one question."""
    how = {key: counter(FALLS[key]) for key in keys}
    sums = {f"sum_{key}": Sum(one.measured(), filter=one.how.only) for key, one in how.items()}
    lines = list(rows.order_by().values("region_id").annotate(**sums))
    return {f"{key}.{part}": Tally({line["region_id"]: line[f"sum_{key}"] or 0 for line in lines}) for key in keys}


def _zero(days: Asked) -> Figures:
    clues = counter("open_government_clues").rows(days.window(THIS))
    visits = unmended_visits(counter("visits_with_arrears").rows(days.window(THIS)), days)
    return {"zero.clues": _counted(clues), "zero.visits": _counted(visits)}


def _counted(rows: QuerySet[Any]) -> Tally[str]:
    return Tally(dict(rows.order_by().values("region_id").annotate(n=Count("pk")).values_list("region_id", "n")))


def _mondays(day: date) -> list[date]:
    monday = day - timedelta(days=day.weekday())
    return [monday - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]


def _weeks(day: date) -> Figures:
    """Received and closed in each of the last weeks."""
    mondays = _mondays(day)
    window = Window(EVERYWHERE, mondays[0], day, day)
    found: Figures = defaultdict(Tally)
    for way, key, happened in (("in", "clues_received", "received_on"), ("out", "clues_closed", "closed_on")):
        rows = counter(key).rows(window).order_by().annotate(week=TruncWeek(F(happened)))
        for region, week, number in rows.values("region_id", "week").annotate(n=Count("pk")).values_list("region_id", "week", "n"):  # fmt: skip
            found[f"{way}.{week}"][region] = number
    return dict(found)
