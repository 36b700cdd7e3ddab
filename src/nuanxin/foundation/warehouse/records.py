"""What every load works out once for all who ask: a worker's month as one record, a project's month as one row of sums.

A record joins what belongs together (attendance, pay, roster), so that a question reads one sorted file and joins nothing.
They are made anew from what is kept, for the months whose attendance or pay changed, and, where a roster changed, for every
month of its projects.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from nuanxin.foundation.warehouse.engine import quoted
from nuanxin.foundation.warehouse.keeping import WHOLE, new_name

WORKER_MONTHS, PROJECT_SUMS, SHARED_CARDS = "worker_months", "project_sums", "shared_cards"
ATTENDANCE_MONTHS = "attendance_months"
# Small enough that one project's rows are read without the rest of the month: of workers, and of projects (sums, flows).
ROWS_A_GROUP, PROJECTS_A_GROUP = 30_000, 5_000

MADE_FROM = (ATTENDANCE_MONTHS, "payroll")  # by month

Parts = dict[str, dict[str, str]]

RECORDS = """
SELECT project_id, worker_id, month, days, hours, day_map, due_on, amount_due_fen, paid_on, amount_paid_fen, pay.card AS card,
       roster.card AS own_card, pay.card = roster.card AS card_is_own, contract_signed, minimum_wage_fen
FROM {attendance} AS came FULL JOIN {payroll} AS pay USING (project_id, worker_id, month)
LEFT JOIN {workers} AS roster USING (project_id, worker_id) LEFT JOIN {projects} AS project USING (project_id)
"""
# What of a project stands in its records: where it changed, they are made anew.
_STANDS = """
SELECT project_id, worker_id, card, contract_signed, minimum_wage_fen
FROM {projects} AS project LEFT JOIN {workers} AS roster USING (project_id) SEMI JOIN typed_projects AS mine USING (project_id)
"""
# Cards of the roster that more than one worker has, wherever they work.
_SHARED = "SELECT card FROM {workers} WHERE card IS NOT NULL GROUP BY card HAVING min(worker_id) < max(worker_id)"
SUMS = """
SELECT project_id, month, count(days) AS came, count(*) FILTER (WHERE days IS NOT NULL AND contract_signed) AS signed,
       CAST(coalesce(sum(days), 0) AS BIGINT) AS days, count(due_on) AS listed, CAST(coalesce(sum(amount_due_fen), 0) AS BIGINT) AS due_fen,
       CAST(coalesce(sum(amount_paid_fen), 0) AS BIGINT) AS paid_fen, count(*) FILTER (WHERE amount_paid_fen < amount_due_fen) AS unpaid
FROM {records} GROUP BY project_id, month
"""
_EMPTY = {
    ATTENDANCE_MONTHS: "project_id VARCHAR, worker_id VARCHAR, month DATE, days TINYINT, hours DOUBLE, day_map BIGINT",
    "payroll": "project_id VARCHAR, worker_id VARCHAR, month DATE, due_on DATE, amount_due_fen BIGINT, paid_on DATE, amount_paid_fen BIGINT, card VARCHAR",
}


def make_records(con: duckdb.DuckDBPyConnection, home: Path, parts: Parts, before: Parts, touched: list[str]) -> None:
    """Write the records and sums of these months, and of those of a changed roster, and name them in `parts`.

    The roster of `parts` is the new one; `typed_projects` are the projects that were handed in.
    """
    whole = _whole(home, parts)
    for month in sorted({*touched, *_months_of_changed(con, home, parts, before)}):
        made, sums = new_name(WORKER_MONTHS, month), new_name(PROJECT_SUMS, month)
        came, pay = (_relation(home, parts, name, month) for name in (ATTENDANCE_MONTHS, "payroll"))
        query = RECORDS.format(attendance=came, payroll=pay, **whole)
        _write(con, f"{query} ORDER BY project_id, worker_id", home / made)
        _write(con, f"{SUMS.format(records=_file(home, made))} ORDER BY project_id", home / sums, PROJECTS_A_GROUP)
        parts.setdefault(WORKER_MONTHS, {})[month] = made
        parts.setdefault(PROJECT_SUMS, {})[month] = sums
    cards = new_name(SHARED_CARDS, WHOLE)
    _write(con, f"{_SHARED.format(**whole)} ORDER BY card", home / cards)
    parts[SHARED_CARDS] = {WHOLE: cards}


def _months_of_changed(con: duckdb.DuckDBPyConnection, home: Path, parts: Parts, before: Parts) -> list[str]:
    """Months in which a project has records whose roster, or whose minimum wage, is not what it was."""
    if not before.get(PROJECT_SUMS):
        return []
    new, old = (f"({_STANDS.format(**_whole(home, one))})" for one in (parts, before))
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE changed AS "
        f"SELECT project_id FROM ({new} EXCEPT {old}) UNION SELECT project_id FROM ({old} EXCEPT {new})"
    )
    files = ", ".join(quoted(home / name) for name in before[PROJECT_SUMS].values())
    rows = con.execute(
        f"SELECT DISTINCT strftime(month, '%Y-%m') FROM read_parquet([{files}]) AS one SEMI JOIN changed USING (project_id)"
    ).fetchall()
    return [row[0] for row in rows]


def _whole(home: Path, parts: Parts) -> dict[str, str]:
    return {name: _file(home, parts[name][WHOLE]) for name in ("projects", "workers")}


def _relation(home: Path, parts: Parts, table: str, month: str) -> str:
    name = parts.get(table, {}).get(month)
    if name:
        return _file(home, name)
    columns = ", ".join(f"CAST(NULL AS {one.split()[1]}) AS {one.split()[0]}" for one in _EMPTY[table].split(", "))
    return f"(SELECT {columns} WHERE false)"


def _file(home: Path, name: str) -> str:
    return f"read_parquet({quoted(home / name)})"


def _write(con: duckdb.DuckDBPyConnection, query: str, file: Path, rows: int = ROWS_A_GROUP) -> None:
    con.execute(f"COPY ({query}) TO {quoted(file)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {rows})")
