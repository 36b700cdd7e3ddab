"""Every bench runs from the command line on a small ledger and prints its figures."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import call_command
from django.db import connection

from nuanxin.web.terminal.management.commands.bench import BENCHES, Command

ROWS = 2_500  # the least on which every bench finds what it looks for


@pytest.mark.slow
@pytest.mark.own_database
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
    rightness = ("再次导入新增", "与重新计数不同的表", "真相不同的行", "重新计数不同的县", "重新计数不同的地区")
    assert all(figure["holds"] for figure in report["figures"] if figure["name"].endswith(rightness))


def test_the_answer_can_be_read_by_people() -> None:
    figures = [
        {"name": "首页", "value": 12.5, "unit": "毫秒", "limit": 200, "at_least": False, "holds": True},
        {"name": "装入", "value": 9.0, "unit": "条/秒", "limit": None, "at_least": False, "holds": None},
    ]
    report = {"bench": "list_page", "rows": 1_000_000, "database": "sqlite", "figures": figures}
    first, *lines = Command().describe({"benches": [report]}).splitlines()
    assert first.startswith("列表") and first.endswith("[sqlite，1,000,000 行]")
    assert lines == ["  首页：12.5 毫秒（要求不高于 200：达到）", "  装入：9 条/秒"]
