"""The same twelve as somebody would write them by hand who knows the tables: SQL that DuckDB, PostgreSQL and SQLite all read.

`records_sql` asks worker_months (whole, or a few months' files at a time), `rest_sql` project_months. Each statement gives
(indicator, project_id, month, workers, amount_fen).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from nuanxin.foundation.warehouse.columns import PROJECT_MONTHS, WORKER_MONTHS, relation
from nuanxin.foundation.warehouse.engine import engine, glance
from nuanxin.foundation.warehouse.keeping import Kept, files_of
from nuanxin.watch.monitoring.asking import FOUND, NOTHING

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
    "account_short": ("coalesce(next_due_fen, 0) > coalesce(balance_fen, 0)", "1", "coalesce(next_due_fen, 0) - coalesce(balance_fen, 0)"),
    "labour_fee_late": ("first_fee_day IS NULL OR first_fee_day > labour_fee_due_day", "1", "0"),
    "real_name_low": ("signed * 10 < came * 9", "came - signed", "0"),
    "deposit_missing": (
        "NOT (coalesce(deposits > deposits_dated, false) OR coalesce(deposit_last >= '{as_of}', false))", "1", "0"
    ),
    "headcount_drop": ("before_came >= 20 AND coalesce(came, 0) * 2 < before_came", "before_came - coalesce(came, 0)", "0"),
}  # fmt: skip
_AT_ONCE = 8_000_000  # bytes of records that are asked together, and with the engine of the pages; a month is never cut


@contextmanager
def engine_for(files: Iterable[Path], beside: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Of little the engine of the pages, which runs already, of much one of its own: its start takes as long as a county's month."""
    little = sum(file.stat().st_size for file in files) <= _AT_ONCE
    with glance() if little else engine(beside) as one:
        yield one


def found_by_hand(
    con: duckdb.DuckDBPyConnection, home: Path, kept: Kept, months: Sequence[date], as_of: date
) -> pa.Table:
    """What `found_in_passes` gives; small months together, so that they are planned once, large ones one by one."""
    parts = []
    for few in _few_at_a_time(home, kept, months):
        parts.append(_asked(con, records_sql(as_of), WORKER_MONTHS, home, kept, few))
    parts.append(_asked(con, rest_sql(as_of), PROJECT_MONTHS, home, kept, months))
    found = pa.concat_tables([NOTHING, *(part.rename_columns(FOUND.names).cast(FOUND) for part in parts)])
    return found.sort_by([(name, "ascending") for name in FOUND.names[:3]])


def files_in(home: Path, kept: Kept, name: str, months: Sequence[date]) -> list[Path]:
    """The files of these months."""
    return files_of(home, kept, name, [f"{month:%Y-%m}" for month in months])


def _asked(
    con: duckdb.DuckDBPyConnection, query: str, name: str, home: Path, kept: Kept, months: Sequence[date]
) -> pa.Table:
    read_from = relation(name, files_in(home, kept, name, months))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # `sql` plans everything twice
        return con.execute(f"WITH {name} AS NOT MATERIALIZED {read_from} SELECT * FROM ({query})").to_arrow_table()


def _few_at_a_time(home: Path, kept: Kept, months: Sequence[date]) -> list[list[date]]:
    groups: list[list[date]] = []
    weight = 0
    for month in months:
        size = sum(file.stat().st_size for file in files_in(home, kept, WORKER_MONTHS, [month]))
        if not groups or weight + size > _AT_ONCE:
            groups, weight = [*groups, []], 0
        groups[-1].append(month)
        weight += size
    return groups


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
    """What asks the rows of project-months."""
    rows = [
        f"SELECT '{key}' AS indicator, project_id, month, {many} AS workers, {money} AS amount_fen FROM project_months WHERE {where}"
        for key, (where, many, money) in _REST.items()
    ]
    return " UNION ALL ".join(rows).replace("{as_of}", as_of.isoformat())
