"""How areas stand by their warnings: open ones by colour, overdue, and what became of those that ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Q, QuerySet

from nuanxin.foundation.organisations.models import Region, RegionReach
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.risk.declared import ASKED, WARNED
from nuanxin.watch.monitoring.warnings.models import Outcome, RiskWarning


@dataclass(frozen=True)
class AreaRisk:
    """Counts of one area: watched projects, open warnings by colour, overdue ones, those above blue that ended as confirmed or false."""

    code: str
    name: str
    projects: int = 0
    red: int = 0
    orange: int = 0
    yellow: int = 0
    blue: int = 0
    overdue: int = 0
    confirmed: int = 0
    false: int = 0

    @property
    def open(self) -> int:
        """Those that somebody has to deal with: blue is only watched."""
        return self.red + self.orange + self.yellow

    def plus(self, **counts: int) -> AreaRisk:
        """With these added."""
        return replace(self, **{name: getattr(self, name) + count for name, count in counts.items()})


def area_risks(area: Region, *, on: date) -> list[AreaRisk]:
    """The parts of an area and, last, its own level where it has projects of its own. One count over all warnings below."""
    parts = list(area.children.order_by("code"))
    part_of = dict(RegionReach.objects.filter(area__in=[one.pk for one in parts]).values_list("member", "area")) | {
        one.pk: one.pk for one in parts
    }
    lines = {one.pk: AreaRisk(one.pk, one.name) for one in parts}
    lines[area.pk] = AreaRisk(area.pk, f"{area.name}本级" if parts else area.name)
    members = [*part_of, area.pk]
    for region, counts in _counted(members, on):
        key = part_of.get(region, area.pk)
        lines[key] = lines[key].plus(**counts)
    own = lines.pop(area.pk)
    return [*lines.values(), *([own] if own != AreaRisk(own.code, own.name) or not parts else [])]


def together(lines: Iterable[AreaRisk], area: Region) -> AreaRisk:
    """All lines as one."""
    whole = AreaRisk(area.pk, area.name)
    for line in lines:
        whole = whole.plus(**{name: getattr(line, name) for name in _NUMBERS})
    return whole


_NUMBERS = ("projects", *WARNED, "overdue", "confirmed", "false")


def _counted(members: list[str], on: date) -> Iterable[tuple[str, dict[str, int]]]:
    rows: QuerySet[RiskWarning] = RiskWarning.objects.filter(region__in=members)
    standing = Q(ended_on__isnull=True)
    warned = rows.values("region").annotate(
        **{colour: Count("pk", filter=standing & Q(grade=colour)) for colour in WARNED},
        overdue=Count("pk", filter=standing & Q(due_on__lt=on)),
        confirmed=Count("pk", filter=Q(outcome=Outcome.CONFIRMED, grade__in=ASKED)),
        false=Count("pk", filter=Q(outcome=Outcome.FALSE, grade__in=ASKED)),
    )
    for row in warned:
        yield row.pop("region"), row
    running = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    watched = MonitoredProject.objects.filter(running, region__in=members).values("region")
    for row in watched.annotate(projects=Count("pk")):
        yield row["region"], {"projects": row["projects"]}
