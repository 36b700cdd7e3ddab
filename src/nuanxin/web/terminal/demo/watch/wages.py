"""A year of wages for the watched projects of the demonstration: who came, what was due and paid, as their warnings say."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings

from nuanxin.foundation.warehouse.loading import load_wages
from nuanxin.foundation.warehouse.tables import TABLES
from nuanxin.watch.monitoring.months import month_after, month_before
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.register.taking import project_rows
from nuanxin.watch.monitoring.warnings.models import RiskWarning

MONTHS = 12
Tables = dict[str, list[dict[str, Any]]]


def load_demo_wages(*, seed: int, today: date) -> int:
    """Wage tables of every watched project that has none yet, through the same door as any bureau's; how many projects."""
    home, rng = Path(settings.NUANXIN_WAGES), Random(seed)  # noqa: S311  (a demonstration)
    known = {row["project_id"] for row in project_rows(home)}
    projects = [
        one for one in MonitoredProject.objects.select_related("employer").order_by("pk") if one.code not in known
    ]
    tables: Tables = {table.name: [] for table in TABLES}
    for project in projects:
        _tell(tables, project, rng, today)
    if projects:
        with TemporaryDirectory() as folder:
            _write(tables, Path(folder))
            load_wages(Path(folder), home)
    return len(projects)


def _tell(tables: Tables, project: MonitoredProject, rng: Random, today: date) -> None:
    short = {one.month: one.workers for one in RiskWarning.objects.filter(project=project)}
    crew = [f"W{number:03}" for number in range(max(rng.randrange(12, 36), *short.values(), 0) + 2)]
    tables["projects"].append(
        {
            "project_id": project.code, "name": project.name, "region_code": project.region_id,
            "general_contractor": project.employer.name, "credit_code": project.employer.credit_code,
            "pay_day": project.pay_day, "labour_fee_due_day": project.labour_fee_due_day, "minimum_wage_fen": 200_000,
            "contract_amount_fen": project.contract_amount_fen, "permit_on": project.permit_on,
            "starts_on": project.starts_on, "ends_on": project.ends_on,
        }
    )  # fmt: skip
    for number, who in enumerate(crew):
        tables["workers"].append(
            {"project_id": project.code, "worker_id": who, "name": f"工人{number + 1}", "card": f"622848{project.pk:06}{number:07}",
             "contract_signed": rng.random() < 0.95, "team": ("钢筋班", "木工班", "架子班")[number % 3]}
        )  # fmt: skip
    month = today.replace(day=1)
    for _ in range(MONTHS):
        month = month_before(month)
        _month(tables, project, crew, month, short.get(month, 0), rng, today)
    tables["deposits"].append(
        {"project_id": project.code, "kind": "guarantee", "amount_fen": 30_000_000, "valid_to": today + timedelta(days=rng.randrange(-20, 300))}
    )  # fmt: skip


def _month(
    tables: Tables, project: MonitoredProject, crew: list[str], month: date, unpaid: int, rng: Random, today: date
) -> None:
    """The first so many of the crew go without; pay falls due on the pay day of the month after."""
    key, due_on = project.code, month_after(month) + timedelta(days=(project.pay_day or 15) - 1)
    paid_sum = 0
    for number, who in enumerate(crew):
        days = rng.sample(range(28), rng.randrange(18, 26))
        tables["attendance"] += [
            {"project_id": key, "worker_id": who, "on": month + timedelta(days=day), "hours": 8} for day in sorted(days)
        ]
        due = len(days) * rng.randrange(260, 340) * 100
        paid = 0 if number < unpaid or due_on > today else due
        paid_sum += paid
        tables["payroll"].append(
            {"project_id": key, "worker_id": who, "month": f"{month:%Y-%m}", "due_on": due_on, "amount_due_fen": due,
             "paid_on": due_on if paid else None, "amount_paid_fen": paid, "card": f"622848{project.pk:06}{number:07}"}
        )  # fmt: skip
    came = month_after(month) + timedelta(days=4)
    for on, kind, fen in (
        (came, "labour_fee_in", paid_sum + rng.randrange(0, 5_000_000)),
        (due_on, "wage_out", paid_sum),
    ):
        if on <= today and fen:
            tables["account_flows"].append({"project_id": key, "on": on, "kind": kind, "amount_fen": fen})


def _write(tables: Tables, folder: Path) -> None:
    for table in TABLES:
        with (folder / f"{table.name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, [column.name for column in table.columns])
            writer.writeheader()
            writer.writerows(tables[table.name])
