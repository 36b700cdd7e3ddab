"""What else a step does: the rooms above the cases, which know their own registers, say it when they get ready.

`before` may refuse (a room double-booked, money over a cap); `taken` keeps the room's own rows in step; `struck` takes
back what `taken` wrote. All run inside the step's transaction, after its own gates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.models import Case, CaseStep


@dataclass(frozen=True)
class Moment:
    """A step being taken or struck: the locked case, the step's key, its facts (days as date), who and when.

    `row` is the step's row; None while `before` is asked.
    """

    case: Case
    step: str
    facts: Mapping[str, Any]
    by: Staff
    on: date
    row: CaseStep | None = None


Effect = Callable[[Moment], None]


@dataclass
class _Effects:
    before: list[Effect] = field(default_factory=list)
    taken: list[Effect] = field(default_factory=list)
    struck: list[Effect] = field(default_factory=list)


_BY_PROCEDURE: dict[str, _Effects] = {}


def with_steps(
    procedure: str, *, before: Effect | None = None, taken: Effect | None = None, struck: Effect | None = None
) -> None:
    """Register what goes with every step of that procedure's cases; the effect looks at `moment.step` itself."""
    kept = _BY_PROCEDURE.setdefault(procedure, _Effects())
    for effects, effect in ((kept.before, before), (kept.taken, taken), (kept.struck, struck)):
        if effect and effect not in effects:
            effects.append(effect)


def before_step(moment: Moment) -> None:
    """Ask the rooms; the first that objects raises Refusal."""
    for effect in _BY_PROCEDURE.get(moment.case.procedure, _Effects()).before:
        effect(moment)


def step_taken(moment: Moment) -> None:
    for effect in _BY_PROCEDURE.get(moment.case.procedure, _Effects()).taken:
        effect(moment)


def step_struck(moment: Moment) -> None:
    for effect in _BY_PROCEDURE.get(moment.case.procedure, _Effects()).struck:
        effect(moment)
