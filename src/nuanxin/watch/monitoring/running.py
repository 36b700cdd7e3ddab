"""One run over a span of months: every indicator, their sums, and the files that others read on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from nuanxin.foundation.warehouse.engines import READERS
from nuanxin.foundation.warehouse.keeping import what_holds
from nuanxin.watch.monitoring.asking import Sums, found_in, sums_of, wages_in

NOTHING = pa.table(
    {"key": pa.array([], "string"), "project_id": pa.array([], "string"), "month": pa.array([], "date32"),
     "workers": pa.array([], "int64"), "amount_fen": pa.array([], "int64")}
)  # fmt: skip


@dataclass(frozen=True)
class Run:
    """project_months: how many were asked about; found: rows (key, project_id, month, workers, amount_fen); sums by key."""

    project_months: int
    found: pa.Table
    sums: dict[str, Sums]


def run_indicators(
    home: Path, *, first: date, last: date, as_of: date, regions: Collection[str] | None = None, engine: str = "duckdb"
) -> Run:
    """Ask every indicator of the warehouse at `home`, as it stands when the run begins. An empty warehouse has no months."""
    kept = what_holds(home)
    if not kept.parts:
        return Run(0, NOTHING, sums_of(NOTHING))
    with READERS[engine](home) as read:
        wages = wages_in(read, home, kept, first, last, regions)
        found = found_in(wages, as_of)
        return Run(int(wages.months.count().execute()), found, sums_of(found))


def write_found(run: Run, folder: Path) -> Path:
    """`indicators.parquet`, sorted by project, month and indicator."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "indicators.parquet"
    order = [("project_id", "ascending"), ("month", "ascending"), ("key", "ascending")]
    pq.write_table(run.found.sort_by(order), path)
    return path
