"""A department answers the rows of its own list for one target: every row, a "no" with what is wrong, once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.inspection.checklists.reading import ANSWERS, NO
from nuanxin.watch.inspection.joint.models import PartAnswer
from nuanxin.watch.inspection.joint.rows import Row, list_of, rows_for
from nuanxin.watch.inspection.plans.keeping import tick_part
from nuanxin.watch.inspection.plans.models import JointPart


@dataclass(frozen=True)
class Answer:
    """One row as answered: yes, no or na, and what is wrong or why not."""

    answer: str
    note: str = ""


def rows_of(part: JointPart, on: date) -> tuple[Row, ...]:
    """The rows that this department is asked for this target; none where it writes in words alone."""
    site = part.planned.project
    government, state = (site.government, site.state_firm) if site else (None, None)
    return rows_for(part.unit.kind, government=government, state_firm=state, on=on)


def faults_of(rows: Iterable[Row], answers: Mapping[str, Answer]) -> list[Fault]:
    """What is not answered, or answered "no" without a word. Pure."""
    faults = []
    for row in rows:
        said = answers.get(row.key)
        if said is None or said.answer not in ANSWERS:
            faults.append(Fault("没有回答", column=row.ask, remedy="请选择“是”“否”或者“不适用”"))
        elif said.answer == NO and not said.note.strip():
            faults.append(Fault("回答“否”没有写明情况", column=row.ask, remedy="请写明是什么问题、由谁何时改正"))
    return faults


@transaction.atomic
def answer_part(*, part: JointPart, answers: Mapping[str, Answer], result: str, by: Staff, on: date) -> JointPart:
    """The department's own desk answers its rows and says what it saw. BadInput names each row; Refusal: right, state."""
    rows = rows_of(part, on)
    if faults := faults_of(rows, answers):
        raise BadInput(faults)
    part = tick_part(part=part, result=result, by=by, on=on)
    dated = _dated(part, on)
    for row in rows:
        said = answers[row.key]
        PartAnswer.objects.create(
            part=part, dated=dated, item=row.key, asked=row.ask, cites=row.cites, answer=said.answer,
            note=said.note.strip()[:300], by=by,
        )  # fmt: skip
    return part


def overdue_parts(on: date) -> Q:
    """Parts whose day has passed without the department's word."""
    return Q(ticked_on__isnull=True, planned__dropped_on__isnull=True, planned__due_on__lt=on)


def late_by_unit(parts: QuerySet[JointPart], on: date) -> list[tuple[str, int]]:
    """(department, how many parts are late), the most first: what the coordinator rings about."""
    counted: dict[str, int] = {}
    for name in parts.filter(overdue_parts(on)).values_list("unit__short_name", flat=True):
        counted[name] = counted.get(name, 0) + 1
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))


def _dated(part: JointPart, on: date) -> date:
    found = list_of(part.unit.kind, on)
    return found.valid_from if found else on
