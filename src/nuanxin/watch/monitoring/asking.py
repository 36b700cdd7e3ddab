"""The indicators asked of what the warehouse holds: for each the project-months in which it is true, and their sums."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from nuanxin.foundation.warehouse.engines import Reader
from nuanxin.foundation.warehouse.keeping import LAYOUT, Kept, files_of
from nuanxin.foundation.warehouse.records import ATTENDANCE_MONTHS, PROJECT_SUMS, SHARED_CARDS, WORKER_MONTHS
from nuanxin.foundation.warehouse.tables import NAMES, STORED, TABLES
from nuanxin.watch.monitoring.crews import (
    CREW_COLUMNS,
    MOVER_COLUMNS,
    ROVING_COLUMNS,
    STAY_COLUMNS,
    crews_of,
    movers_of,
    rovers_of,
    roving_of,
    stays_of,
)
from nuanxin.watch.monitoring.indicators import INDICATORS
from nuanxin.watch.monitoring.indicators.declared import Indicator, Wages
from nuanxin.watch.monitoring.months import calendar_of, month_after, month_before, months_between, project_months

_MONTH_RECORDS = {"project_id": "string", "worker_id": "string", "month": "date", "days": "int8", "hours": "float64", "day_map": "int64"}  # fmt: skip
_MONTHS = dict.fromkeys(("month", "previous", "following"), "date")
# What every table has, by its name in the warehouse; from `crews` on worked out.
COLUMNS: dict[str, dict[str, str]] = {
    **{table.name: {one.name: NAMES[STORED[one.kind]] for one in table.columns} for table in TABLES},
    ATTENDANCE_MONTHS: _MONTH_RECORDS,
    WORKER_MONTHS: {
        **_MONTH_RECORDS, "due_on": "date", "amount_due_fen": "int64", "paid_on": "date", "amount_paid_fen": "int64",
        "card": "string", "own_card": "string", "card_is_own": "boolean", "contract_signed": "boolean", "minimum_wage_fen": "int64",
    },
    PROJECT_SUMS: {
        "project_id": "string", "month": "date",
        **dict.fromkeys(("came", "signed", "days", "listed", "due_fen", "paid_fen", "unpaid"), "int64"),
    },
    SHARED_CARDS: {"card": "string"},
    "crews": {"project_id": "string", "month": "date", **CREW_COLUMNS},
    "rovers": {"worker_id": "string"},
    "movers": MOVER_COLUMNS,
    "roving": ROVING_COLUMNS,
    "asked": {"project_id": "string", **_MONTHS},
    "calendar": _MONTHS,
}  # fmt: skip
COLUMNS["account_flows"]["month"] = "date"
COLUMNS["stays"] = COLUMNS[WORKER_MONTHS] | STAY_COLUMNS


@dataclass(frozen=True)
class Sums:
    """project_months: in how many it is true; workers and amount_fen summed over them."""

    project_months: int
    workers: int
    amount_fen: int


def wages_in(
    read: Reader, home: Path, kept: Kept, first: date, last: date, regions: Collection[str] | None = None
) -> Wages:
    """The tables as expressions of one engine. Monthly files outside the range are not opened, but those of the flows are.

    regions: division codes of the projects asked about; None: everywhere.
    """
    months = months_between(first, last)
    around = [f"{one:%Y-%m}" for one in (month_before(months[0]), *months, month_after(months[-1]))]
    projects, workers = (_table(read, home, kept, name) for name in ("projects", "workers"))
    records, sums = (_table(read, home, kept, name, around) for name in (WORKER_MONTHS, PROJECT_SUMS))
    return Wages(
        projects=projects,
        workers=workers,
        attendance=_table(read, home, kept, ATTENDANCE_MONTHS, around),
        payroll=_table(read, home, kept, "payroll", around),
        account_flows=_table(read, home, kept, "account_flows"),
        deposits=_table(read, home, kept, "deposits"),
        months=project_months(projects, sums, calendar_of(months), regions),
        records=records,
        sums=sums,
        shared_cards=_table(read, home, kept, SHARED_CARDS),
        stays=stays_of(records, movers_of(workers, months[0])),
        roving=roving_of(records, rovers_of(workers)),
        crews=crews_of(records),
    )


def true_months(indicator: Indicator, wages: Wages, as_of: date) -> ir.Table:
    """The asked project-months in which the indicator is true, with workers and money."""
    found = indicator.expression(wages, as_of)
    return found.semi_join(wages.months, ["project_id", "month"])


def found_in(wages: Wages, as_of: date, indicators: Iterable[Indicator] = INDICATORS) -> pa.Table:
    """Every indicator's rows (indicator, project_id, month, workers, amount_fen), in one pass of the engine."""
    columns = ("project_id", "month", "workers", "amount_fen")
    parts = [true_months(one, wages, as_of).select(*columns, indicator=ibis.literal(one.key)) for one in indicators]
    return ibis.union(*parts).to_pyarrow().select(["indicator", *columns])


def sums_of(found: pa.Table, indicators: Iterable[Indicator] = INDICATORS) -> dict[str, Sums]:
    """Each indicator's sums; of one that is true nowhere noughts."""
    said = {one.key: Sums(0, 0, 0) for one in indicators}
    columns = (found[name].to_pylist() for name in ("indicator", "workers", "amount_fen"))
    for key, workers, fen in zip(*columns, strict=True):
        sums = said[key]
        said[key] = Sums(sums.project_months + 1, sums.workers + workers, sums.amount_fen + fen)
    return said


def _table(read: Reader, home: Path, kept: Kept, name: str, months: list[str] | None = None) -> ir.Table:
    files, columns = files_of(home, kept, name, months), COLUMNS[name]
    if not files:
        return ibis.memtable(ibis.schema(columns).to_pyarrow().empty_table())
    rows = read(files)
    if name == WORKER_MONTHS and kept.layout < LAYOUT:
        rows = rows.mutate(card_is_own=rows.card == rows.own_card)
    if name == PROJECT_SUMS and kept.layout < LAYOUT:
        rows = rows.mutate(unpaid=ibis.null("int64"))
    return rows.select(*columns)
