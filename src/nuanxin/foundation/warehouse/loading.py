"""load_wages: what was handed in, verified whole, takes the place of what the same projects had in the same months.

Attendance is compacted to one record a worker and month: days, hours and a map of days (bit n−1 for the n-th; kept as a sum of
powers of two, since not every engine knows how to join bits). Everything is sorted by project and worker.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from nuanxin.foundation.warehouse.adapters import Adapter
from nuanxin.foundation.warehouse.columns import WORKER_MONTHS
from nuanxin.foundation.warehouse.engine import engine, named, quoted
from nuanxin.foundation.warehouse.keeping import LAYOUT, WHOLE, Kept, alone, new_name, put_in_place, what_holds
from nuanxin.foundation.warehouse.project_months import make_project_months
from nuanxin.foundation.warehouse.reading import open_tables, sources_in, uneven_lines_told
from nuanxin.foundation.warehouse.records import (
    ATTENDANCE_MONTHS,
    MADE_FROM,
    PROJECTS_A_GROUP,
    ROWS_A_GROUP,
    make_records,
)
from nuanxin.foundation.warehouse.tables import TABLES, Table
from nuanxin.foundation.warehouse.verifying import Wrong, verify

# One grouping: two rows of a day set the same bit, so the days are the bits that are set.
COMPACTED = """
SELECT project_id, worker_id, month, CAST(bit_count(day_map) AS TINYINT) AS days, hours, day_map
FROM (SELECT project_id, worker_id, CAST(date_trunc('month', "on") AS DATE) AS month, sum(hours) AS hours,
             bit_or(CAST(1 AS BIGINT) << (day("on") - 1)) AS day_map
      FROM typed_attendance GROUP BY ALL)
