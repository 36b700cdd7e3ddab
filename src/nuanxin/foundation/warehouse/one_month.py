"""The workers of one project in one month: what every number of the month is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nuanxin.foundation.warehouse.columns import WORKER_MONTHS
from nuanxin.foundation.warehouse.engine import glance, quoted
from nuanxin.foundation.warehouse.keeping import Kept, files_of, what_holds


@dataclass(frozen=True)
class WorkerMonth:
    """days None: no attendance; due_on None: not in the payroll. Money in 分. own_card: pay went to the card of the roster.

    failed: the bank sent the payment back; failure: why, as the bank wrote it.
    """

    worker_id: str
    name: str
    team: str
    days: int | None
    due_on: date | None
    due_fen: int | None
    paid_on: date | None
    paid_fen: int | None
    own_card: bool | None
    contract_signed: bool | None
    minimum_wage_fen: int | None = None  # of the project, by its month
    failed: bool = False
    failure: str = ""

    @property
    def missing_fen(self) -> int:
        """What was due and not paid."""
        return max(0, (self.due_fen or 0) - (self.paid_fen or 0))


# What the bank said of a payment; files of earlier loads do not have these columns.
_SAID = """
SELECT CAST(NULL AS VARCHAR) AS project_id, CAST(NULL AS VARCHAR) AS worker_id, CAST(NULL AS VARCHAR) AS outcome,
       CAST(NULL AS VARCHAR) AS failure WHERE false
"""
_ROWS = """
SELECT worker_id, coalesce(name, ''), coalesce(team, ''), days, due_on, amount_due_fen, paid_on, amount_paid_fen,
       records.card = own_card, records.contract_signed, minimum_wage_fen, coalesce(outcome = 'failed', false), coalesce(failure, '')
FROM read_parquet({records}) AS records LEFT JOIN read_parquet({workers}) AS roster USING (project_id, worker_id)
LEFT JOIN (SELECT project_id, worker_id, outcome, failure FROM ({said})) AS bank USING (project_id, worker_id)
WHERE project_id = $1
ORDER BY greatest(0, coalesce(amount_due_fen, 0) - coalesce(amount_paid_fen, 0)) DESC, worker_id
"""


def workers_of(home: Path, project_id: str, month: date, kept: Kept | None = None) -> list[WorkerMonth]:
    """Everybody who came or stands in the payroll; those to whom most is owed first. kept: what holds now, where it is known."""
    kept = kept or what_holds(home)
    records, roster = files_of(home, kept, WORKER_MONTHS, [f"{month:%Y-%m}"]), files_of(home, kept, "workers")
    if not records or not roster:
        return []
    with glance() as con:
        said = files_of(home, kept, "payroll", [f"{month:%Y-%m}"])
        bank = (
            f"{_SAID} UNION ALL BY NAME FROM read_parquet({quoted(said[0])}) WHERE project_id = $1" if said else _SAID
        )
        query = _ROWS.format(records=quoted(records[0]), workers=quoted(roster[0]), said=bank)
        return [WorkerMonth(*row) for row in con.execute(query, [project_id]).fetchall()]
