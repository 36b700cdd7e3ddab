"""All indicators in one pass a month: the quick way to what `asking.true_months` says of each, held to the same rows in tests.

The expressions are the same; they are only asked together. What is a matter of single records becomes sums of one scan; what
looks at one month alone is asked of its file alone, so that a year needs no more memory than a month; and the rest asks the
sums of projects, which are few. Ibis writes the SQL once a process: twelve runs of a year differ in their files, not in words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa

from nuanxin.foundation.warehouse.engine import named, parquet, quoted
from nuanxin.foundation.warehouse.keeping import Kept, files_of
from nuanxin.foundation.warehouse.records import PROJECT_SUMS, SHARED_CARDS, WORKER_MONTHS
from nuanxin.watch.monitoring.asking import COLUMNS
from nuanxin.watch.monitoring.crews import crews_of, movers_of, rovers_of, roving_of, stays_of
from nuanxin.watch.monitoring.indicators import INDICATORS
from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages
from nuanxin.watch.monitoring.months import month_after, month_before, months_between, project_months

# The names under which a connection finds what an expression asks.
_WHOLE = ("projects", "workers", "deposits", SHARED_CARDS)
_TYPES = {
    "string": "VARCHAR",
    "date": "DATE",
    "int64": "BIGINT",
    "float64": "DOUBLE",
    "boolean": "BOOLEAN",
    "int8": "TINYINT",
}
_FOUND = "(indicator VARCHAR, project_id VARCHAR, month DATE, workers BIGINT, amount_fen BIGINT)"


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

    `con` is a connection of its own (`warehouse.engine`); regions: division codes, None: everywhere.
    """
    months = months_between(first, last)
    open_months(con, home, kept, months)
    con.execute(f"CREATE OR REPLACE TEMP TABLE asked AS {_asked(None if regions is None else tuple(sorted(regions)))}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE found {_FOUND}")
    for query in _made_once():
        con.execute(query)
    by_month, rest = _written(as_of, tuple(indicators))
    for month in months:
        open_records(con, home, kept, (month,))
        for query in by_month:
            con.execute(query)
    open_records(con, home, kept, (month_before(months[0]), *months, month_after(months[-1])))
    for query in rest:
        con.execute(query)
    return con.sql("SELECT found.* FROM found SEMI JOIN asked USING (project_id, month) ORDER BY ALL").to_arrow_table()


def open_months(con: duckdb.DuckDBPyConnection, home: Path, kept: Kept, months: Sequence[date]) -> None:
    """Everything but the records as views and, of the months, `calendar`. All flows, sums of the months beside."""
    around = [f"{one:%Y-%m}" for one in (month_before(months[0]), *months, month_after(months[-1]))]
    for name in _WHOLE:
        _view(con, home, kept, name, None)
    open_records(con, home, kept, months)
    for name, where in (("attendance_months", "days IS NOT NULL"), ("payroll", "due_on IS NOT NULL")):
        columns = ", ".join(map(named, COLUMNS[name]))
        rows = f"SELECT {columns} FROM worker_months WHERE {where}"
        con.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {rows}")
    _view(con, home, kept, PROJECT_SUMS, around)
    _view(con, home, kept, "account_flows", None)
    beside = ", ".join(f"(DATE '{one}', DATE '{month_before(one)}', DATE '{month_after(one)}')" for one in months)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE calendar AS FROM (VALUES {beside}) AS beside(month, previous, following)"
    )


def open_records(con: duckdb.DuckDBPyConnection, home: Path, kept: Kept, months: Iterable[date]) -> None:
    """The records of these months as the view worker_months."""
    _view(con, home, kept, WORKER_MONTHS, [f"{one:%Y-%m}" for one in months])


def asked_of(con: duckdb.DuckDBPyConnection) -> set[tuple[str, date]]:
    """The project-months that the pass before asked about."""
    return set(con.sql("SELECT project_id, month FROM asked").fetchall())


@lru_cache(maxsize=64)
def _asked(regions: tuple[str, ...] | None) -> str:
    return _sql(project_months(_table("projects"), _table(PROJECT_SUMS), _table("calendar"), regions))


