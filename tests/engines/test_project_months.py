"""The flat rows of project-months stay what the tables say, whatever is handed in when; and what lies in many groups or in no file."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from nuanxin.foundation.warehouse.columns import PROJECT_MONTHS, WORKER_MONTHS
from nuanxin.foundation.warehouse.engines import duckdb_reader
from nuanxin.foundation.warehouse.keeping import files_of, what_holds
from nuanxin.foundation.warehouse.loading import load_wages
from nuanxin.foundation.warehouse.project_months import worked_out
from nuanxin.watch.monitoring.asking import found_in, sums_of, wages_in
from nuanxin.watch.monitoring.running import Run, run_indicators
from tests.engines.test_indicators import AS_OF, FIRST, LAST, assert_equal_to_twin, handed_in, invented
from tests.unit.foundation.warehouse.handed_in import rows_of

Tables = dict[str, list[dict[str, Any]]]
MONTHLY = {"attendance": "on", "payroll": "month", "account_flows": "on"}


def loaded(tables: Tables, folder: Path, home: Path, *, without: tuple[str, ...] = ()) -> None:
    folder.mkdir()
    handed_in(tables, folder)
    for name in without:
        (folder / f"{name}.csv").unlink()
    assert not load_wages(folder, home).refused


def of_month(tables: Tables, month: str) -> Tables:
    mine = {name: [row for row in tables[name] if f"{row[on]:%Y-%m}" == month] for name, on in MONTHLY.items()}
    return {**tables, **mine}


def assert_as_worked_out_anew(home: Path) -> None:
    kept = what_holds(home)
    months = [date.fromisoformat(f"{name}-01") for name in kept.months(PROJECT_MONTHS)]
    anew = worked_out(home, kept, months).sort_by([("month", "ascending"), ("project_id", "ascending")]).to_pylist()
    rows = sorted(rows_of(home, PROJECT_MONTHS), key=lambda row: (row["month"], row["project_id"]))
    assert rows == anew


@pytest.mark.parametrize("seed", [1, 6, 9])
def test_late_months_and_changed_projects_are_told_wherever_they_count(seed: int, tmp_path: Path) -> None:
    tables, home, dice = invented(seed), tmp_path / "house", random.Random(seed)
    names = sorted({f"{row[on]:%Y-%m}" for name, on in MONTHLY.items() for row in tables[name]})
    dice.shuffle(names)
    loaded(of_month(tables, names[0]), tmp_path / "first", home)
    for month in names[1:]:
        loaded(of_month(tables, month), tmp_path / month, home, without=("projects", "workers", "deposits"))
        assert_as_worked_out_anew(home)
    for project in tables["projects"]:
        project["permit_on"] = date(2024, 2, 20)
    loaded(tables, tmp_path / "projects", home, without=(*MONTHLY, "workers", "deposits"))
    assert_as_worked_out_anew(home)
    for deposit in tables["deposits"]:
        deposit["valid_to"] = date(2024, 4, 19)
    loaded(tables, tmp_path / "deposits", home, without=(*MONTHLY, "workers", "projects"))
    assert_as_worked_out_anew(home)
    assert_equal_to_twin(run_indicators(home, first=FIRST, last=LAST, as_of=AS_OF), tables)


def test_a_late_month_leaves_the_files_of_months_before(tmp_path: Path) -> None:
    tables, home = invented(2), tmp_path / "house"
    loaded(tables, tmp_path / "first", home)
    before = what_holds(home).parts[PROJECT_MONTHS]
    tables["account_flows"] = []
    tables["payroll"] = []
    loaded(of_month(tables, "2024-05"), tmp_path / "late", home, without=("projects", "workers", "deposits", "payroll", "account_flows"))  # fmt: skip
    after = what_holds(home).parts[PROJECT_MONTHS]
    assert [month for month in before if after[month] == before[month]][:1] == ["2023-12"]
    assert after["2024-04"] != before["2024-04"] and after["2024-05"] != before["2024-05"]


def test_months_of_which_there_is_no_file_are_asked_all_the_same(tmp_path: Path) -> None:
    tables, home = invented(2), tmp_path / "house"
    tables["projects"][0]["ends_on"] = None
    loaded(tables, tmp_path / "first", home)
    first, last = date(2023, 10, 1), date(2024, 7, 1)
    assert {"2023-10", "2024-07"}.isdisjoint(what_holds(home).parts[PROJECT_MONTHS])
    run = run_indicators(home, first=first, last=last, as_of=AS_OF)
    assert max(row["month"] for row in run.found.to_pylist()) == last
    assert_equal_to_twin(run, tables, first=first, last=last)
    with duckdb_reader(home) as read:  # as other engines ask
        wages = wages_in(read, home, what_holds(home), first, last)
        alone = found_in(wages, AS_OF)
        assert_equal_to_twin(
            Run(int(wages.months.count().execute()), alone, sums_of(alone)), tables, first=first, last=last
        )


def test_a_project_whose_rows_lie_in_two_groups_is_told_once(tmp_path: Path) -> None:
    tables, home = invented(7), tmp_path / "house"
    loaded(tables, tmp_path / "first", home)
    for file in files_of(home, what_holds(home), WORKER_MONTHS):
        pq.write_table(pq.read_table(file), file, row_group_size=7)
    assert_equal_to_twin(run_indicators(home, first=FIRST, last=LAST, as_of=AS_OF), tables)