"""


@dataclass(frozen=True)
class Loaded:
    """rows: table → rows handed in. wrong: reasons; where any of them is no mere oddity nothing was loaded (`refused`)."""

    rows: dict[str, int] = field(default_factory=dict)
    wrong: tuple[Wrong, ...] = ()
    months: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        return any(not one.odd for one in self.wrong)


def load_wages(folder: Path, home: Path, *, origin: Adapter | None = None) -> Loaded:
    """Take the tables of a folder into the warehouse at `home`, whole or not at all. BadInput: files that cannot be read."""
    with alone(home):
        return _load(folder, home, origin)


def brought_up(home: Path) -> Kept:
    """What holds now, its records made anew where an older layout says less than is asked today: once, by whoever runs first."""
    if what_holds(home).layout == LAYOUT:
        return what_holds(home)
    with alone(home):
        before = what_holds(home)
        if before.layout == LAYOUT:
            return before
        parts = {table: dict(files) for table, files in before.parts.items()}
        with engine(home) as con:
            made = make_records(con, home, parts, {}, _told_too_little(before))
            make_project_months(con, home, parts, {}, made)
        put_in_place(home, Kept(before.version, parts))
        return what_holds(home)


def _told_too_little(kept: Kept) -> list[str]:
    """The months whose records are of an older layout."""
    return (
        []
        if kept.layout == LAYOUT
        else sorted({month for table in (*MADE_FROM, WORKER_MONTHS) for month in kept.parts.get(table, {})})
    )


def _load(folder: Path, home: Path, origin: Adapter | None) -> Loaded:
    before = what_holds(home)
    held = {table: home / files[WHOLE] for table, files in before.parts.items() if WHOLE in files}
    with TemporaryDirectory(prefix="handed-in-") as scratch, engine(home) as con:
        sources = sources_in(folder, origin, held)
        handed_in = [table for table in TABLES if any(one.table is table for one in sources)]
        with uneven_lines_told(sources):
            open_tables(con, sources, Path(scratch), held)
            wrong = tuple(one for one in verify(con) if one.table in {table.chinese for table in handed_in})
        rows = {table.name: _count(con, f"typed_{table.name}") for table in handed_in}
        if any(not one.odd for one in wrong):
            return Loaded(rows, wrong)
        # What nobody handed in yet is there from the first load on, empty.
        begun = [one for one in TABLES if not one.month_of and one not in handed_in and one.name not in held]
        adding = {one.table for one in sources if one.adds}
        kept, months = _write_all(con, home, before, [*handed_in, *begun], adding)
        put_in_place(home, kept)
        return Loaded(rows, wrong, months)


def _write_all(
    con: duckdb.DuckDBPyConnection, home: Path, before: Kept, handed_in: list[Table], adding: Collection[Table]
) -> tuple[Kept, tuple[str, ...]]:
    parts = {table: dict(files) for table, files in before.parts.items()}
    touched: set[str] = set()
    whole = any(table.name == "projects" for table in handed_in)
    for table in handed_in:
        columns = ", ".join(named(one) for one in (table.key if table in adding else ("project_id",)))
        # Without the projects' own table only those take a new place that have rows here.
        mine = "typed_projects" if whole and table not in adding else f"typed_{table.name}"
        con.execute(f"CREATE OR REPLACE TEMP TABLE mine AS SELECT DISTINCT {columns} FROM {mine}")
        if not table.month_of:
            query = f"SELECT * FROM typed_{table.name}"
            parts[table.name] = {WHOLE: _write(con, home, table.name, WHOLE, query, _sorted_by(table), before, columns)}
            continue
        name, query = _by_month(table)
        con.execute(f"CREATE OR REPLACE TEMP TABLE new_{name} AS {query}")
        months = [
            row[0]
            for row in con.execute(f"SELECT DISTINCT strftime(month, '%Y-%m') FROM new_{name} ORDER BY 1").fetchall()
        ]
        for month in months:
            one = f"SELECT * FROM new_{name} WHERE month = DATE {quoted(month + '-01')}"
            parts.setdefault(name, {})[month] = _write(con, home, name, month, one, _sorted_by(table), before, columns)
        con.execute(f"DROP TABLE new_{name}")
        touched.update(months)
    made = make_records(con, home, parts, before.parts, sorted(touched.union(_told_too_little(before))))
    make_project_months(con, home, parts, before.parts, made)
    return Kept(before.version + 1, parts), tuple(sorted(touched))


def _by_month(table: Table) -> tuple[str, str]:
    """The name under which a monthly table is kept, and its rows with their month."""
    if table.name == "attendance":
        return ATTENDANCE_MONTHS, COMPACTED
    if table.month_of == "month":
        return table.name, f"SELECT * FROM typed_{table.name}"
    month = f"CAST(date_trunc('month', {named(table.month_of)}) AS DATE) AS month"
    return table.name, f"SELECT *, {month} FROM typed_{table.name}"


def _sorted_by(table: Table) -> str:
    order = [one for one in ("project_id", "worker_id", "on") if any(column.name == one for column in table.columns)]
    return ", ".join(named(one) for one in order if not (table.name == "attendance" and one == "on"))


def _write(
    con: duckdb.DuckDBPyConnection, home: Path, table: str, part: str, query: str, order: str, before: Kept, same: str
) -> str:
    """One new file: these rows, and of the file before those that are the same in these columns as none of `mine`."""
    name, old = new_name(table, part), before.parts.get(table, {}).get(part)
    if old:
        others = f"SELECT * FROM read_parquet({quoted(home / old)}) AS old ANTI JOIN mine USING ({same})"
        query = f"{query} UNION ALL BY NAME ({others})"
    how = (
        f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS_A_GROUP if 'worker_id' in order else PROJECTS_A_GROUP}"
    )
    con.execute(f"COPY (SELECT * FROM ({query}) ORDER BY {order}) TO {quoted(home / name)} ({how})")
    return name


def _count(con: duckdb.DuckDBPyConnection, relation: str) -> int:
    row = con.execute(f"SELECT count(*) FROM {relation}").fetchone()
    return int(row[0]) if row else 0
