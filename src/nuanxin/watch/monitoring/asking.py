"""The indicators asked of what the warehouse holds: for each the project-months in which it is true, and their sums."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from nuanxin.foundation.warehouse.columns import COLUMNS, PROJECT_MONTHS, WORKER_MONTHS
from nuanxin.foundation.warehouse.engines import Reader
from nuanxin.foundation.warehouse.keeping import Kept, files_of
from nuanxin.foundation.warehouse.project_months import worked_out
from nuanxin.watch.monitoring.indicators import INDICATORS
from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages
from nuanxin.watch.monitoring.months import months_between

FOUND = pa.schema(
    [("indicator", "string"), ("project_id", "string"), ("month", "date32"), ("workers", "int64"), ("amount_fen", "int64")]
)  # fmt: skip
NOTHING = pa.Table.from_batches([], schema=FOUND)  # pa.table, as most of pyarrow, would load pandas: a second


@dataclass(frozen=True)
class Sums:
    """project_months: in how many it is true; workers and amount_fen summed over them."""

    project_months: int
    workers: int
    amount_fen: int


def wages_in(
    read: Reader, home: Path, kept: Kept, first: date, last: date, regions: Collection[str] | None = None
) -> Wages:
    """The tables as expressions of one engine. Monthly files outside the range are not opened. kept: as `loading.brought_up` left it.

    regions: division codes of the projects asked about; None: everywhere.
    """
    months = months_between(first, last)
    names = [f"{one:%Y-%m}" for one in months]
    standing = _table(read, home, kept, PROJECT_MONTHS, names)
    held = kept.parts.get(PROJECT_MONTHS, {})
    if beyond := [one for one, name in zip(months, names, strict=True) if name not in held]:
        worked = worked_out(home, kept, beyond).select(list(COLUMNS[PROJECT_MONTHS]))
        standing = standing.union(ibis.memtable(worked))
    if regions is not None:
        projects = _table(read, home, kept, "projects")
        standing = standing.semi_join(projects.filter(projects.region_code.isin(sorted(regions))), "project_id")
    return of_tables(_table(read, home, kept, WORKER_MONTHS, names), standing)


def of_tables(records: ir.Table, standing: ir.Table) -> Wages:
    """What the indicators ask, of the records and the rows of project-months."""
    return Wages(records=records, months=standing.select("project_id", "month"), standing=standing)


def true_months(indicator: Indicator, wages: Wages, as_of: date) -> ir.Table:
    """The asked project-months in which the indicator is true, with workers and money."""
    found = indicator.expression(wages, as_of)
    return found.semi_join(wages.months, ["project_id", "month"])


def found_in(wages: Wages, as_of: date, indicators: Sequence[Indicator] = INDICATORS) -> pa.Table:
    """Every indicator's rows (indicator, project_id, month, workers, amount_fen), in two passes of the engine."""
    wide = (wide_of_records(indicators, wages, as_of), wide_of_months(indicators, wages, as_of))
    mine = [one.semi_join(wages.months, ["project_id", "month"]) for one in wide if one is not None]
    return narrowed(indicators, [one.to_pyarrow() for one in mine])


def wide_of_records(indicators: Iterable[Indicator], wages: Wages, as_of: date) -> ir.Table | None:
    """One scan of the records for all that are a matter of single ones: a project's month with "KEY workers" and "KEY fen" of each.

    Where one is not true its workers are NULL; one that knows no money has no "KEY fen".
    """
    asked = [(one.key, one.of_record) for one in indicators if one.of_record is not None]
    if not asked:
        return None
    any_true = wages.records.filter(ibis.or_(*(of_record(wages.records, as_of)[0] for _, of_record in asked)))
    sums: dict[str, ir.Scalar] = {}
    for key, of_record in asked:
        true, money = of_record(any_true, as_of)
        sums[f"{key} workers"] = any_true.count(where=true).nullif(0)
        if money is not None:
            sums[f"{key} fen"] = money.sum(where=true).fill_null(0).cast("int64")
    return any_true.group_by("project_id", "month").agg(**sums)


def wide_of_months(indicators: Iterable[Indicator], wages: Wages, as_of: date) -> ir.Table | None:
    """The same of those that are a matter of whole project-months."""
    asked = [(one.key, one.of_month) for one in indicators if one.of_month is not None]
    if not asked:
        return None
    columns: dict[str, ir.Value] = {}
    for key, of_month in asked:
        true, workers, money = of_month(wages.standing, as_of)
        many = workers if workers is not None else ibis.literal(1)
        columns[f"{key} workers"] = true.ifelse(many.cast("int64"), ibis.null("int64"))
        if money is not None:
            columns[f"{key} fen"] = money.cast("int64")
    wide = wages.standing.select("project_id", "month", **columns)
    return wide.filter(ibis.or_(*(wide[f"{key} workers"].notnull() for key, _ in asked)))


def narrowed(indicators: Iterable[Indicator], wide: Iterable[pa.Table]) -> pa.Table:
    """One row an indicator, project and month, sorted by these."""
    keys = sorted(one.key for one in indicators)
    parts = [part for table in wide for part in _narrow(keys, table)]
    return pa.concat_tables([NOTHING, *parts]).sort_by([(name, "ascending") for name in FOUND.names[:3]])


def _narrow(keys: Iterable[str], wide: pa.Table) -> Iterator[pa.Table]:
    """No single value becomes one of pyarrow's here: for that it would load pandas, which takes a second."""
    for key in keys:
        if f"{key} workers" not in wide.column_names:
            continue
        rows = wide.filter(wide[f"{key} workers"].is_valid())
        if rows.num_rows:
            many, fen = rows[f"{key} workers"], f"{key} fen"
            money = rows[fen] if fen in wide.column_names else pc.subtract(many, many)
            columns = [_said_of_each(key, rows.num_rows), rows["project_id"], rows["month"], many, money]
            yield pa.Table.from_arrays(columns, names=FOUND.names).cast(FOUND)


def _said_of_each(key: str, rows: int) -> pa.Array:
    ends = array("i", range(0, (rows + 1) * len(key), len(key)))
    return pa.StringArray.from_buffers(rows, pa.py_buffer(ends), pa.py_buffer(key.encode() * rows))


def sums_of(found: pa.Table, indicators: Iterable[Indicator] = INDICATORS) -> dict[str, Sums]:
    """Each indicator's sums; of one that is true nowhere noughts."""
    said = {one.key: Sums(0, 0, 0) for one in indicators}
    columns = (found[name].to_pylist() for name in ("indicator", "workers", "amount_fen"))
    for key, workers, fen in zip(*columns, strict=True):
        sums = said[key]
        said[key] = Sums(sums.project_months + 1, sums.workers + workers, sums.amount_fen + fen)
    return said


def _table(read: Reader, home: Path, kept: Kept, name: str, months: list[str] | None = None) -> ir.Table:
    files, columns = files_of(home, kept, name, months), COLUMNS[name]
    if not files:
        return ibis.memtable(ibis.schema(columns).to_pyarrow().empty_table())
    return read(files).select(*columns)
