"""Accepting, refusing, asking once for what is missing: 关于实施《劳动保障监察条例》若干规定 第十八条."""

from nuanxin.rights.intake.acceptance.acts import accept_clue, ask_supplement, identify_employer, receive_supplement
from nuanxin.rights.intake.acceptance.examining import (
    AcceptanceFacts,
    Advice,
    Elsewhere,
    Outcome,
    Test,
    acceptance_facts,
    examine,
)
from nuanxin.rights.intake.acceptance.refusing import Ground, Remedies, refuse_clue

__all__ = [
    "AcceptanceFacts",
    "Advice",
    "Elsewhere",
    "Ground",
    "Outcome",
    "Remedies",
    "Test",
    "accept_clue",
    "acceptance_facts",
    "ask_supplement",
    "examine",
    "identify_employer",
    "receive_supplement",
    "refuse_clue",
]
