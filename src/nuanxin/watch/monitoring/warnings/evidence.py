"""The rows behind a warning: every worker of the month with days and pay, the account, the deposit. Read, never kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from nuanxin.foundation.warehouse.engine import engine, parquet, rows_of
from nuanxin.foundation.warehouse.keeping import Kept, files_of, what_holds
from nuanxin.foundation.warehouse.records import ATTENDANCE_MONTHS

MOST = 500  # rows of workers shown on a page; the rest is counted


@dataclass(frozen=True)
class WorkerRow:
    """One worker in the month. marks: keys of the rules that speak of him; money in 分, None where there is no pay row."""

    worker_id: str
    name: str
    team: str
    days: int
    due_on: date | None
    due_fen: int | None
    paid_fen: int | None
    paid_on: date | None
    marks: tuple[str, ...] = ()

    @property
    def missing_fen(self) -> int:
        return max(0, (self.due_fen or 0) - (self.paid_fen or 0))


@dataclass(frozen=True)
class Evidence:
    """What the warehouse holds of a project and month; `workers` marked ones first, at most MOST."""

    workers: tuple[WorkerRow, ...] = ()
    count: int = 0
    flows: tuple[dict[str, Any], ...] = ()
    balance_fen: int = 0
    deposits: tuple[dict[str, Any], ...] = field(default=())


def evidence_of(home: Path, code: str, month: date, as_of: date) -> Evidence:
    """Read one project and month. Nothing loaded gives nothing."""
    kept = what_holds(home)
    if not kept.version:
        return Evidence()
    reader = _Reader(home, kept, code)
    with engine(home) as one:
        here = f"{month:%Y-%m}"
        roster = {row["worker_id"]: row for row in reader.rows(one, "workers")}
        pay = {row["worker_id"]: row for row in reader.rows(one, "payroll", [here])}
        days = {row["worker_id"]: int(row["days"]) for row in reader.rows(one, ATTENDANCE_MONTHS, [here])}
        least = next((row["minimum_wage_fen"] for row in reader.rows(one, "projects")), None)
        flows = reader.rows(one, "account_flows", [m for m in kept.months("account_flows") if m <= here])
        deposits = reader.rows(one, "deposits")
    rows = [_worker(who, roster, pay, days, least, as_of) for who in sorted(pay.keys() | days.keys())]
    rows.sort(key=lambda row: (not row.marks, -row.missing_fen, row.worker_id))
    own = sorted((row for row in flows if row["on"] >= month), key=lambda row: (row["on"], row["kind"]))
    balance = sum(row["amount_fen"] if row["kind"].endswith("_in") else -row["amount_fen"] for row in flows)
    return Evidence(tuple(rows[:MOST]), len(rows), tuple(own), balance, tuple(deposits))


@dataclass(frozen=True)
class _Reader:
    home: Path
    kept: Kept
    code: str

    def rows(self, one: duckdb.DuckDBPyConnection, table: str, months: list[str] | None = None) -> list[dict[str, Any]]:
        """Rows of this project; of all months or of these."""
        files = files_of(self.home, self.kept, table, months)
        if not files:
            return []
        return rows_of(one, f"SELECT * FROM {parquet(files)} WHERE project_id = ?", [self.code])  # noqa: S608  (quoted)


def _worker(
    who: str,
    roster: dict[str, dict[str, Any]],
    pay: dict[str, dict[str, Any]],
    days: dict[str, int],
    least: int | None,
    as_of: date,
) -> WorkerRow:
    known, row = roster.get(who, {}), pay.get(who, {})
    return WorkerRow(
        who, known.get("name") or "", known.get("team") or "", days.get(who, 0), row.get("due_on"),
        row.get("amount_due_fen"), row.get("amount_paid_fen"), row.get("paid_on"),
        worker_marks(row, known, days.get(who, 0), least, as_of),
    )  # fmt: skip


def worker_marks(
    pay: dict[str, Any], known: dict[str, Any], days: int, least: int | None, as_of: date
) -> tuple[str, ...]:
    """Which rules about single workers are true of him (shared cards need the other projects). Pure."""
    if not pay:
        return ("attendance_without_pay",) if days else ()
    due, paid = pay["amount_due_fen"], pay["amount_paid_fen"]
    late, card = pay["due_on"] < as_of, pay.get("card")
    told = {
        "wages_overdue": paid == 0 and late,
        "wages_part_paid": 0 < paid < due and late,
        "below_minimum_wage": bool(least) and 0 < paid < (least or 0) and days >= 20,
        "pay_without_attendance": not days,
        "card_not_own": bool(card and known.get("card") and card != known["card"]),
    }
    return tuple(key for key, true in told.items() if true)