@lru_cache(maxsize=64)
def _written(as_of: date, indicators: tuple[Indicator, ...]) -> tuple[list[str], list[str]]:
    """SQL that adds to `found`: what is asked of every month's file, and what is asked once."""
    records = _table(WORKER_MONTHS)
    wages = Wages(
        projects=_table("projects"),
        workers=_table("workers"),
        attendance=_table("attendance_months"),
        payroll=_table("payroll"),
        account_flows=_table("account_flows"),
        deposits=_table("deposits"),
        months=_table("asked"),
        records=records,
        sums=_table(PROJECT_SUMS),
        shared_cards=_table(SHARED_CARDS),
        stays=_table("stays"),
        roving=_table("roving"),
        crews=_table("crews"),
    )
    single = [one for one in indicators if one.of_record]
    by_month = [
        *_of_records([one for one in single if one.of == "records"], records, as_of),
        *_of_records([one for one in single if one.of == "stays"], stays_of(records, _table("movers")), as_of),
        f"INSERT INTO crews {_sql(crews_of(records).select(*COLUMNS['crews']))}",
        f"INSERT INTO roving {_sql(roving_of(records, _table('rovers')))}",
    ]
    by_month += [_added(one, wages, as_of) for one in indicators if one.within_month and not one.of_record]
    return by_month, [_added(one, wages, as_of) for one in indicators if not one.within_month]


def _of_records(indicators: Sequence[Indicator], records: ir.Table, as_of: date) -> list[str]:
    """One scan that counts for all of them, of what is true of any, then a row for each that is true somewhere."""
    asked = [(one.key, one.of_record) for one in indicators if one.of_record is not None]
    if not asked:
        return []
    any_true = records.filter(ibis.or_(*(of_record(records, as_of)[0] for _, of_record in asked)))
    sums: dict[str, ir.Scalar] = {}
    for key, of_record in asked:
        true, money = of_record(any_true, as_of)
        sums[f"{key} workers"] = any_true.count(where=true)
        sums[f"{key} fen"] = ibis.literal(0, "int64") if money is None else money.sum(where=true).fill_null(0)
    wide = _sql(any_true.group_by("project_id", "month").agg(**sums))
    rows = " UNION ALL ".join(
        f"""SELECT {quoted(key)}, project_id, month, "{key} workers", "{key} fen" FROM wide WHERE "{key} workers" > 0"""
        for key, _ in asked
    )
    return [f"INSERT INTO found WITH wide AS MATERIALIZED ({wide}) {rows}"]


@lru_cache(maxsize=1)
def _made_once() -> tuple[str, ...]:
    """The tables beside those of the warehouse that a run works out for itself; the last two are added to month by month."""
    workers, calendar = _table("workers"), _table("calendar")
    return (
        f"CREATE OR REPLACE TEMP TABLE rovers AS {_sql(rovers_of(workers))}",
        f"CREATE OR REPLACE TEMP TABLE movers AS {_sql(movers_of(workers, calendar.month.min().as_scalar()))}",
        *(f"CREATE OR REPLACE TEMP TABLE {name} ({_declared(name)})" for name in ("roving", "crews")),
    )


def _declared(name: str) -> str:
    return ", ".join(f"{named(column)} {_TYPES[kind]}" for column, kind in COLUMNS[name].items())


def _added(one: Indicator, wages: Wages, as_of: date) -> str:
    rows = one.expression(wages, as_of)
    full = rows.select(ibis.literal(one.key).name("indicator"), "project_id", "month", "workers", "amount_fen")
    return f"INSERT INTO found {_sql(full)}"


def _sql(expression: ir.Table) -> str:
    return str(ibis.to_sql(expression, dialect="duckdb"))


def _table(name: str) -> ir.Table:
    return ibis.table(COLUMNS[name], name=name)


def _view(con: duckdb.DuckDBPyConnection, home: Path, kept: Kept, name: str, months: list[str] | None) -> None:
    files = files_of(home, kept, name, months)
    if files:
        body = f"SELECT * FROM {parquet(files)}"
    else:
        columns = (f"CAST(NULL AS {_TYPES[kind]}) AS {named(column)}" for column, kind in COLUMNS[name].items())
        body = f"SELECT {', '.join(columns)} WHERE false"
    con.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {body}")
