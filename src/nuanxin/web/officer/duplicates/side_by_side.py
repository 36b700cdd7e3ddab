"""Two records beside each other, field by field: clues in the queue of duplicates, and records of one party."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One field of both records; `differs` lights it."""

    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        return bool(self.one) and bool(self.other) and self.one != self.other


def side_by_side(one: Mapping[str, str], other: Mapping[str, str]) -> list[Row]:
    """A row for each field of the first, in its order; both carry the same fields."""
    return [Row(label, one[label], other[label]) for label in one]
