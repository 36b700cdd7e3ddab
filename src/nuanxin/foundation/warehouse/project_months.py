"""A project's month in one flat row: everything that a question on whole project-months asks, joined once by the load.

There is a row for every month in which the project runs, or anybody came or was listed. A file a month, from the first to the last
month with records; of other months, which few ask, the same rows are worked out when they are asked.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from nuanxin.foundation.warehouse.columns import FLOW_SUMS, PROJECT_MONTHS, PROJECT_SUMS, relation
from nuanxin.foundation.warehouse.engine import glance, quoted
from nuanxin.foundation.warehouse.keeping import Kept, files_of, new_name
from nuanxin.foundation.warehouse.records import Parts, write

# Of the month NULL where nobody came and nobody was listed; of the account where nothing ever moved. wages_out_fen: what left it as
# wages in all months in which the wages of this one were paid. previous, following: the months beside.
_ROWS = """
WITH calendar AS (SELECT month, CAST(month - INTERVAL 1 MONTH AS DATE) AS previous, CAST(month + INTERVAL 1 MONTH AS DATE) AS following
                  FROM (VALUES {months}) AS named(month)),
     sums AS {project_sums}, projects AS {projects},
     asked AS (SELECT project_id, calendar.* FROM projects CROSS JOIN calendar WHERE starts_on < following AND (ends_on IS NULL OR ends_on >= month)
               UNION SELECT project_id, calendar.* FROM sums SEMI JOIN projects USING (project_id) JOIN calendar USING (month)),
     held AS (SELECT project_id, count(*) AS deposits, count(valid_to) AS deposits_dated, max(valid_to) AS deposit_last
              FROM {deposits} GROUP BY project_id),
     moved AS (SELECT asked.project_id, asked.month, CAST(sum(fee_fen) FILTER (WHERE flow.month = asked.month) AS BIGINT) AS fee_fen,
                      min(first_fee_day) FILTER (WHERE flow.month = asked.month) AS first_fee_day,
                      CAST(sum(other_out_fen) FILTER (WHERE flow.month = asked.month) AS BIGINT) AS other_out_fen,
                      CAST(sum(fee_fen + other_in_fen) FILTER (WHERE flow.month <= asked.month) AS BIGINT) AS came_in_fen,
                      CAST(sum(fee_fen + other_in_fen - wage_out_fen - other_out_fen) FILTER (WHERE flow.month <= asked.month) AS BIGINT)
                          AS balance_fen,
                      CAST(sum(wage_out_fen) FILTER (WHERE date_trunc('month', first_paid_on) <= flow.month AND last_paid_on >= flow.month)
                           AS BIGINT) AS wages_out_fen
               FROM asked LEFT JOIN sums USING (project_id, month) JOIN {flow_sums} AS flow ON flow.project_id = asked.project_id
               GROUP BY asked.project_id, asked.month)
SELECT asked.project_id, asked.month, asked.following, labour_fee_due_day, permit_on, starts_on,
       now.* EXCLUDE (project_id, month, unpaid), last.came AS before_came, last.days AS before_days, last.listed AS before_listed,
       last.due_fen AS before_due_fen, last.paid_fen AS before_paid_fen, next.due_fen AS next_due_fen,
       held.* EXCLUDE (project_id), moved.* EXCLUDE (project_id, month)
