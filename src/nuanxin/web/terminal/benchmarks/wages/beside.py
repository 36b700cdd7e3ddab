"""The peers: pandas, Polars, the database of the bench and Spark, each asked the same twelve, each checked against the truth."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib.util import find_spec

import duckdb
import pyarrow as pa
from django.db import connection

from nuanxin.foundation.warehouse.columns import PROJECT_MONTHS, WORKER_MONTHS
from nuanxin.foundation.warehouse.engine import engine, quoted
from nuanxin.foundation.warehouse.engines import spark_reader
from nuanxin.watch.monitoring.asking import found_in, wages_in
from nuanxin.watch.monitoring.indicators import CONTRACT
from nuanxin.watch.monitoring.months import months_between
from nuanxin.web.terminal.benchmarks.figures import Report, timed
from nuanxin.web.terminal.benchmarks.wages import peers
from nuanxin.web.terminal.benchmarks.wages.by_hand import files_in
from nuanxin.web.terminal.benchmarks.wages.in_database import fill, found_in_database, sums_in_database, tables_by_name
from nuanxin.web.terminal.benchmarks.wages.inventing import TRUTH
from nuanxin.web.terminal.benchmarks.wages.place import Place
from nuanxin.web.terminal.benchmarks.wages.sizes import AS_OF, FIRST, ROWS, size_of

_TURNS = 2


def measure_beside(report: Report, place: Place, ours: float) -> None:
    """ours: seconds that the twelve take us."""
    with engine(place.home) as con:
        months = months_between(FIRST, place.size.last)
        fill(con, tables_by_name(place.home, place.kept, months), AS_OF)
    files = {table: files_in(place.home, place.kept, table, months) for table in (WORKER_MONTHS, PROJECT_MONTHS)}
    database = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}[connection.vendor]
    asked: dict[str, Callable[[], peers.Sums]] = {
        "Polars": lambda: peers.by_polars(files, AS_OF),
        "Polars（原始行）": lambda: peers.by_polars_raw(place.tables, files, AS_OF),
        "pandas": lambda: peers.by_pandas(files, AS_OF),
        f"{database}（已在库中）": lambda: sums_in_database(AS_OF),
    }
    truth = _truth(place)
    for name, ask in asked.items():
        said: list[peers.Sums] = []
        seconds = min(timed(lambda ask=ask, said=said: said.append(ask())) for _ in range(_TURNS))  # type: ignore[misc]
        report.add(f"{name} ÷ 我们", seconds / ours)
        report.add(
            f"{name}与真相不同的规则",
            sum(said[0].get(key, (0, 0, 0)) != truth.get(key, (0, 0, 0)) for key in {*truth, *said[0]}),
            "项",
        )

    _by_expressions(report, place, ours, database)


def _by_expressions(report: Report, place: Place, ours: float, database: str) -> None:
    """Our own expressions on other engines, row by row against the truth; what cannot be started here is left out."""
    if place.size.projects <= size_of(ROWS["S"]).projects:
        report.add(
            f"{database}（同样的表达式）与真相不同的行",
            place.differing(found_in_database(AS_OF), CONTRACT),
            "行",
            limit=0,
        )
    if shutil.which("java") is None or find_spec("pyspark") is None:
        return
    said: list[pa.Table] = []
    seconds = min(timed(lambda: said.append(_spark(place))) for _ in range(_TURNS))
    report.add("Spark（同样的表达式）÷ 我们", seconds / ours)
    report.add("Spark与真相不同的行", place.differing(said[-1], CONTRACT), "行", limit=0)


def _spark(place: Place) -> pa.Table:
    with spark_reader(place.home) as read:
        return found_in(wages_in(read, place.home, place.kept, FIRST, place.size.last), AS_OF, CONTRACT)


def _truth(place: Place) -> peers.Sums:
    keys = ", ".join(quoted(one.key) for one in CONTRACT)
    with duckdb.connect() as con:
        rows = con.execute(
            f"SELECT indicator, count(*), sum(workers), sum(amount_fen) FROM read_parquet({quoted(place.folder / TRUTH)}) WHERE indicator IN ({keys}) GROUP BY indicator"
        ).fetchall()
    return {key: (int(months), int(workers), int(fen)) for key, months, workers, fen in rows}
