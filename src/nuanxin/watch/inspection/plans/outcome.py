"""What a special check came to: counted from the visits behind it, never typed in."""

from __future__ import annotations

from dataclasses import dataclass

from nuanxin.watch.inspection.findings.models import Finding
from nuanxin.watch.inspection.joint.reaching import count, visits_behind
from nuanxin.watch.inspection.plans.models import SpecialCheck


@dataclass(frozen=True)
class Outcome:
    """Targets and visits; distinct employers, workforce and migrants as columns 1–3 of the winter form count them."""

    targets: int
    visited: int
    employers: int
    workforce: int
    migrants: int
    arrears: int
    findings: int
    ended: int


def outcome_of(special: SpecialCheck) -> Outcome:
    """The report of one special check as it stands."""
    rows = list(special.visits.filter(dropped_on__isnull=True).values_list("visit", flat=True))
    keys = {key for key in rows if key}
    visits = visits_behind(special)
    numbers = count(visits)
    findings = Finding.objects.filter(visit__in=keys).exclude(state="withdrawn")
    return Outcome(
        targets=len(rows),
        visited=sum(1 for key in rows if key),
        employers=numbers.employers,
        workforce=numbers.workforce,
        migrants=numbers.migrants,
        arrears=sum(visit.arrears_found for visit in visits),
        findings=findings.count(),
        ended=findings.filter(ended_on__isnull=False).count(),
    )
