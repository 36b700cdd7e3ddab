"""The daily look at what was loaded: once a load and day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from nuanxin.foundation.warehouse.loading import load_wages
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.warnings.models import RiskWarning
from nuanxin.watch.monitoring.watching import watch_wages
from tests.conftest import TODAY, People
from tests.engines.test_indicators import handed_in, invented
from tests.unit.watch.monitoring.making import monitor, rules_in_force, watched


def test_a_load_is_looked_at_once_a_day(people: People, tmp_path: Path) -> None:
    home = tmp_path / "house"
    assert watch_wages(home, on=TODAY).made == 0 and not home.exists()
    (tmp_path / "in").mkdir()
    load_wages(handed_in(_of_december(), tmp_path / "in"), home)
    watched("P")
    rules_in_force(monitor(people))
    made = watch_wages(home, on=TODAY).made
    assert made == RiskWarning.objects.count() > 0
    assert MonitoredProject.objects.count() == 1
    assert watch_wages(home, on=TODAY).known == 0  # not even asked
    tomorrow = watch_wages(home, on=TODAY + timedelta(days=1))
    assert (tomorrow.made, tomorrow.known) == (0, made)
    load_wages(tmp_path / "in", home)
    assert watch_wages(home, on=TODAY + timedelta(days=1)).known == made


def _of_december() -> dict[str, list[dict[str, Any]]]:
    """One project whose December nobody paid."""
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in invented(0)}
    tables["projects"].append(
        {"project_id": "P", "name": "一标", "region_code": "410721", "general_contractor": "甲公司", "starts_on": date(2023, 6, 1)}
    )  # fmt: skip
    for number in range(30):
        worker = {"project_id": "P", "worker_id": f"W{number}"}
        tables["workers"].append({**worker, "contract_signed": True})
        tables["attendance"].append({**worker, "on": date(2023, 12, 5), "hours": 8})
        tables["payroll"].append(
            {**worker, "month": date(2023, 12, 1), "due_on": date(2024, 1, 5), "amount_due_fen": 600_000, "amount_paid_fen": 0}
        )  # fmt: skip
    return tables
