"""Cut off by kill -9 in the middle, the same import ends with every row once."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from tests.unit.command.ledger.workbooks import clue, settlement, workbook

ROWS = 12_500


@pytest.mark.slow
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="looks into the file of an SQLite database of its own")
def test_every_row_once(tmp_path: Path) -> None:
    assert connection.vendor == "sqlite"
    rows = [clue(f"K{n}", 反映人=f"张{n}", 诉求=f"第{n}条") for n in range(ROWS)]
    path = workbook(tmp_path / "a.xlsx", {"线索": rows, "办理": [settlement(f"K{n}") for n in range(0, ROWS, 10)]})
    environment = {**os.environ, "NUANXIN_HOME": str(tmp_path), "NUANXIN_DATABASE_URL": ""}

    def nuanxin(*arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "nuanxin", *arguments]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def count(table: str) -> int:
        with sqlite3.connect(tmp_path / "nuanxin.sqlite3", timeout=30) as database:
            return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    assert nuanxin("setup", "--json").wait(timeout=120) == 0
    running = nuanxin("import_ledger", str(path), "--json")
    until = time.monotonic() + 120
    while count("intake_clue") == 0 and time.monotonic() < until:
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    cut_off_at = count("intake_clue")
    assert 0 < cut_off_at < ROWS, "the import was not cut off in its middle"
    assert count("intake_reporter") == count("intake_clueevent") == cut_off_at
    again = nuanxin("import_ledger", str(path), "--json")
    out, said = again.communicate(timeout=240)
    assert again.returncode == 0, said
    done = json.loads(out)
    assert done["线索"]["unchanged"] == cut_off_at and done["线索"]["created"] == ROWS - cut_off_at
    assert count("intake_clue") == count("intake_reporter") == ROWS
    assert count("cases_settlement") == len(range(0, ROWS, 10))
    third = json.loads(nuanxin("import_ledger", str(path), "--json").communicate(timeout=240)[0])
    assert (third["线索"]["unchanged"], third["办理"]["unchanged"]) == (ROWS, len(range(0, ROWS, 10)))
