"""The same expressions in the words of a database: said for PostgreSQL and SQLite, and run on SQLite against the slow twin."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import pytest

from nuanxin.foundation.warehouse.columns import COLUMNS
from nuanxin.foundation.warehouse.engine import engine, named, rows_of
from nuanxin.foundation.warehouse.keeping import what_holds
from nuanxin.foundation.warehouse.loading import load_wages
from nuanxin.watch.monitoring.indicators import INDICATORS
from nuanxin.watch.monitoring.indicators.declared import Indicator, reckoned_with
from nuanxin.watch.monitoring.months import months_between
from nuanxin.web.terminal.benchmarks.wages.in_database import tables_by_name, wages_by_name
from tests.engines import twin
from tests.engines.test_indicators import AS_OF, FIRST, LAST, OWN, handed_in, invented


@pytest.mark.parametrize("dialect", ["postgres", "sqlite"])
@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda one: one.key)
def test_said_in_the_words_of_a_database(indicator: Indicator, dialect: str) -> None:
    said = str(ibis.to_sql(indicator.expression(wages_by_name(), AS_OF), dialect=dialect))
    assert all(column in said for column in ("project_id", "month", "workers", "amount_fen"))


def test_sqlite_says_what_the_twin_says(tmp_path: Path) -> None:
    tables, home = invented(4), tmp_path / "house"
    (tmp_path / "in").mkdir()
    load_wages(handed_in(tables, tmp_path / "in"), home)
    database = sqlite3.connect(":memory:")
    with engine(home) as con:
        for name, source in tables_by_name(home, what_holds(home), months_between(FIRST, LAST)).items():
            _fill(database, name, rows_of(con, f"SELECT * FROM {source}"))
    usual, own = (twin.indicators(tables, FIRST, LAST, AS_OF, figures) for figures in ({}, OWN))
    asked = set(twin.asked_months(tables, FIRST, LAST))
    each = [(one, usual) for one in INDICATORS] + [
        (one, own) for one in reckoned_with(INDICATORS, OWN) if one.key in OWN
    ]
    for one, slow in each:
        said = str(ibis.to_sql(one.expression(wages_by_name(), AS_OF), dialect="sqlite"))
        rows = [(p, date.fromisoformat(str(m)[:10]), int(w), int(f)) for p, m, w, f in database.execute(said)]
        assert {(p, m): (w, f) for p, m, w, f in rows if (p, m) in asked} == slow[one.key], one.key


def _fill(database: sqlite3.Connection, name: str, rows: list[dict[str, Any]]) -> None:
    columns = list(COLUMNS[name])
    database.execute(f"CREATE TABLE {name} ({', '.join(map(named, columns))})")
    values = [[one.isoformat() if isinstance(one := row[column], date) else one for column in columns] for row in rows]
    database.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", values)
