"""A small warehouse of wage tables for tests: two projects of four workers, November paid, December not at P1."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from nuanxin.foundation.warehouse.loading import load_wages
from nuanxin.foundation.warehouse.tables import TABLES
from tests.unit.watch.monitoring.making import DECEMBER, NOVEMBER, project_row

CREW = ("W1", "W2", "W3", "W4")


def small_house(folder: Path) -> Path:
    """P1 pays nobody for December and has no deposit; P2 pays all and has one. The account of P1 ends with 1,000 元."""
    tables: dict[str, list[dict[str, Any]]] = {table.name: [] for table in TABLES}
    for code in ("P1", "P2"):
        tables["projects"].append(project_row(code))
        for n, who in enumerate(CREW):
            card = f"62220000000{code[1]}{n}"
            tables["workers"].append(
                {
                    "project_id": code,
                    "worker_id": who,
                    "name": f"张{n}",
                    "card": card,
                    "contract_signed": True,
                    "team": "钢筋",
                }
            )
            for month, days in ((NOVEMBER, 20), (DECEMBER, 22), (date(2024, 1, 1), 8)):
                for day in range(days):
                    row = {"project_id": code, "worker_id": who, "on": month + timedelta(days=day), "hours": 8}
                    tables["attendance"].append(row)
            for month, due_on in ((NOVEMBER, date(2023, 12, 15)), (DECEMBER, date(2024, 1, 8))):
                unpaid = code == "P1" and month == DECEMBER
                tables["payroll"].append(
                    {
                        "project_id": code, "worker_id": who, "month": month, "due_on": due_on, "amount_due_fen": 600_000,
                        "paid_on": None if unpaid else due_on, "amount_paid_fen": 0 if unpaid else 600_000, "card": card,
                    }
                )  # fmt: skip
        flows = ((date(2023, 11, 5), "labour_fee_in", 2_500_000), (date(2023, 12, 15), "wage_out", 2_400_000))
        more = ((date(2023, 12, 5), "labour_fee_in", 9_000_000),) if code == "P2" else ()
        for on, kind, fen in (*flows, *more):
            tables["account_flows"].append({"project_id": code, "on": on, "kind": kind, "amount_fen": fen})
    tables["deposits"].append({"project_id": "P2", "kind": "cash", "amount_fen": 20_000_000, "valid_to": None})
    handed = folder / "in"
    handed.mkdir(parents=True)
    for table in TABLES:
        with (handed / f"{table.name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, [column.name for column in table.columns])
            writer.writeheader()
            writer.writerows(
                {key: f"{value:%Y-%m}" if key == "month" else value for key, value in row.items()}
                for row in tables[table.name]
            )
    told = load_wages(handed, folder / "house")
    assert not told.refused, told
    return folder / "house"
