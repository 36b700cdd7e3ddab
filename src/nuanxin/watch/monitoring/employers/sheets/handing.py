"""A submitted sheet goes into the warehouse as the contract's wage tables, for its own project and month only.

What an official file brought stands: where the warehouse holds rows of that month that are not our own last ones, the
submission stays beside them and says so. The project's own row and its roster are handed back as they stood, new workers added;
deposits and flows are not handed in and stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.db import transaction

from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.parties.models import Project
from nuanxin.foundation.warehouse.keeping import alone, files_of, what_holds
from nuanxin.foundation.warehouse.loading import load_wages
from nuanxin.foundation.warehouse.records import ATTENDANCE_MONTHS
from nuanxin.foundation.warehouse.tables import BY_NAME, NAMES, STORED
from nuanxin.rights.disputes.arbitration.local_figures import minimum_wage
from nuanxin.watch.monitoring.employers.models import WageLine, WageSheet
from nuanxin.watch.monitoring.register.models import MonitoredProject

_HOUSE = Outsider("系统（工资表入库）")
_TYPES = {sql: pa.date32() if plain == "date" else pa.type_for_alias(plain) for sql, plain in NAMES.items()}
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Standing:
    """What the warehouse holds of one project: its row, its roster, and the digest of one month (empty: nothing)."""

    project: dict[str, Any] | None
    workers: Rows
    digest: str


def warehouse_id(project: Project, home: Path | None = None) -> str:
    """The project's id in the wage tables: the one under which it is watched, else that of an official row of the same name
    and place, else its 维权码, else its number.
    """
    home = home or Path(settings.NUANXIN_WAGES)
    own = project.site_code or f"P{project.pk}"
    ids = list(MonitoredProject.objects.filter(project=project).order_by("pk").values_list("code", flat=True))
    if not ids:
        same = _read(home, "projects", [("name", "=", project.name)])
        ids = [str(row["project_id"]) for row in same if str(row["region_code"])[:6] == project.region_id[:6]]
    return own if own in ids or len(ids) != 1 else ids[0]


def hand_over(*, sheet: WageSheet) -> WageSheet:
    """Load one submitted sheet. Its outcome stands on the sheet; an official month is never written over."""
    home = Path(settings.NUANXIN_WAGES)
    with alone(home, "hand-over"):  # each reads what stands and writes anew
        row = WageSheet.objects.select_related("project__employer", "account__employer").get(pk=sheet.pk)
        if row.state != WageSheet.State.SUBMITTED or row.handed != WageSheet.Handed.WAITING:
            return row
        number = warehouse_id(row.project, home)
        before = standing(home, number, row.month)
        if before.digest and before.digest not in _own_digests(row):
            note = f"{row.month:%Y年%m月}已有官方导入的数据，以官方数据为准；企业提交的另存备查，可逐人核对"
            return _settle(row, WageSheet.Handed.BESIDE, note)
        try:
            wrong = _load(row, number, before, home)
        except BadInput as faults:
            wrong = [str(faults)]
        if wrong:
            return _settle(row, WageSheet.Handed.REFUSED, "；".join(wrong)[:500])
        return _settle(row, WageSheet.Handed.LOADED, "", standing(home, number, row.month).digest)


def hand_over_waiting() -> int:
    """Submitted sheets that did not get in at once (the daily round). How many were settled."""
    waiting = WageSheet.objects.filter(state=WageSheet.State.SUBMITTED, handed=WageSheet.Handed.WAITING)
    return sum(1 for sheet in waiting.order_by("pk") if hand_over(sheet=sheet).handed != WageSheet.Handed.WAITING)


def standing(home: Path, number: str, month: date) -> Standing:
    """What is held now. The digest covers each worker's pay and attendance of the month."""
    mine = [("project_id", "=", number)]
    of_month = [*mine, ("month", "=", month)]
    name = f"{month:%Y-%m}"
    pay = _read(home, "payroll", of_month, name)
    worked = _read(home, ATTENDANCE_MONTHS, of_month, name)
    lines = sorted(
        [
            f"{row['worker_id']}|{row['due_on']}|{row['amount_due_fen']}|{row['paid_on']}|{row['amount_paid_fen']}|{row['card'] or ''}"
            for row in pay
        ]
        + [f"{row['worker_id']}|{row['days']}|{row['hours']:.2f}|{row['day_map']}" for row in worked]
    )
    projects = _read(home, "projects", mine)
    return Standing(
        projects[0] if projects else None,
        _read(home, "workers", mine),
        sm3("\n".join(lines).encode()).hex() if lines else "",
    )


