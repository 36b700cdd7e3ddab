"""The other bodies that work on the same file: one file for the worker, whatever the door."""

from __future__ import annotations

from dataclasses import dataclass

from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.procedures.versions import procedure
from nuanxin.rights.intake.clocks import running_clocks, shown_due
from nuanxin.rights.intake.models import Clue


@dataclass(frozen=True)
class Desk:
    """One open procedure of another body: what, where it stands, who to ask, until when."""

    name: str
    step: str
    unit: str
    phone: str
    due_on: object
    due_name: str


def desks(clue: Clue) -> list[Desk]:
    """Open files of bodies' own desks on the clue, in the order in which they began. No name of an officer is needed to ask."""
    rows = Case.objects.filter(clue=clue, closed_on__isnull=True).select_related("unit", "officer").order_by("pk")
    return [_desk(row) for row in rows if procedure(row.procedure, row.procedure_version).opening]


def _desk(row: Case) -> Desk:
    whole = procedure(row.procedure, row.procedure_version)
    clock = min(
        (one for one in running_clocks(row.clue).filter(about=f"case:{row.pk}") if shown_due(one)),
        key=lambda one: str(shown_due(one)),
        default=None,
    )
    return Desk(
        name=whole.name,
        step=whole.step(row.step).name if whole.has(row.step) else "",
        unit=row.unit.name,
        phone=row.officer.phone or row.unit.phone,
        due_on=shown_due(clock) if clock else None,
        due_name=clock.name if clock else "",
    )
