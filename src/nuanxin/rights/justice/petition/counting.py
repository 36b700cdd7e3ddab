"""Mass and skip-level petitions of a region in a window, beside the same window of the year before (requirements ZZ-01)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from nuanxin.foundation.law.counting import shift_months
from nuanxin.foundation.organisations.permission import within
from nuanxin.rights.justice.petition.models import Petition

FALL_WANTED = 20  # per cent; 专项整治方案 二（一） asks for a fall of at least so much


@dataclass(frozen=True)
class Visit:
    """What the count needs of one row."""

    received_on: date
    kind: str
    mass: bool
    persons: int


@dataclass(frozen=True)
class Counted:
    """Cases and persons of a window. `either`: mass or skip-level, each visit once though it may be both."""

    visits: int = 0
    persons: int = 0
    mass: int = 0
    mass_persons: int = 0
    skip_level: int = 0
    skip_level_persons: int = 0
    either: int = 0
    either_persons: int = 0
    repeats: int = 0


@dataclass(frozen=True)
class Fall:
    """This year beside last: `percent` fallen (negative: risen), one decimal in tenths; None where last year had none."""

    now: int
    before: int

    @property
    def tenths(self) -> int | None:
        """The fall in tenths of a per cent, exact and cut towards zero."""
        if not self.before:
            return None
        whole = (self.before - self.now) * 1000
        return whole // self.before if whole >= 0 else -(-whole // self.before)

    @property
    def enough(self) -> bool | None:
        """Whether it fell by at least a fifth; with none last year only none this year will do."""
        if not self.before:
            return True if self.now == 0 else None
        return (self.before - self.now) * 100 >= FALL_WANTED * self.before


def count(visits: Iterable[Visit]) -> Counted:
    """Add up. Pure."""
    rows = list(visits)
    mass = [row for row in rows if row.mass]
    skip = [row for row in rows if row.kind == "skip_level"]
    either = [row for row in rows if row.mass or row.kind == "skip_level"]
    return Counted(
        visits=len(rows),
        persons=sum(row.persons for row in rows),
        mass=len(mass),
        mass_persons=sum(row.persons for row in mass),
        skip_level=len(skip),
        skip_level_persons=sum(row.persons for row in skip),
        either=len(either),
        either_persons=sum(row.persons for row in either),
        repeats=sum(row.kind == "repeat" for row in rows),
    )


def year_before(day: date) -> date:
    """The corresponding day of the year before; 29 February falls back on the 28th (民法典 202). Pure."""
    return shift_months(day, -12)


def standing_petitions(area: str, start: date, end: date) -> QuerySet[Petition]:
    """The registrations behind the number: of that area, in the window, both ends included, not withdrawn."""
    return Petition.objects.filter(
        Q(region__in=within(area)), received_on__gte=start, received_on__lte=end, withdrawn_on__isnull=True
    )


def counted(area: str, start: date, end: date) -> Counted:
    """The count of an area and window as it stands now."""
    rows = standing_petitions(area, start, end).values_list("received_on", "kind", "mass", "persons")
    return count(Visit(*row) for row in rows)


def compared(area: str, start: date, end: date) -> tuple[Counted, Counted]:
    """The window, and the same window of the year before."""
    return counted(area, start, end), counted(area, year_before(start), year_before(end))
