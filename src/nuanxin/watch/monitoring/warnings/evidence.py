"""The rows behind a warning: every worker of the month with days and pay, the account, the deposit. Read, never kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from nuanxin.foundation.warehouse.engine import engine, parquet, rows_of
from nuanxin.foundation.warehouse.keeping import Kept, files_of, what_holds
from nuanxin.foundation.warehouse.one_month import WorkerMonth, workers_of
from nuanxin.watch.monitoring.risk.declared import Rules
from nuanxin.watch.monitoring.risk.house import figure, figures_of, house_rules

MOST = 500  # rows of workers shown on a page; the rest is counted


@dataclass(frozen=True)
class Marked:
    """One worker in the month with the keys of the rules that speak of him."""

    worker: WorkerMonth
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """What the warehouse holds of a project and month; `workers` marked ones first, at most MOST; sums of all of them in 分."""

    workers: tuple[Marked, ...] = ()
    count: int = 0
    due_fen: int = 0
    paid_fen: int = 0
    missing_fen: int = 0
    flows: tuple[dict[str, Any], ...] = ()
    balance_fen: int = 0
    deposits: tuple[dict[str, Any], ...] = field(default=())


def evidence_of(home: Path, code: str, month: date, as_of: date, rules: Rules | None = None) -> Evidence:
    """Read one project and month. Nothing loaded gives nothing. rules: whose figures mark a worker; the house's of that day without."""
    kept = what_holds(home)
    if not kept.version:
        return Evidence()
    reader = _Reader(home, kept, code)
    everybody = workers_of(home, code, month, kept)
    with engine(home) as one:
        here = f"{month:%Y-%m}"
        flows = reader.rows(one, "account_flows", [m for m in kept.months("account_flows") if m <= here])
        deposits = reader.rows(one, "deposits")
    marked = [Marked(one, worker_marks(one, as_of, rules)) for one in everybody]
    marked.sort(key=lambda one: (not one.marks, -one.worker.missing_fen, one.worker.worker_id))
    own = sorted((row for row in flows if row["on"] >= month), key=lambda row: (row["on"], row["kind"]))
    balance = sum(row["amount_fen"] if row["kind"].endswith("_in") else -row["amount_fen"] for row in flows)
    return Evidence(
        tuple(marked[:MOST]), len(marked), sum(one.due_fen or 0 for one in everybody),
        sum(one.paid_fen or 0 for one in everybody), sum(one.missing_fen for one in everybody), tuple(own), balance,
        tuple(deposits),
    )  # fmt: skip


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


def worker_marks(one: WorkerMonth, as_of: date, rules: Rules | None = None) -> tuple[str, ...]:
    """Which rules of that day about single workers are true of him (other projects, hours and stays are not looked at). Pure."""
    own = {key: tuple(said.items()) for key, said in figures_of(rules).items()} if rules else {}
    listed, came = one.due_on is not None, bool(one.days)
    due, paid, least = one.due_fen or 0, one.paid_fen or 0, one.minimum_wage_fen or 0
    late = one.due_on is not None and one.due_on < as_of

    def days(rule: str) -> int:
        return figure(rule, "days", as_of, own.get(rule, ()))

    told = {
        "attendance_without_pay": came and not listed,
        "wages_overdue": paid == 0 and late,
        "wages_part_paid": 0 < paid < due and late,
        "below_minimum_wage": 0 < paid < least and (one.days or 0) >= days("below_minimum_wage"),
        "pay_without_attendance": listed and not came,
        "card_not_own": listed and one.own_card is False,
        "paid_late": bool(paid and one.paid_on and one.due_on and one.paid_on > one.due_on),
        "worked_without_contract": came and one.contract_signed is False,
        "no_rest_days": (one.days or 0) >= days("no_rest_days"),
    }
    known = house_rules(as_of).by_key()
    return tuple(key for key, true in told.items() if true and key in known)
