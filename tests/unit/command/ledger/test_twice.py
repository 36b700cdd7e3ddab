"""The same file twice: every good row once, and no row of the database changed by the second time.

3 000 rows; with NUANXIN_SLOW=1 the hundred thousand of a city's history.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from python_calamine import CalamineWorkbook

from nuanxin.foundation.parties import likeness, names, places
from nuanxin.rights.intake.models import Clue, Reporter
from nuanxin.web.terminal.benchmarks.load import make_regions
from nuanxin.web.terminal.benchmarks.sheets import write_sheet
from tests.conftest import People
from tests.unit.command.ledger.workbooks import command

ROWS = 100_000 if os.environ.get("NUANXIN_SLOW") == "1" else 3_000
# What an import leaves of itself: that it ran. Everything else is the ledger.
TRACES = {"audit_auditevent", "audit_chainhead"}

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def a_citys_counties(regions: None) -> Iterator[None]:
    """More counties than are built in; what is remembered of place names is forgotten with them."""
    make_regions()
    yield
    for room in (places, names, likeness):
        for remembering in vars(room).values():
            if hasattr(remembering, "cache_clear"):
                remembering.cache_clear()


def everything() -> dict[str, tuple[int, str]]:
    """Every table: how many rows, and one digest over all of them in their order."""
    found = {}
    with connection.cursor() as cursor:
        for name in sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)} - TRACES):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)} AS r ORDER BY 1, 2")
            digest, rows = sha256(), 0
            while several := cursor.fetchmany(5_000):
                rows += len(several)
                for row in several:
                    digest.update(repr(row).encode())
            found[name] = (rows, digest.hexdigest())
    return found


def good_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of the file that can be taken, by the obvious reading of what `write_sheet` spoils."""
    lines = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("线索").to_python()
    rows = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    bad = {"收到日期": "2023-02-30", "区划代码": "999999", "欠薪金额(元)": "约三万"}
    return [row for row in rows if not any(row[heading] == said for heading, said in bad.items())]


def test_the_second_time_changes_nothing(people: People, a_citys_counties: None, tmp_path: Path) -> None:
    path = tmp_path / "ledger.xlsx"
    write_sheet(path, ROWS, 17)
    good = good_rows(path)
    assert 0.9 * ROWS < len(good) < ROWS
    first = command("import_clues", path)
    assert (first["read"], first["created"], first["rejected"]) == (ROWS, len(good), ROWS - len(good))

    told = Counter((row["外部编号"], row["收到日期"], _fen(row["欠薪金额(元)"]), row["区划代码"]) for row in good)
    kept = Clue.objects.values_list("external_number", "received_on", "amount_fen", "region_id")
    assert Counter((number, str(day), fen, region) for number, day, fen, region in kept.iterator()) == told
    assert max(told.values()) == 1
    people_told = Counter((row["外部编号"], row["反映人"], row["联系电话"]) for row in good)
    people_kept = Reporter.objects.select_related("clue").iterator(chunk_size=5_000)
    assert Counter((one.clue.external_number, one.name, one.phone) for one in people_kept) == people_told

    before = everything()
    assert before["intake_clue"][0] == len(good)
    second = command("import_clues", path)
    counts = (second["created"], second["updated"], second["unchanged"], second["rejected"])
    assert counts == (0, 0, len(good), ROWS - len(good))
    after = everything()
    assert {name for name in before if before[name] != after[name]} == set()


def _fen(yuan: Any) -> int | None:
    return round(yuan * 100) if yuan != "" else None
