"""Finding the clues that a clue may repeat while it is typed and when it is registered: a few indexed queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from nuanxin.foundation.parties.places import place_names
from nuanxin.rights.intake.duplicates.facts import ClueFacts
from nuanxin.rights.intake.duplicates.gathering import facts_among
from nuanxin.rights.intake.duplicates.keys import WEIGHTS, keys_of
from nuanxin.rights.intake.duplicates.match_keys import MatchKey, key_digest
from nuanxin.rights.intake.duplicates.scoring import SHOWN, Score, score
from nuanxin.rights.intake.models import Clue

_TABLE = MatchKey._meta.db_table
_NEWEST = 200  # of a common key only the newest clues are taken
_SHORT_LIST = 16  # clues whose facts are looked at,
_FAR_BEHIND, _FAR_BEHIND_THOROUGH = 3, 12  # unless they share so many times less than the best
_MOST_KEYS = 120  # a crew of forty has more; the rarest come first


@dataclass(frozen=True)
class Candidate:
    """A clue that may be the same matter, the score (0–100) and why."""

    clue_id: int
    number: str
    score: int
    reasons: tuple[str, ...]


def candidates(facts: ClueFacts, limit: int = 5, least: int = SHOWN, *, thorough: bool = False) -> list[Candidate]:
    """The clues most like these facts, best first; a clue merged into another stands for the one that was kept.

    One query, or two, whatever the size of the ledger. Where one clue shares far more keys than another, the other is
    not looked at while somebody types; `thorough` looks at it too. The caller shows only what the viewer may see.
    """
    places = place_names()
    keys = keys_of(facts, key_digest(), places)
    best: dict[int, tuple[ClueFacts, Score]] = {}
    for other in _near(keys[:_MOST_KEYS], facts.clue_id, _FAR_BEHIND_THOROUGH if thorough else _FAR_BEHIND):
        found = score(facts, other, places)
        target = other.merged_into or other.clue_id
        if target != facts.clue_id and (target not in best or found.value > best[target][1].value):
            best[target] = (other, found)
    ordered = sorted(best.items(), key=lambda item: (-item[1][1].value, -item[0]))
    chosen = [(target, other, found) for target, (other, found) in ordered if found.value >= least][:limit]
    return [Candidate(target, _number(target, other), found.value, found.reasons) for target, other, found in chosen]


def _number(target: int, other: ClueFacts) -> str:
    if target == other.clue_id:
        return other.number
    return Clue.objects.values_list("number", flat=True).get(pk=target)


def _near(keys: Sequence[int], own: int, far_behind: int) -> list[ClueFacts]:
    """The facts of the clues that share the most telling keys, in one statement: of each key only the newest clues."""
    if not keys:
        return []
    if connection.vendor == "postgresql":
        newest = f"SELECT clue_id FROM {_TABLE} t WHERE t.key = asked.key ORDER BY clue_id DESC LIMIT {_NEWEST}"  # noqa: S608
        hits = f"SELECT key, hit.clue_id FROM unnest(%s::bigint[]) AS asked(key) CROSS JOIN LATERAL ({newest}) AS hit"  # noqa: S608
        given: list[Any] = [list(keys), own]
    else:
        newest = f"SELECT key, clue_id FROM {_TABLE} WHERE key = %s ORDER BY clue_id DESC LIMIT {_NEWEST}"  # noqa: S608
        hits = " UNION ALL ".join([f"SELECT * FROM ({newest})"] * len(keys))  # noqa: S608
        given = [*keys, own]
    return list(facts_among("IN (SELECT clue_id FROM near)", given, before=_short_list(hits, far_behind)).values())


def _short_list(hits: str, far_behind: int) -> str:
    """The query `near`: clue ids by the weights of the keys they share."""
    weights = " ".join(f"WHEN {int(kind)} THEN {weight}" for kind, weight in WEIGHTS.items())
    return f"""
        WITH hits AS ({hits}),
             weighed AS (SELECT clue_id, SUM(CASE key & 15 {weights} ELSE 0 END) AS weight
                           FROM hits WHERE clue_id <> %s GROUP BY clue_id),
             near AS (SELECT clue_id FROM weighed WHERE weight * {far_behind} >= (SELECT MAX(weight) FROM weighed)
                       ORDER BY weight DESC, clue_id DESC LIMIT {_SHORT_LIST})"""  # noqa: S608
