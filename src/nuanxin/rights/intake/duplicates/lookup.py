"""Finding the clues that a clue may repeat while it is typed and when it is registered: a few indexed queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from nuanxin.rights.intake.duplicates.facts import ClueFacts
from nuanxin.rights.intake.duplicates.gathering import facts_of
from nuanxin.rights.intake.duplicates.keys import WEIGHTS, keys_of, kind_of
from nuanxin.rights.intake.duplicates.match_keys import MatchKey, key_digest, place_names
from nuanxin.rights.intake.duplicates.scoring import SHOWN, Score, score
from nuanxin.rights.intake.models import Clue

_NEWEST = 200  # of a common key only the newest clues are taken
_SHORT_LIST = 24  # clues whose facts are looked at
_MOST_KEYS = 120  # a crew of forty has more; the rarest come first


@dataclass(frozen=True)
class Candidate:
    """A clue that may be the same matter, the score (0–100) and why."""

    clue_id: int
    number: str
    score: int
    reasons: tuple[str, ...]


def candidates(facts: ClueFacts, limit: int = 5, least: int = SHOWN) -> list[Candidate]:
    """The clues most like these facts, best first; a clue merged into another stands for the one that was kept.

    Five queries at most, whatever the size of the ledger. The caller shows only what the viewer may see.
    """
    places = place_names()
    keys = keys_of(facts, key_digest(), places)
    best: dict[int, tuple[ClueFacts, Score]] = {}
    for other in facts_of(_short_list(keys[:_MOST_KEYS], facts.clue_id)):
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


def _short_list(keys: Sequence[int], own: int) -> list[int]:
    """The clues that share the most telling keys, in one query: of each key only the newest."""
    if not keys:
        return []
    newest = f"SELECT key, clue_id FROM {MatchKey._meta.db_table} WHERE key = %s ORDER BY clue_id DESC LIMIT {_NEWEST}"  # noqa: S608
    weight: Counter[int] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT * FROM ({newest}) AS k{n}" for n in range(len(keys))), keys)  # noqa: S608
        for key, clue_id in cursor.fetchall():
            weight[clue_id] += WEIGHTS[kind_of(key)]
    weight.pop(own, None)
    return sorted(weight, key=lambda clue_id: (-weight[clue_id], -clue_id))[:_SHORT_LIST]
