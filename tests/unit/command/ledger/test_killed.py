"""Every row once: after a kill -9 in the middle of an import, and where two processes import the same file at once."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.command.ledger.own_house import PATIENCE, House, own_house
from tests.unit.command.ledger.workbooks import clue, settlement, workbook

ROWS = 12_000  # several chunks on either database
SETTLED = range(0, ROWS, 10)

pytestmark = [pytest.mark.slow, pytest.mark.own_database]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with own_house(tmp_path) as house:
        yield house


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    rows = [clue(f"K{n}", 反映人=f"张{n}", 诉求=f"第{n}条", 用人单位=f"第{n % 300}劳务有限公司") for n in range(ROWS)]
    return workbook(tmp_path / "a.xlsx", {"线索": rows, "办理": [settlement(f"K{n}") for n in SETTLED]})


def every_row_once(house: House) -> None:
    told = house.ask("SELECT external_number, demand FROM intake_clue")
    assert sorted(told) == sorted((f"K{n}", f"第{n}条") for n in range(ROWS))
    assert house.count("intake_reporter") == house.count("intake_clueevent WHERE kind = 'import_clue'") == ROWS
    assert house.count("(SELECT DISTINCT clue_id FROM intake_reporter) AS named") == ROWS
    assert house.count("(SELECT DISTINCT number FROM intake_clue) AS numbered") == ROWS
    assert house.count("cases_settlement") == len(SETTLED)
    assert house.count("(SELECT DISTINCT clue_id FROM cases_settlement) AS settled") == len(SETTLED)
    assert house.count("parties_employer") == 300
    assert house.run("verify_audit")["intact"] is True


def test_killed_in_its_middle(house: House, ledger: Path) -> None:
    running = house.start("import_ledger", ledger)
    until = time.monotonic() + PATIENCE
    while house.count("intake_clue") == 0 and time.monotonic() < until:
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    house.wait_until_alone()
    cut_off_at = house.count("intake_clue")
    assert 0 < cut_off_at < ROWS, "the import was not cut off in its middle"
    assert house.count("intake_reporter") == house.count("intake_clueevent") == cut_off_at
    done = house.run("import_ledger", ledger)
    assert (done["线索"]["unchanged"], done["线索"]["created"]) == (cut_off_at, ROWS - cut_off_at)
    every_row_once(house)
    third = house.run("import_ledger", ledger)
    assert (third["线索"]["unchanged"], third["办理"]["unchanged"]) == (ROWS, len(SETTLED))


def test_two_at_once(house: House, ledger: Path) -> None:
    both = [house.finish(one) for one in [house.start("import_ledger", ledger) for _ in range(2)]]
    for sheet, rows in (("线索", ROWS), ("办理", len(SETTLED))):
        assert sum(one[sheet]["created"] for one in both) == rows
        assert sum(one[sheet]["unchanged"] for one in both) == rows
        assert not any(one[sheet]["updated"] or one[sheet]["rejected"] for one in both)
    every_row_once(house)
