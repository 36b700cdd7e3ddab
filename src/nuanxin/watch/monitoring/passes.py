"""All indicators in one pass a month: the quick way to what `asking.true_months` says of each, held to the same rows in tests.

The expressions are the same; they are only asked together. What is a matter of single records becomes sums of one scan; what
looks at one month alone is asked of few files at a time, so that a year of a province needs no more memory than its month,
while a county's, whose months are small, is planned once and not twelve times; and the rest asks the sums of projects, which
are few. Ibis writes the SQL once a process: the runs of a year differ in their files, not in words.
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
from nuanxin.foundation.warehouse.keeping import LAYOUT, Kept, files_of
from nuanxin.foundation.warehouse.records import ATTENDANCE_MONTHS, PROJECT_SUMS, SHARED_CARDS, WORKER_MONTHS
from nuanxin.foundation.warehouse.tables import NAMES
from nuanxin.watch.monitoring.asking import COLUMNS
from nuanxin.watch.monitoring.crews import crews_of, movers_of, rovers_of, roving_of, stays_of
from nuanxin.watch.monitoring.indicators import INDICATORS
from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages
from nuanxin.watch.monitoring.months import month_after, month_before, months_between, project_months

# The names under which a connection finds what an expression asks; of records, which of them.
_WHOLE = ("projects", "workers", "deposits", SHARED_CARDS)
_OF_RECORDS = {WORKER_MONTHS: "", ATTENDANCE_MONTHS: "days IS NOT NULL", "payroll": "due_on IS NOT NULL"}
_TYPES = {plain: sql for sql, plain in NAMES.items()}
# What an older layout does not say, see `keeping.LAYOUT`.
_SINCE = {WORKER_MONTHS: ", card = own_card AS card_is_own", PROJECT_SUMS: ", CAST(NULL AS BIGINT) AS unpaid"}
_AT_ONCE = 8_000_000  # bytes of records that are asked together; a month is never cut
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
    asked = _asked(None if regions is None else tuple(sorted(regions)))
    once, by_month, rest = _written(as_of, tuple(indicators))
    open_months(con, home, kept, months, asked_by=(asked, *once, *by_month, *rest))
    con.execute(f"CREATE OR REPLACE TEMP TABLE asked AS {asked}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE found {_FOUND}")
    for query in once:
        con.execute(query)
    for few in few_at_a_time(home, kept, months):
        open_records(con, home, kept, few)
        for query in by_month:
            con.execute(query)
    if any(_asks(query, name) for query in rest for name in _OF_RECORDS):
        open_records(con, home, kept, (month_before(months[0]), *months, month_after(months[-1])))
    for query in rest:
        con.execute(query)
    return con.sql("SELECT found.* FROM found SEMI JOIN asked USING (project_id, month) ORDER BY ALL").to_arrow_table()


def few_at_a_time(home: Path, kept: Kept, months: Sequence[date]) -> list[list[date]]:
    """The months in order, small ones together: whoever asks each month's records alone may ask these at once."""
    groups: list[list[date]] = []
    weight = 0
    for month in months:
        size = sum(file.stat().st_size for file in files_of(home, kept, WORKER_MONTHS, [f"{month:%Y-%m}"]))
        if not groups or weight + size > _AT_ONCE:
            groups, weight = [*groups, []], 0
        groups[-1].append(month)
        weight += size
    return groups


