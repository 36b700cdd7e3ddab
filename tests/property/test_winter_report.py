"""Two hundred random ledgers: the winter form equals its slow, obvious twin in every cell, item and check."""

from __future__ import annotations

import pytest

from nuanxin.command.counters.facts import Window
from nuanxin.command.reporting.counting import winter_report
from nuanxin.command.reporting.drill import drill
from tests.property.obvious_winter import obvious_winter
from tests.property.random_ledger import RandomLedger

LEDGERS = 200
QUESTIONS = 4


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(LEDGERS))
def test_every_cell_item_and_check_equals_the_twin(seed: int) -> None:
    ledger = RandomLedger(seed)
    twin = ledger.write()
    for _ in range(QUESTIONS):
        asked = ledger.asked()
        expected = obvious_winter(twin, *asked)
        report = winter_report(*asked)
        got = report.as_json()
        assert got["rows"] == {row: {str(c): n for c, n in cells.items()} for row, cells in expected["rows"].items()}
        assert got["shown"] == {row: {str(c): n for c, n in cells.items()} for row, cells in expected["shown"].items()}
        assert got["items"] == expected["items"]
        assert {check["key"]: check["ok"] for check in got["checks"]} == expected["kept"]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(0, LEDGERS, 10))
def test_the_rows_behind_every_cell_add_up_to_it(seed: int) -> None:
    ledger = RandomLedger(seed)
    ledger.write()
    asked = ledger.asked()
    report, window = winter_report(*asked), Window(*asked)
    for row, cells in report.rows.items():
        for column, figure in cells.items():
            assert drill(f"{row}.{column}", window).figure == figure, f"{row}.{column}"
    for item, figure in report.items.items():
        assert drill(item, window).figure == figure, item