FROM asked JOIN projects USING (project_id) LEFT JOIN held USING (project_id) LEFT JOIN moved USING (project_id, month)
LEFT JOIN sums AS now USING (project_id, month)
LEFT JOIN sums AS last ON last.project_id = asked.project_id AND last.month = asked.previous
LEFT JOIN sums AS next ON next.project_id = asked.project_id AND next.month = asked.following
"""
# What of a project stands in each of its rows: where it changed, all are made anew.
_STANDS = """(SELECT project_id, labour_fee_due_day, permit_on, starts_on, ends_on, deposits, deposit_dates
              FROM {projects} LEFT JOIN (SELECT project_id, count(*) AS deposits, list(valid_to ORDER BY valid_to) AS deposit_dates
                                         FROM {deposits} GROUP BY project_id) USING (project_id))"""


def make_project_months(
    con: duckdb.DuckDBPyConnection, home: Path, parts: Parts, before: Parts, touched: Collection[str]
) -> None:
    """Write the months whose rows may say something else now, and name them in `parts`.

    touched: the months of which something was handed in, or whose records were made anew.
    """
    kept = Kept(parts=parts)
    parts.setdefault(PROJECT_MONTHS, {})
    months = _stale(con, home, kept, before, touched)
    if not months:
        return
    con.execute(f"CREATE OR REPLACE TEMP TABLE flat AS {_rows(home, kept, months)}")
    for month in months:
        parts[PROJECT_MONTHS][month] = new_name(PROJECT_MONTHS, month)
        of_month = f"SELECT * FROM flat WHERE month = DATE {quoted(month + '-01')} ORDER BY project_id"
        # So little is packed for quick reading: a third of the time of what is packed closer.
        write(con, of_month, home / parts[PROJECT_MONTHS][month], packed="snappy")
    con.execute("DROP TABLE flat")


def worked_out(home: Path, kept: Kept, months: Collection[date]) -> pa.Table:
    """The rows of months of which there is no file."""
    with glance() as con, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # `sql` spares a copy of the few rows, and plans everything twice
        return con.execute(_rows(home, kept, [f"{one:%Y-%m}" for one in months])).to_arrow_table()


def _stale(
    con: duckdb.DuckDBPyConnection, home: Path, kept: Kept, before: Parts, touched: Collection[str]
) -> list[str]:
    """A balance runs on, so every month from the one before the first touched; and those whose wages were still paid in a touched one."""
    every = _from_first_to_last(kept.months(PROJECT_SUMS))
    if not before.get(PROJECT_MONTHS) or _projects_changed(con, home, kept, Kept(parts=before)):
        return every
    new = [month for month in every if month not in before[PROJECT_MONTHS]]
    if not touched:
        return new
    start = min(touched)
    paid = con.execute(
        f"SELECT DISTINCT strftime(month, '%Y-%m') FROM {relation(PROJECT_SUMS, files_of(home, kept, PROJECT_SUMS))} "
        f"WHERE last_paid_on >= DATE {quoted(start + '-01')}"
    ).fetchall()
    stale = {*new, *(row[0] for row in paid)}
    return [month for month in every if month in stale or _following(month) >= start]


def _projects_changed(con: duckdb.DuckDBPyConnection, home: Path, kept: Kept, before: Kept) -> bool:
    names = ("projects", "deposits")
    if all(kept.parts.get(name) == before.parts.get(name) for name in names):
        return False
    new, old = (
        _STANDS.format(**{name: relation(name, files_of(home, one, name)) for name in names}) for one in (kept, before)
    )
    rows = con.execute(f"(FROM {new} EXCEPT FROM {old}) UNION ALL (FROM {old} EXCEPT FROM {new}) LIMIT 1").fetchall()
    return bool(rows)


def _rows(home: Path, kept: Kept, months: Collection[str]) -> str:
    beside = {*months, *map(_following, months), *map(_previous, months)}
    files = {name: files_of(home, kept, name) for name in ("projects", "deposits", FLOW_SUMS)}
    files[PROJECT_SUMS] = files_of(home, kept, PROJECT_SUMS, sorted(beside))
    read_from = {name: relation(name, some) for name, some in files.items()}
    return _ROWS.format(months=", ".join(f"(DATE '{month}-01')" for month in months), **read_from)


def _from_first_to_last(months: list[str]) -> list[str]:
    found = months[:1]
    while found and found[-1] < months[-1]:
        found.append(_following(found[-1]))
    return found


def _following(month: str) -> str:
    """The month after.

    >>> _following("2024-12"), _previous("2024-01")
    ('2025-01', '2023-12')
    """
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12:04}-{number % 12 + 1:02}"


def _previous(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year - (number == 1):04}-{(number - 2) % 12 + 1:02}"
