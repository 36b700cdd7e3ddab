"""What a case has behind it: its standing steps, the declaration of each, the law of its place."""

from __future__ import annotations

from datetime import date
from typing import Any

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.law.book import Law
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.procedures.choosing import LawAt, Taken
from nuanxin.rights.cases.procedures.declared import Step
from nuanxin.rights.cases.procedures.versions import procedure, with_branches
from nuanxin.rights.intake.clocks import calendar_of
from nuanxin.rights.intake.models import Clue

STRUCK = "struck"


def steps_taken(case: Case) -> tuple[Taken, ...]:
    """The standing steps in the order in which they were recorded: neither corrections nor what they struck."""
    rows = standing_rows(case)
    return tuple(Taken(row.step, row.done_on, read_facts(case, row)) for row in rows)


def standing_rows(case: Case) -> list[CaseStep]:
    """The rows behind `steps_taken`."""
    rows = list(case.steps.select_related("by", "paper").order_by("pk"))
    struck = {row.strikes_id for row in rows if row.strikes_id}
    return [row for row in rows if row.strikes_id is None and row.pk not in struck]


def last_step_id(case: Case) -> int:
    """What a page remembers, so that `take_step` can tell whether somebody moved the case meanwhile."""
    return case.steps.order_by("-pk").values_list("pk", flat=True).first() or 0


def lock_case(case: Case) -> Case:
    """The row as it stands now, held until the act ends."""
    held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    held.clue = Clue.objects.select_related("unit__region", "officer", "employer", "project", "region").get(
        pk=held.clue_id
    )
    return held


def declared_step(case: Case, key: str) -> Step:
    """The step as the case's own version declares it; Refusal where it knows none."""
    for running in with_branches(procedure(case.procedure, case.procedure_version)):
        if running.has(key):
            return running.step(key)
    raise Refusal(
        f"没有“{key}”这一步骤", why=f"案件按{case.procedure_version}版程序办理", remedy="请刷新页面后重新选择"
    )


def law_at(clue: Clue) -> LawAt:
    """The law book and calendar of the clue's place."""
    return LawAt(Law.load(), calendar_of(clue.region_id), clue.region_id)


def read_facts(case: Case, row: CaseStep) -> dict[str, Any]:
    """The facts of a row as they were stated: days as date, money in 分."""
    days = {fact.key for fact in declared_step(case, row.step).facts if fact.kind == "day"}
    return {key: date.fromisoformat(value) if key in days else value for key, value in row.facts.items()}
