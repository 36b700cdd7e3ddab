"""What else stands before a payment is recorded: the rooms above the cases may refuse it, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from nuanxin.rights.intake.models import Claim


@dataclass(frozen=True)
class Coming:
    """A payment about to be written: the claim is locked, the ledger's own checks have passed."""

    claim: Claim
    source: str
    kind: str
    fen: int
    on: date
    voucher: str
    explained: str = ""


Gate = Callable[[Coming], None]
_GATES: list[Gate] = []


def before_payments(gate: Gate) -> None:
    """Register a gate; it raises Refusal where the money may not be recorded."""
    if gate not in _GATES:
        _GATES.append(gate)


def ask_gates(coming: Coming) -> None:
    """Ask every gate; the first that objects raises Refusal."""
    for gate in _GATES:
        gate(coming)
