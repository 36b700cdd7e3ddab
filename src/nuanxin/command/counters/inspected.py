"""Who was inspected and who was published: employers once with their latest visit, projects once on each line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from nuanxin.command.counters.facts import kept_parties
from nuanxin.foundation.parties.models import Employer, Project, Sector
from nuanxin.rights.cases.models import ActKind, OfficialAct
from nuanxin.watch.inspection.models import Visit

SECTORS = (Sector.CONSTRUCTION.value, Sector.MANUFACTURING.value, Sector.OTHER.value)
PROJECT_LINES = ("government", "state_firm")
Areas = Callable[[str], Sequence[str]]  # region → the areas that its facts count for
VisitRow = tuple[Any, ...]  # the fields below, in this order
VISIT_FIELDS = (
    "pk", "employer_id", "sector", "workforce", "migrants", "project_id", "project_key", "government", "state_firm",
    "arrears_found", "arrears_persons", "arrears_fen",
)  # fmt: skip


def row_of(sector: str) -> str:
    """The row of a sector; what is blank or unknown is 其他 (law.md §19.1)."""
    return sector if sector in SECTORS else Sector.OTHER.value


@dataclass
class SeenEmployer:
    """An employer once: its latest visit, and whether any counted visit was tied to a project."""

    latest: int = 0
    sector: str = ""
    workforce: int = 0
    migrants: int = 0
    tied: bool = False

    @property
    def row(self) -> str:
        return Sector.CONSTRUCTION.value if self.tied else row_of(self.sector)


@dataclass
class SeenProject:
    """A project once on its line: the latest visit that carries the flag, and what it found."""

    latest: int
    arrears: bool
    arrears_persons: int
    arrears_fen: int


@dataclass
class Seen:
    """What the visits of a window amount to: employers, and per line of item 1 the projects by (name, employer)."""

    employers: dict[int, SeenEmployer] = field(default_factory=dict)
    projects: dict[str, dict[tuple[str, int], SeenProject]] = field(default_factory=dict)

    def take(self, row: VisitRow, employer_id: int, names: ProjectNames) -> None:
        """One more visit, later than all before: it stands for its employer, and for its project on each line it is on."""
        pk, _, sector, workforce, migrants, project_id, project_key, government, state_firm, *found = row
        employer = self.employers.setdefault(employer_id, SeenEmployer())
        employer.latest, employer.sector = pk, sector
        employer.workforce, employer.migrants = workforce, migrants
        employer.tied |= bool(project_key or project_id)
        if government or state_firm:
            arrears, persons, fen = found
            project = SeenProject(pk, arrears, persons or 0, fen or 0)
            for line, flag in zip(PROJECT_LINES, (government, state_firm), strict=True):
                if flag:
                    on_line = self.projects.setdefault(line, {})
                    on_line[names.of(project_id, project_key), employer_id] = project


def look_at_visits(rows: QuerySet[Visit], *, as_of: date, areas: Areas) -> dict[str, Seen]:
    """One pass over visits in time order, for every area that their regions count for: what comes later stands."""
    kept, names = kept_parties("employer", as_of), ProjectNames(kept_parties("project", as_of))
    seen: dict[str, Seen] = defaultdict(Seen)
    for *row, region in rows.values_list(*VISIT_FIELDS, "region_id").iterator(chunk_size=5000):
        for area in areas(region):
            seen[area].take(tuple(row), kept.get(row[1], row[1]), names)
    return dict(seen)


class ProjectNames:
    """The name by which a visit's project is compared; a merged project goes by the name of the kept one."""

    def __init__(self, kept: dict[int, int]) -> None:
        self._kept = kept
        self._names: dict[int, str] = {}

    def of(self, project_id: int | None, project_key: str) -> str:
        if project_id is None or (project_key and project_id not in self._kept):
            return project_key
        project_id = self._kept.get(project_id, project_id)
        if project_id not in self._names:
            self._names[project_id] = Project.objects.values_list("name_key", flat=True).get(pk=project_id)
        return self._names[project_id]


@dataclass
class Published:
    """An employer published once: its latest publication, and the day of its first."""

    latest: int
    first: date


def published_employers(rows: QuerySet[OfficialAct], *, as_of: date, areas: Areas) -> dict[str, dict[str, Published]]:
    """Per area each employer published in it, by key; merged employers are one, a blank one is its clue's."""
    published = rows.filter(kind=ActKind.PUBLICATION).order_by("done_on", "recorded_on", "recorded_at", "pk")
    found = list(published.values_list("pk", "employer_key", "clue_id", "region_id", "done_on"))
    same = kept_keys(as_of) if found else {}
    each: dict[str, dict[str, Published]] = defaultdict(dict)
    for pk, key, clue, region, on in found:
        who = same.get(key, key) if key else f"clue:{clue}"
        for area in areas(region):
            each[area].setdefault(who, Published(pk, on)).latest = pk
    return dict(each)


def kept_keys(as_of: date) -> dict[str, str]:
    """For merged employers: the key written on acts (credit code, else name) → the key of the kept one."""
    kept = kept_parties("employer", as_of)
    names = {
        pk: code or name
        for pk, code, name in Employer.objects.filter(pk__in={*kept, *kept.values()}).values_list(
            "pk", "credit_code", "name_key"
        )
    }
    return {names[merged]: names[end] for merged, end in kept.items() if merged in names and end in names}