def _read(home: Path, table: str, filters: list[tuple[str, str, Any]], month: str = "") -> Rows:
    found: Rows = []
    for path in files_of(home, what_holds(home), table, [month] if month else None):
        found += pq.read_table(path, filters=filters).to_pylist()
    return found


def _own_digests(sheet: WageSheet) -> set[str]:
    """What our own earlier submissions of this month left there."""
    earlier = WageSheet.objects.filter(project=sheet.project, month=sheet.month, handed=WageSheet.Handed.LOADED)
    return set(earlier.values_list("handed_digest", flat=True)) - {""}


def _load(sheet: WageSheet, number: str, before: Standing, home: Path) -> list[str]:
    """Write the tables and load them; the reasons where the warehouse refuses them."""
    lines = list(WageLine.objects.filter(sheet=sheet).order_by("row"))
    known = {(row["name"], row["card"]): row["worker_id"] for row in before.workers}
    ids = {line.pk: known.get((line.name, line.card or None)) or f"W{line.id_index[:16]}" for line in lines}
    roster = {row["worker_id"]: row for row in before.workers}
    for line in lines:
        roster.setdefault(ids[line.pk], _worker(number, ids[line.pk], line))
    tables: dict[str, Rows] = {
        "projects": [before.project or _project(number, sheet, lines)],
        "workers": list(roster.values()),
        "attendance": [row for line in lines for row in _days(number, ids[line.pk], sheet.month, line)],
        "payroll": [_pay(number, ids[line.pk], sheet, line) for line in lines],
    }
    with TemporaryDirectory(prefix="wages-of-employer-") as scratch:
        for name, rows in tables.items():
            columns = [(column.name, _TYPES[STORED[column.kind]]) for column in BY_NAME[name].columns]
            held = [{key: row.get(key) for key, _ in columns} for row in rows]
            pq.write_table(pa.Table.from_pylist(held, schema=pa.schema(columns)), Path(scratch) / f"{name}.parquet")
        loaded = load_wages(Path(scratch), home)
    return [str(one) for one in loaded.wrong if not one.odd]


def _project(number: str, sheet: WageSheet, lines: list[WageLine]) -> dict[str, Any]:
    project, firm = sheet.project, sheet.account.employer
    entered = [line.entered_on for line in lines if line.entered_on]
    return {
        "project_id": number,
        "name": project.name,
        "region_code": project.region_id,
        "general_contractor": firm.name,
        "credit_code": firm.credit_code,
        "government_project": project.government,
        "state_firm_project": project.state_firm,
        "pay_day": project.pay_day,
        "minimum_wage_fen": minimum_wage(project.region_id, sheet.due_on).fen,
        # Nobody told when building began: work is known from the first worker's entry, at the latest from this month.
        "starts_on": min([*entered, sheet.month]),
    }


def _worker(number: str, worker: str, line: WageLine) -> dict[str, Any]:
    return {
        "project_id": number,
        "worker_id": worker,
        "name": line.name,
        "card": line.card or None,
        "contract_signed": line.contract_signed,
        "entered_on": line.entered_on,
        "left_on": line.left_on,
        "team": line.team or None,
    }


def _days(number: str, worker: str, month: date, line: WageLine) -> Iterator[dict[str, Any]]:
    for day, hours in line.attendance.items():
        yield {
            "project_id": number,
            "worker_id": worker,
            "on": month.replace(day=int(day)),
            "hours": float(Decimal(hours)),
        }


def _pay(number: str, worker: str, sheet: WageSheet, line: WageLine) -> dict[str, Any]:
    """amount_due: what is to be paid out. With the gross amount every worker whose insurance is withheld would count as part-paid."""
    return {
        "project_id": number,
        "worker_id": worker,
        "month": sheet.month,
        "due_on": sheet.due_on,
        "amount_due_fen": line.net_fen,
        "paid_on": line.paid_on,
        "amount_paid_fen": line.paid_fen,
        "card": line.card or None,
    }


@transaction.atomic
def _settle(sheet: WageSheet, handed: str, note: str, digest: str = "") -> WageSheet:
    sheet.handed, sheet.handed_at, sheet.handed_note, sheet.handed_digest = handed, occasion.now(), note, digest
    sheet.save(update_fields=["handed", "handed_at", "handed_note", "handed_digest"])
    record("hand_over_wage_sheet", about=sheet, by=_HOUSE, reason=note, details={"handed": handed})
    return sheet
