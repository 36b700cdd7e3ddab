"""What every load works out once for all who ask: a worker's month as one record, a project's month as one row of sums.

A record joins what belongs together (attendance, pay, roster, and what the rest of the month says of the same card and the same
worker), so that a question reads one sorted file and joins nothing. They are made anew from what is kept, for the months whose attendance or pay changed, and, where a roster changed, for every
month of its projects.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from nuanxin.foundation.warehouse.columns import FLOW_SUMS, PROJECT_SUMS, WORKER_MONTHS
from nuanxin.foundation.warehouse.engine import parquet, quoted
from nuanxin.foundation.warehouse.keeping import WHOLE, new_name

ATTENDANCE_MONTHS = "attendance_months"
# Small enough that one project's rows are read without the rest of the month: of workers, and of projects (sums, flows).
ROWS_A_GROUP, PROJECTS_A_GROUP = 30_000, 5_000

MADE_FROM = (ATTENDANCE_MONTHS, "payroll")  # by month

Parts = dict[str, dict[str, str]]

# outside_stay: some day of his lies before he entered or after he left (bit n−1 of the map is the n-th day). card_shared: his pay
# went to a card that got another worker's in the month, anywhere. elsewhere: he came on another project on one of these days.
RECORDS = """
WITH cards AS (SELECT card, month AS in_month FROM {payroll} WHERE amount_paid_fen > 0 AND card IS NOT NULL
               GROUP BY card, month HAVING min(worker_id) < max(worker_id)),
     rovers AS (SELECT worker_id, month FROM {attendance} GROUP BY worker_id, month HAVING min(project_id) < max(project_id)),
     roving AS (SELECT project_id, worker_id, month, day_map FROM {attendance} AS one SEMI JOIN rovers USING (worker_id, month)),
     met AS (SELECT DISTINCT here.project_id, here.worker_id, here.month FROM roving AS here JOIN roving AS there
             ON here.worker_id = there.worker_id AND here.month = there.month AND here.project_id <> there.project_id
             AND here.day_map & there.day_map <> 0)
SELECT project_id, worker_id, month, days, hours, day_map, due_on, amount_due_fen, paid_on, amount_paid_fen, pay.card AS card,
       roster.card AS own_card, pay.card = roster.card AS card_is_own, contract_signed, minimum_wage_fen, left_on,
       days IS NOT NULL AND (
           coalesce(entered_on > last_day(month) OR (entered_on > month AND day_map & ((1::BIGINT << (day(entered_on) - 1)) - 1) <> 0), false)
           OR coalesce(left_on < month OR (left_on < last_day(month) AND day_map >> day(left_on) <> 0), false)) AS outside_stay,
       amount_paid_fen > 0 AND cards.card IS NOT NULL AS card_shared, met.worker_id IS NOT NULL AS elsewhere
FROM {attendance} AS came FULL JOIN {payroll} AS pay USING (project_id, worker_id, month)
LEFT JOIN {workers} AS roster USING (project_id, worker_id) LEFT JOIN {projects} AS project USING (project_id)
LEFT JOIN met USING (project_id, worker_id, month) LEFT JOIN cards ON cards.card = pay.card AND cards.in_month = pay.month
"""
# What of a project stands in its records: where it changed, they are made anew.
_STANDS = """
SELECT project_id, worker_id, card, contract_signed, entered_on, left_on, minimum_wage_fen
FROM {projects} AS project LEFT JOIN {workers} AS roster USING (project_id) SEMI JOIN typed_projects AS mine USING (project_id)
"""
# undated: paid workers whose payment has no day; least and most of a crew tell whether all of it is of one piece.
SUMS = """
SELECT project_id, month, count(days) AS came, count(*) FILTER (WHERE days IS NOT NULL AND contract_signed) AS signed,
       CAST(coalesce(sum(days), 0) AS BIGINT) AS days, count(due_on) AS listed, CAST(coalesce(sum(amount_due_fen), 0) AS BIGINT) AS due_fen,
       CAST(coalesce(sum(amount_paid_fen), 0) AS BIGINT) AS paid_fen, count(*) FILTER (WHERE amount_paid_fen < amount_due_fen) AS unpaid,
       count(*) FILTER (WHERE amount_paid_fen > 0 AND paid_on IS NULL) AS undated, max(due_on) AS last_due_on,
       min(paid_on) FILTER (WHERE amount_paid_fen > 0) AS first_paid_on, max(paid_on) FILTER (WHERE amount_paid_fen > 0) AS last_paid_on,
       min(amount_due_fen) AS least_due_fen, max(amount_due_fen) AS most_due_fen, min(days) AS least_days, max(days) AS most_days,
       min(day_map) AS least_map, max(day_map) AS most_map, min(hours) AS least_hours, max(hours) AS most_hours
