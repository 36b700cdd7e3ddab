"""What a page of one project reads: its own rows of the asked months and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from nuanxin.foundation.warehouse.loading import load_wages
from nuanxin.foundation.warehouse.one_project import records_of, sums_of_project
from nuanxin.foundation.warehouse.records import PROJECT_SUMS, WORKER_MONTHS
from tests.unit.foundation.warehouse.handed_in import as_csv, good_tables, rows_of

JANUARY, FEBRUARY, MARCH = date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)


def test_it_is_what_the_whole_says_of_it(tmp_path: Path) -> None:
    home = tmp_path / "house"
    load_wages(as_csv(good_tables(), tmp_path / "in"), home)
    for table, read in ((WORKER_MONTHS, records_of), (PROJECT_SUMS, sums_of_project)):
        mine = [row for row in rows_of(home, table) if row["project_id"] == "P2" and row["month"] == FEBRUARY]
        assert mine
        assert read(home, "P2", [FEBRUARY, MARCH]) == sorted(mine, key=lambda row: str(row.get("worker_id")))
    assert [row["month"] for row in sums_of_project(home, "P1", [FEBRUARY, JANUARY])] == [JANUARY, FEBRUARY]
    (row, _) = sums_of_project(home, "P1", [JANUARY, FEBRUARY])
    assert (row["came"], row["signed"], row["days"], row["listed"], row["due_fen"], row["paid_fen"]) == (3, 3, 60, 3, 1800000, 1800000)  # fmt: skip


def test_who_is_unknown_has_no_rows(tmp_path: Path) -> None:
    home = tmp_path / "house"
    assert records_of(home, "P1", [JANUARY]) == []
    load_wages(as_csv(good_tables(), tmp_path / "in"), home)
    assert records_of(home, "P9' OR '1' = '1", [JANUARY]) == []
    assert records_of(home, "P1", [MARCH]) == []
