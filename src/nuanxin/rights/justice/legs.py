"""All legs of a clue side by side: which procedure stands at which step since when, at whose desk, and what is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.procedures.declared import Procedure
from nuanxin.rights.cases.procedures.versions import procedure, with_branches
from nuanxin.rights.cases.steps import standing_rows
from nuanxin.rights.intake.models import Clock, Clue, HelperTask


@dataclass(frozen=True)
class Term:
    """A clock that runs on a leg; `late` in whole days past its day. `missing`: the term has no figure here."""

    name: str
    due_on: date | None
    late: int
    missing: str = ""


@dataclass(frozen=True)
class Leg:
    """One procedure on the clue, as the coordinator reads it. `case_id`: the file behind it; None: only asked for."""

    name: str
    unit: str
    officer: str
    phone: str
    step: str
    since: date
    days: int
    terms: tuple[Term, ...]
    ended: str
    case_id: int | None

    @property
    def late(self) -> int:
        """How many days the worst term is late."""
        return max((term.late for term in self.terms), default=0)


def days_late(due_on: date | None, today: date) -> int:
    """Whole days past the day, 0 while it is not past. Pure."""
    return max(0, (today - due_on).days) if due_on else 0


def legs_of(clue: Clue, *, on: date) -> tuple[Leg, ...]:
    """Every file of the clue with its branches, then what other bodies were asked for; late ones first, ended ones last."""
    files = Case.objects.filter(clue=clue).select_related("unit", "officer").order_by("pk")
    found = [leg for case in files for leg in _of_case(case, on)]
    held = {case.unit_id for case in files}
    waiting = HelperTask.objects.filter(clue=clue, done_on__isnull=True).exclude(unit__in=held).select_related("unit")
    found += [
        Leg(
            name=task.task,
            unit=task.unit.short_name,
            officer="",
            phone=task.unit.phone,
            step="已请协办，尚未办理",
            since=task.asked_on,
            days=(on - task.asked_on).days,
            terms=(Term("协办期限", task.due_on, days_late(task.due_on, on)),) if task.due_on else (),
            ended="",
            case_id=None,
        )
        for task in waiting.order_by("asked_on", "pk")
    ]
    return tuple(sorted(found, key=lambda leg: (bool(leg.ended), -leg.late)))


def _of_case(case: Case, on: date) -> list[Leg]:
    """The case's own procedure, and each branch that has begun."""
    rows = standing_rows(case)
    running = with_branches(procedure(case.procedure, case.procedure_version))
    clocks = list(Clock.objects.filter(clue=case.clue_id, about__startswith=f"case:{case.pk}", stopped_on__isnull=True))
    clocks = [one for one in clocks if one.about == f"case:{case.pk}" or one.about.startswith(f"case:{case.pk}:")]
    legs = []
    for place, part in enumerate(running):
        own = [row for row in rows if part.has(row.step)]
        if not own:
            continue
        last, end = own[-1], case.closed_on or on
        legs.append(
            Leg(
                name=part.name,
                unit=case.unit.short_name,
                officer=case.officer.name,
                phone=case.officer.phone or case.unit.phone,
                step=part.step(last.step).name,
                since=last.done_on,
                days=(end - last.done_on).days,
                terms=_terms(clocks, part, running, first=place == 0, on=on),
                ended=f"{case.closing}（{case.closed_on}）" if case.closed_on else "",
                case_id=case.pk,
            )
        )
    return legs


def _terms(
    clocks: Sequence[Clock], part: Procedure, running: Sequence[Procedure], *, first: bool, on: date
) -> tuple[Term, ...]:
    """The clocks that this part starts; what no other part names belongs to the case's own procedure."""
    named = _named_by(part)
    others = {term for each in running if each.key != part.key for term in _named_by(each)}
    own = [one for one in clocks if one.term in named or (first and one.term not in others)]
    return tuple(
        Term(one.name, one.due_on, days_late(one.due_on, on), one.missing)
        for one in sorted(own, key=lambda each: (each.due_on is None, each.due_on or on))
    )


def _named_by(part: Procedure) -> set[str]:
    return {start.term for step in part.steps for start in step.starts}