FROM {records} GROUP BY project_id, month
"""
# One row a project and month in which anything moved on its account; first_fee_day: of the month, whatever the sum.
FLOWS = """
SELECT project_id, month, CAST(coalesce(sum(amount_fen) FILTER (WHERE kind = 'labour_fee_in'), 0) AS BIGINT) AS fee_fen,
       CAST(coalesce(sum(amount_fen) FILTER (WHERE kind = 'other_in'), 0) AS BIGINT) AS other_in_fen,
       CAST(coalesce(sum(amount_fen) FILTER (WHERE kind = 'wage_out'), 0) AS BIGINT) AS wage_out_fen,
       CAST(coalesce(sum(amount_fen) FILTER (WHERE kind = 'other_out'), 0) AS BIGINT) AS other_out_fen,
       CAST(min(day("on")) FILTER (WHERE kind = 'labour_fee_in') AS TINYINT) AS first_fee_day
FROM {flows} GROUP BY project_id, month
"""
_EMPTY = {
    ATTENDANCE_MONTHS: "project_id VARCHAR, worker_id VARCHAR, month DATE, days TINYINT, hours DOUBLE, day_map BIGINT",
    "payroll": "project_id VARCHAR, worker_id VARCHAR, month DATE, due_on DATE, amount_due_fen BIGINT, paid_on DATE, amount_paid_fen BIGINT, card VARCHAR",
}


def make_records(
    con: duckdb.DuckDBPyConnection, home: Path, parts: Parts, before: Parts, touched: list[str]
) -> list[str]:
    """Write the records and sums of these months, and of those of a changed roster, and name them in `parts`. Which months these are.

    The roster of `parts` is the new one; `typed_projects` are the projects that were handed in.
    """
    whole = _whole(home, parts)
    months = sorted({*touched, *_months_of_changed(con, home, parts, before)})
    for month in months:
        made, sums = new_name(WORKER_MONTHS, month), new_name(PROJECT_SUMS, month)
        came, pay = (_relation(home, parts, name, month) for name in (ATTENDANCE_MONTHS, "payroll"))
        query = RECORDS.format(attendance=came, payroll=pay, **whole)
        write(con, f"{query} ORDER BY project_id, worker_id", home / made)
        write(con, f"{SUMS.format(records=_file(home, made))} ORDER BY project_id", home / sums, PROJECTS_A_GROUP)
        parts.setdefault(WORKER_MONTHS, {})[month] = made
        parts.setdefault(PROJECT_SUMS, {})[month] = sums
    flows = [home / name for name in parts.get("account_flows", {}).values()]
    parts[FLOW_SUMS] = {}
    parts.pop("shared_cards", None)  # of layouts before 3
    if flows:
        parts[FLOW_SUMS][WHOLE] = new_name(FLOW_SUMS, WHOLE)
        query = f"{FLOWS.format(flows=parquet(flows))} ORDER BY project_id, month"
        write(con, query, home / parts[FLOW_SUMS][WHOLE], PROJECTS_A_GROUP)
    return months


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


def write(
    con: duckdb.DuckDBPyConnection, query: str, file: Path, rows: int = ROWS_A_GROUP, packed: str = "zstd"
) -> None:
    """A new file of what this query says."""
    con.execute(f"COPY ({query}) TO {quoted(file)} (FORMAT parquet, COMPRESSION {packed}, ROW_GROUP_SIZE {rows})")
