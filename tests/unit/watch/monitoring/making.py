"""A watched project, a set of rules in force, a warning: what the tests of this room begin with."""

from __future__ import annotations

from datetime import date
from typing import Any

from nuanxin.foundation.organisations.models import LocalSetting, Region
from nuanxin.watch.monitoring.backtest.history import History
from nuanxin.watch.monitoring.backtest.running import run_backtest, switch_on
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.register.taking import take_register
from nuanxin.watch.monitoring.risk.local import draft_rules
from nuanxin.watch.monitoring.risk.models import RuleSet
from nuanxin.watch.monitoring.warnings.models import RiskWarning
from nuanxin.watch.monitoring.warnings.raising import raise_from
from tests.conftest import TODAY, person

DECEMBER = date(2023, 12, 1)
NOVEMBER = date(2023, 11, 1)


def project_row(code: str = "P1", region: str = "410721", **other: Any) -> dict[str, Any]:
    """One row of the projects table."""
    row = {
        "project_id": code, "name": f"{code}安置房项目", "region_code": region, "general_contractor": "河南恒大建工有限公司",
        "credit_code": None, "government_project": True, "state_firm_project": False, "pay_day": 15,
        "labour_fee_due_day": 10, "minimum_wage_fen": 200_000, "contract_amount_fen": 900_000_000, "permit_on": None,
        "starts_on": date(2023, 3, 1), "ends_on": None,
    }  # fmt: skip
    return row | other


def watched(code: str = "P1", region: str = "410721", **other: Any) -> MonitoredProject:
    take_register(rows=[project_row(code, region, **other)], on=TODAY)
    return MonitoredProject.objects.get(code=code)


def row(code: str = "P1", month: date = DECEMBER, workers: int = 8, amount_fen: int = 4_800_000) -> dict[str, Any]:
    """One row of an indicator."""
    return {"project_id": code, "month": month, "workers": workers, "amount_fen": amount_fen}


def monitor(people: Any, name: str = "monitor", region: str = "410721") -> Any:
    return person(name, f"吕监测{name[-1]}", people.owner.unit, "monitor", region)


def looked(*asked: tuple[str, date], found: Any = None) -> History:
    """A history in which these project-months were looked at on the 20th after."""
    months = {month for _, month in asked}
    days = {month: date(month.year + month.month // 12, month.month % 12 + 1, 20) for month in months}
    return History(found or {}, days, frozenset(asked), 1)


def rules_in_force(by: Any, region: str = "410721") -> RuleSet:
    """The house's rules, back-tested and switched on today."""
    drafted = draft_rules(region=Region.objects.get(pk=region), name="试行规则", source="测试方案", by=by, on=TODAY)
    history = looked(*((one.code, NOVEMBER) for one in MonitoredProject.objects.all()))
    run_backtest(rule_set=drafted, first=NOVEMBER, last=NOVEMBER, history=history, by=by, on=TODAY)
    return switch_on(rule_set=drafted, valid_from=TODAY, by=by, on=TODAY)


def days_set(region: str = "410721") -> None:
    LocalSetting.objects.create(
        key="watch.warning_days", region_id=region, source="县监测预警办法（测试）", valid_from=date(2023, 1, 1),
        value={"red": 1, "orange": 3, "yellow": 5, "unit": "working"},
    )  # fmt: skip


def warning(by: Any, code: str = "P1", **found: Any) -> RiskWarning:
    """A red one, raised today."""
    if not MonitoredProject.objects.filter(code=code).exists():
        watched(code)
    if not RuleSet.objects.filter(valid_to=None).exclude(valid_from=None).exists():
        rules_in_force(by)
    raise_from(
        found=found or {"wages_overdue": [row(code)], "deposit_missing": [row(code, workers=1, amount_fen=0)]}, on=TODAY
    )
    return RiskWarning.objects.get(project__code=code)
