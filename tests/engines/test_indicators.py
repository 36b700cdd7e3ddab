"""Every indicator on the engine says what the slow twin says, for invented wages with every irregularity in them."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from nuanxin.foundation.warehouse.engines import duckdb_reader
from nuanxin.foundation.warehouse.keeping import what_holds
from nuanxin.foundation.warehouse.loading import load_wages
from nuanxin.foundation.warehouse.tables import TABLES
from nuanxin.watch.monitoring.asking import found_in, sums_of, wages_in
from nuanxin.watch.monitoring.indicators import INDICATORS
from nuanxin.watch.monitoring.indicators.declared import reckoned_with
from nuanxin.watch.monitoring.running import Run, run_indicators
from tests.engines import twin

FIRST, LAST, AS_OF = date(2024, 1, 1), date(2024, 4, 30), date(2024, 4, 20)


def invented(seed: int) -> dict[str, list[dict[str, Any]]]:
    dice = random.Random(seed)
    tables: dict[str, list[dict[str, Any]]] = {table.name: [] for table in TABLES}
    for p in range(dice.randint(2, 4)):
        key = f"P{p}"
        tables["projects"].append(
            {
                "project_id": key, "name": key, "region_code": "410721", "general_contractor": "甲",
                "labour_fee_due_day": dice.choice([None, 5, 20]), "minimum_wage_fen": dice.choice([None, 180000]),
                "starts_on": date(2023, 12, 15) + timedelta(days=dice.randrange(90)),
                "ends_on": dice.choice([None, date(2024, 3, 10)]),
                "permit_on": dice.choice([None, date(2023, 11, 1), date(2024, 1, 31), date(2024, 2, 1)]),
            }
        )  # fmt: skip
        crew = [f"W{n}" for n in range(dice.choice([3, 12, 25]))]
        for who in crew:
            card = dice.choice([None, "6222", f"62{p}{who}"])
            tables["workers"].append(
                {
                    "project_id": key, "worker_id": who, "card": card, "contract_signed": dice.choice([True] * 8 + [False, None]),
                    "entered_on": dice.choice([None, date(2023, 6, 1), date(2024, 1, 31), date(2024, 2, 9)]),
                    "left_on": dice.choice([None, None, date(2024, 2, 1), date(2024, 3, 31), date(2024, 4, 20)]),
                }
            )  # fmt: skip
        for month in (date(2023, 12, 1), date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1), date(2024, 5, 1)):
            _month_of(dice, tables, key, crew, month)
        for _ in range(dice.randrange(12)):
            on = date(2023, 12, 1) + timedelta(days=dice.randrange(140))
            kind = dice.choice(["labour_fee_in", "wage_out", "other_in", "other_out"])
            fen = dice.choice([0, 1, 4, 8, 40]) * 500000
            tables["account_flows"].append({"project_id": key, "on": on, "kind": kind, "amount_fen": fen})
        for _ in range(dice.randrange(3)):
            until = dice.choice(
                [None, date(2024, 4, 19), date(2024, 4, 20), date(2024, 5, 20), date(2024, 5, 21), date(2025, 1, 1)]
            )
            tables["deposits"].append({"project_id": key, "kind": "guarantee", "amount_fen": 1, "valid_to": until})
    return tables


def _month_of(
    dice: random.Random, tables: dict[str, list[dict[str, Any]]], key: str, crew: list[str], month: date
) -> None:
    """Attendance and payroll: of some months as everywhere, of some of one piece, of some nobody paid, of some no sheet."""
    share, copied, flat = dice.choice([0.1, 0.9, 1]), dice.random() < 0.2, dice.choice([None, None, 300000, 600000])
    unpaid, listed, same = dice.random() < 0.4, dice.choice([0, 0.8, 0.8, 1]), dice.sample(range(28), 24)
    for who in crew:
        if dice.random() < share:
            days = same if copied else dice.sample(range(28), dice.choice([3, 20, 24, 27, 28]))
            for n in days:
                for _ in range(1 if copied else dice.choice([1, 1, 2])):
                    on, hours = month + timedelta(days=n), 8 if copied else dice.choice([8, 8, 9.5, 12.5])
                    tables["attendance"].append({"project_id": key, "worker_id": who, "on": on, "hours": hours})
        if dice.random() < listed:
            due = flat or dice.choice([0, 170000, 600000])
            paid = 0 if unpaid else dice.choice([0, due, due // 2, 170000])
            due_on = twin.following(month) + timedelta(days=dice.choice([14, 14, 14, 45]))
            tables["payroll"].append(
                {
                    "project_id": key, "worker_id": who, "month": month, "due_on": due_on, "amount_due_fen": due,
                    "amount_paid_fen": paid, "card": dice.choice([None, "6222", f"62{p_of(key)}{who}"]),
                    "paid_on": due_on + timedelta(days=dice.choice([-20, 0, 1])) if paid and dice.random() < 0.98 else None,
                }
            )  # fmt: skip


def p_of(key: str) -> str:
    return key.removeprefix("P")


def handed_in(tables: dict[str, list[dict[str, Any]]], folder: Path) -> Path:
    for table in TABLES:
        with (folder / f"{table.name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, [column.name for column in table.columns])
            writer.writeheader()
            writer.writerows(
                {key: f"{value:%Y-%m}" if key == "month" else value for key, value in row.items()}
                for row in tables[table.name]
            )
    return folder


@pytest.mark.parametrize("seed", range(12))
def test_the_engine_says_what_the_twin_says(seed: int, tmp_path: Path) -> None:
    tables, home = invented(seed), tmp_path / "house"
    (tmp_path / "in").mkdir()
    assert not load_wages(handed_in(tables, tmp_path / "in"), home).refused
    run = run_indicators(home, first=FIRST, last=LAST, as_of=AS_OF)
    assert_equal_to_twin(run, tables)
    with duckdb_reader(home) as read:  # each alone, as other engines ask them
        wages = wages_in(read, home, what_holds(home), FIRST, LAST)
        alone = found_in(wages, AS_OF)
        assert_equal_to_twin(Run(int(wages.months.count().execute()), alone, sums_of(alone)), tables)


# Figures of a place, each otherwise than the house's.
OWN = {
    "below_minimum_wage": {"days": 25}, "headcount_drop": {"workers": 3, "percent": 90}, "real_name_low": {"percent": 96},
    "hours_excessive": {"hours": 220}, "no_rest_days": {"days": 24}, "attendance_alike": {"workers": 13}, "pay_alike": {"workers": 13},
    "payroll_missing": {"days": 60}, "day_pay_fell": {"percent": 80},
}  # fmt: skip


def test_figures_of_a_place_say_what_the_twin_says_with_them(tmp_path: Path) -> None:
    moved = set()
    for seed in (0, 1, 5):
        tables, folder = invented(seed), tmp_path / str(seed)
        (folder / "in").mkdir(parents=True)
        load_wages(handed_in(tables, folder / "in"), folder / "house")
        asked = reckoned_with(INDICATORS, OWN)
        run = run_indicators(folder / "house", first=FIRST, last=LAST, as_of=AS_OF, indicators=asked)
        assert_equal_to_twin(run, tables, OWN)
        with duckdb_reader(folder / "house") as read:
            wages = wages_in(read, folder / "house", what_holds(folder / "house"), FIRST, LAST)
            alone = found_in(wages, AS_OF, asked)
            assert_equal_to_twin(Run(int(wages.months.count().execute()), alone, sums_of(alone)), tables, OWN)
        usual, own = (twin.indicators(tables, FIRST, LAST, AS_OF, one) for one in ({}, OWN))
        moved |= {key for key in usual if usual[key] != own[key]}
    assert moved == set(OWN)  # each figure matters


def assert_equal_to_twin(
    run: Run,
    tables: dict[str, list[dict[str, Any]]],
    own: dict[str, dict[str, int]] | None = None,
    *,
    first: date = FIRST,
    last: date = LAST,
) -> None:
    slow = twin.indicators(tables, first, last, AS_OF, own)
    assert run.project_months == len(twin.asked_months(tables, first, last))
    fast: dict[str, dict[tuple[str, date], tuple[int, int]]] = {one.key: {} for one in INDICATORS}
    for row in run.found.to_pylist():
        fast[row["indicator"]][row["project_id"], row["month"]] = (row["workers"], row["amount_fen"])
    assert fast == slow
    for key, sums in run.sums.items():
        said = slow[key].values()
        assert (sums.project_months, sums.workers, sums.amount_fen) == (
            len(said),
            sum(w for w, _ in said),
            sum(f for _, f in said),
        )


@pytest.mark.parametrize("seed", [3, 8])
def test_handed_in_project_by_project_it_says_the_same(seed: int, tmp_path: Path) -> None:
    """What a record knows of the rest of its month (a card, a second site) is told anew when another project brings that month."""
    tables, home = invented(seed), tmp_path / "house"
    for project in tables["projects"]:
        key = project["project_id"]
        mine = {name: [row for row in rows if row["project_id"] == key] for name, rows in tables.items()}
        (tmp_path / key).mkdir()
        assert not load_wages(handed_in(mine, tmp_path / key), home).refused
    assert_equal_to_twin(run_indicators(home, first=FIRST, last=LAST, as_of=AS_OF), tables)
