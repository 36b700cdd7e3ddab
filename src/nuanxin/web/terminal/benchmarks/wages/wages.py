"""The wage indicators of a county's year (S), ten, fifty or a hundred and eighty of them (M, L, XL): what they cost beside a
bare reading of the same rows, beside hand-written SQL and beside other tools; and whether they find what was planted, all of it.

Ratios of what runs in this process are of processor time, the least of a few turns: on a machine that others use too, nothing
else can be compared. Seconds are told beside.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pyarrow as pa
from django.conf import settings

from nuanxin.foundation.warehouse.columns import WORKER_MONTHS
from nuanxin.foundation.warehouse.keeping import files_of
from nuanxin.foundation.warehouse.one_project import months_of
from nuanxin.watch.monitoring.indicators import CONTRACT, INDICATORS
from nuanxin.watch.monitoring.indicators.declared import Indicator
from nuanxin.watch.monitoring.months import months_between
from nuanxin.watch.monitoring.passes import found_in_passes
from nuanxin.web.terminal.benchmarks.figures import Report, percentile, timed
from nuanxin.web.terminal.benchmarks.wages.beside import measure_beside
from nuanxin.web.terminal.benchmarks.wages.by_hand import engine_for, files_in, found_by_hand
from nuanxin.web.terminal.benchmarks.wages.place import Place
from nuanxin.web.terminal.benchmarks.wages.running import run_alone
from nuanxin.web.terminal.benchmarks.wages.sizes import AS_OF, FIRST, size_of
from nuanxin.web.terminal.benchmarks.wages.sizes import ROWS as SIZES

ROWS = SIZES["S"]  # of pay
DATABASES = ("postgresql", "sqlite")
DATABASE_UNTIL = SIZES["M"]  # beyond, no other tool is asked, and so no database
_TURNS, _FEWER = 5, 3  # of what is small, and of what is large
_PAGES = 40


def measure(report: Report) -> None:
    """Invent and load the place and a tenth of it, then ask."""
    folder = Path(settings.NUANXIN_WAGES).with_name("invented-wages")
    place, tenth = Place(size_of(report.rows), folder / "whole"), Place(size_of(report.rows // 10), folder / "tenth")
    place.invent()
    if not place.kept.version:  # else it was loaded before (`bench --keep`)
        _load(report, place)
    ours = _rules(report, place)
    _page(report, place)
    tenth.invent()
    if not tenth.kept.version:
        tenth.load()
    _growth(report, place, tenth)
    if report.rows <= DATABASE_UNTIL:
        measure_beside(report, place, ours)
    else:
        report.left_out.append("Polars、pandas、PostgreSQL、SQLite、Spark：超过十个县一年的数据，单机内存和时间不够")


def _load(report: Report, place: Place) -> None:
    loaded = []
    cost = _cost(lambda: loaded.append(place.load()))
    rows = loaded[0].rows
    report.add("工资行", rows["payroll"], "行")
    report.add("考勤行", rows["attendance"], "行")
    report.add("装入", sum(rows.values()) / cost.seconds, "行/秒")
    report.add("装入（核对、排序、压缩）÷ 同样的行原样重写", cost.busy / _cost(place.rewrite).busy)


def _rules(report: Report, place: Place) -> float:
    """Seconds of a year."""
    first = _cost(lambda: _found(place, place.size.last))
    report.add("与种下的真相不同的行", place.differing(_found(place, place.size.last), CONTRACT), "行", limit=0)
    report.add("手写SQL与真相不同的行", place.differing(_by_hand(place), CONTRACT), "行", limit=0)
    every = place.differing(_found(place, place.size.last, INDICATORS))
    report.add(f"全部{len(INDICATORS)}项规则与真相不同的行", every, "行", limit=0)
    scan, year, month, hand = _by_turns(
        place.scan, lambda: _found(place, place.size.last), lambda: _found(place, FIRST), lambda: _by_hand(place),
        turns=_TURNS if report.rows <= SIZES["M"] else _FEWER,
    )  # fmt: skip
    report.add("裸扫描同样的原始列", scan.seconds, "秒")
    report.add("十二项规则，全年", year.seconds, "秒")
    report.add("本进程第一次（另拆解规则）", first.seconds, "秒")
    report.add("规则 ÷ 裸扫描", year.busy / scan.busy, limit=2.0)
    whole = _cost(lambda: _found(place, place.size.last, INDICATORS))
    report.add(f"全部{len(INDICATORS)}项规则 ÷ 裸扫描", whole.busy / scan.busy, limit=2.0)
    report.add("规则 ÷ 裸扫描（所用时间）", year.seconds / scan.seconds)
    report.add("规则 ÷ 裸扫描（不预先压缩）", (year.busy + _cost(place.compact).busy) / scan.busy)
    report.add("一个月 ÷ 一年", month.busy / year.busy, limit=0.10)
    report.add("Ibis ÷ 手写SQL", year.busy / hand.busy, limit=1.10)
    return year.seconds


class _Cost(NamedTuple):
    seconds: float
    busy: float  # of the processors, all threads of this process


def _cost(do: Callable[[], object]) -> _Cost:
    start, busy = time.perf_counter(), time.process_time()
    do()
    return _Cost(time.perf_counter() - start, time.process_time() - busy)


def _by_turns(*asked: Callable[[], object], turns: int) -> tuple[_Cost, ...]:
    costs = [[_cost(one) for one in asked] for _ in range(turns)]
    return tuple(
        _Cost(min(one.seconds for one in column), min(one.busy for one in column))
        for column in zip(*costs, strict=True)
    )


def _found(place: Place, last: date, indicators: Sequence[Indicator] = CONTRACT) -> pa.Table:
    return found_in_passes(place.home, place.kept, FIRST, last, AS_OF, indicators=indicators)


def _by_hand(place: Place) -> pa.Table:
    kept, months = place.kept, months_between(FIRST, place.size.last)
    with engine_for(files_in(place.home, kept, WORKER_MONTHS, months), place.home) as con:
        return found_by_hand(con, place.home, kept, months, AS_OF)


def _growth(report: Report, place: Place, tenth: Place) -> None:
    small, big = (run_alone(one.home, one.size.last) for one in (tenth, place))
    again = [run_alone(one.home, one.size.last) for one in (tenth, place)]
    report.add("内存最多", big["peak"] / 1e6, "MB")
    report.add("内存，十倍 ÷ 一倍", big["peak"] / small["peak"], limit=2)
    cpu = [min(first["cpu"], second["cpu"]) for first, second in zip((small, big), again, strict=True)]
    report.add("处理器时间，十倍 ÷ 一倍", cpu[1] / cpu[0], limit=11)


def _page(report: Report, place: Place) -> None:
    dice, months = random.Random(5), months_between(FIRST, place.size.last)  # noqa: S311
    projects = [f"P{dice.randrange(place.size.projects):06d}" for _ in range(_PAGES)]
    times = [timed(partial(months_of, place.home, project, months)) for project in projects]
    report.add("一个项目十二个月的记录（中位）", median(times) * 1000, "毫秒")
    report.add("一个项目十二个月的记录（p95）", percentile(times, 0.95) * 1000, "毫秒", limit=300)
    size = sum(path.stat().st_size for table in place.kept.parts for path in files_of(place.home, place.kept, table))
    report.add("仓库大小", size / 1e6, "MB")
