"""All indicators in two statements: the quick way to what `asking.true_months` says of each, held to the same rows in tests.

The expressions are the same; they are only asked together. What is a matter of single records becomes sums of one scan, asked of
few files at a time, so that a year of a province needs no more memory than its month, while a county's, whose months are small, is
planned once and not twelve times; the rest asks one row a project and month. Ibis writes the SQL once a process: the runs of a year
differ in their files, not in words. Files are named inside a statement, so that nothing is made ready, and nothing left behind.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa

from nuanxin.foundation.warehouse.engine import named, parquet
from nuanxin.foundation.warehouse.keeping import Kept, files_of
from nuanxin.foundation.warehouse.records import FLOW_SUMS, PROJECT_SUMS, WORKER_MONTHS
from nuanxin.foundation.warehouse.tables import NAMES
from nuanxin.watch.monitoring.asking import COLUMNS, narrowed, wide_of_months, wide_of_records
from nuanxin.watch.monitoring.indicators import INDICATORS
from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages
from nuanxin.watch.monitoring.months import month_after, month_before, months_between, project_months
from nuanxin.watch.monitoring.standing import standing_of

_TYPES = {plain: sql for sql, plain in NAMES.items()}
_AROUND = ("projects", "deposits", PROJECT_SUMS, FLOW_SUMS)  # what is asked beside the records
_AT_ONCE = 8_000_000  # bytes of records that are asked together; a month is never cut

Regions = tuple[str, ...] | None


def found_in_passes(
    con: duckdb.DuckDBPyConnection,
    home: Path,
    kept: Kept,
    first: date,
    last: date,
    as_of: date,
    regions: Collection[str] | None = None,
    indicators: Sequence[Indicator] = INDICATORS,
) -> pa.Table:
    """(indicator, project_id, month, workers, amount_fen) of every asked project-month in which an indicator is true.

    con: of `warehouse.engine`; kept: as `loading.brought_up` left it; regions: division codes, None: everywhere.
    """
    months = months_between(first, last)
    of_records, of_months = _written(as_of, tuple(indicators), _sorted(regions))
    around = tables_of(home, kept, months)
    wide = []
    if of_records:
        for few in few_at_a_time(home, kept, months):
            records = {WORKER_MONTHS: relation(WORKER_MONTHS, records_of(home, kept, few))}
            wide.append(asked(con, of_records, records if regions is None else {**around, **records}))
    if of_months:
        wide.append(asked(con, of_months, around))
    return narrowed(indicators, wide)


def asked_months(
    con: duckdb.DuckDBPyConnection,
    home: Path,
    kept: Kept,
    first: date,
    last: date,
    regions: Collection[str] | None = None,
) -> pa.Table:
    """(project_id, month) of every project-month that is asked about."""
    tables = tables_of(home, kept, months_between(first, last))
    return asked(con, _asked(_sorted(regions)), tables).select(["project_id", "month"])


def asked(con: duckdb.DuckDBPyConnection, query: str, tables: dict[str, str]) -> pa.Table:
    """The answer to a query that asks these tables by their names (name → what it is read from)."""
    read_from = [f"{name} AS NOT MATERIALIZED ({body})" for name, body in tables.items()]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # `sql` spares a copy of the few rows, and plans everything twice
        return con.execute(f"WITH {', '.join(read_from)} SELECT * FROM ({query})").to_arrow_table()


def tables_of(home: Path, kept: Kept, months: Sequence[date]) -> dict[str, str]:
    """Everything but the records by name, sums of the months beside; of the months `calendar`."""
    around = [f"{one:%Y-%m}" for one in (month_before(months[0]), *months, month_after(months[-1]))]
    beside = ", ".join(f"(DATE '{one}', DATE '{month_before(one)}', DATE '{month_after(one)}')" for one in months)
    return {
        **{
            name: relation(name, files_of(home, kept, name, around if name == PROJECT_SUMS else None))
            for name in _AROUND
        },
        "calendar": f"FROM (VALUES {beside}) AS beside(month, previous, following)",
    }


def records_of(home: Path, kept: Kept, months: Iterable[date]) -> list[Path]:
    """The files of the records of these months."""
    return files_of(home, kept, WORKER_MONTHS, [f"{one:%Y-%m}" for one in months])


def relation(name: str, files: Sequence[Path]) -> str:
    """What a table is read from; nothing, where there are no files."""
    if files:
        return f"FROM {parquet(files)}"
    columns = (f"CAST(NULL AS {_TYPES[kind]}) AS {named(column)}" for column, kind in COLUMNS[name].items())
    return f"SELECT {', '.join(columns)} WHERE false"


def few_at_a_time(home: Path, kept: Kept, months: Sequence[date]) -> list[list[date]]:
    """The months in order, small ones together: whoever asks each month's records alone may ask these at once."""
    groups: list[list[date]] = []
    weight = 0
    for month in months:
        size = sum(file.stat().st_size for file in records_of(home, kept, [month]))
        if not groups or weight + size > _AT_ONCE:
            groups, weight = [*groups, []], 0
        groups[-1].append(month)
        weight += size
    return groups


def _sorted(regions: Collection[str] | None) -> Regions:
    return None if regions is None else tuple(sorted(regions))


@lru_cache(maxsize=64)
def _asked(regions: Regions) -> str:
    return _sql(wages_by_name(regions=regions).months)


@lru_cache(maxsize=64)
def _written(as_of: date, indicators: tuple[Indicator, ...], regions: Regions) -> tuple[str, str]:
    """SQL of the records and of the project-months; empty where nothing of the kind is asked."""
    wages = wages_by_name(regions=regions)
    of_records, of_months = wide_of_records(indicators, wages, as_of), wide_of_months(indicators, wages, as_of)
    if of_records is not None and regions is not None:
        of_records = of_records.semi_join(wages.months, ["project_id", "month"])  # a month with records is always asked
    return "" if of_records is None else _sql(of_records), "" if of_months is None else _sql(of_months)


def wages_by_name(months: ir.Table | None = None, regions: Regions = None) -> Wages:
    """The tables by their names alone, of no engine: for SQL of whatever database has them under these names.

    months: which are asked about; without them those of `calendar`.
    """
    projects, sums = _table("projects"), _table(PROJECT_SUMS)
    if months is None:
        months = project_months(projects, sums, _table("calendar"), regions)
    standing = standing_of(months, projects, sums, _table(FLOW_SUMS), _table("deposits"))
    return Wages(records=_table(WORKER_MONTHS), months=months, standing=standing)


def _sql(expression: ir.Table) -> str:
    return str(ibis.to_sql(expression, dialect="duckdb"))


def _table(name: str) -> ir.Table:
    return ibis.table(COLUMNS[name], name=name)
