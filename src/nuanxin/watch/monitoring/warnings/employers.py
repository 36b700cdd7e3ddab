"""Employers by risk: the worst of their sites in a month, and what more than one bad site adds; who to visit first (XN-09)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nuanxin.foundation.parties.models import Employer
from nuanxin.watch.monitoring.risk.grading import EmployerRisk, Reason, RiskGrade, grade_employers
from nuanxin.watch.monitoring.risk.house import house_rules
from nuanxin.watch.monitoring.warnings.models import Outcome, RiskWarning


@dataclass(frozen=True)
class EmployerLine:
    """One employer in a month, its warnings, and the three gravest reasons over all its sites."""

    employer: Employer
    risk: EmployerRisk
    warnings: tuple[RiskWarning, ...]
    reasons: tuple[str, ...]


def employers_by_risk(codes: Iterable[str], month: date, on: date) -> list[EmployerLine]:
    """Those with a warning for the wages of that month in these regions, the worst first. 误报 do not count."""
    rows = RiskWarning.objects.filter(region__in=list(codes), month=month).exclude(outcome=Outcome.FALSE)
    held: dict[str, RiskWarning] = {}
    for row in rows.select_related("project", "employer__merged_into", "region").order_by("score", "pk"):
        held[row.project.code] = row  # of two sets the graver one
    grades = [_grade(row) for row in held.values()]
    kept = {code: row.employer.merged_into or row.employer for code, row in held.items()}
    employers = {str(one.pk): one for one in kept.values()}
    names = {code: row.project.name for code, row in held.items()}
    ranked = grade_employers(grades, {code: str(one.pk) for code, one in kept.items()}, house_rules(on), names)
    lines = [
        EmployerLine(employers[one.employer], one, tuple(held[site.project_id] for site in one.sites), _gravest(one))
        for one in ranked
    ]
    return sorted(lines, key=lambda line: (-line.risk.score, line.employer.name))


def months_with_warnings(codes: Iterable[str], most: int = 24) -> list[date]:
    """Months for which there is a warning, the latest first."""
    rows = RiskWarning.objects.filter(region__in=list(codes)).order_by("-month").values_list("month", flat=True)
    return list(rows.distinct()[:most])


def _grade(row: RiskWarning) -> RiskGrade:
    """The grade as it stands in the warning: it may be of another set than the house's."""
    reasons = tuple(Reason(**one) for one in row.reasons)
    return RiskGrade(row.project.code, row.month, row.score, row.grade, reasons)  # type: ignore[arg-type]


def _gravest(one: EmployerRisk) -> tuple[str, ...]:
    reasons = sorted((why for site in one.sites for why in site.reasons), key=lambda why: (-why.points, why.rule))
    return tuple(dict.fromkeys(why.name for why in reasons))[:3]
