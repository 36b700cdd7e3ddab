"""A warehouse that was loaded before its records said as much as today is read all the same, and made new by whoever runs or loads first."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from nuanxin.foundation.warehouse.columns import COLUMNS
from nuanxin.foundation.warehouse.keeping import LAYOUT, files_of, what_holds
from nuanxin.foundation.warehouse.loading import load_wages
from nuanxin.foundation.warehouse.one_project import months_of
from nuanxin.watch.monitoring.running import run_indicators
from tests.engines.test_indicators import AS_OF, FIRST, LAST, assert_equal_to_twin, handed_in, invented
from tests.unit.foundation.warehouse.handed_in import rows_of

LATER = {
    "worker_months": ["left_on", "outside_stay", "card_shared", "elsewhere"],
    "project_sums": [
        name for name in COLUMNS["project_sums"] if name.startswith(("undated", "least_", "most_", "first_", "last_"))
    ],
}
EARLIEST = {"worker_months": ["card_is_own"], "project_sums": ["unpaid"]}
MONTHS = [date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)]


def made_older(home: Path, layout: int) -> None:
    """As layout 3 was, or 2, or the first, which named none."""
    kept = what_holds(home)
    for table, later in LATER.items() if layout < 3 else ():
        for file in files_of(home, kept, table):
            gone = later + (EARLIEST[table] if layout == 1 else [])
            pq.write_table(pq.read_table(file).drop_columns(gone), file)
    manifest = json.loads((home / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["layout"] == LAYOUT
    manifest["layout"] = layout
    if layout == 1:
        del manifest["layout"]
    del manifest["parts"]["project_months"]
    if layout < 3:
        manifest["parts"]["shared_cards"] = manifest["parts"].pop("flow_sums")
    (home / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize("layout", [1, 2, 3])
@pytest.mark.parametrize("first", ["run", "load"])
def test_an_older_warehouse_is_read_and_made_new_by_the_first_run_or_load(
    tmp_path: Path, layout: int, first: str
) -> None:
    tables, home = invented(5), tmp_path / "house"
    (tmp_path / "in").mkdir()
    folder = handed_in(tables, tmp_path / "in")
    load_wages(folder, home)
    pages = {row["project_id"]: months_of(home, row["project_id"], MONTHS) for row in tables["projects"]}
    as_new = {table: rows_of(home, table) for table in (*LATER, "flow_sums", "project_months")}
    made_older(home, layout)
    assert what_holds(home).layout < LAYOUT
    assert {key: months_of(home, key, MONTHS) for key in pages} == pages
    assert what_holds(home).layout < LAYOUT  # a page that is read writes nothing
    if first == "load":  # what is handed in again touches the months of pay alone
        (folder / "attendance.csv").unlink()
        load_wages(folder, home)
    assert_equal_to_twin(run_indicators(home, first=FIRST, last=LAST, as_of=AS_OF), tables)
    kept = what_holds(home)
    assert (kept.layout, kept.version, "shared_cards" in kept.parts) == (LAYOUT, 1 + (first == "load"), False)
    assert {table: rows_of(home, table) for table in as_new} == as_new
    assert {key: months_of(home, key, MONTHS) for key in pages} == pages
