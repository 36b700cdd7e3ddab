"""The same tables in the database of the bench: asked there by our expressions in its own words, and by the hand-written SQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa
from django.db import connection

from nuanxin.foundation.warehouse.columns import COLUMNS, PROJECT_MONTHS, WORKER_MONTHS, relation
from nuanxin.foundation.warehouse.engine import named
from nuanxin.foundation.warehouse.keeping import Kept
from nuanxin.watch.monitoring.asking import of_tables, true_months
from nuanxin.watch.monitoring.indicators import CONTRACT
from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages
from nuanxin.web.terminal.benchmarks.wages.by_hand import files_in, records_sql, rest_sql

# A day in a database without days is text, which compares alike.
_TYPES = {
    "string": "text",
    "date": "date",
    "int64": "bigint",
    "int8": "integer",
    "float64": "double precision",
    "boolean": "boolean",
}
_DIALECTS = {"postgresql": "postgres", "sqlite": "sqlite"}
_AT_ONCE = 50_000


def tables_by_name(home: Path, kept: Kept, months: Sequence[date]) -> dict[str, str]:
    """What each table of the warehouse that is asked is read from."""
    return {name: relation(name, files_in(home, kept, name, months)) for name in (WORKER_MONTHS, PROJECT_MONTHS)}


def fill(
    con: duckdb.DuckDBPyConnection, tables: Mapping[str, str], as_of: date, indicators: Sequence[Indicator] = CONTRACT
) -> None:
    """Copy what is asked of these tables (`tables_by_name`) into temporary ones of the database."""
    said = " ".join(_said(one, as_of) for one in indicators)
    with connection.cursor() as cursor:
        for name in (wanted := [name for name in tables if named(name) in said]):
            columns = {one: kind for one, kind in COLUMNS[name].items() if named(one) in said}
            cascade = " CASCADE" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TABLE IF EXISTS {name}{cascade}")
            typed = ", ".join(f"{named(one)} {_TYPES[kind]}" for one, kind in columns.items())
            cursor.execute(f"CREATE TEMPORARY TABLE {name} ({typed})")
            _insert(cursor, con, name, tables[name], list(columns))
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "; ".join(f"ANALYZE {name}" for name in wanted))


def _insert(cursor: Any, con: duckdb.DuckDBPyConnection, name: str, source: str, columns: list[str]) -> None:
    rows = _rows(con, f"SELECT {', '.join(map(named, columns))} FROM {source}")
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {name} FROM STDIN") as copy:
            for batch in rows:
                for row in batch:
                    copy.write_row(row)
        return
    marks = ", ".join(["%s"] * len(columns))
    for batch in rows:
        plain = [tuple(one.isoformat() if isinstance(one, date) else one for one in row) for row in batch]
        cursor.executemany(f"INSERT INTO {name} VALUES ({marks})", plain)


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> Iterator[list[tuple[Any, ...]]]:
    read = con.execute(query)
    while batch := read.fetchmany(_AT_ONCE):
        yield batch


def found_in_database(as_of: date, indicators: Sequence[Indicator] = CONTRACT) -> pa.Table:
    """Every row that our expressions find there, as `found_in_passes` gives them."""
    found: dict[str, list[Any]] = {name: [] for name in ("indicator", "project_id", "month", "workers", "amount_fen")}
    with connection.cursor() as cursor:
        for one in indicators:
            cursor.execute(_said(one, as_of))
            for project, month, workers, fen in cursor.fetchall():
                day = month if isinstance(month, date) else date.fromisoformat(str(month)[:10])
                for name, value in zip(found, (one.key, project, day, int(workers), int(fen)), strict=True):
                    found[name].append(value)
    return pa.table(found)


def _said(one: Indicator, as_of: date) -> str:
    """The expression in the words of the database."""
    rows = true_months(one, wages_by_name(), as_of).select("project_id", "month", "workers", "amount_fen")
    return str(ibis.to_sql(rows, dialect=_DIALECTS[connection.vendor]))


def wages_by_name() -> Wages:
    """The tables by their names alone, of no engine: for SQL of whatever database has them under these names."""
    return of_tables(*(ibis.table(COLUMNS[name], name=name) for name in (WORKER_MONTHS, PROJECT_MONTHS)))


def sums_in_database(as_of: date) -> dict[str, tuple[int, int, int]]:
    """indicator → (project-months, workers, 分) by the hand-written SQL, in two statements."""
    found = {}
    with connection.cursor() as cursor:
        for query in (records_sql(as_of), rest_sql(as_of)):
            cursor.execute(
                f"SELECT indicator, count(*), sum(workers), sum(amount_fen) FROM ({query}) AS one GROUP BY indicator"
            )
            found.update({row[0]: (int(row[1]), int(row[2]), int(row[3])) for row in cursor.fetchall()})
    return found
