"""What is known of every clue without unsealing anything: enough to leave out most pairs of a whole ledger.

Some eighty bytes a clue: a million clues fit into memory, their people and names would not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Max

from nuanxin.rights.intake.duplicates.facts import ClueFacts
from nuanxin.rights.intake.duplicates.scoring import apart, same_money
from nuanxin.rights.intake.models import Claim, Clue, Reporter

_AT_ONCE = 10_000
_Outline = tuple[str, str, int | None, int | None, date | None]  # owed from and to, persons, amount, received

_CLUES = "SELECT id, owed_from, owed_to, persons, amount_fen, received_on FROM {} WHERE merged_into_id IS NULL"
_WITH_REPORTER = "SELECT clue_id FROM {} WHERE name <> '' OR id_number <> '' OR phone <> ''"
_WITH_CLAIM = "SELECT clue_id FROM {}"


class Outlines:
    """Months, day, money and whether anybody is named, of every clue that is not merged into another."""

    def __init__(self) -> None:
        room = (Clue.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
        self._known: list[_Outline | None] = [None] * room
        self._somebody = bytearray(room)
        same: dict[Any, Any] = {}  # months and days come again and again: one object for each
        for clue_id, first, last, persons, fen, received in rows_of(_CLUES.format(Clue._meta.db_table)):
            day = date.fromisoformat(received) if isinstance(received, str) else received
            first, last, day = (same.setdefault(part, part) for part in (first, last, day))
            self._known[clue_id] = (first, last, persons, fen, day)
        for model, statement in ((Reporter, _WITH_REPORTER), (Claim, _WITH_CLAIM)):
            for (clue_id,) in rows_of(statement.format(model._meta.db_table)):
                self._somebody[clue_id] = 1

    def may_be_one(self, a: int, b: int) -> bool:
        """False where no name or number could make the pair likely: never false for a pair that `score_pairs` keeps."""
        one, other = self._known[a], self._known[b]
        if one is None or other is None or apart(_facts(one), _facts(other)):
            return False
        return bool(self._somebody[a] and self._somebody[b]) or same_money(_facts(one), _facts(other))


def _facts(known: _Outline) -> ClueFacts:
    first, last, persons, fen, received = known
    return ClueFacts(owed_from=first, owed_to=last, persons=persons, amount_fen=fen, received_on=received)


def rows_of(statement: str) -> Iterator[Sequence[Any]]:
    """The rows one after the other, never all at once in memory."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement)
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows
