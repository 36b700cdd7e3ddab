"""The months of one project, against the rows handed in, counted slowly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nuanxin.foundation.warehouse.loading import load_wages
from nuanxin.foundation.warehouse.one_project import ProjectMonth, months_of
from tests.engines import twin
from tests.engines.test_indicators import handed_in, invented

MONTHS = [date(2023, 12, 1), date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1), date(2024, 4, 1), date(2024, 5, 1)]


def slowly(tables: twin.Tables, key: str, month: date) -> ProjectMonth:
    days = {
        (row["worker_id"], row["on"])
        for row in tables["attendance"]
        if row["project_id"] == key and twin.first_of(row["on"]) == month
    }
    pay = [row for row in tables["payroll"] if row["project_id"] == key and row["month"] == month]
    flows = [row for row in tables["account_flows"] if row["project_id"] == key]
    until = [row for row in flows if twin.first_of(row["on"]) <= month]
    here = [row for row in flows if twin.first_of(row["on"]) == month]
    return ProjectMonth(
        month,
        workers=len({who for who, _ in days}) or None,
        worker_days=len(days) or None,
        payees=len(pay) or None,
        due_fen=sum(row["amount_due_fen"] for row in pay) if pay else None,
        paid_fen=sum(row["amount_paid_fen"] for row in pay) if pay else None,
        unpaid=sum(row["amount_paid_fen"] < row["amount_due_fen"] for row in pay) if pay else None,
        labour_fee_fen=sum(row["amount_fen"] for row in here if row["kind"] == "labour_fee_in") if until else None,
        wage_out_fen=sum(row["amount_fen"] for row in here if row["kind"] == "wage_out") if until else None,
        balance_fen=sum(row["amount_fen"] if row["kind"].endswith("_in") else -row["amount_fen"] for row in until)
        if until
        else None,
    )


@pytest.mark.parametrize("seed", range(3))
def test_every_month_as_counted_slowly(seed: int, tmp_path: Path) -> None:
    tables = invented(seed)
    (tmp_path / "in").mkdir()
    load_wages(handed_in(tables, tmp_path / "in"), tmp_path / "house")
    for project in tables["projects"]:
        key = project["project_id"]
        assert months_of(tmp_path / "house", key, MONTHS) == [slowly(tables, key, month) for month in MONTHS]


def test_an_unknown_project_and_an_empty_warehouse_have_empty_months(tmp_path: Path) -> None:
    assert months_of(tmp_path / "house", "nobody", MONTHS[:2]) == [ProjectMonth(month) for month in MONTHS[:2]]
