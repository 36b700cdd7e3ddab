"""Which acts a finding allows in each state, and whether an extension waits. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from nuanxin.watch.inspection.findings.models import EntryKind, FindingState

# state → act → the state after it. What is not here is refused; an end allows nothing.
WAYS: dict[str, dict[str, str]] = {
    FindingState.OPEN: {
        EntryKind.PROOF: FindingState.PROOF,
        EntryKind.FAILED: FindingState.OPEN,
        EntryKind.CLEARED: FindingState.CLEARED,
        EntryKind.EXTENSION: FindingState.OPEN,
        EntryKind.EXTENDED: FindingState.OPEN,
        EntryKind.REFUSED: FindingState.OPEN,
        EntryKind.ESCALATED: FindingState.ESCALATED,
        EntryKind.CLOSED_DOWN: FindingState.CLOSED_DOWN,
        EntryKind.WITHDRAWN: FindingState.WITHDRAWN,
    },
    FindingState.PROOF: {
        EntryKind.FAILED: FindingState.OPEN,
        EntryKind.CLEARED: FindingState.CLEARED,
        EntryKind.ESCALATED: FindingState.ESCALATED,
        EntryKind.CLOSED_DOWN: FindingState.CLOSED_DOWN,
        EntryKind.WITHDRAWN: FindingState.WITHDRAWN,
    },
}


def allows(state: str, act: str) -> bool:
    """Whether the act may follow in this state."""
    return act in WAYS.get(state, {})


def after(state: str, act: str) -> str:
    """The state after an allowed act."""
    return WAYS[state][act]


def waiting_extension(entries: Iterable[tuple[str, date | None]]) -> date | None:
    """The day asked for by the last extension that nobody has decided; (kind, day) in the order written."""
    asked = None
    for kind, day in entries:
        if kind == EntryKind.EXTENSION:
            asked = day
        elif kind in (EntryKind.EXTENDED, EntryKind.REFUSED):
            asked = None
    return asked
