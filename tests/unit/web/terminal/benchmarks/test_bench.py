"""Every bench runs from the command line on a small ledger and prints its figures."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import call_command
from django.db import connection

from nuanxin.web.terminal.management.commands.bench import BENCHES

pytestmark = pytest.mark.slow
ROWS = 120


@pytest.mark.parametrize("name", BENCHES)
def test_it_prints_its_figures(name: str) -> None:
    out = io.StringIO()
    call_command("bench", name, "--rows", str(ROWS), "--database", connection.vendor, "--json", stdout=out)
    (report,) = json.loads(out.getvalue())["benches"]
    assert (report["bench"], report["rows"], report["database"]) == (name, ROWS, connection.vendor)
    assert len(report["figures"]) >= 5
    for figure in report["figures"]:
        assert figure["name"] and figure["value"] >= 0
        assert figure["holds"] is None or figure["limit"] is not None
    # What is right or wrong at any size; how fast it is on a hundred rows says nothing.
    rightness = {"再次导入新增", "与重新计数不同的表"}
    assert all(figure["holds"] for figure in report["figures"] if figure["name"] in rightness)


def test_the_answer_can_be_read_by_people() -> None:
    out = io.StringIO()
    call_command("bench", "list_page", "--rows", "40", "--database", connection.vendor, stdout=out)
    first, *figures = out.getvalue().splitlines()
    assert first.startswith("列表") and f"[{connection.vendor}，40 行]" in first
    assert len(figures) >= 5 and all(line.startswith("  ") and "：" in line for line in figures)
