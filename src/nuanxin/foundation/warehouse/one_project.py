"""What the warehouse holds of one project, for a page: its workers' months. Files are sorted, so little else is read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from nuanxin.foundation.warehouse.engine import quoted
from nuanxin.foundation.warehouse.keeping import files_of, what_holds
from nuanxin.foundation.warehouse.records import PROJECT_SUMS, WORKER_MONTHS


def records_of(home: Path, project_id: str, months: Iterable[date]) -> list[dict[str, Any]]:
    """One row a worker and month (see warehouse.records), by month and worker; months without records are left out."""
    return _rows(home, WORKER_MONTHS, project_id, months, "month, worker_id")


def sums_of_project(home: Path, project_id: str, months: Iterable[date]) -> list[dict[str, Any]]:
    """One row a month: came, signed, days, listed, due_fen, paid_fen."""
    return _rows(home, PROJECT_SUMS, project_id, months, "month")


def _rows(home: Path, table: str, project_id: str, months: Iterable[date], order: str) -> list[dict[str, Any]]:
    files = files_of(home, what_holds(home), table, [f"{one:%Y-%m}" for one in months])
    if not files:
        return []
    with duckdb.connect() as con:
        read = con.execute(
            f"SELECT * FROM read_parquet([{', '.join(map(quoted, files))}]) WHERE project_id = ? ORDER BY {order}",
            [project_id],
        )
        names = [column[0] for column in read.description or ()]
        return [dict(zip(names, row, strict=True)) for row in read.fetchall()]
