"""A hundred thousand rows of a workbook, with errors and duplicates, beside two scripts that do less.

The bare limit (limit 2, docs/adr/0010): read the cells, then copy exactly the rows that the import left into the same
tables with the same indexes; no import that stores this can be faster. Beside it, without a limit: read the cells and
copy them as text into one table without types, which is what a script does that keeps no ledger.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from django.db import connection, transaction
from python_calamine import CalamineWorkbook

from nuanxin.command.ledger.importing import import_clues
from nuanxin.web.terminal.benchmarks.figures import Report, stopwatch
from nuanxin.web.terminal.benchmarks.load import make_regions
from nuanxin.web.terminal.benchmarks.sheets import write_sheet
from nuanxin.web.terminal.benchmarks.stored import seconds_to_store_again

ROWS = 100_000
DATABASES = ("postgresql", "sqlite")
_TODAY = date(2024, 1, 10)


def measure(report: Report) -> None:
    """The peer first (it leaves a table aside), the import, the same import once more; then its rows stored again."""
    make_regions()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.xlsx"
        write_sheet(path, report.rows, 31)
        with stopwatch() as seconds:
            rows = _parse(path)
            parsed = seconds()
            _copy(rows)
            bare = seconds()
        del rows
        with stopwatch() as seconds:
            done = import_clues(path=path, on=_TODAY).tallies["线索"]
            whole = seconds()
        with stopwatch() as seconds:
            again = import_clues(path=path, on=_TODAY).tallies["线索"]
            repeated = seconds()
    stored = parsed + seconds_to_store_again(stopwatch)
    counts, second = done.as_json(), again.as_json()
    report.add("裸读取并写入同样的行", stored, "秒")
    report.add("导入（含校验、加密、去重、审计）", whole, "秒")
    report.add("导入 ÷ 裸读取并写入同样的行", whole / stored, limit=2)
    report.add("裸读取并按文本 COPY", bare, "秒")
    report.add("导入 ÷ 裸读取并按文本 COPY", whole / bare)
    report.add("入库", counts["created"], "条")
    report.add("退回", counts["rejected"], "条")
    report.add("疑似重复", counts["possible_duplicates"], "条")
    report.add("再次导入", repeated, "秒")
    report.add("再次导入新增", second["created"], "条", limit=0)


def _parse(path: Path) -> list[list[str]]:
    """What the fastest script would do: every cell as text."""
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("线索").to_python()
    return [[str(cell) for cell in row] for row in rows[1:]]


def _copy(rows: list[list[str]]) -> None:
    """Into a table without types and indexes."""
    width = len(rows[0])
    columns = ", ".join(f"c{n} text" for n in range(width))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bare ({columns})")
        if connection.vendor == "postgresql":
            with cursor.copy("COPY bare FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * width)
            cursor.executemany(f"INSERT INTO bare VALUES ({marks})", rows)  # noqa: S608
