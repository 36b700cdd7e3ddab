"""The same tables in the database of the bench, and the hand-written SQL asked there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
from django.db import connection

from nuanxin.web.terminal.benchmarks.wages.by_hand import records_sql, rest_sql

# Only what is asked; what a database has no type for is a day as text, which compares alike.
_TABLES = {
    "worker_months": "project_id text, worker_id text, month date, days integer, due_on date, amount_due_fen bigint, amount_paid_fen bigint, "
    "card text, card_is_own boolean, minimum_wage_fen bigint",
    "shared_cards": "card text",
    "project_sums": "project_id text, month date, came bigint, signed bigint, due_fen bigint",
    "asked": "project_id text, month date, previous date, following date",
    "flows": "project_id text, month date, day integer, kind text, amount_fen bigint",
    "projects": "project_id text, labour_fee_due_day integer",
    "deposits": "project_id text, valid_to date",
}
_AT_ONCE = 50_000


def fill(con: duckdb.DuckDBPyConnection) -> None:
    """Copy the tables that `con` has open under these names into temporary ones of the database."""
    with connection.cursor() as cursor:
        for name, columns in _TABLES.items():
            cursor.execute(f"DROP TABLE IF EXISTS {name}")
            cursor.execute(f"CREATE TEMPORARY TABLE {name} ({columns})")
            _insert(cursor, con, name, [one.split()[0] for one in columns.split(", ")])
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "; ".join(f"ANALYZE {name}" for name in _TABLES))


def _insert(cursor: Any, con: duckdb.DuckDBPyConnection, name: str, columns: list[str]) -> None:
    rows = _rows(con, f"SELECT {', '.join(columns)} FROM {name}")
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


def sums_in_database(as_of: date) -> dict[str, tuple[int, int, int]]:
    """indicator → (project-months, workers, 分), in two statements."""
    found = {}
    with connection.cursor() as cursor:
        for query in (records_sql(as_of), rest_sql(as_of)):
            cursor.execute(
                f"SELECT indicator, count(*), sum(workers), sum(amount_fen) FROM ({query}) AS one GROUP BY indicator"
            )
            found.update({row[0]: (int(row[1]), int(row[2]), int(row[3])) for row in cursor.fetchall()})
    return found
