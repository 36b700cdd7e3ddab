"""The months of one project as the warehouse holds them: who came, what was due and paid, what moved on the account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from nuanxin.foundation.warehouse.columns import PROJECT_SUMS, WORKER_MONTHS
from nuanxin.foundation.warehouse.engine import glance, parquet, rows_of
from nuanxin.foundation.warehouse.keeping import LAYOUT, Kept, files_of, what_holds
from nuanxin.foundation.warehouse.records import SUMS


@dataclass(frozen=True)
class ProjectMonth:
    """One month (its first day). None: nothing was handed in of that kind; money in 分.

    workers: with attendance; worker_days: distinct days summed over them; payees: rows of the payroll; unpaid: payees who
    got less than was due; balance: all flows on record up to the month's end.
    """

    month: date
    workers: int | None = None
    worker_days: int | None = None
    payees: int | None = None
    due_fen: int | None = None
    paid_fen: int | None = None
    unpaid: int | None = None
    labour_fee_fen: int | None = None
    wage_out_fen: int | None = None
    balance_fen: int | None = None


def months_of(home: Path, project_id: str, months: Sequence[date]) -> list[ProjectMonth]:
    """One line for each asked month, whatever is missing. Files are sorted by project, so that little of them is read."""
    kept = what_holds(home)
    names = [f"{month:%Y-%m}" for month in months]
    lines: dict[date, dict[str, Any]] = {month: {} for month in months}
    older = kept.layout < LAYOUT  # its sums do not say everything yet
    query = _MONTHS.format(sums=f"({SUMS.format(records='{files}')})" if older else "{files}")
    with glance() as con:
        files = files_of(home, kept, WORKER_MONTHS if older else PROJECT_SUMS, names)
        for row in _asked(con, files, query, project_id):
            lines[row.pop("month")].update(row)
        _fill_flows(con, home, kept, project_id, lines)
    return [ProjectMonth(month, **lines[month]) for month in months]


def _fill_flows(
    con: duckdb.DuckDBPyConnection, home: Path, kept: Kept, project_id: str, lines: dict[date, dict[str, Any]]
) -> None:
    """Balances run from the first flow on record; a project without any flow has no balance rather than nought."""
    balance, moved = 0, _asked(con, files_of(home, kept, "account_flows"), _FLOWS, project_id)
    of_month = {row["month"]: row for row in moved}
    for month in sorted({*of_month, *lines}):
        row = of_month.get(month)
        balance += row["net_fen"] if row else 0
        if month in lines and moved and moved[0]["month"] <= month:
            lines[month]["balance_fen"] = balance
            lines[month]["labour_fee_fen"] = row["labour_fee_fen"] if row else 0
            lines[month]["wage_out_fen"] = row["wage_out_fen"] if row else 0


def _asked(con: duckdb.DuckDBPyConnection, files: list[Path], query: str, project_id: str) -> list[dict[str, Any]]:
    if not files:
        return []
    return rows_of(con, query.format(files=parquet(files)), [project_id])


# Nobody came, or nobody was listed: nothing was handed in of that kind.
_MONTHS = """
SELECT month, nullif(came, 0) AS workers, CASE WHEN came > 0 THEN days END AS worker_days, nullif(listed, 0) AS payees,
       CASE WHEN listed > 0 THEN due_fen END AS due_fen, CASE WHEN listed > 0 THEN paid_fen END AS paid_fen,
       CASE WHEN listed > 0 THEN unpaid END AS unpaid
FROM {sums} WHERE project_id = $1
"""
_FLOWS = """
SELECT month,
       CAST(sum(CASE WHEN kind IN ('labour_fee_in', 'other_in') THEN amount_fen ELSE -amount_fen END) AS BIGINT) AS net_fen,
       CAST(coalesce(sum(amount_fen) FILTER (WHERE kind = 'labour_fee_in'), 0) AS BIGINT) AS labour_fee_fen,
       CAST(coalesce(sum(amount_fen) FILTER (WHERE kind = 'wage_out'), 0) AS BIGINT) AS wage_out_fen
FROM {files} WHERE project_id = $1 GROUP BY month ORDER BY month
"""
