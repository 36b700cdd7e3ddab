"""The same twelve as somebody would write them by hand who knows the tables: SQL that DuckDB, PostgreSQL and SQLite all read.

`records_sql` asks worker_months (whole, or one month's file at a time), `rest_sql` the few rows of projects. Each statement gives
(indicator, project_id, month, workers, amount_fen). asked: the project-months.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from nuanxin.foundation.warehouse.keeping import Kept
from nuanxin.watch.monitoring.asking import FOUND, NOTHING
from nuanxin.watch.monitoring.passes import asked, few_at_a_time, records_of, relation, tables_of

_SINGLE = {
    "wages_overdue": ("amount_paid_fen = 0 AND due_on < '{as_of}'", "amount_due_fen"),
    "wages_part_paid": (
        "amount_paid_fen > 0 AND amount_paid_fen < amount_due_fen AND due_on < '{as_of}'",
        "amount_due_fen - amount_paid_fen",
    ),
    "below_minimum_wage": (
        "days >= 20 AND amount_paid_fen > 0 AND amount_paid_fen < minimum_wage_fen",
        "minimum_wage_fen - amount_paid_fen",
    ),
    "attendance_without_pay": ("days IS NOT NULL AND due_on IS NULL", "0"),
    "pay_without_attendance": ("days IS NULL AND due_on IS NOT NULL", "amount_due_fen"),
    "card_not_own": ("NOT card_is_own", "amount_paid_fen"),
    "shared_card": ("card_shared", "amount_paid_fen"),
}
_REST = {
    "account_short": """
        SELECT a.project_id, a.month, 1 AS workers, coalesce(s.due_fen, 0) - coalesce(b.fen, 0) AS amount_fen FROM asked AS a
        LEFT JOIN (SELECT q.project_id, q.month, sum(f.fee_fen + f.other_in_fen - f.wage_out_fen - f.other_out_fen) AS fen
                   FROM asked AS q JOIN flow_sums AS f ON f.project_id = q.project_id AND f.month <= q.month
                   GROUP BY q.project_id, q.month) AS b ON b.project_id = a.project_id AND b.month = a.month
        LEFT JOIN project_sums AS s ON s.project_id = a.project_id AND s.month = a.following
        WHERE coalesce(s.due_fen, 0) > coalesce(b.fen, 0)""",
    "labour_fee_late": """
        SELECT a.project_id, a.month, 1, 0 FROM asked AS a JOIN projects AS p ON p.project_id = a.project_id
        LEFT JOIN flow_sums AS f ON f.project_id = a.project_id AND f.month = a.month
        WHERE f.first_fee_day IS NULL OR f.first_fee_day > p.labour_fee_due_day""",
    "real_name_low": """
        SELECT s.project_id, s.month, s.came - s.signed, 0 FROM project_sums AS s
        JOIN asked AS a ON a.project_id = s.project_id AND a.month = s.month WHERE s.signed * 10 < s.came * 9""",
    "deposit_missing": """
        SELECT project_id, month, 1, 0 FROM asked
        WHERE project_id NOT IN (SELECT project_id FROM deposits WHERE valid_to IS NULL OR valid_to >= '{as_of}')""",
    "headcount_drop": """
        SELECT a.project_id, a.month, b.came - coalesce(n.came, 0), 0 FROM asked AS a
        JOIN project_sums AS b ON b.project_id = a.project_id AND b.month = a.previous AND b.came >= 20
        LEFT JOIN project_sums AS n ON n.project_id = a.project_id AND n.month = a.month WHERE coalesce(n.came, 0) * 2 < b.came""",
}


_ASKED = """
SELECT p.project_id, c.month, c.previous, c.following FROM projects AS p CROSS JOIN calendar AS c
WHERE p.starts_on < c.following AND (p.ends_on IS NULL OR p.ends_on >= c.month)
UNION SELECT s.project_id, s.month, c.previous, c.following FROM project_sums AS s JOIN calendar AS c ON c.month = s.month
"""


def found_by_hand(
    con: duckdb.DuckDBPyConnection, home: Path, kept: Kept, months: Sequence[date], as_of: date
) -> pa.Table:
    """What `found_in_passes` gives, by the same few months at a time."""
    around = {name: f"FROM ({body})" for name, body in tables_of(home, kept, months).items()}
    parts = []
    for few in few_at_a_time(home, kept, months):
        records = relation("worker_months", records_of(home, kept, few))
        parts.append(asked(con, records_sql(as_of), {"worker_months": records}))
    parts.append(asked(con, rest_sql(as_of), {**around, "asked": _ASKED}))
    found = pa.concat_tables([NOTHING, *(part.rename_columns(FOUND.names).cast(FOUND) for part in parts)])
    return found.sort_by([(name, "ascending") for name in FOUND.names[:3]])


def records_sql(as_of: date) -> str:
    """What asks the records: one scan for all that is a matter of single ones."""
    sums = ", ".join(
        f"count(*) FILTER (WHERE {where}) AS {key}, coalesce(sum({money}) FILTER (WHERE {where}), 0) AS {key}_fen"
        for key, (where, money) in _SINGLE.items()
    )
    rows = [
        f"SELECT '{key}' AS indicator, project_id, month, {key} AS workers, {key}_fen AS amount_fen FROM wide WHERE {key} > 0"
        for key in _SINGLE
    ]
    wide = f"wide AS (SELECT project_id, month, {sums} FROM worker_months GROUP BY project_id, month)"
    return f"WITH {wide} {' UNION ALL '.join(rows)}".replace("{as_of}", as_of.isoformat())


def rest_sql(as_of: date) -> str:
    """What asks the sums, flows and deposits of projects."""
    rows = (f"SELECT '{key}' AS indicator, one.* FROM ({query}) AS one" for key, query in _REST.items())
    return " UNION ALL ".join(rows).replace("{as_of}", as_of.isoformat())
