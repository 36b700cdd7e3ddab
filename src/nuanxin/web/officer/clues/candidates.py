"""Clues that may be the one being typed, as far as the person may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nuanxin.foundation.organisations.models import Staff
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


def likely(facts: ClueFacts, staff: Staff, *, on: date) -> list[Candidate]:
    """The likeliest first; of a clue out of sight only its number and unit are told."""
    return []
