"""The warnings and claims that the accuracy is counted from: the same rows that its numbers open to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from nuanxin.foundation.organisations.kinds import RegionLevel
from nuanxin.foundation.organisations.models import RegionReach
from nuanxin.rights.intake.models import Clue
from nuanxin.watch.monitoring.accuracy.measuring import Accuracy, Claimed, Judged, measure
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.risk.complaints import clues_on
from nuanxin.watch.monitoring.risk.declared import ASKED
from nuanxin.watch.monitoring.warnings.models import RiskWarning

WINDOW_DAYS = 120  # house default: so long before a claim a warning counts as having foreseen it


@dataclass(frozen=True)
class ClaimLine:
    """A claim and the warnings that came before it."""

    project: MonitoredProject
    clue: Clue
    area: str
    warnings: tuple[RiskWarning, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(sorted({why["rule"] for one in self.warnings for why in one.reasons}))


def accuracy_of(codes: Iterable[str], first: date, last: date, grades: Collection[str] = ASKED) -> list[Accuracy]:
    """Warnings raised and claims received in the span, in these regions; by rule and by county.

    grades: of the warnings that are counted. Blue ones ask nobody to act, so they would flatter what was foreseen.
    """
    codes = list(codes)
    county = counties(codes)
    rows = RiskWarning.objects.filter(region__in=codes, raised_on__range=(first, last), grade__in=grades)
    judged = [
        Judged(county.get(one.region_id, one.region_id), tuple(why["rule"] for why in one.reasons), one.outcome)
        for one in rows.only("region_id", "reasons", "outcome")
    ]
    claimed = [Claimed(line.area, line.rules) for line in claims_of(codes, first, last, grades)]
    return measure(judged, claimed)


def claims_of(codes: Iterable[str], first: date, last: date, grades: Collection[str] = ASKED) -> list[ClaimLine]:
    """Claims about watched projects of these regions, with the warnings of the window before them."""
    codes = list(codes)
    county = counties(codes)
    projects = list(MonitoredProject.objects.filter(region__in=codes).select_related("employer", "region"))
    before: dict[int, list[RiskWarning]] = defaultdict(list)
    since = first - timedelta(days=WINDOW_DAYS)
    rows = RiskWarning.objects.filter(region__in=codes, raised_on__range=(since, last), grade__in=grades)
    for row in rows.order_by("raised_on", "pk"):
        before[row.project_id].append(row)
    lines = []
    for project, clue in clues_on(projects, first, last):
        earliest = clue.received_on - timedelta(days=WINDOW_DAYS)
        warned = tuple(one for one in before[project.pk] if earliest <= one.raised_on <= clue.received_on)
        area = county.get(project.region_id, project.region_id)
        lines.append(ClaimLine(project, clue, area, warned))
    return lines


def counties(codes: Iterable[str]) -> dict[str, str]:
    """Each region's county; a city or province stands for itself."""
    rows = RegionReach.objects.filter(member__in=list(codes), area__level=RegionLevel.COUNTY)
    return dict(rows.values_list("member", "area"))
