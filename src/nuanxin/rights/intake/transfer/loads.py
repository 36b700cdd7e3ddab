"""Who in a unit has how much on his desk, and whom that suggests for the next clue. A suggestion: the head decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from nuanxin.foundation.organisations.duties import DUTIES, Permission, Reach
from nuanxin.foundation.organisations.models import Post, Staff
from nuanxin.rights.intake.channels import OPEN_STATES
from nuanxin.rights.intake.models import Clue

# Whose daily work it is: handles what the unit holds, and does not assign it.
_HANDLING = [
    duty.key
    for duty in DUTIES.values()
    if duty.grants.get(Permission.CLUE_HANDLE) == Reach.UNIT and Permission.CLUE_ASSIGN not in duty.grants
]


@dataclass(frozen=True)
class Load:
    """What lies with one officer: open clues, how many of them overdue; `handles`: handling is his daily work."""

    officer_id: int
    name: str
    open: int
    overdue: int
    handles: bool

    @property
    def words(self) -> str:
        return f"在办{self.open}件" + (f"，超期{self.overdue}件" if self.overdue else "")


def loads_of(officers: Iterable[Staff], *, unit_id: int, on: date) -> list[Load]:
    """The loads of these officers, the lightest first; open clues of every unit count, for a person has one day."""
    people = list(officers)
    rows = (
        Clue.objects.filter(officer__in=people, state__in=OPEN_STATES, merged_into__isnull=True)
        .order_by()
        .values("officer")
        .annotate(open=Count("pk"), late=Count("pk", filter=Q(due_on__lt=on)))
    )
    counted = {row["officer"]: (row["open"], row["late"]) for row in rows}
    posts = Post.objects.filter(unit=unit_id, staff__in=people, duty__in=_HANDLING, valid_from__lte=on)
    daily = set(posts.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).values_list("staff", flat=True))
    found = [Load(one.pk, one.name, *counted.get(one.pk, (0, 0)), one.pk in daily) for one in people]
    return sorted(found, key=lambda load: (load.open, load.overdue, load.officer_id))


def suggested(loads: Sequence[Load]) -> Load | None:
    """The lightest of those whose daily work it is; of all where there is none such. Pure."""
    ordered = sorted(loads, key=lambda load: (not load.handles, load.open, load.overdue, load.officer_id))
    return ordered[0] if ordered else None
