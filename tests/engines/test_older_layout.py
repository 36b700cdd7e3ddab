"""A warehouse that was loaded before its records said as much as today is read all the same, and made new by the next load."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from nuanxin.foundation.warehouse.engines import duckdb_reader
from nuanxin.foundation.warehouse.keeping import LAYOUT, files_of, what_holds
from nuanxin.foundation.warehouse.loading import load_wages
from nuanxin.foundation.warehouse.one_project import months_of
from nuanxin.watch.monitoring.asking import found_in, sums_of, wages_in
from nuanxin.watch.monitoring.running import Run, run_indicators
from tests.engines.test_indicators import AS_OF, FIRST, LAST, assert_equal_to_twin, handed_in, invented

LATER = {"worker_months": "card_is_own", "project_sums": "unpaid"}
MONTHS = [date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)]


def made_older(home: Path) -> None:
    kept = what_holds(home)
    for table, column in LATER.items():
        for file in files_of(home, kept, table):
            pq.write_table(pq.read_table(file).drop_columns(column), file)
    manifest = json.loads((home / "manifest.json").read_text(encoding="utf-8"))
    assert manifest.pop("layout") == LAYOUT
    (home / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_an_older_warehouse_is_read_and_made_new_by_the_next_load(tmp_path: Path) -> None:
    tables, home = invented(5), tmp_path / "house"
    (tmp_path / "in").mkdir()
    folder = handed_in(tables, tmp_path / "in")
    load_wages(folder, home)
    pages = {row["project_id"]: months_of(home, row["project_id"], MONTHS) for row in tables["projects"]}
    made_older(home)
    assert what_holds(home).layout < LAYOUT
    assert_equal_to_twin(run_indicators(home, first=FIRST, last=LAST, as_of=AS_OF), tables)
    with duckdb_reader(home) as read:
        wages = wages_in(read, home, what_holds(home), FIRST, LAST)
        alone = found_in(wages, AS_OF)
        assert_equal_to_twin(Run(int(wages.months.count().execute()), alone, sums_of(alone)), tables)
    assert {key: months_of(home, key, MONTHS) for key in pages} == pages
    (folder / "attendance.csv").unlink()  # what is handed in again touches the months of pay alone
    load_wages(folder, home)
    kept = what_holds(home)
    assert kept.layout == LAYOUT
    for table, column in LATER.items():
        assert all(column in pq.read_schema(file).names for file in files_of(home, kept, table))
    assert_equal_to_twin(run_indicators(home, first=FIRST, last=LAST, as_of=AS_OF), tables)
