"""What a person may do next in a case and in the branches that run beside it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import may
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.procedures.choosing import Offer, next_steps
from nuanxin.rights.cases.procedures.declared import Procedure, Step
from nuanxin.rights.cases.procedures.versions import procedure
from nuanxin.rights.cases.steps.reading import law_at, steps_taken
from nuanxin.rights.cases.steps.rights import case_facts, enters_for


def offers(*, case: Case, by: Staff, on: date, own_acts: Collection[str] = ()) -> tuple[tuple[Offer, bool], ...]:
    """What may come next in the case and its branches, and whether this person has the right to do it.

    own_acts: acts with a page of their own whose steps are offered too.
    """
    if case.closed_on:
        return ()
    facts, taken, law = case_facts(case), steps_taken(case), law_at(case.clue)
    stands_in = enters_for(by, case)
    done = {one.step for one in taken}
    found: list[tuple[Offer, bool]] = []
    for running in _running(case, done):
        for offer in next_steps(running, taken, {}, on, law=law, own_acts=own_acts):
            right = stands_in or may(by, offer.step.permission, facts)
            found.append((offer, right and not own_review(offer.step, case, by)))
    return tuple(found)


def _running(case: Case, done: set[str]) -> tuple[Procedure, ...]:
    main = procedure(case.procedure, case.procedure_version)
    open_branches = [
        procedure(branch.procedure, branch.version) for branch in main.branches if done & set(branch.after)
    ]
    return (main, *open_branches)


def own_review(declared: Step, case: Case, by: Staff) -> bool:
    return declared.by_others and by.pk in (case.officer_id, case.second_officer_id)
