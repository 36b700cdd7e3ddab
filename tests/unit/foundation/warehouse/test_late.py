"""Late rows re-do only what they touch; a load that dies leaves what was; who reads meanwhile reads what was."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from nuanxin.foundation.warehouse import keeping, loading
from nuanxin.foundation.warehouse.keeping import files_of, what_holds
from nuanxin.foundation.warehouse.loading import load_wages
from nuanxin.foundation.warehouse.records import WORKER_MONTHS
from tests.unit.foundation.warehouse.handed_in import as_csv, bytes_of, good_tables, rows_of


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "house"
    load_wages(as_csv(good_tables(), tmp_path / "first"), home)
    return home


def test_a_late_month_leaves_the_other_months_files(home: Path) -> None:
    before = what_holds(home)
    late = good_tables(months=(2,), projects=("P1",))
    for row in late["payroll"]:
        row["amount_paid_fen"] = 1
    loaded = load_wages(as_csv(late, home.parent / "late"), home)
    after = what_holds(home)
    assert loaded.months == ("2024-02",)
    for table in ("attendance_months", "payroll", "account_flows", "worker_months", "project_sums"):
        assert after.parts[table]["2024-01"] == before.parts[table]["2024-01"], table
        assert after.parts[table]["2024-02"] != before.parts[table]["2024-02"], table
    paid = {(row["project_id"], row["month"].month): row["amount_paid_fen"] for row in rows_of(home, "payroll")}
    assert paid == {("P1", 1): 600000, ("P1", 2): 1, ("P2", 1): 600000, ("P2", 2): 600000}


def test_a_new_month_only_adds(home: Path) -> None:
    before = what_holds(home)
    load_wages(as_csv(good_tables(months=(3,)), home.parent / "late"), home)
    after = what_holds(home)
    assert after.months("payroll") == ["2024-01", "2024-02", "2024-03"]
    assert all(
        after.parts[WORKER_MONTHS][month] == before.parts[WORKER_MONTHS][month] for month in ("2024-01", "2024-02")
    )


def test_the_same_again_says_the_same(home: Path) -> None:
    tables = [*what_holds(home).parts]
    before = {table: rows_of(home, table) for table in tables}
    load_wages(as_csv(good_tables(), home.parent / "again"), home)
    assert {table: rows_of(home, table) for table in tables} == before


def test_a_changed_roster_stands_in_every_record_of_its_project(home: Path) -> None:
    """The roster is the project's, not the month's: January is told anew though only February came."""
    late = good_tables(months=(2,), projects=("P1",))
    late["workers"][0].update(card="6228000000000000999", contract_signed="否")
    late["projects"][0]["minimum_wage_fen"] = 210000
    load_wages(as_csv(late, home.parent / "late"), home)
    records = {(row["project_id"], row["worker_id"], row["month"].month): row for row in rows_of(home, WORKER_MONTHS)}
    for month in (1, 2):
        row = records["P1", "W0", month]
        assert (row["own_card"], row["contract_signed"], row["minimum_wage_fen"]) == (
            "6228000000000000999",
            False,
            210000,
        )
        assert records["P2", "W0", month]["minimum_wage_fen"] == 200000
    assert [row["signed"] for row in rows_of(home, "project_sums") if row["project_id"] == "P1"] == [2, 2]


def test_records_are_what_the_tables_say(home: Path) -> None:
    """The twin: attendance, pay and roster looked up one by one."""
    pay = {(row["project_id"], row["worker_id"], row["month"]): row for row in rows_of(home, "payroll")}
    came = {(row["project_id"], row["worker_id"], row["month"]): row for row in rows_of(home, "attendance_months")}
    roster = {(row["project_id"], row["worker_id"]): row for row in rows_of(home, "workers")}
    records = rows_of(home, WORKER_MONTHS)
    assert {(row["project_id"], row["worker_id"], row["month"]) for row in records} == pay.keys() | came.keys()
    for row in records:
        key = (row["project_id"], row["worker_id"], row["month"])
        assert (row["days"], row["day_map"]) == (came[key]["days"], came[key]["day_map"]) == (20, (1 << 20) - 1)
        assert (row["amount_due_fen"], row["card"]) == (pay[key]["amount_due_fen"], pay[key]["card"])
        assert row["own_card"] == roster[key[:2]]["card"]


_DIES = """
import os, sys
from pathlib import Path
from nuanxin.foundation.warehouse import loading
loading.put_in_place = lambda *_: os._exit(9)  # everything is written but the manifest
loading.load_wages(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def test_a_load_killed_in_the_middle_leaves_what_was(home: Path) -> None:
    before, manifest = bytes_of(home), what_holds(home)
    folder = as_csv(good_tables(months=(2, 3)), home.parent / "late")
    died = subprocess.run([sys.executable, "-c", _DIES, str(folder), str(home)], capture_output=True)
    assert died.returncode == 9, died.stderr
    assert what_holds(home) == manifest
    assert {name: content for name, content in bytes_of(home).items() if name in before} == before
    assert len(bytes_of(home)) > len(before)  # what it had written is named by nobody …
    assert load_wages(folder, home).months == ("2024-02", "2024-03")
    parts = what_holds(home).parts.values()
    left = {path.name for path in home.glob("*.parquet")} - {name for one in parts for name in one.values()}
    assert left <= {name for one in manifest.parts.values() for name in one.values()}  # … and gone with the next load


def test_a_load_that_fails_while_it_writes_leaves_what_was(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest, written = what_holds(home), loading._write
    calls = []

    def full(*given: object) -> str:
        calls.append(given)
        if len(calls) == 3:
            raise OSError("No space left on device")
        return written(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(loading, "_write", full)
    with pytest.raises(OSError, match="No space"):
        load_wages(as_csv(good_tables(months=(2,)), home.parent / "late"), home)
    assert what_holds(home) == manifest
    assert all(path.exists() for table in manifest.parts for path in files_of(home, manifest, table))


def test_who_reads_during_a_load_reads_what_was(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, list[int]]] = []
    put = keeping.put_in_place

    def read_then_put(folder: Path, kept: keeping.Kept) -> None:
        holds = what_holds(folder)
        seen.append((holds.version, sorted({row["amount_paid_fen"] for row in rows_of(folder, "payroll")})))
        put(folder, kept)

    begun = what_holds(home)
    monkeypatch.setattr(loading, "put_in_place", read_then_put)
    late = good_tables()
    for row in late["payroll"]:
        row["amount_paid_fen"] = 1
    load_wages(as_csv(late, home.parent / "late"), home)
    assert seen == [(1, [600000])]
    # A run that began before the load finds its files after it, too.
    with duckdb.connect() as con:
        files = [str(path) for path in files_of(home, begun, "payroll")]
        assert con.execute(f"SELECT DISTINCT amount_paid_fen FROM read_parquet({files})").fetchall() == [(600000,)]
    assert {row["amount_paid_fen"] for row in rows_of(home, "payroll")} == {1}
