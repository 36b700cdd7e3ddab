"""What is compared when two clues may be one. Plain values, so that a form being typed is compared like a row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

_MONTH = re.compile(r"(\d{4})\D?(\d{1,2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One person of a clue, in plain text; any part may be empty."""

    name: str = ""
    id_number: str = ""
    phone: str = ""

    def __reduce__(self) -> tuple[Any, ...]:
        """As few signs as may be: an import sends people from process to process."""
        return PersonFacts, (self.name, self.id_number, self.phone)


@dataclass(frozen=True, slots=True)
class ClueFacts:
    """One clue. `firms` and `projects` hold every name it goes by: as said, and as registered.

    persons and amount_fen are None where not stated; region is a code of GB/T 2260 (zones: nine digits).
    """

    clue_id: int = 0  # 0 while typing
    number: str = ""
    people: tuple[PersonFacts, ...] = ()
    firms: tuple[str, ...] = ()
    credit_code: str = ""
    projects: tuple[str, ...] = ()
    region: str = ""
    place: str = ""
    owed_from: str = ""
    owed_to: str = ""
    persons: int | None = None
    amount_fen: int | None = None
    received_on: date | None = None
    merged_into: int | None = None  # the clue that was kept, where this one was merged

    @property
    def city(self) -> str:
        """The first four digits of the region: province and city."""
        return self.region[:4]

    @property
    def months(self) -> tuple[int, int] | None:
        """The months owed, as year * 12 + month, first and last; None where neither end is stated."""
        return _months(self.owed_from, self.owed_to)


@lru_cache(maxsize=65_536)  # the same few thousand spans in every comparison
def _months(owed_from: str, owed_to: str) -> tuple[int, int] | None:
    stated = [month for month in (month_number(owed_from), month_number(owed_to)) if month is not None]
    return (min(stated), max(stated)) if stated else None


def month_number(text: str) -> int | None:
    """2023-05, 2023-05-12, 2023年5月 → year * 12 + month; None for anything else."""
    found = _MONTH.match(text.strip())
    if not found or not 1 <= int(found[2]) <= 12:
        return None
    return int(found[1]) * 12 + int(found[2])