def open_months(
    con: duckdb.DuckDBPyConnection, home: Path, kept: Kept, months: Sequence[date], *, asked_by: Sequence[str] = ()
) -> None:
    """Everything but the records as views and, of the months, `calendar`. All flows, sums of the months beside.

    asked_by: SQL; what none of it asks is not opened. Without any, all is.
    """
    around = [f"{one:%Y-%m}" for one in (month_before(months[0]), *months, month_after(months[-1]))]
    files = {**dict.fromkeys((*_WHOLE, "account_flows")), PROJECT_SUMS: around}
    needed = {name for name in (*files, *_OF_RECORDS) if not asked_by or any(_asks(one, name) for one in asked_by)}
    for name in needed & files.keys():
        _view(con, home, kept, name, files[name])
    if needed & _OF_RECORDS.keys():
        open_records(con, home, kept, months[:1])
    for name in needed & _OF_RECORDS.keys() - {WORKER_MONTHS}:
        columns = ", ".join(map(named, COLUMNS[name]))
        rows = f"SELECT {columns} FROM {WORKER_MONTHS} WHERE {_OF_RECORDS[name]}"
        con.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {rows}")
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
def _written(as_of: date, indicators: tuple[Indicator, ...]) -> tuple[list[str], list[str], list[str]]:
    """SQL: what is made ready before, what of every month's file adds to `found` (or to what was made), what is asked at the end."""
    wages = wages_by_name()
    records = wages.records
    single = [one for one in indicators if one.of_record]
    rest = [_added(one, wages, as_of) for one in indicators if not one.within_month]
    by_month = [
        *_of_records([one for one in single if one.of == "records"], records, as_of),
        *_of_records([one for one in single if one.of == "stays"], stays_of(records, _table("movers")), as_of),
        *(_added(one, wages, as_of) for one in indicators if one.within_month and not one.of_record),
    ]
    gathered = {"crews": crews_of(records), "roving": roving_of(records, _table("rovers"))}
    gathered = {name: rows for name, rows in gathered.items() if any(_asks(query, name) for query in rest)}
    by_month += [f"INSERT INTO {name} {_sql(rows.select(*COLUMNS[name]))}" for name, rows in gathered.items()]
    workers, calendar = _table("workers"), _table("calendar")
    worked_out = {"rovers": rovers_of(workers), "movers": movers_of(workers, calendar.month.min().as_scalar())}
    once = [
        f"CREATE OR REPLACE TEMP TABLE {name} AS {_sql(rows)}"
        for name, rows in worked_out.items()
        if any(_asks(query, name) for query in by_month)
    ]
    return [*once, *map(_empty, gathered)], by_month, rest


def wages_by_name() -> Wages:
    """The tables by their names alone, of no engine: for SQL of whatever database has them under these names."""
    return Wages(
        projects=_table("projects"),
        workers=_table("workers"),
        attendance=_table(ATTENDANCE_MONTHS),
        payroll=_table("payroll"),
        account_flows=_table("account_flows"),
        deposits=_table("deposits"),
        months=_table("asked"),
        records=_table(WORKER_MONTHS),
        sums=_table(PROJECT_SUMS),
        shared_cards=_table(SHARED_CARDS),
        stays=_table("stays"),
        roving=_table("roving"),
        crews=_table("crews"),
    )


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


def _empty(name: str) -> str:
    columns = ", ".join(f"{named(column)} {_TYPES[kind]}" for column, kind in COLUMNS[name].items())
    return f"CREATE OR REPLACE TEMP TABLE {name} ({columns})"


def _added(one: Indicator, wages: Wages, as_of: date) -> str:
    rows = one.expression(wages, as_of)
    full = rows.select(ibis.literal(one.key).name("indicator"), "project_id", "month", "workers", "amount_fen")
    return f"INSERT INTO found {_sql(full)}"


def _asks(query: str, name: str) -> bool:
    return named(name) in query


def _sql(expression: ir.Table) -> str:
    return str(ibis.to_sql(expression, dialect="duckdb"))


def _table(name: str) -> ir.Table:
    return ibis.table(COLUMNS[name], name=name)


def _view(con: duckdb.DuckDBPyConnection, home: Path, kept: Kept, name: str, months: list[str] | None) -> None:
    files = files_of(home, kept, name, months)
    if files:
        since = _SINCE.get(name, "") if kept.layout < LAYOUT else ""
        body = f"SELECT *{since} FROM {parquet(files)}"
    else:
        columns = (f"CAST(NULL AS {_TYPES[kind]}) AS {named(column)}" for column, kind in COLUMNS[name].items())
        body = f"SELECT {', '.join(columns)} WHERE false"
    con.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {body}")
