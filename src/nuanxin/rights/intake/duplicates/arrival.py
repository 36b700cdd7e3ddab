"""A clue just registered: put among the keys, compared with the ledger, its likely doubles queued for a decision."""

from __future__ import annotations

from datetime import date

from nuanxin.rights.intake.duplicates.facts import ClueFacts
from nuanxin.rights.intake.duplicates.gathering import facts_of
from nuanxin.rights.intake.duplicates.lookup import Candidate, candidates
from nuanxin.rights.intake.duplicates.match_keys import index_facts
from nuanxin.rights.intake.duplicates.scoring import LIKELY
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.pairs import DuplicatePair

_MOST_QUEUED = 10


def screen_clue(*, clue: Clue, on: date, facts: ClueFacts | None = None) -> list[Candidate]:
    """In the transaction of the registration; call again after people were added. Returns what it may repeat.

    facts: where the caller has them at hand; else they are read.
    """
    facts = facts or facts_of([clue.pk])[0]
    index_facts([facts])
    found = candidates(facts, limit=_MOST_QUEUED, least=LIKELY, thorough=True)
    rows = [
        DuplicatePair(
            clue_a_id=min(clue.pk, other.clue_id),
            clue_b_id=max(clue.pk, other.clue_id),
            score=other.score,
            reasons=list(other.reasons),
            found_on=on,
        )
        for other in found
    ]
    if rows:
        DuplicatePair.objects.bulk_create(rows, ignore_conflicts=True)
    return found
