"""The indicators asked of what the warehouse holds: for each the project-months in which it is true, and their sums."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from nuanxin.foundation.warehouse.engines import Reader
from nuanxin.foundation.warehouse.keeping import Kept, files_of
from nuanxin.foundation.warehouse.loading import ATTENDANCE_MONTHS
from nuanxin.foundation.warehouse.tables import BY_NAME, STORED, Table
from nuanxin.watch.monitoring.indicators import INDICATORS
from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages
from nuanxin.watch.monitoring.months import month_after, month_before, months_between, project_months

_MONTH_RECORDS = {"project_id": "string", "worker_id": "string", "month": "date", "days": "int8", "hours": "float64", "day_map": "int64"}  # fmt: skip
_TYPES = {
    "VARCHAR": "string",
    "DATE": "date",
    "BIGINT": "int64",
    "DOUBLE": "float64",
    "BOOLEAN": "boolean",
    "TINYINT": "int8",
}


@dataclass(frozen=True)
class Sums:
    """project_months: in how many it is true; workers and amount_fen summed over them."""

    project_months: int
    workers: int
    amount_fen: int


def wages_in(
    read: Reader, home: Path, kept: Kept, first: date, last: date, regions: Collection[str] | None = None
) -> Wages:
    """The tables as expressions of one engine. Monthly files outside the range are not opened, but the flows before it are.

    regions: division codes of the projects asked about; None: everywhere.
    """
    months = months_between(first, last)
    around = [f"{one:%Y-%m}" for one in (month_before(months[0]), *months, month_after(months[-1]))]
    attendance = _table(read, home, kept, ATTENDANCE_MONTHS, _MONTH_RECORDS, around)
    payroll = _table(read, home, kept, "payroll", _columns(BY_NAME["payroll"]), around)
    flows = _table(
        read, home, kept, "account_flows", {**_columns(BY_NAME["account_flows"]), "month": "date"},
        [month for month in kept.months("account_flows") if month <= max(around)],
    )  # fmt: skip
    projects, workers, deposits = (
        _table(read, home, kept, name, _columns(BY_NAME[name])) for name in ("projects", "workers", "deposits")
    )
    asked = project_months(projects, attendance, payroll, months, regions)
    return Wages(projects, workers, attendance, payroll, flows, deposits, asked)


def true_months(indicator: Indicator, wages: Wages, as_of: date) -> ir.Table:
    """The asked project-months in which the indicator is true, with workers and money."""
    found = indicator.expression(wages, as_of)
    return found.semi_join(wages.months, ["project_id", "month"])


def found_in(wages: Wages, as_of: date, indicators: Iterable[Indicator] = INDICATORS) -> pa.Table:
    """Every indicator's rows (key, project_id, month, workers, amount_fen), in one pass of the engine."""
    columns = ("project_id", "month", "workers", "amount_fen")
    parts = [true_months(one, wages, as_of).select(*columns, key=ibis.literal(one.key)) for one in indicators]
    return ibis.union(*parts).to_pyarrow().select(["key", *columns])


def sums_of(found: pa.Table, indicators: Iterable[Indicator] = INDICATORS) -> dict[str, Sums]:
    """Each indicator's sums; of one that is true nowhere noughts."""
    grouped = found.group_by("key").aggregate([("month", "count"), ("workers", "sum"), ("amount_fen", "sum")])
    said = {
        row["key"]: Sums(row["month_count"], row["workers_sum"], row["amount_fen_sum"]) for row in grouped.to_pylist()
    }
    return {one.key: said.get(one.key, Sums(0, 0, 0)) for one in indicators}


def _columns(table: Table) -> dict[str, str]:
    return {one.name: _TYPES[STORED[one.kind]] for one in table.columns}


def _table(
    read: Reader, home: Path, kept: Kept, name: str, columns: dict[str, str], months: list[str] | None = None
) -> ir.Table:
    files = files_of(home, kept, name, months)
    if not files:
        return ibis.memtable({column: [] for column in columns}, schema=columns)
    return read(files).select(*columns)
