"""What the forecast and the live index ask of the warehouse: few columns, few months, never the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb

from nuanxin.foundation.warehouse.engine import engine, parquet, quoted
from nuanxin.foundation.warehouse.keeping import Kept, files_of, what_holds
from nuanxin.foundation.warehouse.records import ATTENDANCE_MONTHS
from nuanxin.watch.monitoring.accuracy.forecast import Earned, Forecast, forecast, paid_month
from nuanxin.watch.monitoring.months import month_before
from nuanxin.watch.monitoring.register.models import MonitoredProject

_BACK = 3  # months before the paid one in which a day's pay is looked for
_SEEN = {
    ATTENDANCE_MONTHS: "max(month + CAST(floor(log2(day_map)) AS INTEGER))",
    "payroll": "max(coalesce(paid_on, due_on)) FILTER (coalesce(paid_on, due_on) <= $until)",
    "account_flows": 'max("on")',
}


def last_seen(home: Path, on: date) -> dict[str, date]:
    """Project id → the day of its last attendance, payment or movement of the account, of this month and the three before."""
    kept, seen = what_holds(home), dict[str, date]()
    months = _months(on, _BACK)
    with engine(home) as one:
        for table, last in _SEEN.items():
            asked = {"until": on} if "$until" in last else {}
            rows = _ask(one, home, kept, table, months, f"project_id, CAST({last} AS DATE)", "GROUP BY 1", asked)
            for code, day in rows:
                if day is not None and (code not in seen or day > seen[code]):
                    seen[code] = day
    return seen


def forecasts(home: Path, projects: Iterable[MonitoredProject], on: date) -> list[tuple[MonitoredProject, Forecast]]:
    """For each project with a pay day, what its next one will lack; the worst first."""
    asked = {one.code: one for one in projects if one.pay_day}
    kept = what_holds(home)
    if not kept.version or not asked:
        return []
    codes = f"WHERE project_id IN ({', '.join(map(quoted, sorted(asked)))})"
    with engine(home) as one:
        pay = _by_project(
            _ask(one, home, kept, "payroll", None,
                 "project_id, worker_id, month, amount_due_fen, amount_paid_fen", codes)
        )  # fmt: skip
        days = _by_project(
            _ask(
                one, home, kept, ATTENDANCE_MONTHS, _months(on, _BACK + 2), "project_id, worker_id, month, days", codes
            )
        )
        signed = "CASE WHEN kind IN ('labour_fee_in', 'other_in') THEN amount_fen ELSE -amount_fen END"
        flows = dict(
            _ask(one, home, kept, "account_flows", None, f"project_id, sum({signed})",
                 f'{codes} AND "on" <= $until GROUP BY 1', {"until": on})
        )  # fmt: skip
    found = []
    for code, row in asked.items():
        pay_day = row.pay_day or 1
        month = paid_month(pay_day, on)
        earned = earned_of(pay[code], days[code], month)
        if not earned:
            continue
        owed = sum(max(0, due - paid) for _, of, due, paid in pay[code] if of < month)
        told = forecast(pay_day=pay_day, on=on, earned=earned, balance_fen=int(flows.get(code, 0)), owed_fen=owed)
        found.append((row, told))
    return sorted(found, key=lambda pair: (-pair[1].lacking_fen, pair[0].code))


def earned_of(pay: list[Any], days: list[Any], month: date) -> list[Earned]:
    """Workers of the month: pay (worker, month, due, paid), days (worker, month, days). Day's pay from the latest month before."""
    worked = {(who, of): n for who, of, n in days}
    known = {who: max(0, due - paid) for who, of, due, paid in pay if of == month}
    rates: dict[str, Fraction] = {}
    for who, of, due, _ in sorted(pay, key=lambda row: row[1]):
        n = worked.get((who, of), 0)
        if of < month and n and due:
            rates[who] = Fraction(due, n)
    people = sorted(known.keys() | {who for who, of in worked if of == month})
    return [Earned(who, worked.get((who, month), 0), known.get(who), rates.get(who)) for who in people]


def _months(on: date, back: int) -> list[str]:
    month, found = on.replace(day=1), []
    for _ in range(back + 1):
        found.append(f"{month:%Y-%m}")
        month = month_before(month)
    return found


def _by_project(rows: list[Any]) -> defaultdict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for code, *rest in rows:
        found[code].append(rest)
    return found


def _ask(
    one: duckdb.DuckDBPyConnection,
    home: Path,
    kept: Kept,
    table: str,
    months: list[str] | None,
    columns: str,
    rest: str,
    values: dict[str, Any] | None = None,
) -> list[Any]:
    """Rows of a table, of all months or of these; nothing where no file is."""
    files = files_of(home, kept, table, months)
    if not files:
        return []
    return one.execute(f"SELECT {columns} FROM {parquet(files)} {rest}", values or {}).fetchall()  # noqa: S608
