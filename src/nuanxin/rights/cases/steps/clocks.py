"""The clocks that a step starts, stops and extends; and as they were before, when the step is struck."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.procedures.declared import Step
from nuanxin.rights.intake.clocks import (
    lengthen_clock,
    open_clock,
    pause_clock,
    resume_clock,
    running_clocks,
    stop_clock,
    unpause_clock,
)
from nuanxin.rights.intake.models import Clock

SERVICE_TERM = "insp.serve"


def move_clocks(case: Case, declared: Step, facts: Mapping[str, Any], by: Staff, on: date) -> None:
    clue = case.clue
    if declared.extends:
        clock = (
            running_clocks(clue).filter(term=declared.extends, about=_about(case, declared, declared.extends)).first()
        )
        if clock:
            lengthen_clock(clock=clock, by=by, on=on, reason=facts["reason"])
    for term in declared.pauses:
        pause_clock(clue=clue, term=term, by=by, on=on, reason=declared.name, about=_about(case, declared, term))
    for term in declared.resumes:
        resume_clock(clue=clue, term=term, by=by, on=on, about=_about(case, declared, term))
    for term in declared.stops:
        stop_clock(clue=clue, term=term, by=by, on=on, about=_about(case, declared, term))
    for start in declared.starts:
        if start.when is None or start.when.holds(facts):
            day = facts[start.from_fact] if start.from_fact else on
            # A term in hours runs from the minute of the act; an act entered later knows only its day.
            moment = occasion.now() if day == occasion.today() and not start.from_fact else day
            about, officer = _about(case, declared, start.term), case.officer
            open_clock(clue=clue, term=start.term, start=moment, by=by, on=on, about=about, officer=officer)


def _about(case: Case, declared: Step, term: str) -> str:
    """Whose clock it is: the case's; the service of a paper is that paper's own, so that two papers do not share one."""
    return f"case:{case.pk}:{declared.serves or declared.key}" if term == SERVICE_TERM else f"case:{case.pk}"


def clocks_as_before(case: Case, row: CaseStep, declared: Step, by: Staff, on: date) -> None:
    """Clocks that the step started stop; those that it stopped run again from where they had started."""
    for start in declared.starts:
        stop_clock(clue=case.clue, term=start.term, by=by, on=on, about=_about(case, declared, start.term))
    for term in declared.pauses:
        unpause_clock(clue=case.clue, term=term, by=by, on=on, about=_about(case, declared, term))
    for term in declared.stops:
        about = _about(case, declared, term)
        stopped = (
            Clock.objects.filter(clue=case.clue, term=term, about=about, stopped_on=row.done_on).order_by("-pk").first()
        )
        if stopped:
            started = stopped.started_at
            open_clock(clue=case.clue, term=term, start=started, by=by, on=on, about=about, officer=case.officer)
            record("restart_clock", about=stopped, by=by, details={"on": on, "because_of": row.pk})
