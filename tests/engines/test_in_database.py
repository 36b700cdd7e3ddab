"""The same expressions, asked of the database under the tests (SQLite or PostgreSQL): what was planted is found there too."""

from __future__ import annotations

from pathlib import Path

import pytest

from nuanxin.foundation.warehouse.engine import engine
from nuanxin.watch.monitoring.indicators import CONTRACT
from nuanxin.watch.monitoring.months import months_between
from nuanxin.web.terminal.benchmarks.wages.in_database import fill, found_in_database, tables_by_name
from nuanxin.web.terminal.benchmarks.wages.place import Place
from nuanxin.web.terminal.benchmarks.wages.sizes import AS_OF, FIRST, TINY


@pytest.mark.django_db
def test_the_database_finds_what_was_planted(tmp_path: Path) -> None:
    place = Place(TINY, tmp_path)
    place.invent()
    place.load()
    with engine(place.home) as con:
        fill(con, tables_by_name(place.home, place.kept, months_between(FIRST, TINY.last)), AS_OF)
    found = found_in_database(AS_OF)
    assert found.num_rows > 0
    assert place.differing(found, CONTRACT) == 0
