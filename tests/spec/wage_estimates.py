"""The hand-calculated wage sheets, as an official reads them: wage_estimates.csv, each line worked out on paper."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from nuanxin.foundation.common.periods import Month
from nuanxin.rights.intake.estimate import MonthWork, Overtime, Pay

_COLUMNS = {"平时加班": Overtime.WEEKDAY, "休息日加班": Overtime.REST_DAY, "法定节日加班": Overtime.HOLIDAY}


@dataclass(frozen=True)
class Line:
    """One month of a case. Expected amounts in 分."""

    work: MonthWork
    raw: dict[str, str]
    earned_fen: int
    owed_fen: int


@dataclass(frozen=True)
class Sheet:
    """One case."""

    number: str
    what: str
    pay: Pay
    rate_fen: Decimal
    lines: tuple[Line, ...]
    owed_fen: int


def fen(yuan: str) -> int:
    return int(Decimal(yuan) * 100)


def _line(row: dict[str, str]) -> Line:
    overtime = {kind: Decimal(row[name]) for name, kind in _COLUMNS.items() if row[name]}
    quantity = Decimal(row["数量"]) if row["数量"] else None
    work = MonthWork(Month.parse(row["月份"]), quantity, fen(row["已付(元)"]), overtime)
    return Line(work, row, fen(row["应得(元)"]), fen(row["本月还欠(元)"]))


def sheets() -> list[Sheet]:
    rows = csv.DictReader((Path(__file__).parent / "wage_estimates.csv").open(encoding="utf-8"))
    found = []
    for number, of_case in groupby(rows, key=lambda row: row["例"]):
        lines = list(of_case)
        first = lines[0]
        rate = Decimal(first["单价(元)"]) * 100
        found.append(
            Sheet(number, first["说明"], Pay(first["计酬"]), rate, tuple(map(_line, lines)), fen(first["合计还欠(元)"]))
        )
    return found
