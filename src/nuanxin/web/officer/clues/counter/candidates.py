"""Clues that may be the one being typed, as far as the person may see them."""

from __future__ import annotations

from dataclasses import dataclass

from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.duplicates.facts import ClueFacts as Compared
from nuanxin.rights.intake.duplicates.gathering import people_named
from nuanxin.rights.intake.duplicates.lookup import candidates
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.registration import ClueFacts
from nuanxin.rights.intake.visibility import may_see
from nuanxin.web.officer import queues

SHOWN = 6


@dataclass(frozen=True)
class Candidate:
    """One likely clue: how likely, why, and whether the person may open it."""

    clue: Clue
    title: str
    score: int
    reasons: tuple[str, ...]
    may_open: bool


def likely(facts: ClueFacts, staff: Staff) -> list[Candidate]:
    """The likeliest first; of a clue out of sight only its number and unit are told."""
    found = candidates(compared(facts), limit=SHOWN)
    rows = Clue.objects.select_related("employer", "officer", "unit").in_bulk([one.clue_id for one in found])
    shown = []
    for one in found:
        clue = rows[one.clue_id]
        shown.append(Candidate(clue, queues.title_of(clue), one.score, one.reasons, may_see(staff, clue)))
    return shown


def compared(facts: ClueFacts) -> Compared:
    """The form's facts as the look-up compares them."""
    people = [person for one in facts.reporters for person in people_named(one.name, one.id_number, one.phone)]
    people += [person for one in facts.claims for person in people_named(one.name, one.id_number, one.phone)]
    return Compared(
        people=tuple(people),
        firms=(facts.employer_name,) if facts.employer_name else (),
        credit_code=facts.credit_code,
        projects=(facts.project_name,) if facts.project_name else (),
        region=facts.region,
        place=facts.place,
        owed_from=facts.owed_from,
        owed_to=facts.owed_to,
        persons=facts.persons,
        amount_fen=facts.amount_fen,
        received_on=facts.received_on,
    )
