"""In an invented place every indicator finds what was planted, all of it and nothing else; decoys lie exactly on each limit."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from nuanxin.foundation.warehouse.engines import duckdb_reader
from nuanxin.foundation.warehouse.keeping import what_holds
from nuanxin.foundation.warehouse.loading import load_wages
from nuanxin.watch.monitoring.asking import found_in, sums_of, wages_in
from nuanxin.watch.monitoring.indicators import INDICATORS
from nuanxin.watch.monitoring.passes import found_in_passes
from nuanxin.web.terminal.benchmarks.wages.inventing import TRUTH, invent_wages
from nuanxin.web.terminal.benchmarks.wages.sizes import AS_OF, FIRST, THEMES, TINY, Size

Rows = list[dict[str, Any]]
HALF_A_YEAR = Size(THEMES * 2, months=7, crew=22, spread=9)


def truth_of(folder: Path) -> Rows:
    rows: Rows = pq.read_table(folder / TRUTH).to_pylist()
    return rows


def in_order(rows: Rows) -> list[tuple[object, ...]]:
    names = ("indicator", "project_id", "month", "workers", "amount_fen")
    return sorted(tuple(row[name] for name in names) for row in rows)


@pytest.mark.parametrize(("size", "seed"), [(TINY, 1), (HALF_A_YEAR, 7)])
def test_what_was_planted_is_found(size: Size, seed: int, tmp_path: Path) -> None:
    home = tmp_path / "house"
    loaded = load_wages(invent_wages(size, tmp_path, seed=seed), home)
    assert not loaded.wrong
    truth = truth_of(tmp_path)
    quick = found_in_passes(home, what_holds(home), FIRST, size.last, AS_OF)
    assert in_order(quick.to_pylist()) == in_order(truth)
    with duckdb_reader(home) as read:
        sums = sums_of(found_in(wages_in(read, home, what_holds(home), FIRST, size.last), AS_OF))
    assert {key: one.project_months for key, one in sums.items()} == Counter(row["indicator"] for row in truth)
    for key, one in sums.items():
        mine = [row for row in truth if row["indicator"] == key]
        assert (one.workers, one.amount_fen) == tuple(
            sum(row[name] for row in mine) for name in ("workers", "amount_fen")
        )


def test_each_indicator_is_planted(tmp_path: Path) -> None:
    invent_wages(TINY, tmp_path)
    assert {row["indicator"] for row in truth_of(tmp_path)} == {one.key for one in INDICATORS}
    assert all(int(str(row["workers"])) > 0 and int(str(row["amount_fen"])) >= 0 for row in truth_of(tmp_path))


def test_one_seed_writes_the_same_rows(tmp_path: Path) -> None:
    one, again, other = (invent_wages(TINY, tmp_path / str(n), seed=seed) for n, seed in enumerate((1, 1, 2)))
    pay = [pq.read_table(folder / "payroll") for folder in (one, again, other)]
    assert pay[0].equals(pay[1])
    assert not pay[0].equals(pay[2])


def test_a_region_is_asked_alone(tmp_path: Path) -> None:
    home = tmp_path / "house"
    tables = invent_wages(TINY, tmp_path)
    load_wages(tables, home)
    projects = {row["project_id"]: row["region_code"] for row in pq.read_table(tables / "projects.parquet").to_pylist()}
    mine = {code for code in projects.values() if code.startswith("4101")}
    found = found_in_passes(home, what_holds(home), FIRST, TINY.last, AS_OF, regions=mine).to_pylist()
    expected = [row for row in truth_of(tmp_path) if projects[row["project_id"]].startswith("4101")]
    assert expected
    assert in_order(found) == in_order(expected)
