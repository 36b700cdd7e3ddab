"""The whole table of every area from a million solved claims ÷ a bare scan (limit 4); one table at any node ≤ 1 ms.

Four figures stand for the statistics: the cube (the winter form of all areas of one window, counted anew), the same of
every counter of the book by every split, the counters (every area on every day, rebuilt from nothing as after a
restore; from day to day only differences are added), and one look-up in them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from statistics import median
from typing import Any

from django.db import connection, transaction

from nuanxin.command.counters.book import book
from nuanxin.command.counters.facts import EVERYWHERE, Window
from nuanxin.command.counters.registry import Asked, everywhere, numbers
from nuanxin.command.reporting.counting import figures_everywhere, winter_report
from nuanxin.command.reporting.forms.loading import WINTER, form
from nuanxin.command.reporting.presummed.counters import counted_table, rebuild_counters
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.organisations.models import Region
from nuanxin.rights.cases.models import Settlement, SolvedBy
from nuanxin.rights.intake.models import Clue
from nuanxin.web.terminal.benchmarks.figures import Report, percentile, stopwatch
from nuanxin.web.terminal.benchmarks.invent import Ledger
from nuanxin.web.terminal.benchmarks.load import load_clues, make_officer, make_regions, write_rows

ROWS = 1_000_000
DATABASES = ("postgresql", "sqlite")
_START, _END, _ON = date(2023, 1, 1), date(2023, 12, 31), date(2024, 1, 10)
_WINDOW = Window(EVERYWHERE, _START, _END, _ON)
_AT_ONCE = 20_000
_TABLES = 400
_TURNS = 5
_COMPARED = ("410000", "410700", "410721")


def measure(report: Report) -> None:
    """Load, scan, count, sum, read; areas are counted by themselves and compared cell by cell."""
    make_regions()
    unit, officer = make_officer()
    load_clues(Ledger(5, 1_000), unit, officer, people=False, keys=False)
    regions = list(Region.objects.filter(level="county").values_list("code", flat=True))
    rows = _settlements(report.rows, regions, list(Clue.objects.values_list("pk", flat=True)), officer.pk)
    while batch := list(islice(rows, _AT_ONCE)):
        with transaction.atomic():
            write_rows(Settlement, batch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    scan, cube, book_of_all = _fastest(_scan, _cube, _whole_book)
    report.add("裸扫描求和", scan, "秒")
    report.add("全部地区一个时段的汇总", cube, "秒")
    report.add("汇总 ÷ 裸扫描", cube / scan, limit=4)
    report.add("全部地区、指标目录全部指标及其细分 ÷ 裸扫描", book_of_all / scan, limit=4)
    report.add("与单独计数不同的地区", _differing_areas(), "个", limit=0)
    with stopwatch() as seconds:
        rebuild_counters(start=_START, on=_ON)
        report.add("重建全部地区、全部日期的计数器 ÷ 裸扫描", seconds() / scan)
    with stopwatch() as seconds:
        winter_report("410000", _START, _END, _ON)
        report.add("全省一张表重新计数 ÷ 裸扫描", seconds() / scan)
    _read_tables(report, regions)


def _fastest(*what: Callable[[], None]) -> list[float]:
    """The fastest of each, asked in turn, so that a busy moment of the machine falls on all."""
    times: dict[int, list[float]] = {n: [] for n in range(len(what))}
    for _ in range(_TURNS):
        for n, one in enumerate(what):
            with stopwatch() as seconds:
                one()
                times[n].append(seconds())
    return [min(each) for each in times.values()]


def _scan() -> None:
    table = Settlement._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), sum(persons), sum(migrant_persons), sum(amount_fen) FROM {table}")  # noqa: S608
        cursor.fetchall()


def _cube() -> None:
    figures_everywhere(form(WINTER), _START, _END, _ON)


def _whole_book() -> None:
    everywhere(_WINDOW, _asked())


def _asked() -> list[Asked]:
    """Every counter as a whole and by every value of each of its splits: more than any form asks."""
    splits = book().splits
    whole: list[Asked] = [(key, {}) for key in book().counters]
    return whole + [
        (key, {split: value})
        for key, entry in book().counters.items()
        for split in entry.splits
        for value in splits[split].values
    ]


def _differing_areas() -> int:
    found, asked = everywhere(_WINDOW, _asked()), _asked()
    return sum(found.get(area, [0] * len(asked)) != numbers(replace(_WINDOW, region=area), asked) for area in _COMPARED)


def _read_tables(report: Report, regions: list[str]) -> None:
    rng = random.Random(3)  # noqa: S311
    times = []
    for _ in range(_TABLES):
        area, last = rng.choice([*regions, "410000", "410700"]), _START + timedelta(days=rng.randrange(365))
        with stopwatch() as seconds:
            counted_table(area, _START, last, _ON)
            times.append(seconds())
    report.add("任一地区一张表（中位）", median(times) * 1000, "毫秒", limit=1)
    report.add("任一地区一张表（p99）", percentile(times, 0.99) * 1000, "毫秒")
    differing = 0
    for area in _COMPARED:
        kept, anew = counted_table(area, _START, _END, _ON), winter_report(area, _START, _END, _ON)
        differing += kept is None or (kept.rows, kept.items) != (anew.rows, anew.items)
    report.add("与重新计数不同的表", differing, "张", limit=0)


def _settlements(count: int, regions: list[str], clues: list[int], by: int) -> Iterator[dict[str, Any]]:
    rng = random.Random(9)  # noqa: S311
    ways, sectors = list(SolvedBy.values), ["construction", "manufacturing", "other"]
    for _ in range(count):
        day = _START + timedelta(days=rng.randrange(365))
        persons, way = rng.randrange(1, 30), rng.choice(ways)
        yield {
            "clue_id": rng.choice(clues),
            "region_id": rng.choice(regions),
            "sector": rng.choice(sectors),
            "solved_by": way,
            "filed_on": day - timedelta(days=20) if way == "filed" else None,
            "solved_on": day,
            "persons": persons,
            "migrant_persons": persons,
            "amount_fen": persons * 1_234_567,
            "migrant_amount_fen": persons * 1_234_567,
            "new_form": False,
            "notes": "{}",
            "recorded_on": day,
            "recorded_at": datetime(day.year, day.month, day.day, 9, tzinfo=BEIJING),
            "recorded_by_id": by,
        }
