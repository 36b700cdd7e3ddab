"""The indicators of the house as a table that an official can read: one site a line, just over the limit and just on it.

A site: ten workers, all with contract and card, who came on the first twenty to twenty-two days of January 2024 for eight hours,
are due 6,000 to 6,090 元, and were paid in full on 15 February from the account, into which as much had come; December likewise.
The run is on 1 March. 改动 says what is different: 首人 only the first worker, 上月 December, otherwise everybody in January.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from nuanxin.foundation.warehouse.loading import load_wages
from nuanxin.foundation.warehouse.tables import TABLES
from nuanxin.watch.monitoring.indicators import CONTRACT, INDICATORS
from nuanxin.watch.monitoring.running import run_indicators
from tests.engines.test_indicators import handed_in

TABLE = Path(__file__).with_name("wage_rules.csv")
DECEMBER, JANUARY, AS_OF = date(2023, 12, 1), date(2024, 1, 1), date(2024, 3, 1)
Tables = dict[str, list[dict[str, Any]]]
Found = dict[tuple[str, str], tuple[int, int]]


def lines() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def value(said: str) -> Any:
    if said in ("空", "是", "否"):
        return {"空": None, "是": True, "否": False}[said]
    return date.fromisoformat(said) if "-" in said else float(said) if "." in said else int(said)


def add_site(tables: Tables, key: str, changes: str) -> None:
    told = {name: value(said) for name, said in (one.split("=") for one in changes.split(";") if one)}
    tables["projects"].append(
        {
            "project_id": key, "name": key, "region_code": "410721", "general_contractor": "甲", "starts_on": date(2023, 6, 1),
            "permit_on": told.get("许可", date(2023, 5, 1)),
        }
    )  # fmt: skip
    kind = "guarantee" if "保函" in told else "cash"
    tables["deposits"].append({"project_id": key, "kind": kind, "amount_fen": 1, "valid_to": told.get("保函")})
    for n in range(told.get("人数", 10)):
        own = {name.removeprefix("首人"): one for name, one in told.items() if name.startswith("首人")} if not n else {}
        add_worker(tables, key, n, told | own)
    for month, due_day, before in ((DECEMBER, date(2024, 1, 15), "上月"), (JANUARY, date(2024, 2, 15), "")):
        pay = [row for row in tables["payroll"] if row["project_id"] == key and row["month"] == month]
        due, paid = (sum(row[name] for row in pay) for name in ("amount_due_fen", "amount_paid_fen"))
        fee = told.get(f"{before}人工费", due if told.get("入账", True) else 0)
        out = told.get(f"{before}转出", paid)
        flows = [
            (month, "labour_fee_in", fee),
            (due_day, "wage_out", out),
            (month, "other_out", 0 if before else told.get("他用", 0)),
        ]
        tables["account_flows"] += [
            {"project_id": key, "on": on, "kind": kind, "amount_fen": fen} for on, kind, fen in flows
        ]


def add_worker(tables: Tables, key: str, n: int, told: dict[str, Any]) -> None:
    mine = {"project_id": key, "worker_id": f"{key}W{n}"}
    roster = {"card": f"62{key}{n}", "contract_signed": told.get("合同", True)}
    stay = {"entered_on": told.get("进场", date(2023, 6, 1)), "left_on": told.get("退场")}
    tables["workers"].append(mine | roster | stay)
    for month, due_on, before in (
        (DECEMBER, date(2024, 1, 15), "上月"),
        (JANUARY, told.get("应发日", date(2024, 2, 15)), ""),
    ):
        for day in range(told.get(f"{before}出勤", 20 + n % 3)):
            hours = told.get(f"{before}工时", 8)
            tables["attendance"].append(mine | {"on": month + timedelta(days=day), "hours": hours})
        due = told.get(f"{before}应发", 600000 + 1000 * n)
        paid = told.get(f"{before}实发", due)
        pay = {"amount_due_fen": due, "amount_paid_fen": paid, "due_on": due_on, "card": roster["card"]}
        on = told.get(f"{before}实发日", due_on) if paid else None
        if before or told.get("名单", True):
            tables["payroll"].append(mine | pay | {"month": month, "paid_on": on})
    if "另处考勤日" in told and not n:
        there = {"project_id": "OTHER", "worker_id": mine["worker_id"]}
        tables["workers"].append(there)
        tables["attendance"].append(there | {"on": JANUARY.replace(day=told["另处考勤日"])})


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """All sites in one warehouse, asked once."""
    folder, tables = tmp_path_factory.mktemp("sites"), Tables({table.name: [] for table in TABLES})
    elsewhere = {"name": "别处", "region_code": "410721", "general_contractor": "乙", "starts_on": date(2023, 6, 1)}
    tables["projects"].append({"project_id": "OTHER"} | elsewhere)
    for n, line in enumerate(lines()):
        add_site(tables, f"P{n:03d}", line["改动"])
    assert not load_wages(handed_in(tables, folder), folder / "house").refused
    rows = run_indicators(folder / "house", first=JANUARY, last=JANUARY, as_of=AS_OF).found.to_pylist()
    return {(row["indicator"], row["project_id"]): (row["workers"], row["amount_fen"]) for row in rows}


@pytest.mark.parametrize("n", range(len(lines())), ids=lambda n: f"{lines()[n]['指标']} {lines()[n]['情形']}")
def test_the_table_holds(n: int, found: Found) -> None:
    line = lines()[n]
    expected = (int(line["人数"]), int(line["分"])) if line["人数"] else None
    assert found.get((line["指标"], f"P{n:03d}")) == expected


def test_each_indicator_of_the_house_is_true_and_untrue_in_the_table() -> None:
    for told in (True, False):
        said = {line["指标"] for line in lines() if bool(line["人数"]) is told}
        assert said == {one.key for one in INDICATORS} - {one.key for one in CONTRACT}


def test_a_site_where_all_is_well_is_not_told(found: Found) -> None:
    well = [f"P{n:03d}" for n, line in enumerate(lines()) if not line["改动"]]
    house = {one.key for one in INDICATORS} - {one.key for one in CONTRACT}
    assert well and not [key for key, project in found if project in well and key in house]
