"""One run of watching: the register is taken, claims stand beside the indicators, warnings are raised. Again does nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from nuanxin.foundation.organisations.permission import within
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.register.taking import Taken, project_rows, take_register
from nuanxin.watch.monitoring.risk.complaints import KEY, complaint_rows
from nuanxin.watch.monitoring.risk.grading import RiskGrade, grade
from nuanxin.watch.monitoring.risk.house import house_rules
from nuanxin.watch.monitoring.risk.local import in_force, rules_of, set_for
from nuanxin.watch.monitoring.warnings.raising import Raised, raise_from

Found = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Watched:
    """taken: the register. grades: of every project-month with points, by the rules in force at its place, else the house's."""

    taken: Taken
    grades: tuple[RiskGrade, ...]
    raised: Raised


def watch(*, home: Path, found: Found, first: date, last: date, on: date, region: str = "") -> Watched:
    """What `nuanxin monitor` does with what the indicators found. first, last: first days of the months asked about.

    found: key of an indicator → rows (project_id, month, workers, amount_fen). region: only warnings of this area.
    """
    taken = take_register(rows=project_rows(home), on=on)
    rows = MonitoredProject.objects.select_related("project", "region")
    projects = list(rows.filter(region__in=within(region)) if region else rows)
    told = dict(found) | {KEY: [row for row in complaint_rows(projects, first, on) if first <= row["month"] <= last]}
    return Watched(taken, tuple(grades_of(told, projects, on)), raise_from(found=told, on=on))


def grades_of(found: Found, projects: list[MonitoredProject], on: date) -> list[RiskGrade]:
    """Each project by the set in force at its place; by the house's rules where none is, or where the register does not know it."""
    sets = in_force(on)
    rules = {one.pk: rules_of(one) for one in sets.values()}
    by_region = {code: set_for(code, on, sets) for code in {one.region_id for one in projects}}
    of_project = {one.code: by_region[one.region_id] for one in projects}
    grades: list[RiskGrade] = []
    for key in [None, *rules]:
        mine: dict[str, list[dict[str, Any]]] = {
            name: [row for row in rows if _set_key(of_project.get(row["project_id"])) == key]
            for name, rows in found.items()
        }
        grades += grade(mine, rules[key] if key is not None else house_rules(on), on)
    return sorted(grades, key=lambda one: (one.project_id, one.month))


def _set_key(rule_set: Any) -> int | None:
    return rule_set.pk if rule_set is not None else None
