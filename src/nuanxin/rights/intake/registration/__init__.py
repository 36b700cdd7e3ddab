"""From what was said at any door to a clue with a number and a named person who answers for it."""

from nuanxin.rights.intake.registration.admission import Admission, admit
from nuanxin.rights.intake.registration.facts import ClaimFacts, ClueFacts, ReporterFacts
from nuanxin.rights.intake.registration.registering import (
    COLLECTIVE_FROM,
    is_collective,
    register_clue,
    reporter_indexes,
)

__all__ = [
    "COLLECTIVE_FROM",
    "Admission",
    "ClaimFacts",
    "ClueFacts",
    "ReporterFacts",
    "admit",
    "is_collective",
    "register_clue",
    "reporter_indexes",
]
