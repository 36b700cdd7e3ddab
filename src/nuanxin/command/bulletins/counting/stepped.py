"""What a step taken on a unit names: its clues and tasks and those of the steps before it, each once, as on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from nuanxin.command.bulletins.counting.scope import Scope
from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.dispatch.ladder.models import MeasureLink, UnitMeasure
from nuanxin.command.dispatch.ladder.taking import trace
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.rights.intake.models import Clue


@dataclass(frozen=True)
class Stepped:
    """Something of a step that is counted; `adds`: the field that is added up, else the rows are counted."""

    name: str
    unit: str
    table: str
    rows: Callable[[Scope], QuerySet[Any]]
    adds: str = ""


def steps(scope: Scope) -> list[UnitMeasure]:
    """The way that led here, the step itself last; of a paper on no step, none."""
    return trace(scope.measure) if scope.measure else []


def _links(scope: Scope) -> QuerySet[MeasureLink]:
    return MeasureLink.objects.filter(measure__in=steps(scope))


def clues(scope: Scope) -> QuerySet[Clue]:
    """The clues that the steps name."""
    rows = Clue.objects.filter(pk__in=_links(scope).values("clue"))
    return rows.select_related("employer").order_by("due_on", "received_on", "pk")


def late_clues(scope: Scope) -> QuerySet[Clue]:
    """Those whose day is over and that were not closed by the last day."""
    open_still = Q(closed_on__isnull=True) | Q(closed_on__gt=scope.last)
    return clues(scope).filter(open_still, due_on__lt=scope.last)


def other_clues(scope: Scope) -> QuerySet[Clue]:
    return clues(scope).exclude(pk__in=late_clues(scope).values("pk"))


def shares(scope: Scope) -> QuerySet[TaskShare]:
    """The tasks that the steps name and that were not done by the last day."""
    undone = Q(done_on__isnull=True) | Q(done_on__gt=scope.last)
    rows = TaskShare.objects.filter(undone, pk__in=_links(scope).values("share"))
    return rows.exclude(state=TaskShare.State.TAKEN_BACK).select_related("task", "unit").order_by("due_on", "pk")


STEPPED: dict[str, Stepped] = {
    "clues": Stepped("涉及线索", "件", "received", clues),
    "late_clues": Stepped("其中逾期未办结的线索", "件", "received", late_clues),
    "persons": Stepped("线索涉及人数", "人", "received", clues, "persons"),
    "amount": Stepped("线索涉及金额", "元", "received", clues, "amount_fen"),
    "shares": Stepped("涉及的未完成任务", "项", "shares", shares),
}


def stepped(key: str) -> Stepped:
    """By key; BadInput for an unknown one."""
    if key not in STEPPED:
        raise BadInput(Fault(f"没有“{key}”这一项督促数据", remedy=f"可用：{'、'.join(STEPPED)}"))
    return STEPPED[key]


def added(rows: Iterable[Any], adds: str) -> int:
    """What the rows amount to."""
    return sum((getattr(row, adds) or 0) if adds else 1 for row in rows)
