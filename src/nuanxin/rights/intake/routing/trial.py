"""Trying a new table on past clues: which of them would have gone elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nuanxin.rights.intake.routing.rules import RouteFacts, Routing, Table, route


@dataclass(frozen=True)
class Moved:
    """One clue that the new table sends to another office."""

    reference: str
    before: Routing
    after: Routing


def trial(old: Table, new: Table, facts: Iterable[RouteFacts], on: date) -> list[Moved]:
    """The clues that move. Another rule with the same office is no move."""
    moved = []
    for one in facts:
        before, after = route(one, old, on), route(one, new, on)
        if (before.unit_kind, before.unit_code) != (after.unit_kind, after.unit_code):
            moved.append(Moved(one.reference, before, after))
    return moved
