"""Where a duty to publish stands, from what has happened to it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nuanxin.rights.credit.disclosure.models import DecisionKind, DutyState

TERMS = {
    DecisionKind.PENALTY: "gov.exec_disclose.permit_penalty",
    DecisionKind.HANDLING: "gov.exec_disclose.decision",
}
RULE = "国办发〔2018〕118号"


@dataclass(frozen=True)
class Happened:
    """published_on: the first day on which what stands now, or what it replaces, was public. revoked: the last was taken back
    because the decision itself fell."""

    dropped: bool = False
    published_on: date | None = None
    withheld_on: date | None = None
    asked: bool = False
    revoked_on: date | None = None


def state_of(has: Happened) -> tuple[DutyState, date | None]:
    """The state, and the day on which the duty was met (published, or decided not to publish)."""
    if has.published_on:
        return (DutyState.TO_WITHDRAW, None) if has.dropped else (DutyState.PUBLISHED, has.published_on)
    if has.revoked_on:
        return DutyState.WITHDRAWN, has.revoked_on
    if has.dropped:
        return DutyState.DROPPED, None
    if has.withheld_on:
        return DutyState.WITHHELD, has.withheld_on
    return (DutyState.ASKED if has.asked else DutyState.DUE), None


def is_overdue(state: str, due_on: date | None, on: date) -> bool:
    """Not public on the day after the last one; without a figure nothing is overdue."""
    return state in (DutyState.DUE, DutyState.ASKED) and due_on is not None and due_on < on
