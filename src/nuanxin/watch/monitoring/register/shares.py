"""Shares over an area: of the running projects, how many have each item of the checklist with its state and proof; never looked at is unknown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from nuanxin.foundation.organisations.models import Region, RegionReach
from nuanxin.watch.monitoring.register.models import MonitoredProject, SystemCheck, SystemState
from nuanxin.watch.monitoring.register.systems import System, checklist_at


@dataclass(frozen=True)
class Share:
    """Of one item: projects by state, and those whose state is known and carries its proof (未落实 needs none: it is the finding)."""

    met: int = 0
    not_met: int = 0
    not_applicable: int = 0
    unknown: int = 0
    proven: int = 0

    @property
    def projects(self) -> int:
        return self.met + self.not_met + self.not_applicable + self.unknown

    @property
    def percent(self) -> float | None:
        """已落实 of those to which it applies; unknown is never counted as met. None where it applies nowhere."""
        asked = self.projects - self.not_applicable
        return round(100 * self.met / asked, 1) if asked else None

    def plus(self, other: Share) -> Share:
        """Both together."""
        return Share(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class AreaShares:
    """One area: its running projects, and the share of each item by key."""

    code: str
    name: str
    projects: int = 0
    shares: Mapping[str, Share] = field(default_factory=dict)

    @property
    def complete_percent(self) -> float | None:
        """Items with state and proof, of all items of all projects: 100 is what is asked. None without projects."""
        proven = sum(one.proven for one in self.shares.values())
        items = sum(one.projects for one in self.shares.values())
        return round(100 * proven / items, 1) if items else None


@dataclass(frozen=True)
class Standing:
    """One project and item, for the list behind a number."""

    project: MonitoredProject
    check: SystemCheck | None

    @property
    def state(self) -> SystemState:
        return SystemState(self.check.state) if self.check else SystemState.UNKNOWN


def area_shares(area: Region, on: date, codes: Collection[str] | None = None) -> tuple[list[System], list[AreaShares]]:
    """The items that any place of the area asks, and a line for each part of it and for its own level. codes: those one may see."""
    parts = list(area.children.order_by("code"))
    part_of = {one.pk: one.pk for one in parts}
    part_of |= dict(RegionReach.objects.filter(area__in=list(part_of)).values_list("member", "area"))
    members = [code for code in (*part_of, area.pk) if codes is None or code in codes]
    projects = list(running(members, on))
    latest = _latest(projects, on)
    asked: dict[str, System] = {}
    lists: dict[str, tuple[System, ...]] = {}
    counted: dict[str, dict[str, Share]] = defaultdict(lambda: defaultdict(Share))
    numbers: dict[str, int] = defaultdict(int)
    for project in projects:
        if project.region_id not in lists:
            lists[project.region_id] = checklist_at(project.region_id, on).systems
        key = part_of.get(project.region_id, area.pk)
        numbers[key] += 1
        for system in lists[project.region_id]:
            asked.setdefault(system.key, system)
            one = _one(latest.get((project.pk, system.key)))
            counted[key][system.key] = counted[key][system.key].plus(one)
    if not asked:  # nothing runs there yet: the items are asked all the same
        asked = {system.key: system for system in checklist_at(area.pk, on).systems}
    named = [(one.pk, one.name) for one in parts if codes is None or one.pk in codes]
    named += [(area.pk, f"{area.name}本级" if parts else area.name)] if numbers[area.pk] or not parts else []
    return list(asked.values()), [AreaShares(code, name, numbers[code], dict(counted[code])) for code, name in named]


def together(lines: Iterable[AreaShares], area: Region) -> AreaShares:
    """All lines as one."""
    whole: dict[str, Share] = defaultdict(Share)
    number = 0
    for line in lines:
        number += line.projects
        for key, share in line.shares.items():
            whole[key] = whole[key].plus(share)
    return AreaShares(area.pk, area.name, number, dict(whole))


def running(codes: Collection[str], on: date) -> Iterable[MonitoredProject]:
    """Watched projects of these regions that run on that day."""
    stands = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    rows = MonitoredProject.objects.filter(stands, region__in=list(codes), starts_on__lte=on)
    return rows.select_related("employer", "region").order_by("region", "name", "pk")


def standings(codes: Collection[str], system: str, on: date) -> list[Standing]:
    """Every running project of these regions whose place asks the item, as it stands by that day."""
    projects = [
        one for one in running(codes, on) if any(each.key == system for each in checklist_at(one.region_id, on).systems)
    ]
    latest = _latest(projects, on)
    return [Standing(one, latest.get((one.pk, system))) for one in projects]


def _latest(projects: Collection[MonitoredProject], on: date) -> dict[tuple[int, str], SystemCheck]:
    rows = SystemCheck.objects.filter(project__in=[one.pk for one in projects], checked_on__lte=on)
    return {(row.project_id, row.system): row for row in rows.select_related("owner").order_by("checked_on", "pk")}


def _one(check: SystemCheck | None) -> Share:
    if check is None or check.state == SystemState.UNKNOWN:
        return Share(unknown=1)
    proven = int(bool(check.proof) or check.state == SystemState.NOT_MET)
    return Share(**{check.state: 1}, proven=proven)
